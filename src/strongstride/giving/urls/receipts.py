"""Addresses of receipts and Gift Aid."""

from django.urls import path

from strongstride.giving.views import forgetting, receipts, receipts_kept

MINE = "gifts/<str:token>/"
DESK = "clubs/<slug:club>/giving/desk/"
OF_CAUSE = "clubs/<slug:club>/giving/causes/<slug:cause>/"

urlpatterns = [
    path(f"{MINE}receipts/<uuid:key>/", receipts.receipt, name="receipt"),
    path(f"{MINE}gift-aid/", receipts.gift_aid, name="gift-aid"),
    path(f"{MINE}gift-aid/end/", receipts.end_gift_aid, name="gift-aid-end"),
    path(f"{OF_CAUSE}receipts/", receipts_kept.receipts, name="receipts"),
    path(f"{OF_CAUSE}receipts/<uuid:key>/", receipts_kept.receipt, name="receipt-kept"),
    path(f"{OF_CAUSE}pages/<slug:slug>/benefit/", receipts_kept.benefit, name="benefit"),
    path(f"{OF_CAUSE}gift-aid/", receipts_kept.claim, name="claim"),
    path(f"{DESK}year/", receipts_kept.year, name="donor-year"),
    path(f"{DESK}forget/", forgetting.forget_donor, name="forget-donor"),
    path(f"{MINE}forget/", forgetting.forget_me, name="forget-me"),
]

"""Addresses of receipts and Gift Aid."""

from django.urls import path

from strongstride.giving.views import receipts

MINE = "gifts/<str:token>/"

urlpatterns = [
    path(f"{MINE}receipts/<uuid:key>/", receipts.receipt, name="receipt"),
    path(f"{MINE}gift-aid/", receipts.gift_aid, name="gift-aid"),
    path(f"{MINE}gift-aid/end/", receipts.end_gift_aid, name="gift-aid-end"),
]

"""Addresses of giving, one module an area."""

from strongstride.giving.urls import (
    causes,
    desk,
    gifts,
    matches,
    pages,
    pledges,
    receipts,
    report,
    stripe,
)

app_name = "giving"
urlpatterns = [
    *causes.urlpatterns,
    *desk.urlpatterns,
    *gifts.urlpatterns,
    *matches.urlpatterns,
    *pages.urlpatterns,
    *pledges.urlpatterns,
    *receipts.urlpatterns,
    *report.urlpatterns,
    *stripe.urlpatterns,
]

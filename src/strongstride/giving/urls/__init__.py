"""Addresses of giving, one module an area."""

from strongstride.giving.urls import causes, desk, gifts, pages, pledges, receipts, stripe

app_name = "giving"
urlpatterns = [
    *causes.urlpatterns,
    *desk.urlpatterns,
    *gifts.urlpatterns,
    *pages.urlpatterns,
    *pledges.urlpatterns,
    *receipts.urlpatterns,
    *stripe.urlpatterns,
]

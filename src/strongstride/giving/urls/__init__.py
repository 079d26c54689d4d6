"""Addresses of giving, one module an area."""

from strongstride.giving.urls import causes, gifts, pages, pledges, receipts, stripe

app_name = "giving"
urlpatterns = [
    *causes.urlpatterns,
    *gifts.urlpatterns,
    *pages.urlpatterns,
    *pledges.urlpatterns,
    *receipts.urlpatterns,
    *stripe.urlpatterns,
]

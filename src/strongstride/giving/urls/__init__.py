"""Addresses of giving, one module an area."""

from strongstride.giving.urls import causes, gifts, pages, pledges, stripe

app_name = "giving"
urlpatterns = [
    *causes.urlpatterns,
    *gifts.urlpatterns,
    *pages.urlpatterns,
    *pledges.urlpatterns,
    *stripe.urlpatterns,
]

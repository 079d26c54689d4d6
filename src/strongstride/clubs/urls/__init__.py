"""Addresses of clubs and challenges, one module an area."""

from strongstride.clubs.urls import clubs, route, share

app_name = "clubs"
urlpatterns = [
    *clubs.urlpatterns,
    *route.urlpatterns,
    *share.urlpatterns,
]

"""Addresses of clubs and challenges, one module an area."""

from strongstride.clubs.urls import challenges, clubs, desk, feed, route, share

app_name = "clubs"
urlpatterns = [
    *clubs.urlpatterns,
    *challenges.urlpatterns,
    *desk.urlpatterns,
    *feed.urlpatterns,
    *route.urlpatterns,
    *share.urlpatterns,
]

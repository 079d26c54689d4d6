"""Addresses of clubs and challenges, one module an area."""

from strongstride.clubs.urls import clubs

app_name = "clubs"
urlpatterns = [
    *clubs.urlpatterns,
]

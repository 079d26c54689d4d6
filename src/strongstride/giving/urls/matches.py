"""Addresses of matches."""

from django.urls import path

from strongstride.giving.views import matches

ALL = "clubs/<slug:club>/giving/matches/"
ONE = f"{ALL}<uuid:match>/"

urlpatterns = [
    path(ALL, matches.list_matches, name="matches"),
    path(f"{ALL}new/<slug:page>/", matches.add, name="match-new"),
    path(ONE, matches.change, name="match"),
    path(f"{ONE}stop/", matches.stop, name="match-stop"),
]

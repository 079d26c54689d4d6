"""Addresses of runners' pages and of cards."""

from django.urls import path

from strongstride.clubs.views import share

CHALLENGE = "<slug:club>/challenges/<slug:challenge>/"
RUNNER = f"{CHALLENGE}runners/<uuid:key>/"

urlpatterns = [
    path(f"{CHALLENGE}share/", share.share, name="share"),
    path(f"{CHALLENGE}card/<slug:version>.png", share.challenge_card, name="challenge-card"),
    path(RUNNER, share.runner, name="runner"),
    path(f"{RUNNER}card/<slug:version>.png", share.runner_card, name="runner-card"),
]

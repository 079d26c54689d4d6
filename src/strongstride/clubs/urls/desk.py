"""Addresses of the organiser's desk."""

from django.urls import path

from strongstride.clubs.views import desk, review, tables

DESK = "<slug:club>/desk/"
CHALLENGE = "<slug:club>/challenges/<slug:challenge>/"

urlpatterns = [
    path(DESK, desk.show, name="desk"),
    path(f"{DESK}log/", desk.log, name="desk-log"),
    path(f"{DESK}members/", tables.members, name="members-table"),
    path(f"{CHALLENGE}close/", desk.close, name="challenge-close"),
    path(f"{CHALLENGE}tables/totals/", tables.board, name="board-table"),
    path(f"{CHALLENGE}tables/entries/", tables.entries, name="entries-table"),
    path(f"{CHALLENGE}review/", review.queue, name="review"),
    path(f"{CHALLENGE}review/<uuid:credit>/", review.say, name="review-entry"),
    path(f"{CHALLENGE}participants/", review.people, name="participants"),
    path(f"{CHALLENGE}participants/<uuid:participant>/", review.participant, name="participant"),
    path(
        f"{CHALLENGE}participants/<uuid:participant>/team/",
        review.move_to_team,
        name="participant-team",
    ),
]

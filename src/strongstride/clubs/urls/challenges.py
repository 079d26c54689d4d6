"""Addresses of challenges."""

from django.urls import path

from strongstride.clubs.views import challenge_making, challenge_part, challenges

ALL = "<slug:club>/challenges/"
ONE = f"{ALL}<slug:challenge>/"

urlpatterns = [
    path(ALL, challenges.list_challenges, name="challenges"),
    path(f"{ALL}new/", challenge_making.add, name="challenge-new"),
    path(ONE, challenges.show, name="challenge"),
    path(f"{ONE}live/", challenges.live, name="challenge-live"),
    path(f"{ONE}edit/", challenge_making.edit, name="challenge-edit"),
    path(f"{ONE}open/", challenge_making.open_it, name="challenge-open"),
    path(f"{ONE}cancel/", challenge_making.cancel, name="challenge-cancel"),
    path(f"{ONE}clone/", challenge_making.clone, name="challenge-clone"),
    path(f"{ONE}discard/", challenge_making.discard, name="challenge-discard"),
    path(f"{ONE}join/", challenge_part.join, name="challenge-join"),
    path(f"{ONE}leave/", challenge_part.leave, name="challenge-leave"),
    path(f"{ONE}goal/", challenge_part.goal, name="challenge-goal"),
    path(f"{ONE}me/", challenge_part.me, name="challenge-me"),
    path(f"{ONE}me/entries.csv", challenge_part.export, name="challenge-export"),
    path(f"{ONE}log/", challenge_part.log, name="challenge-log"),
    path(f"{ONE}team/", challenge_part.team, name="challenge-team"),
    path(f"{ONE}team/new/", challenge_part.new_team, name="challenge-team-new"),
    path(f"{ONE}team/name/", challenge_part.name_team, name="challenge-team-name"),
    path(f"{ONE}team/leave/", challenge_part.no_team, name="challenge-team-leave"),
    path(f"{ONE}team/<uuid:team>/", challenge_part.join_team, name="challenge-team-join"),
]

"""The demo's club is a club like any other."""

import pytest

from strongstride.clubs.board.queries import together, top
from strongstride.clubs.models import Challenge
from strongstride.clubs.settling.recount import recount
from strongstride.operations.demo.club import PEOPLE, found_club
from tests.casting import new_user


@pytest.mark.django_db
def test_the_demos_club_adds_up_and_hides_who_is_hidden() -> None:
    club = found_club(new_user("Robin").athlete)
    points, shared = Challenge.objects.filter(club=club).order_by("title")
    for challenge in (shared, points):
        assert list(recount(challenge)) == []
        assert together(challenge).people == len(PEOPLE) + 1
    assert shared.route.name == "Rome to Canterbury"
    names = {row.name for row in top(points)}
    assert "Mo Adeyemi" in names
    assert "Tom Okafor" not in names
    assert any(row.strength_sessions for row in top(points))

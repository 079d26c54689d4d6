"""The demo's club is a club like any other."""

import pytest

from strongstride.clubs.board.queries import together, top
from strongstride.clubs.models import Challenge
from strongstride.clubs.settling.recount import recount
from strongstride.giving.books.checks import check
from strongstride.giving.books.queries import balances
from strongstride.giving.models import Campaign, LineState, OwnerKind, StatementLine
from strongstride.giving.pledges.queries import pledged
from strongstride.operations.demo.club import PEOPLE, found_club
from strongstride.operations.demo.giving import raise_funds
from strongstride.runs.actions import RunWords, add_run
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


@pytest.mark.django_db
def test_the_demos_money_adds_up_and_leaves_something_to_do() -> None:
    robin = new_user("Robin").athlete
    club = found_club(robin)
    add_run(robin, RunWords(on=robin.local_today(), distance_m=10_000, duration_s=3600))
    raise_funds(club)
    robins = Campaign.objects.get(owner_kind=OwnerKind.RUNNER)
    the_clubs = Campaign.objects.get(owner_kind=OwnerKind.CLUB)
    assert (balances(robins).raised, balances(robins).matched) == (5000, 0)  # 20 + 30
    assert (balances(the_clubs).raised, balances(the_clubs).matched) == (17_500, 12_500)
    assert pledged(robins) == 311 + 124  # 6.2137 miles at 50p and at 20p
    assert StatementLine.objects.filter(state=LineState.UNMATCHED).count() == 1
    assert list(check()) == []

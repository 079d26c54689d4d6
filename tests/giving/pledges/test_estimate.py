"""What a pledge may come to, before anybody promises anything."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.clubs.crediting.terms import ChallengeKind
from strongstride.coach.quantities import DistanceUnit
from strongstride.giving.models import Campaign, CountFrom, Pledge
from strongstride.giving.pledges.estimate import Estimate, estimate, expected
from tests.giving.pledges.making import (
    MID_MARCH,
    lift,
    make_runner_page,
    make_terms,
    part_of,
    run,
)

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]

TENTH = date(2026, 3, 10)


def _of(page: Campaign, today: date = TENTH, **columns: object) -> Estimate:
    usual: dict[str, object] = {
        "unit": "km",
        "rate_minor": 10,
        "cap_minor": 2500,
        "count_from": CountFrom.START,
        "created_at": MID_MARCH,
    }
    pledge = Pledge(**{**usual, **columns})
    return estimate(pledge, part_of(page), today)


def _page(goal: int | None = None, metres: int = 0, **terms: object) -> Campaign:
    page = make_runner_page(make_terms(**terms))
    part = part_of(page)
    part.goal = goal
    part.save()
    if metres:
        run(page, metres)
    return page


def test_runners_goal_comes_first() -> None:
    found = _of(_page(goal=100_000, metres=10_000))
    assert (found.basis, found.units, found.minor) == ("goal", 100_000, 1000)
    assert (found.units_now, found.minor_now) == (10_000, 100)


def test_without_a_goal_it_is_the_pace_so_far() -> None:
    found = _of(_page(metres=10_000))
    assert (found.basis, found.units, found.minor) == ("pace", 31_000, 310)


def test_goal_that_is_reached_gives_way_to_the_pace() -> None:
    found = _of(_page(goal=9_000, metres=10_000))
    assert (found.basis, found.units) == ("pace", 31_000)


def test_nothing_known_is_no_estimate() -> None:
    found = _of(_page())
    assert (found.basis, found.units, found.minor) == ("", 0, 0)


def test_from_now_on_takes_off_what_is_done() -> None:
    found = _of(_page(goal=100_000, metres=10_000), count_from=CountFrom.NOW)
    assert (found.units_now, found.minor_now) == (0, 0)
    assert (found.units, found.minor) == (90_000, 900)


def test_estimate_is_never_more_than_the_cap() -> None:
    assert _of(_page(goal=10_000_000)).minor == 2500


def test_goal_in_points_says_nothing_of_sessions() -> None:
    page = _page(goal=50_000, kind=ChallengeKind.POINTS)
    lift(page, date(2026, 3, 2))
    found = _of(page, unit="strength")
    assert (found.basis, found.units_now, found.units) == ("pace", 1, 3)


def test_goal_in_points_is_none_in_metres_even_where_points_are_metres() -> None:
    page = _page(goal=90_000, metres=10_000, kind=ChallengeKind.POINTS, unit=DistanceUnit.KM)
    assert _of(page).basis == "pace"


@given(
    st.integers(0, 10**6),
    st.one_of(st.none(), st.integers(1, 10**6)),
    st.dates(date(2026, 2, 1), date(2026, 5, 1)),
)
def test_less_than_is_done_is_never_expected(done: int, goal: int | None, today: date) -> None:
    units, basis = expected(done, goal, make_terms(), today)
    assert units >= done
    assert basis in ("goal", "pace", "")

"""What pledges come to while their challenge runs: invariants 14 to 17 and 19."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.clubs.crediting.terms import ChallengeKind, Terms
from strongstride.clubs.models import Club, Credit
from strongstride.clubs.settling.settle import settle_athlete
from strongstride.coach.quantities import DistanceUnit
from strongstride.giving.models import CountFrom, Pledge, PledgeState, PledgeUnit
from strongstride.giving.pledges.accrual import Work, amount_now, counted
from strongstride.giving.pledges.queries import pledged, pledged_of
from strongstride.giving.pledges.units import show_units, units_in
from tests.giving.pledges.making import (
    MID_MARCH,
    accrued,
    lift,
    make_pledge_row,
    make_runner_page,
    make_terms,
    run,
    runner_of,
    units_of,
)

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]

METRES = st.lists(st.integers(1, 60_000), max_size=30)
RATES, CAPS = st.integers(1, 5_000), st.integers(1, 200_000)
_OF_ONE = {"mile": Fraction(1_609_344, 1000), "km": Fraction(1000)}


def _pledge(rate: int, cap: int, unit: str = "mile") -> Pledge:
    return Pledge(rate_minor=rate, cap_minor=cap, unit=unit, count_from="start", state="active")


def _work(runs: list[int]) -> Work:
    first = datetime(2026, 3, 1, tzinfo=UTC)
    return Work(counted("run", far, first + timedelta(days=day)) for day, far in enumerate(runs))


def _by_hand(runs: list[int], rate: int, cap: int, unit: str) -> int:
    """The total times the rate, rounded half up once, at most the cap: on paper."""
    exact = Fraction(sum(runs)) / _OF_ONE[unit] * rate
    whole, rest = divmod(exact.numerator, exact.denominator)
    return min(cap, whole + (Fraction(rest, exact.denominator) >= Fraction(1, 2)))


@given(METRES, RATES, CAPS, st.sampled_from(["mile", "km"]))
def test_due_is_the_whole_distance_times_the_rate_rounded_once(
    runs: list[int], rate: int, cap: int, unit: str
) -> None:
    assert amount_now(_pledge(rate, cap, unit), _work(runs)) == _by_hand(runs, rate, cap, unit)


@given(METRES, st.integers(0, 60_000), RATES, CAPS)
def test_due_grows_with_distance_and_stays_between_nothing_and_the_cap(
    runs: list[int], more: int, rate: int, cap: int
) -> None:
    pledge = _pledge(rate, cap)
    before, after = (amount_now(pledge, _work(each)) for each in (runs, [*runs, more]))
    assert 0 <= before <= after <= cap


@given(METRES, RATES, CAPS)
def test_due_does_not_depend_on_how_the_distance_was_split_into_runs(
    runs: list[int], rate: int, cap: int
) -> None:
    pledge = _pledge(rate, cap)
    assert amount_now(pledge, _work(runs)) == amount_now(pledge, _work([sum(runs)]))


def test_cap_is_of_the_whole_pledge_not_of_a_run() -> None:
    pledge = _pledge(100, 500)
    assert amount_now(pledge, _work([1_609_344])) == 500
    assert amount_now(pledge, _work([8_046, 8_046, 8_046])) == 500


def test_two_lists_of_work_since_an_instant() -> None:
    work = _work([1_000, 2_000, 3_000])
    third = datetime(2026, 3, 3, tzinfo=UTC)
    assert work.units("km", None) == 6_000
    assert work.units("km", third - timedelta(seconds=1)) == 3_000
    assert work.units("km", third) == 0, "what ended at that very instant was done before"
    assert work.units("strength", None) == 0


def test_pledge_comes_to_the_credited_distance_times_the_rate() -> None:
    page = make_runner_page()
    pledge = make_pledge_row(page)
    run(page, 16_093.44)
    assert units_of(pledge) == 16_094
    assert accrued(pledge) == 500
    assert pledged(page) == 500


def test_only_what_counts_is_paid_for() -> None:
    page = make_runner_page(make_terms(entry_most=20_000))
    pledge = make_pledge_row(page)
    run(page, 30_000)  # waits for the organiser
    run(page, 10_000, date(2026, 2, 27))  # before the challenge
    assert Credit.objects.get(amount=0).status == "waiting"
    assert accrued(pledge) == 0


def test_editing_deleting_and_adding_late_change_what_it_comes_to_until_the_end() -> None:
    page = make_runner_page()
    pledge = make_pledge_row(page, unit=PledgeUnit.KM, rate_minor=10)
    made = run(page, 10_000)
    assert accrued(pledge) == 100
    made.distance_m = 12_000
    made.save()
    settle_athlete(runner_of(page))
    assert accrued(pledge) == 120
    run(page, 5_000, date(2026, 3, 2))
    assert accrued(pledge) == 170
    made.delete()
    settle_athlete(runner_of(page))
    assert accrued(pledge) == 50


def test_from_now_on_counts_what_is_done_after_the_pledge_was_made() -> None:
    page = make_runner_page()
    columns = {"unit": PledgeUnit.KM, "rate_minor": 10, "created_at": MID_MARCH}
    all_of_it = make_pledge_row(page, **columns)
    from_now = make_pledge_row(page, count_from=CountFrom.NOW, **columns)
    run(page, 10_000, date(2026, 3, 10))  # at nine, before the pledge at noon
    run(page, 7_000, date(2026, 3, 11))
    assert (accrued(all_of_it), accrued(from_now)) == (170, 70)
    run(page, 3_000, date(2026, 3, 9))  # written down later, done before
    assert (accrued(all_of_it), accrued(from_now)) == (200, 70)


def test_unit_of_the_club_changes_nothing_of_what_is_owed() -> None:
    page = make_runner_page()
    pledge = make_pledge_row(page)
    run(page, 12_345)
    before = accrued(pledge)
    Club.objects.update(unit="km")
    assert accrued(pledge) == before == 384


@pytest.mark.parametrize("kind", [ChallengeKind.STRENGTH, ChallengeKind.POINTS])
def test_strength_sessions_that_count_are_paid_for(kind: ChallengeKind) -> None:
    page = make_runner_page(make_terms(kind=kind))
    pledge = make_pledge_row(page, unit=PledgeUnit.STRENGTH, rate_minor=200)
    lift(page, date(2026, 3, 2))
    lift(page, date(2026, 3, 2))  # one a day counts
    lift(page, date(2026, 3, 3), sets=2)  # a warm-up
    lift(page, date(2026, 3, 4))
    run(page, 10_000)
    assert (units_of(pledge), accrued(pledge)) == (2, 400)


@pytest.mark.parametrize(
    ("terms", "units"),
    [
        (make_terms(), ["mile", "km"]),
        (make_terms(unit=DistanceUnit.KM), ["km", "mile"]),
        (make_terms(kind=ChallengeKind.STRENGTH), ["strength"]),
        (make_terms(kind=ChallengeKind.POINTS), ["strength"]),  # a point a mile: rounded
        (make_terms(kind=ChallengeKind.POINTS, unit=DistanceUnit.KM), ["km", "mile", "strength"]),
        (
            make_terms(kind=ChallengeKind.POINTS, unit=DistanceUnit.KM, points_a_unit=1_500),
            ["strength"],
        ),
        *[
            (make_terms(kind=kind), [])
            for kind in (
                ChallengeKind.TIME,
                ChallengeKind.ELEVATION,
                ChallengeKind.RUNS,
                ChallengeKind.STREAK,
                ChallengeKind.LONGEST,
            )
        ],
    ],
)
def test_what_can_be_pledged_for_follows_what_the_challenge_adds_up(
    terms: Terms, units: list[str]
) -> None:
    assert [each.value for each in units_in(terms)] == units


def test_points_of_a_kilometre_are_its_metres() -> None:
    page = make_runner_page(make_terms(kind=ChallengeKind.POINTS, unit=DistanceUnit.KM))
    pledge = make_pledge_row(page, unit=PledgeUnit.KM, rate_minor=10)
    run(page, 7_123.4)
    assert units_of(pledge) == 7_124


def test_pledged_is_what_is_confirmed_and_neither_paid_nor_cancelled() -> None:
    page, other = make_runner_page(), make_runner_page()
    frozen = {"final_units": 1, "final_minor": 30}
    make_pledge_row(page, state=PledgeState.UNCONFIRMED)
    make_pledge_row(page, state=PledgeState.CANCELLED, **frozen)
    make_pledge_row(page, state=PledgeState.PAID, **frozen)
    for state in (PledgeState.ENDED, PledgeState.DUE, PledgeState.UNFULFILLED):
        make_pledge_row(page, state=state, **frozen)
    make_pledge_row(page)
    make_pledge_row(other)
    run(page, 16_093.44)
    run(other, 3_218.688)
    assert pledged_of([page, other]) == {page.pk: 90 + 500, other.pk: 100}


def test_pledged_of_many_pages_takes_two_queries(django_assert_num_queries: object) -> None:
    pages = [make_runner_page() for _ in range(3)]
    for page in pages:
        for _ in range(3):
            make_pledge_row(page)
        run(page, 5_000)
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(pledged_of(pages)) == 3


def test_units_are_told_as_they_are_read() -> None:
    assert show_units(98_493, "mile") == "61.2 mi"
    assert show_units(1, "strength") == "1 strength session"
    assert show_units(9, "strength") == "9 strength sessions"

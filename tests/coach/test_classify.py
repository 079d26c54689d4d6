"""Classing runs: one test a rule, then what must hold for all runs."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.athlete import Athlete
from strongstride.coach.rules import n, rules
from strongstride.coach.running.classify import class_runs
from strongstride.coach.runs import ClassedRun, PastRun, RunKind
from tests.coach.running_worlds import ATHLETE, IN_MILES, TODAY, past_runs, ran, settled

WEDNESDAY = date(2026, 11, 11)


def judged(
    run: PastRun, others: list[PastRun] | None = None, athlete: Athlete = ATHLETE
) -> ClassedRun:
    """The class of one run among a settled runner's others."""
    known = settled() if others is None else others
    return next(c for c in class_runs([*known, run], athlete, TODAY) if c.run.id == run.id)


def test_a_settled_week_is_classed_as_it_was_meant() -> None:
    classed = class_runs(settled(), ATHLETE, TODAY)
    by_day = {
        weekday: {c.kind for c in classed if c.run.on.weekday() == weekday}
        for weekday in (1, 3, 5, 6)
    }
    assert by_day == {
        1: {RunKind.HARD},
        3: {RunKind.EASY},
        5: {RunKind.EASY},
        6: {RunKind.LONG},
    }


@pytest.mark.parametrize(
    ("run", "kind", "rule"),
    [
        (ran(WEDNESDAY, 7, 345), RunKind.EASY, "run-pace-bands"),
        (ran(WEDNESDAY, 7, 322), RunKind.STEADY, "run-pace-bands"),
        (ran(WEDNESDAY, 7, 290), RunKind.HARD, "run-pace-bands"),
        (ran(WEDNESDAY, 2.9, 290), RunKind.STEADY, "run-pace-bands"),  # 14 minutes
        (ran(WEDNESDAY, 7, 290, average_hr=130), RunKind.STEADY, "run-heart-rate-bands"),
        (ran(WEDNESDAY, 7, 322, average_hr=130), RunKind.EASY, "run-heart-rate-bands"),
        (ran(WEDNESDAY, 7, 345, average_hr=155), RunKind.STEADY, "run-heart-rate-bands"),
        (ran(WEDNESDAY, 7, 322, average_hr=170), RunKind.HARD, "run-heart-rate-bands"),
        (ran(WEDNESDAY, 7, 345, average_hr=40), RunKind.EASY, "run-pace-bands"),  # loose strap
        (ran(WEDNESDAY, 7, 345, kind_given=RunKind.RACE), RunKind.RACE, "run-given-kind"),
        (ran(WEDNESDAY, 7, 345, is_race=True), RunKind.RACE, "run-race"),
        (ran(WEDNESDAY, 5, 280, name="parkrun"), RunKind.RACE, "run-race"),
        (ran(WEDNESDAY, 5, 350, name="parkrun"), RunKind.EASY, "run-pace-bands"),
        (ran(WEDNESDAY, 7, 345, name="8x400 m"), RunKind.HARD, "run-name"),
        (ran(WEDNESDAY, 7, 345, name="8x400 m", max_hr=140), RunKind.EASY, "run-pace-bands"),
        (ran(WEDNESDAY, 7, 322, name="Footing"), RunKind.EASY, "run-name"),
        (ran(WEDNESDAY, 11, 350, name="Longue sortie"), RunKind.LONG, "run-name"),
        (ran(WEDNESDAY, 15.4, 350), RunKind.LONG, "run-long"),
        (ran(WEDNESDAY, 15, 361), RunKind.LONG, "run-long"),  # over 90 minutes
        (ran(WEDNESDAY, 17, 620, climb_m=900), RunKind.HARD, "run-climb"),
        (ran(WEDNESDAY, 7, 345, repeated_m=2150.0), RunKind.HARD, "run-efforts"),
        (ran(WEDNESDAY, 7, 345, efforts=((1200, 4100.0),)), RunKind.HARD, "run-efforts"),
        (ran(WEDNESDAY, 7, 345, efforts=((180, 560.0),)), RunKind.EASY, "run-pace-bands"),
        (ran(WEDNESDAY, 7, 290, indoors=True), RunKind.EASY, "run-pace-bands"),
        (ran(WEDNESDAY, None, seconds=5500), RunKind.LONG, "run-long"),
        (ran(WEDNESDAY, None, seconds=2400), RunKind.EASY, "run-pace-bands"),
    ],
    ids=lambda value: "" if isinstance(value, PastRun) else str(value),
)
def test_each_rule_decides_its_case(run: PastRun, kind: RunKind, rule: str) -> None:
    found = judged(msgspec.structs.replace(run, id="this one"))
    assert (found.kind, found.rule, found.counts) == (kind, rule, True), found.why


@pytest.mark.parametrize(
    ("run", "says"),
    [
        (ran(TODAY + timedelta(1), 8), "after today"),
        (ran(WEDNESDAY, 0.8), "too short"),
        (ran(WEDNESDAY, 0.3, seconds=1200), "distance"),
        (ran(WEDNESDAY, 30, 110), "no runner"),
        (ran(WEDNESDAY, 30, 175), "far faster"),  # a slow ride
        (ran(WEDNESDAY, 4, 1000), "walking"),
        (ran(WEDNESDAY, 300, 700), "stopwatch"),
    ],
)
def test_what_is_no_run_is_left_out_with_the_reason(run: PastRun, says: str) -> None:
    found = judged(msgspec.structs.replace(run, id="this one"))
    assert not found.counts
    assert found.rule == "run-left-out"
    assert says in found.why


@pytest.mark.parametrize(
    ("pace", "average", "peak", "kind"),
    [
        (322, 152, 160, RunKind.STEADY),
        (322, 152, 172, RunKind.HARD),
        (345, 130, 172, RunKind.STEADY),
        (345, 130, 222, RunKind.EASY),  # a spike of the sensor
    ],
)
def test_a_peak_near_a_known_maximum_tells_of_repetitions(
    pace: float, average: float, peak: float, kind: RunKind
) -> None:
    run = ran(WEDNESDAY, 7, pace, id="this one", average_hr=average, max_hr=peak)
    known = msgspec.structs.replace(ATHLETE, max_hr=182)
    assert judged(run, athlete=known).kind is kind
    guessed = judged(run).kind  # by age alone the peak says nothing
    assert guessed is (RunKind.STEADY if pace == 322 else RunKind.EASY)


def test_a_ride_among_runs_changes_no_other_class() -> None:
    ride = ran(WEDNESDAY, 30, 175, id="ride")
    alone = class_runs(settled(), ATHLETE, TODAY)
    among = class_runs([*settled(), ride], ATHLETE, TODAY)
    assert [c for c in among if c.run.id != "ride"] == list(alone)


def test_a_runner_who_never_runs_hard_runs_easy() -> None:
    runs = [ran(TODAY - timedelta(2 * k + 1), 6, 400 + k % 9) for k in range(30)]
    assert {c.kind for c in class_runs(runs, ATHLETE, TODAY)} == {RunKind.EASY}


def test_equal_runs_are_not_all_long() -> None:
    runs = [ran(TODAY - timedelta(3 * k + 1), 10, 340) for k in range(20)]
    assert RunKind.LONG not in {c.kind for c in class_runs(runs, ATHLETE, TODAY)}


def test_climbing_is_not_mistaken_for_slowness() -> None:
    flat = judged(ran(WEDNESDAY, 8, 342, id="this one"))
    hilly = judged(ran(WEDNESDAY, 8, 342, id="this one", climb_m=260))
    assert (flat.kind, hilly.kind) == (RunKind.EASY, RunKind.HARD)
    assert "climb" in hilly.why


def test_the_easy_pace_a_runner_gives_is_believed() -> None:
    athlete = msgspec.structs.replace(ATHLETE, easy_pace_s_per_km=305.0)
    runs = [*settled(), ran(WEDNESDAY, 7, 312, id="this one")]
    kinds = {c.run.id: c.kind for c in class_runs(runs, athlete, TODAY)}
    assert kinds["this one"] is RunKind.EASY
    assert judged(ran(WEDNESDAY, 7, 312, id="this one")).kind is not RunKind.EASY


def test_one_run_alone_is_easy_unless_its_heart_rate_or_length_says_more() -> None:
    assert judged(ran(WEDNESDAY, 7, 250), []).kind is RunKind.EASY
    assert judged(ran(WEDNESDAY, 7, 250, average_hr=172), []).kind is RunKind.HARD
    assert judged(ran(WEDNESDAY, 20, 330), []).kind is RunKind.LONG


def test_no_runs_give_no_classes() -> None:
    assert class_runs([], ATHLETE, TODAY) == ()


def test_reasons_are_in_the_runners_unit() -> None:
    classed = class_runs(settled(), IN_MILES, TODAY)
    assert all("km" not in c.why for c in classed)
    assert any("/mi" in c.why for c in classed)


@given(st.lists(past_runs, max_size=25, unique_by=lambda run: run.id))
def test_every_run_gets_a_class_and_a_reason(runs: list[PastRun]) -> None:
    classed = class_runs(runs, ATHLETE, TODAY)
    assert sorted(c.run.id for c in classed) == sorted(run.id for run in runs)
    assert [c.run.on for c in classed] == sorted(c.run.on for c in classed)
    for c in classed:
        assert c.why
        assert c.rule in rules()
        if c.counts:
            assert c.run.on <= TODAY
            assert c.run.duration_s >= n("run-left-out", "minutes") * 60
        if c.run.kind_given is not None:
            assert c.kind is c.run.kind_given


@given(st.lists(past_runs, max_size=25, unique_by=lambda run: run.id), st.randoms())
def test_order_and_unit_change_no_class(runs: list[PastRun], lots: object) -> None:
    shuffled = list(runs)
    lots.shuffle(shuffled)  # type: ignore[attr-defined]
    first = class_runs(runs, ATHLETE, TODAY)
    second = class_runs(shuffled, IN_MILES, TODAY)
    assert [(c.run, c.kind, c.rule, c.counts) for c in first] == [
        (c.run, c.kind, c.rule, c.counts) for c in second
    ]


@given(st.floats(240, 480), st.integers(10, 60))
def test_running_faster_is_never_classed_easier(pace: float, faster_s: int) -> None:
    order = [RunKind.EASY, RunKind.STEADY, RunKind.HARD]
    slow = judged(ran(WEDNESDAY, 7, pace, id="this one"))
    fast = judged(ran(WEDNESDAY, 7, pace - faster_s, id="this one"))
    if slow.counts and fast.counts:
        assert order.index(fast.kind) >= order.index(slow.kind)

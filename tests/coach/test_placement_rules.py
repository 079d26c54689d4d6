"""Every hard rule of placement, over the widest athletes and calendars and in single cases."""

from datetime import date, time, timedelta

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from strongstride.coach.athlete import Athlete, Availability, Goal, RaceDistance, Weekday
from strongstride.coach.frame import Placement, WeekFrame
from strongstride.coach.placing.phases import plan_phases
from strongstride.coach.placing.placement import place
from strongstride.coach.programme import Phase
from strongstride.coach.quantities import DistanceUnit, MassUnit
from strongstride.coach.rules import rules
from strongstride.coach.runs import PlannedRun, RunKind
from tests.coach.making import athlete as runner
from tests.coach.placement_checker import World, broken, cost, never_legs
from tests.coach.strategies import TODAY, athletes, calendars

MONDAY = date(2026, 11, 23)
LAST = st.none() | st.integers(-9, 0).map(lambda days: TODAY + timedelta(days=days))
WIDE = settings(max_examples=80)


def day(offset: int) -> date:
    return MONDAY + timedelta(days=offset)


def run(offset: int, kind: RunKind, minutes: int | None = 40, at: time | None = None) -> PlannedRun:
    seconds = None if minutes is None else minutes * 60
    return PlannedRun(on=day(offset), kind=kind, duration_s=seconds, starts_at=at)


def week(
    *runs: PlannedRun, number: int = 0, wanted: tuple[int, ...] = (3, 2), block: int = 0
) -> WeekFrame:
    return WeekFrame(
        starts_on=day(7 * number),
        phase=Phase.STRENGTH,
        phase_week=number,
        block=block,
        deload=False,
        wanted_leg_costs=wanted,
        runs=runs,
    )


def able(**availability: object) -> Athlete:
    return runner(availability=Availability(**availability))  # type: ignore[arg-type]


def put(*frames: WeekFrame, athlete: Athlete | None = None, last: date | None = None) -> Placement:
    return place(frames, athlete or able(), last, MONDAY)


def only(*days: Weekday) -> frozenset[Weekday]:
    return frozenset(set(Weekday) - set(days))


def sessions(found: Placement) -> list[tuple[int, int]]:
    return [((slot.on - MONDAY).days, slot.leg_cost) for slot in found.slots]


# Over everything


@given(athletes(), calendars(), LAST)
@WIDE
def test_every_hard_rule_holds(
    athlete: Athlete, runs: tuple[PlannedRun, ...], last: date | None
) -> None:
    frames = plan_phases(athlete, runs, TODAY)
    found = place(frames, athlete, last, TODAY)
    world = World(frames, athlete, last, TODAY)
    placed = [(slot.on, slot.leg_cost) for slot in found.slots]
    assert list(broken(world, placed)) == []
    assert found.cost == cost(world, placed)
    for slot in found.slots:
        start = world.session_at(slot.on)
        assert slot.starts_at == (start.time() if start else None)
        assert slot.same_day_as_run == bool(world.on(slot.on))
        assert all(why.rule in rules() for why in slot.reasons)


@given(athletes(), calendars(), LAST)
@WIDE
def test_what_is_given_up_is_named(
    athlete: Athlete, runs: tuple[PlannedRun, ...], last: date | None
) -> None:
    frames = plan_phases(athlete, runs, TODAY)
    found = place(frames, athlete, last, TODAY)
    world = World(frames, athlete, last, TODAY)
    told = [(dict(why.numbers), why.text) for why in found.given_up]
    spans = [(span, text) for span, text in told if "first_week" in span]  # the rest are pins
    for frame in frames:
        placed = [s for s in found.slots if 0 <= (s.on - frame.starts_on).days < 7]
        legs = [slot.on for slot in placed if slot.leg_cost]
        on = frame.starts_on.isoformat()
        said = [text for span, text in spans if span["first_week"] <= on <= span["last_week"]]
        missing = len(placed) < len(frame.wanted_leg_costs)
        missing |= len(legs) < sum(c > 0 for c in frame.wanted_leg_costs)
        assert any(" fit" in text for text in said) == missing
        nearer = any(world.hours_to_key_run(leg) < 48 for leg in legs)
        assert any("lighter than planned" in text for text in said) == nearer


@given(athletes(), calendars(weeks=12), st.sampled_from(Weekday))
@WIDE
def test_forbidding_a_day_never_lowers_the_cost(
    athlete: Athlete, runs: tuple[PlannedRun, ...], weekday: Weekday
) -> None:
    frames = plan_phases(athlete, runs, TODAY)
    availability = athlete.availability
    less = msgspec.structs.replace(
        athlete,
        availability=msgspec.structs.replace(
            availability, impossible=availability.impossible | {weekday}
        ),
    )
    with_day = place(frames, athlete, None, TODAY)
    assert place(frames, less, None, TODAY).cost >= with_day.cost


@given(athletes(), calendars(weeks=12), st.randoms(use_true_random=False))
@WIDE
def test_order_of_runs_and_units_change_nothing(
    athlete: Athlete, runs: tuple[PlannedRun, ...], lots: object
) -> None:
    mixed = list(runs)
    lots.shuffle(mixed)  # type: ignore[attr-defined]
    other = msgspec.structs.replace(athlete, mass_unit=MassUnit.LB, distance_unit=DistanceUnit.MI)
    frames = plan_phases(athlete, runs, TODAY)
    again = plan_phases(other, mixed, TODAY)
    assert again == frames
    assert place(again, other, None, TODAY) == place(frames, athlete, None, TODAY)


@given(athletes())
@settings(max_examples=30)
def test_a_wish_always_fits_without_runs(athlete: Athlete) -> None:
    free = msgspec.structs.replace(
        athlete,
        goal=None,
        pinned=(),
        availability=Availability(sessions_a_week=athlete.availability.sessions_a_week),
    )
    frames = plan_phases(free, (), MONDAY)
    found = place(frames, free, None, MONDAY)
    assert found.given_up == ()
    assert len(found.slots) == sum(len(frame.wanted_leg_costs) for frame in frames)


# Single cases: which days


def test_nothing_to_place_without_weeks() -> None:
    assert put() == Placement(slots=(), cost=0)


def test_one_free_day_holds_one_leg_session_a_week() -> None:
    who = able(impossible=only(Weekday.WEDNESDAY))
    found = put(week(), week(number=1), athlete=who)
    assert sessions(found) == [(2, 3), (9, 3)]
    (said,) = found.given_up  # both weeks lose the same
    assert said.rule == "runner-said-no"
    assert said.text.startswith(
        "Weeks 23 Nov to 30 Nov: only one session of 2 fits: Monday is ruled"
    )


def test_no_possible_day_gives_no_session_and_says_so() -> None:
    found = put(week(), athlete=able(impossible=frozenset(Weekday)))
    assert found.slots == ()
    assert found.given_up[0].text.startswith("Week of 23 Nov: no session of 2 fits")


@pytest.mark.parametrize(
    ("minutes", "longest", "shared"),
    [
        (45, 40, True),
        (46, 40, False),
        (46, 50, True),
        (60, 61, True),
        (61, 90, False),
        (None, 90, False),
    ],
)
def test_strength_shares_a_day_only_with_a_short_easy_run(
    minutes: int | None, longest: int, shared: bool
) -> None:
    frame = week(run(2, RunKind.EASY, minutes), run(5, RunKind.EASY, longest), wanted=(1,))
    found = put(frame, athlete=able(impossible=only(Weekday.WEDNESDAY)))
    assert sessions(found) == ([(2, 1)] if shared else [])


def test_distance_and_easy_pace_give_an_unknown_length() -> None:
    easy = PlannedRun(on=day(2), kind=RunKind.EASY, distance_m=7000)
    who = able(impossible=only(Weekday.WEDNESDAY))
    slow = msgspec.structs.replace(who, easy_pace_s_per_km=400.0)
    assert len(put(week(easy, wanted=(1,)), athlete=slow).slots) == 0
    quick = msgspec.structs.replace(who, easy_pace_s_per_km=300.0)
    assert len(put(week(easy, wanted=(1,)), athlete=quick).slots) == 1


def test_two_short_runs_of_one_day_count_together() -> None:
    two = [run(2, RunKind.EASY, 35, time(7)), run(2, RunKind.EASY, 35, time(18))]
    who = able(impossible=only(Weekday.WEDNESDAY))
    assert put(week(*two, wanted=(1,)), athlete=who).slots == ()


@pytest.mark.parametrize("kind", [RunKind.STEADY, RunKind.LONG, RunKind.HARD, RunKind.RACE])
def test_no_strength_on_the_day_of_a_run_that_is_not_easy(kind: RunKind) -> None:
    who = able(impossible=only(Weekday.WEDNESDAY))
    assert put(week(run(2, kind, 30), wanted=(0,)), athlete=who).slots == ()


def test_run_free_days_come_before_shared_ones() -> None:
    runs = [run(offset, RunKind.EASY) for offset in (0, 1, 3, 4, 6)]
    assert {offset for offset, _ in sessions(put(week(*runs)))} == {2, 5}


def test_on_a_shared_day_the_session_waits_for_the_run() -> None:
    easy = run(2, RunKind.EASY, 40, time(18))
    who = able(impossible=only(Weekday.WEDNESDAY), session_time=time(7))
    (slot,) = put(week(easy, wanted=(1,)), athlete=who).slots
    assert slot.starts_at == time(18, 40)


def test_no_session_after_a_run_that_ends_too_late() -> None:
    easy = run(2, RunKind.EASY, 40, time(20, 30))
    who = able(impossible=only(Weekday.WEDNESDAY), session_time=time(7))
    found = put(week(easy, wanted=(1,)), athlete=who)
    assert found.slots == ()
    assert "the run ends too late" in found.given_up[0].text


def test_hard_day_is_shared_six_hours_later_only_by_choice() -> None:
    hard = run(2, RunKind.HARD, 60, time(7))
    values = {"impossible": only(Weekday.WEDNESDAY), "session_time": time(12)}
    assert put(week(hard, wanted=(3,)), athlete=able(**values)).slots == ()
    (slot,) = put(week(hard, wanted=(3,)), athlete=able(**values, hard_day_doubles=True)).slots
    assert (slot.leg_cost, slot.starts_at) == (3, time(14))


def test_preferred_weekdays_are_taken() -> None:
    who = able(preferred=frozenset({Weekday.TUESDAY, Weekday.FRIDAY}))
    assert {offset for offset, _ in sessions(put(week(), athlete=who))} == {1, 4}


def test_a_pinned_date_is_kept() -> None:
    who = msgspec.structs.replace(able(), pinned=(day(3),))
    assert 3 in {offset for offset, _ in sessions(put(week(), athlete=who))}


def test_a_pin_that_breaks_a_rule_is_given_up_aloud() -> None:
    who = msgspec.structs.replace(able(), pinned=(day(3),))
    found = put(week(run(3, RunKind.HARD)), athlete=who)
    assert 3 not in {offset for offset, _ in sessions(found)}
    assert any("pinned to Thursday 26 Nov" in why.text for why in found.given_up)


def test_weekdays_stay_the_same_from_week_to_week() -> None:
    found = put(*(week(number=number) for number in range(6)))
    by_week = [
        {s.on.weekday() for s in found.slots if (s.on - MONDAY).days // 7 == n} for n in range(6)
    ]
    assert all(days == by_week[0] for days in by_week)


def test_what_blocks_a_leg_session_is_told_day_by_day() -> None:
    runs = [run(1, RunKind.HARD), run(3, RunKind.HARD), run(6, RunKind.LONG)]
    (said, *_) = put(week(*runs, wanted=(3, 2)), athlete=able()).given_up
    assert said.text == (
        "Week of 23 Nov: only one leg session of 2 fits: Monday is the day before Tuesday's hard "
        "run, Tuesday has a hard run, Wednesday is the day before Thursday's hard run, Thursday "
        "has a hard run, Saturday is the day before Sunday's long run, Sunday has a long run."
    )


# Single cases: the legs


def test_day_before_intervals_holds_upper_body_and_core_only() -> None:
    who = able(impossible=only(Weekday.TUESDAY, Weekday.FRIDAY))
    found = put(week(run(2, RunKind.HARD)), athlete=who)
    assert sessions(found) == [(1, 0), (4, 3)]


@pytest.mark.parametrize("kind", [RunKind.HARD, RunKind.LONG, RunKind.RACE])
def test_no_legs_on_the_day_before_a_key_run(kind: RunKind) -> None:
    who = able(impossible=only(Weekday.TUESDAY))
    found = put(week(run(2, kind)), athlete=who)
    assert all(leg_cost == 0 for _, leg_cost in sessions(found))


def test_real_hours_count_where_clock_times_are_known() -> None:
    who = able(impossible=only(Weekday.MONDAY, Weekday.THURSDAY), session_time=time(19))
    found = put(week(run(2, RunKind.HARD, 40, time(7))), athlete=who)  # 36 hours after Monday's
    assert sessions(found) == [(0, 0), (3, 3)]


def test_48_hours_give_way_to_24_for_the_only_leg_session_of_a_week() -> None:
    who = able(impossible=only(Weekday.MONDAY), session_time=time(19))
    found = put(week(run(2, RunKind.HARD, 40, time(7))), athlete=who)
    assert sessions(found) == [(0, 2)]
    said = {why.rule: why for why in found.given_up}["legs-before-key-run"]
    assert dict(said.numbers)["hours"] == 36
    assert "36 hours before Wednesday's hard run" in said.text


def test_24_hours_never_give_way() -> None:
    who = able(impossible=only(Weekday.TUESDAY), session_time=time(5))
    found = put(
        week(run(2, RunKind.HARD, 40, time(20))), athlete=who
    )  # 39 hours, but the day before
    assert sessions(found) == [(1, 0)]


def test_a_new_block_begins_72_hours_before_a_key_run() -> None:
    long_runs = [run(5, RunKind.LONG, 90), run(12, RunKind.LONG, 90)]
    who = able(impossible=only(Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY))
    found = put(week(long_runs[0], wanted=(3,)), athlete=who)
    assert sessions(found)[0][0] in (1, 2)
    late = able(impossible=only(Weekday.THURSDAY))
    found = put(
        week(long_runs[0], wanted=(3,)), week(long_runs[1], number=1, wanted=(3,)), athlete=late
    )
    assert [why.rule for why in found.given_up] == ["new-block-before-key-run"]


def test_leg_sessions_keep_48_hours_across_the_seam() -> None:
    who = able(impossible=only(Weekday.SUNDAY, Weekday.MONDAY))
    found = put(week(wanted=(3,)), week(number=1, wanted=(3,)), athlete=who)
    legs = [offset for offset, leg_cost in sessions(found) if leg_cost]
    assert legs in ([0, 7], [6, 13])


@pytest.mark.parametrize(("since", "first"), [(0, 2), (1, 1), (2, 0)])
def test_48_hours_count_from_the_last_leg_session_done(since: int, first: int) -> None:
    last = MONDAY - timedelta(days=since)
    who = able(impossible=only(Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY))
    found = put(week(wanted=(3, 2)), athlete=who, last=last)
    assert min(offset for offset, leg_cost in sessions(found) if leg_cost) >= first


def test_day_after_the_long_run_is_light_for_the_legs() -> None:
    who = able(impossible=only(Weekday.WEDNESDAY))
    found = put(week(run(1, RunKind.LONG, 120)), athlete=who)
    assert sessions(found) == [(2, 1)]


def test_heavier_session_goes_further_from_the_key_run() -> None:
    who = able(impossible=only(Weekday.WEDNESDAY, Weekday.FRIDAY))
    found = put(week(run(1, RunKind.HARD)), athlete=who)  # Wednesday follows the hard run
    assert sessions(found) == [(2, 2), (4, 3)]


# Single cases: races


@pytest.mark.parametrize("offset", [1, 2, 3])
def test_no_strength_around_a_race(offset: int) -> None:
    found = put(week(run(2, RunKind.RACE), wanted=(0, 0, 0)))
    assert offset not in {where for where, _ in sessions(found)}


@pytest.mark.parametrize(
    ("distance", "heavier"), [(RaceDistance.TEN_K, 5), (RaceDistance.MARATHON, 7)]
)
def test_before_the_goal_sessions_get_lighter_and_stop(
    distance: RaceDistance, heavier: int
) -> None:
    goal = Goal(on=day(9), distance=distance)
    for offset in range(9):
        frames = [week(wanted=(3,)), week(number=1, wanted=(3,))]
        who = msgspec.structs.replace(able(impossible=only(Weekday(offset % 7))), goal=goal)
        placed = dict(sessions(place(frames, who, None, day(offset))))
        days = 9 - offset
        most = None if days <= 3 else 1 if days < heavier else 3
        assert placed.get(offset) == most


def test_after_the_goal_the_legs_rest() -> None:
    goal = Goal(on=day(0), distance=RaceDistance.HALF)
    who = msgspec.structs.replace(able(), goal=goal)
    found = put(week(wanted=(3, 0)), week(number=1, wanted=(3, 0)), athlete=who)
    legs = [offset for offset, leg_cost in sessions(found) if leg_cost]
    assert len(legs) == 1
    assert legs[0] >= 8


@given(calendars(weeks=4))
@settings(max_examples=30)
def test_a_day_with_room_for_legs_is_never_left_without_them(runs: tuple[PlannedRun, ...]) -> None:
    """One session a week: where some day of the week allows legs, the session trains them."""
    frames = tuple(
        msgspec.structs.replace(frame, wanted_leg_costs=(1,))
        for frame in plan_phases(able(), runs, MONDAY, open_ended_weeks=1)
    )
    found = place(frames, able(), None, MONDAY)
    assume(found.slots)
    world = World(frames, able(), None, MONDAY)
    possible = [day(n) for n in range(7) if not list(broken(world, [(day(n), 1)]))]
    assert bool(possible) == any(slot.leg_cost for slot in found.slots)
    assert not any(never_legs(world, slot.on) for slot in found.slots if slot.leg_cost)

"""Phases back from the race, deloads, and how much a week may cost the legs."""

from datetime import date, timedelta
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strongstride.coach.athlete import Athlete, Availability, Experience, Goal, RaceDistance
from strongstride.coach.frame import WeekFrame
from strongstride.coach.placing.deloads import easy_weeks, weekly_load
from strongstride.coach.placing.phases import plan_phases
from strongstride.coach.programme import Phase
from strongstride.coach.rules import rules
from strongstride.coach.runs import PlannedRun, RunKind
from tests.coach.making import athlete as runner
from tests.coach.strategies import TODAY, athletes, calendars

MONDAY = date(2026, 11, 23)
ORDER = list(Phase)
REST = {Phase.TAPER, Phase.RECOVERY}


def racing(
    weeks: int, distance: RaceDistance = RaceDistance.MARATHON, **changes: object
) -> Athlete:
    """A runner whose race is on the Sunday of the week number `weeks`, counted from 1."""
    on = MONDAY + timedelta(days=7 * weeks - 1)
    return runner(goal=Goal(on=on, distance=distance), **changes)


def phases(athlete: Athlete, **options: object) -> list[Phase]:
    return [frame.phase for frame in plan_phases(athlete, (), MONDAY, **options)]  # type: ignore[arg-type]


def lengths(athlete: Athlete, **options: object) -> dict[Phase, int]:
    found = phases(athlete, **options)
    return {phase: found.count(phase) for phase in found}


def pattern(kilometres: list[int]) -> list[PlannedRun]:
    """One easy run on each Wednesday, so many kilometres week by week."""
    return [
        PlannedRun(
            on=MONDAY + timedelta(days=7 * week + 2), kind=RunKind.EASY, distance_m=length * 1000
        )
        for week, length in enumerate(kilometres)
    ]


# Over everything

both = given(athletes(), calendars(), st.booleans())


@both
@settings(max_examples=100)
def test_weeks_follow_one_another_from_this_week_to_the_race(
    athlete: Athlete, runs: tuple[PlannedRun, ...], trained: bool
) -> None:
    frames = plan_phases(athlete, runs, TODAY, trained=trained)
    first = TODAY - timedelta(days=TODAY.weekday())
    assert [f.starts_on for f in frames] == [
        first + timedelta(days=7 * n) for n in range(len(frames))
    ]
    goal = athlete.goal
    if goal is not None and goal.on > TODAY:
        assert any(0 <= (goal.on - f.starts_on).days < 7 for f in frames)
        race = next(f for f in frames if 0 <= (goal.on - f.starts_on).days < 7)
        assert race.phase is Phase.TAPER
        assert all(f.phase is Phase.RECOVERY for f in frames if f.starts_on > goal.on)
    for frame in frames:
        assert frame.reasons
        assert all(why.rule in rules() for why in frame.reasons)
        assert all(0 <= (run.on - frame.starts_on).days < 7 for run in frame.runs)


@both
@settings(max_examples=100)
def test_wanted_sessions_keep_the_runners_wish_and_each_week_trains_legs(
    athlete: Athlete, runs: tuple[PlannedRun, ...], trained: bool
) -> None:
    wish = athlete.availability.sessions_a_week
    for number, frame in enumerate(plan_phases(athlete, runs, TODAY, trained=trained)):
        wanted = frame.wanted_leg_costs
        assert list(wanted) == sorted(wanted, reverse=True)
        assert sum(cost > 0 for cost in wanted) <= 2
        if frame.phase in REST:
            assert len(wanted) <= 2
        elif number:
            assert len(wanted) == wish
            assert wanted[0] > 0


@both
@settings(max_examples=100)
def test_deloads_come_every_four_to_six_weeks_and_never_in_the_taper(
    athlete: Athlete, runs: tuple[PlannedRun, ...], trained: bool
) -> None:
    frames = plan_phases(athlete, runs, TODAY, trained=trained)
    light = [0 if TODAY.weekday() else -1]  # a week of which a part is over counts as light
    for number, frame in enumerate(frames):
        if frame.deload:
            assert frame.phase not in REST
            assert number - light[-1] >= 4 or frames[light[-1]].phase in REST
        if frame.deload or frame.phase in REST:
            light.append(number)
    assert all(b - a <= 6 for a, b in pairwise(light))
    assert len(frames) - light[-1] <= 6


@both
@settings(max_examples=50)
def test_a_deload_wants_less_of_the_legs_than_its_phase(
    athlete: Athlete, runs: tuple[PlannedRun, ...], trained: bool
) -> None:
    frames = plan_phases(athlete, runs, TODAY, trained=trained)
    for frame in frames[1:]:
        usual = [f for f in frames[1:] if f.block == frame.block and not f.deload]
        if frame.deload and usual:
            assert sum(frame.wanted_leg_costs) < sum(usual[0].wanted_leg_costs)
            assert len(frame.wanted_leg_costs) == len(usual[0].wanted_leg_costs)


@both
@settings(max_examples=50)
def test_blocks_hold_one_phase_for_at_most_six_weeks_and_what_leads_to_the_race(
    athlete: Athlete, runs: tuple[PlannedRun, ...], trained: bool
) -> None:
    frames = plan_phases(athlete, runs, TODAY, trained=trained)
    by_block: dict[int, list[WeekFrame]] = {}
    for frame in frames:
        by_block.setdefault(frame.block, []).append(frame)
    assert list(by_block) == list(range(len(by_block)))
    for block in by_block.values():
        race = {Phase.MAINTENANCE, *REST}
        weeks = [frame for frame in block if frame.phase not in race]
        assert block[: len(weeks)] == weeks or block[0].phase is Phase.RECOVERY
        assert len(weeks) <= 6
        assert len({frame.phase for frame in weeks}) <= 1
        assert [frame.phase_week for frame in weeks] == list(range(len(weeks)))


# A race


def test_sixteen_weeks_to_a_marathon() -> None:
    athlete = racing(16, experience=Experience.NONE)
    assert lengths(athlete) == {
        Phase.FORM: 4,
        Phase.STRENGTH: 4,
        Phase.MAX_STRENGTH: 4,
        Phase.POWER: 2,
        Phase.TAPER: 2,
        Phase.RECOVERY: 2,
    }


def test_a_marathon_tapers_for_two_weeks_and_5_km_for_one() -> None:
    assert lengths(racing(16))[Phase.TAPER] == 2
    found = lengths(racing(16, RaceDistance.FIVE_K))
    assert (found[Phase.TAPER], found[Phase.RECOVERY]) == (1, 1)


@pytest.mark.parametrize("weekday", range(7))
def test_the_taper_is_about_its_days_long_whatever_the_races_weekday(weekday: int) -> None:
    on = MONDAY + timedelta(days=7 * 15 + weekday)
    frames = plan_phases(runner(goal=Goal(on=on, distance=RaceDistance.HALF)), (), MONDAY)
    first = next(f for f in frames if f.phase is Phase.TAPER)
    assert 11 <= (on - first.starts_on).days + 1 <= 17


@pytest.mark.parametrize("weeks", range(1, 60))
@pytest.mark.parametrize("distance", [RaceDistance.FIVE_K, RaceDistance.ULTRA])
def test_phases_stand_in_order_for_every_horizon_up_to_forty_weeks(
    weeks: int, distance: RaceDistance
) -> None:
    found = phases(racing(weeks, distance))
    short = distance is RaceDistance.FIVE_K
    assert found.count(Phase.RECOVERY) == (1 if short else 2)
    assert len(found) == weeks + found.count(Phase.RECOVERY)
    if weeks - found.count(Phase.TAPER) <= 40:
        assert found == sorted(found, key=ORDER.index)


def test_shorter_horizons_lose_power_first_and_form_last() -> None:
    assert Phase.POWER in lengths(racing(15))
    assert set(lengths(racing(11))) == set(ORDER) - {Phase.POWER, Phase.MAINTENANCE}
    assert set(lengths(racing(7))) == {Phase.FORM, Phase.STRENGTH, Phase.TAPER, Phase.RECOVERY}


def test_less_than_three_weeks_to_the_race_begin_nothing_heavy() -> None:
    frames = plan_phases(racing(2, RaceDistance.TEN_K), (), MONDAY)
    assert [f.phase for f in frames] == [Phase.FORM, Phase.TAPER, Phase.RECOVERY]
    assert all(max(f.wanted_leg_costs) <= 1 for f in frames)
    assert frames[0].reasons[0].rule == "short-horizon"


def test_less_than_three_weeks_keep_what_was_trained() -> None:
    frames = plan_phases(racing(2, RaceDistance.TEN_K), (), MONDAY, trained=True)
    assert [f.phase for f in frames][:2] == [Phase.MAINTENANCE, Phase.TAPER]
    assert [f.wanted_leg_costs for f in frames][:2] == [(3, 0), (2,)]


def test_a_far_race_starts_with_general_blocks() -> None:
    found = phases(racing(56))
    build = found[-30:]
    assert build == sorted(build, key=ORDER.index)
    assert found != sorted(found, key=ORDER.index)
    assert found[0] is Phase.FORM
    assert Phase.FORM not in build


@pytest.mark.parametrize("days", [0, -3])
def test_after_the_race_recovery_comes_first_and_then_the_cycle(days: int) -> None:
    goal = Goal(on=MONDAY + timedelta(days=days), distance=RaceDistance.MARATHON)
    found = phases(runner(goal=goal))
    assert len(found) == 16
    turns = [phase for n, phase in enumerate(found) if n == 0 or found[n - 1] is not phase]
    assert turns[:3] == [Phase.RECOVERY, Phase.FORM, Phase.STRENGTH]


def test_a_race_long_past_leaves_an_open_ended_plan() -> None:
    goal = Goal(on=MONDAY - timedelta(days=60), distance=RaceDistance.MARATHON)
    assert Phase.RECOVERY not in phases(runner(goal=goal))


def test_the_race_stands_among_the_runs_once() -> None:
    athlete = racing(3)
    assert athlete.goal is not None
    on = athlete.goal.on
    long_run = PlannedRun(on=on, kind=RunKind.LONG, distance_m=30_000)
    jog = PlannedRun(on=on, kind=RunKind.EASY, distance_m=2_000)
    for runs in ((), (long_run,), (jog,), (PlannedRun(on=on, kind=RunKind.RACE),)):
        week = plan_phases(athlete, runs, MONDAY)[2]
        assert [r.kind for r in week.runs].count(RunKind.RACE) == 1
        assert all(r.kind in (RunKind.RACE, RunKind.EASY) for r in week.runs)


def test_the_race_week_has_a_primer_only_when_days_are_left_for_it() -> None:
    sunday = plan_phases(racing(12), (), MONDAY)[11]
    assert sunday.wanted_leg_costs == (1,)
    on = MONDAY + timedelta(days=7 * 11 + 2)
    midweek = runner(goal=Goal(on=on, distance=RaceDistance.MARATHON))
    frames = plan_phases(midweek, (), MONDAY)
    race_week = next(f for f in frames if 0 <= (on - f.starts_on).days < 7)
    assert race_week.wanted_leg_costs == ()


@pytest.mark.parametrize(("days", "primer"), [(5, True), (4, True), (3, False), (1, False)])
def test_a_race_within_72_hours_leaves_nothing_to_want(days: int, primer: bool) -> None:
    on = MONDAY + timedelta(days=6)
    athlete = runner(goal=Goal(on=on, distance=RaceDistance.TEN_K))
    frames = plan_phases(athlete, (), on - timedelta(days=days))
    assert bool(frames[0].wanted_leg_costs) == primer


@pytest.mark.parametrize(
    ("distance", "gone", "wanted"),
    [
        (RaceDistance.MARATHON, 0, [(), (0,), (1, 0)]),
        (RaceDistance.MARATHON, 7, [(0,), (1, 0)]),
        (RaceDistance.FIVE_K, 0, [(), (1, 0)]),
    ],
)
def test_the_week_after_a_long_race_leaves_the_legs_alone(
    distance: RaceDistance, gone: int, wanted: list[tuple[int, ...]]
) -> None:
    race = MONDAY + timedelta(days=6)
    frames = plan_phases(
        runner(goal=Goal(on=race, distance=distance)), (), race + timedelta(days=gone)
    )
    recovery = [f.wanted_leg_costs for f in frames if f.phase is Phase.RECOVERY]
    assert recovery == wanted


# Form


@pytest.mark.parametrize(
    ("experience", "born", "trained", "weeks"),
    [
        (Experience.NONE, 1995, False, 4),
        (Experience.NONE, 1970, False, 6),
        (Experience.SOME, 1995, False, 3),
        (Experience.EXPERT, 1995, False, 2),
        (Experience.EXPERT, 1970, False, 3),
        (Experience.NONE, 1995, True, 2),
    ],
)
def test_form_is_longer_for_the_new_and_the_older(
    experience: Experience, born: int, trained: bool, weeks: int
) -> None:
    athlete = runner(experience=experience, birth_year=born)
    assert lengths(athlete, trained=trained)[Phase.FORM] == weeks


# Without a race


def test_without_a_race_the_blocks_repeat_and_form_comes_once() -> None:
    found = phases(runner(experience=Experience.EXPERT), open_ended_weeks=40)
    assert len(found) == 40
    turns = [phase for n, phase in enumerate(found) if n == 0 or found[n - 1] is not phase]
    cycle = [Phase.STRENGTH, Phase.MAX_STRENGTH, Phase.POWER]
    assert turns == [Phase.FORM, *(cycle * 3)][: len(turns)]
    assert len(turns) > 5


# Sessions


def test_maintenance_keeps_one_leg_session_and_two_after_fifty() -> None:
    young = plan_phases(racing(34), (), MONDAY)
    older = plan_phases(racing(34, birth_year=1970), (), MONDAY)
    assert {f.wanted_leg_costs for f in young if f.phase is Phase.MAINTENANCE and not f.deload} == {
        (3, 0)
    }
    assert {f.wanted_leg_costs for f in older if f.phase is Phase.MAINTENANCE and not f.deload} == {
        (3, 2)
    }


def test_a_third_session_leaves_the_legs_alone() -> None:
    three = racing(16, availability=Availability(sessions_a_week=3))
    two = racing(16)
    for with_three, with_two in zip(
        plan_phases(three, (), MONDAY), plan_phases(two, (), MONDAY), strict=True
    ):
        if with_two.phase not in REST:
            assert with_three.wanted_leg_costs == (*with_two.wanted_leg_costs, 0)


@pytest.mark.parametrize(
    ("days_gone", "done", "left"),
    [
        (0, 0, (2, 1, 0)),
        (2, 0, (2, 1, 0)),
        (2, 1, (1, 0)),
        (3, 0, (2, 0)),
        (3, 1, (1, 0)),
        (4, 2, (0,)),
        (5, 0, (2,)),
        (6, 1, (1,)),
        (6, 3, ()),
        (1, 4, ()),
    ],
)
def test_what_is_left_of_a_week_already_begun_is_wanted(
    days_gone: int, done: int, left: tuple[int, ...]
) -> None:
    athlete = runner(availability=Availability(sessions_a_week=3))
    today = MONDAY + timedelta(days=days_gone)
    first, second, *_ = plan_phases(athlete, (), today, done_this_week=done)
    assert first.wanted_leg_costs == left
    assert second.wanted_leg_costs == (2, 1, 0)
    assert ("session-wish" in {why.rule for why in first.reasons}) == (left != (2, 1, 0))


def test_a_caller_who_counts_what_was_done_gets_the_whole_wish() -> None:
    today = MONDAY + timedelta(days=6)
    assert plan_phases(runner(), (), today)[0].wanted_leg_costs == (2, 1)


# Deloads


def test_deloads_fall_in_the_runners_own_easy_weeks() -> None:
    kilometres = [40, 42, 44, 30, 44, 46, 48, 32, 48, 50, 52, 34, 52, 54, 56, 36]
    frames = plan_phases(runner(experience=Experience.EXPERT), pattern(kilometres), MONDAY)
    deloads = [number for number, frame in enumerate(frames) if frame.deload]
    assert set(deloads) <= {3, 7, 11}
    assert len(deloads) >= 2
    text = [why.text for why in frames[deloads[0]].reasons if why.rule == "deload-weeks"]
    assert text == ["Deload: it is one of your own easy weeks."]


def test_a_deload_right_before_the_taper_is_avoided() -> None:
    for weeks in range(8, 40):
        frames = plan_phases(racing(weeks), (), MONDAY)
        last = [f for f in frames if f.phase not in REST][-1]
        assert not last.deload


def test_a_week_is_compared_only_with_weeks_that_have_runs() -> None:
    assert easy_weeks([40.0, 0.0, 0.0, 0.0, 40.0], first_is_partial=False) == frozenset()
    assert easy_weeks([40.0, 0.0, 40.0], first_is_partial=False) == {1}
    assert easy_weeks([40.0, None, 40.0], first_is_partial=False) == frozenset()


def test_runs_of_known_time_and_of_known_distance_are_compared_in_metres() -> None:
    timed = PlannedRun(on=MONDAY, kind=RunKind.EASY, duration_s=3900)
    measured = PlannedRun(on=MONDAY, kind=RunKind.EASY, distance_m=10_000)
    unknown = PlannedRun(on=MONDAY, kind=RunKind.EASY)
    assert weekly_load([timed]) == weekly_load([measured]) == 10_000
    assert weekly_load([timed, measured]) == 20_000
    assert weekly_load([timed, unknown]) is None


@pytest.mark.parametrize(("kilometres", "easy"), [(34, True), (35, False), (0, True)])
def test_an_easy_week_is_15_percent_below_its_neighbours(kilometres: int, easy: bool) -> None:
    loads = [40.0, float(kilometres), 40.0]
    assert (1 in easy_weeks(loads, first_is_partial=False)) == easy
    assert 1 not in easy_weeks(loads, first_is_partial=True)


def test_units_and_equipment_change_no_frame() -> None:
    athlete = racing(16)
    other = msgspec.structs.replace(athlete, body_mass_g=90_000)
    assert plan_phases(other, (), MONDAY) == plan_phases(athlete, (), MONDAY)


def test_one_session_a_week_is_told_in_the_singular() -> None:
    frames = plan_phases(runner(availability=Availability(sessions_a_week=1)), (), MONDAY)
    said = [why.text for frame in frames for why in frame.reasons]
    assert "One session, for the legs too." in said
    assert not any(text.startswith("1 sessions") for text in said)

"""The plan as a whole: every hard rule holds for any athlete and calendar, or is named."""

import itertools
from datetime import date, time, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strongstride.coach.athlete import (
    Athlete,
    Availability,
    Equipment,
    Experience,
    Goal,
    RaceDistance,
    Weekday,
)
from strongstride.coach.catalogue import Condition, Pattern, Region
from strongstride.coach.log import LoggedSession, LoggedSet
from strongstride.coach.plan import plan
from strongstride.coach.programme import Phase, Programme
from strongstride.coach.quantities import DistanceUnit, MassUnit
from strongstride.coach.runs import PlannedRun, RunKind
from strongstride.coach.safety import must_stop
from strongstride.coach.templates.expand import expand
from strongstride.coach.templates.file import published, published_template
from tests.coach.audit import findings, volume
from tests.coach.making import BARE, GYM, TODAY, athlete
from tests.coach.strategies import athletes, calendars, histories

DAYS = st.integers(0, 6).map(lambda offset: date(2026, 11, 16) + timedelta(days=offset))


def usual_runs(weeks: int = 30) -> list[PlannedRun]:
    """Intervals on Tuesday, easy on Wednesday and Friday, long on Sunday."""
    pattern = [
        (1, RunKind.HARD, 3000),
        (2, RunKind.EASY, 2400),
        (4, RunKind.EASY, 2700),
        (6, RunKind.LONG, 6000),
    ]
    monday = date(2026, 11, 16)
    return [
        PlannedRun(on=monday + timedelta(weeks=w, days=d), kind=kind, duration_s=seconds)
        for w in range(weeks)
        for d, kind, seconds in pattern
    ]


@settings(max_examples=60)
@given(athlete=athletes(), runs=calendars(), history=histories(), today=DAYS)
def test_every_hard_rule_holds_or_is_named(
    athlete: Athlete,
    runs: tuple[PlannedRun, ...],
    history: tuple[LoggedSession, ...],
    today: date,
) -> None:
    programme = plan(athlete, runs, history, today)
    assert findings(athlete, programme, today) == []


@settings(max_examples=10)
@given(athlete=athletes(), runs=calendars(), today=DAYS)
def test_same_input_same_bytes(athlete: Athlete, runs: tuple[PlannedRun, ...], today: date) -> None:
    first = plan(athlete, runs, [], today)
    again = plan(athlete, tuple(reversed(runs)), [], today)
    assert msgspec.json.encode(first) == msgspec.json.encode(again)


@settings(max_examples=10)
@given(athlete=athletes(), runs=calendars())
def test_units_change_no_decision(athlete: Athlete, runs: tuple[PlannedRun, ...]) -> None:
    def decisions(programme: Programme) -> list[object]:
        return [
            (s.on, s.leg_cost, [(i.exercise.id, i.implement, i.sets) for i in s.work])
            for week in programme.weeks
            for s in week.sessions
        ]

    american = msgspec.structs.replace(
        athlete, mass_unit=MassUnit.LB, distance_unit=DistanceUnit.MI
    )
    assert decisions(plan(athlete, runs, [], TODAY)) == decisions(plan(american, runs, [], TODAY))


def test_a_usual_week_gets_all_its_sessions_and_gives_nothing_up() -> None:
    programme = plan(athlete(), usual_runs(), [], date(2026, 11, 23))
    assert programme.given_up == ()
    assert all(len(week.sessions) == 2 for week in programme.weeks)


def test_the_day_before_intervals_can_hold_upper_body_and_core() -> None:
    wishes = Availability(
        impossible=frozenset(set(Weekday) - {Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.FRIDAY}),
        sessions_a_week=3,
    )
    programme = plan(athlete(availability=wishes), usual_runs(), [], date(2026, 11, 23))
    mondays = [s for w in programme.weeks for s in w.sessions if s.on.weekday() == 0]
    assert mondays
    assert all(s.leg_cost == 0 for s in mondays)


def test_bodyweight_only_runners_get_a_real_plan_and_the_honest_sentence() -> None:
    programme = plan(athlete(equipment=BARE), usual_runs(), [], date(2026, 11, 23))
    assert all(week.sessions for week in programme.weeks)
    assert "heavy-evidence" in {notice.rule for notice in programme.notices}
    regions = {i.exercise.region for s in programme.weeks[3].sessions for i in s.work}
    assert regions == set(Region)


def test_an_answer_that_needs_a_professional_stops_loaded_planning() -> None:
    careful = athlete(stop_reasons=("chest pain when you exercise",))
    programme = plan(careful, usual_runs(), [], TODAY)
    assert not any(week.sessions for week in programme.weeks)
    assert programme.given_up == must_stop(careful, TODAY)
    assert any(week.runs for week in programme.weeks)


def test_main_exercises_stay_for_the_block() -> None:
    programme = plan(athlete(), usual_runs(), [], date(2026, 11, 23))
    weeks = [w for w in programme.weeks if w.phase is Phase.STRENGTH and not w.deload]
    lifts = [
        {
            i.exercise.id
            for s in w.sessions
            for i in s.work
            if i.exercise.pattern in (Pattern.SQUAT, Pattern.HINGE, Pattern.STEP)
        }
        for w in weeks[:4]
    ]
    assert lifts[0]
    assert all(week == lifts[0] for week in lifts)


def test_conditions_rule_exercises_out() -> None:
    careful = athlete(conditions=frozenset({Condition.OSTEOPOROSIS}))
    done = {
        i.exercise
        for w in plan(careful, usual_runs(), [], TODAY).weeks
        for s in w.sessions
        for i in s.work
    }
    assert done
    assert not any(Condition.OSTEOPOROSIS in e.avoid_if for e in done)


@pytest.mark.parametrize("distance", RaceDistance)
def test_sets_fall_before_the_race(distance: RaceDistance) -> None:
    goal = Goal(on=date(2027, 3, 14), distance=distance)
    programme = plan(athlete(goal=goal), usual_runs(), [], date(2026, 11, 23))
    taper = [week for week in programme.weeks if week.phase is Phase.TAPER]
    before = programme.weeks[programme.weeks.index(taper[0]) - 1]
    assert taper
    assert volume(taper[0])[0] <= 0.6 * volume(before)[0]
    race_week = next(
        w for w in programme.weeks if w.starts_on <= goal.on < w.starts_on + timedelta(7)
    )
    assert all((goal.on - s.on).days >= 3 for s in race_week.sessions if s.on <= goal.on)


def test_what_was_lifted_this_week_counts() -> None:
    tuesday = date(2026, 11, 24)
    done = [
        LoggedSession(
            on=date(2026, 11, 23),
            id="a",
            sets=(LoggedSet(exercise="goblet-squat", load_g=10_000, reps=10),),
        )
    ]
    with_log, without = (plan(athlete(), [], log, tuesday) for log in (done, []))
    assert len(with_log.weeks[0].sessions) == len(without.weeks[0].sessions) - 1
    assert all((s.on - date(2026, 11, 23)).days >= 2 for s in with_log.weeks[0].sessions)


def test_stable_ids_survive_a_new_day() -> None:
    monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)
    first = {
        s.id: s.on for w in plan(athlete(), usual_runs(), [], monday).weeks for s in w.sessions
    }
    later = {
        s.id: s.on for w in plan(athlete(), usual_runs(), [], tuesday).weeks for s in w.sessions
    }
    assert first == later


def test_a_written_programme_is_placed_around_the_runs() -> None:
    template = published_template("t05-piacentini-2013")
    monday = date(2026, 11, 23)
    programme = plan(athlete(equipment=GYM), usual_runs(), [], monday, template)
    assert len(programme.weeks) == len(expand(template))
    found = findings(athlete(equipment=GYM), programme, monday)
    assert [f for f in found if "h before" in f or "apart" in f or "on the day" in f] == []
    assert all(week.sessions for week in programme.weeks)


def test_drop_jumps_from_60_cm_trip_the_safety_check() -> None:
    template = published_template("t07-ramirez-campillo-2014")
    programme = plan(athlete(equipment=GYM), usual_runs(), [], date(2026, 11, 23), template)
    assert "drop-height" in {notice.rule for notice in programme.notices}
    assert "drop-height" in {given.rule for given in programme.given_up}


@pytest.mark.parametrize("name", published())
def test_every_published_programme_can_be_followed(name: str) -> None:
    programme = plan(
        athlete(equipment=GYM), usual_runs(60), [], date(2026, 11, 23), published_template(name)
    )
    assert any(week.sessions for week in programme.weeks)
    for session in (s for week in programme.weeks for s in week.sessions):
        assert session.work
        assert session.cool_down


def test_a_long_run_on_the_sunday_before_still_limits_monday() -> None:
    monday = date(2026, 11, 23)
    sunday = PlannedRun(on=date(2026, 11, 22), kind=RunKind.LONG, duration_s=7200)
    wishes = Availability(impossible=frozenset(set(Weekday) - {Weekday.MONDAY}))
    first = plan(athlete(availability=wishes), [sunday], [], monday).weeks[0].sessions[0]
    free = plan(athlete(availability=wishes), [], [], monday).weeks[0].sessions[0]
    assert first.on == free.on == monday
    assert first.leg_cost <= 1 < free.leg_cost


def test_a_crowded_running_week_is_told_of_hard_day_doubles() -> None:
    crowded = [
        PlannedRun(on=date(2026, 11, 23) + timedelta(days=d), kind=kind, duration_s=4000)
        for w in range(20)
        for d, kind in (
            (7 * w + 1, RunKind.HARD),
            (7 * w + 3, RunKind.HARD),
            (7 * w + 6, RunKind.LONG),
        )
    ]
    shut = Availability(impossible=frozenset({Weekday.MONDAY, Weekday.FRIDAY, Weekday.WEDNESDAY}))
    told = plan(athlete(availability=shut), crowded, [], date(2026, 11, 23))
    quiet = plan(athlete(), usual_runs(), [], date(2026, 11, 23))
    assert "hard-day-doubles" in {notice.rule for notice in told.notices}
    assert "hard-day-doubles" not in {notice.rule for notice in quiet.notices}


def test_the_first_week_ever_is_about_half_of_the_next() -> None:
    newcomer = athlete(experience=Experience.NONE)
    first, second = plan(newcomer, usual_runs(), [], date(2026, 11, 23)).weeks[:2]
    assert volume(first)[0] <= 0.6 * volume(second)[0]


def test_high_jumps_wait_for_eight_weeks_of_strength() -> None:
    long = Availability(minutes=75)
    strong = athlete(experience=Experience.EXPERT, equipment=GYM, availability=long)
    programme = plan(strong, usual_runs(), [], date(2026, 11, 23))
    high = [
        number
        for number, week in enumerate(programme.weeks)
        for s in week.sessions
        for i in s.work
        if i.exercise.pattern is Pattern.JUMP and (i.exercise.box_height_cm or i.exercise.skill > 2)
    ]
    assert high, "an expert comes to high jumps"
    assert min(high) >= 8


def test_a_cleared_pregnancy_stays_with_easy_work() -> None:
    pregnant = frozenset({Condition.PREGNANT})
    careful = athlete(conditions=pregnant, cleared=pregnant, experience=Experience.EXPERT)
    weeks = plan(careful, usual_runs(), [], date(2026, 11, 23)).weeks
    assert any(week.sessions for week in weeks)
    assert {week.phase for week in weeks} <= {Phase.FORM, Phase.TAPER, Phase.RECOVERY}
    sets = [p for w in weeks for s in w.sessions for i in s.work for p in i.sets]
    assert all(p.contacts is None for p in sets)
    assert min(p.rir for p in sets if p.rir is not None) >= 4


def test_light_weeks_keep_the_lifts_of_their_block() -> None:
    strong = athlete(experience=Experience.REGULAR, equipment=GYM)
    weeks = plan(strong, usual_runs(), [], date(2026, 11, 23)).weeks
    for before, light in itertools.pairwise(weeks):
        if light.deload and before.phase is light.phase:
            old, new = (
                {
                    i.exercise.id
                    for s in week.sessions
                    for i in s.work
                    if i.exercise.pattern in (Pattern.SQUAT, Pattern.HINGE)
                }
                for week in (before, light)
            )
            assert new <= old


def test_a_relaxed_rule_is_named_even_on_the_last_day_of_a_week() -> None:
    sunday = date(2026, 11, 22)
    key = PlannedRun(on=date(2026, 11, 24), kind=RunKind.HARD, duration_s=3000, starts_at=time(8))
    evening = athlete(availability=Availability(session_time=time(11, 30)))
    programme = plan(evening, [key], [], sunday)
    assert findings(evening, programme, sunday) == []
    today = [s for s in programme.weeks[0].sessions if s.on == sunday and s.leg_cost]
    named = "legs-before-key-run" in {given.rule for given in programme.given_up}
    assert named == bool(today)


def test_a_week_that_is_over_is_told_in_one_plain_line() -> None:
    sunday = date(2026, 11, 22)
    shut = athlete(availability=Availability(impossible=frozenset({Weekday.SUNDAY})))
    (lost,) = plan(shut, usual_runs(), [], sunday).given_up
    assert lost.text == "Week of 16 Nov: nearly over; strength begins on Monday."


def test_a_short_light_week_drops_a_session_rather_than_leave_a_set_of_each() -> None:
    short = Availability(minutes=20)
    programme = plan(athlete(availability=short), usual_runs(), [], date(2026, 11, 23))
    light = [week for week in programme.weeks if week.deload]
    assert light
    for session in (s for week in light for s in week.sessions):
        assert sum(len(item.sets) for item in session.work) >= 3


def test_power_without_jumps_says_so() -> None:
    unsteady = frozenset({Condition.BALANCE})
    careful, fit = (
        plan(athlete(conditions=c, cleared=c), usual_runs(), [], date(2026, 11, 23))
        for c in (unsteady, frozenset[Condition]())
    )
    assert "no-jumps" in {notice.rule for notice in careful.notices}
    assert "no-jumps" not in {notice.rule for notice in fit.notices}
    power = [week for week in fit.weeks if week.phase is Phase.POWER and not week.deload]
    assert power
    assert all(
        any(i.exercise.pattern is Pattern.JUMP for s in week.sessions for i in s.work)
        for week in power
    )


def test_one_pair_of_light_dumbbells_is_no_heavy_load() -> None:
    light, heavy = (
        plan(athlete(equipment=Equipment(dumbbell_pairs_g=(g,))), [], [], TODAY).notices
        for g in (5_000, 20_000)
    )
    (told,) = [notice for notice in light if notice.rule == "heavy-evidence"]
    assert "at most 10 kg for the legs" in told.text
    assert "heavy-evidence" not in {notice.rule for notice in heavy}

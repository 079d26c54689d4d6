"""A plan made anew each week goes on where the last one stood."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from strongstride.coach.athlete import Athlete, Goal, RaceDistance
from strongstride.coach.history import weeks_since_light, weeks_trained
from strongstride.coach.log import LoggedSession, LoggedSet
from strongstride.coach.placing.phases import plan_phases
from strongstride.coach.plan import plan
from strongstride.coach.programme import Phase, PlannedWeek
from tests.coach.making import athlete as runner

MONDAY = date(2026, 8, 24)
WEEK = timedelta(weeks=1)


def done(on: date, sets: int = 10) -> LoggedSession:
    one = LoggedSet(exercise="goblet-squat", load_g=8000, reps=10, rir=3)
    return LoggedSession(on=on, id=str(on), sets=(one,) * sets)


def lived(athlete: Athlete, weeks: int) -> list[PlannedWeek]:
    """The first week of each Monday's plan, every session of it done as planned."""
    history: list[LoggedSession] = []
    found = []
    for number in range(weeks):
        today = MONDAY + number * WEEK
        week = plan(athlete, (), history, today).weeks[0]
        found.append(week)
        for session in week.sessions:
            planned = [each for item in session.work for each in item.sets]
            sets = tuple(
                LoggedSet(exercise="plank", reps=each.reps, seconds=each.seconds, rir=each.rir)
                for each in planned
            )
            history.append(LoggedSession(on=session.on, id=session.id, sets=sets))
    return found


def in_order(phases: Sequence[Phase]) -> list[Phase]:
    return [
        each for place, each in enumerate(phases) if place == 0 or phases[place - 1] is not each
    ]


def test_who_follows_the_plan_week_by_week_goes_through_every_phase_to_the_race() -> None:
    race = MONDAY + timedelta(days=24 * 7 - 1)
    athlete = runner(goal=Goal(on=race, distance=RaceDistance.HALF))
    phases = in_order([week.phase for week in lived(athlete, 24)])
    assert phases == [
        Phase.FORM,
        Phase.STRENGTH,
        Phase.MAX_STRENGTH,
        Phase.POWER,
        Phase.MAINTENANCE,
        Phase.TAPER,
    ]


def test_without_a_race_the_cycle_goes_round() -> None:
    phases = in_order([week.phase for week in lived(runner(), 24)])
    assert phases[:5] == [
        Phase.FORM,
        Phase.STRENGTH,
        Phase.MAX_STRENGTH,
        Phase.POWER,
        Phase.STRENGTH,
    ]


def test_who_follows_the_plan_week_by_week_meets_a_deload_every_four_to_six_weeks() -> None:
    deloads = [number for number, week in enumerate(lived(runner(), 24)) if week.deload]
    gaps = [b - a for a, b in zip([-1, *deloads], [*deloads, 24], strict=False)]
    assert all(4 <= gap <= 6 for gap in gaps[:-1])
    assert gaps[-1] <= 6


@pytest.mark.parametrize("weeks_done", [1, 5, 11, 30])
def test_the_weeks_to_come_are_the_rest_of_the_layout(weeks_done: int) -> None:
    athlete = runner()
    whole = plan_phases(athlete, (), MONDAY, open_ended_weeks=weeks_done + 16)
    rest = plan_phases(athlete, (), MONDAY + weeks_done * WEEK, weeks_done=weeks_done)
    assert [(f.starts_on, f.phase, f.phase_week) for f in rest] == [
        (f.starts_on, f.phase, f.phase_week) for f in whole[weeks_done:]
    ]


def test_a_race_that_was_run_begins_a_layout_of_its_own() -> None:
    race = MONDAY + timedelta(days=6)
    athlete = runner(goal=Goal(on=race, distance=RaceDistance.TEN_K))
    just_after = plan_phases(athlete, (), race + timedelta(days=1), weeks_done=20)
    assert just_after[0].phase is Phase.RECOVERY
    later = plan_phases(athlete, (), MONDAY + 8 * WEEK, weeks_done=30)
    assert later[0].phase is not Phase.FORM  # the weeks since the recovery count


def test_a_break_of_more_than_four_weeks_begins_anew() -> None:
    today = MONDAY + 20 * WEEK
    before = [done(today - timedelta(days=days)) for days in (90, 83, 76, 69)]
    after = [done(today - timedelta(days=days)) for days in (15, 12, 8)]
    assert weeks_trained([*before, *after], today) == 2
    assert weeks_trained(before, today) == 0


def test_this_week_is_not_a_week_done() -> None:
    wednesday = MONDAY + timedelta(days=2)
    assert weeks_trained([done(MONDAY), done(MONDAY - timedelta(days=3))], wednesday) == 1


@pytest.mark.parametrize(("sets", "expected"), [((20, 20, 10, 20), 2), ((20, 20, 19, 20), None)])
def test_a_week_with_clearly_less_work_was_a_light_one(
    sets: tuple[int, ...], expected: int | None
) -> None:
    history = [done(MONDAY + place * WEEK, count) for place, count in enumerate(sets)]
    assert weeks_since_light(history, MONDAY + len(sets) * WEEK) == expected


def test_a_missed_week_was_a_light_one() -> None:
    history = [done(MONDAY), done(MONDAY + 2 * WEEK)]
    assert weeks_since_light(history, MONDAY + 3 * WEEK) == 2

"""A written programme followed: what the paper prescribes reaches the athlete in words and sets."""

from datetime import timedelta
from itertools import pairwise

import pytest

from strongstride.coach.athlete import Equipment, Experience
from strongstride.coach.catalogue import Kit
from strongstride.coach.log import LoggedSession, LoggedSet
from strongstride.coach.plan import plan
from strongstride.coach.programme import PlannedExercise
from strongstride.coach.templates.file import published, published_template, read_template
from strongstride.coach.templates.template import Template
from tests.coach.making import GYM, TODAY, athlete

RUNNER = athlete(
    experience=Experience.REGULAR,
    equipment=Equipment(
        dumbbell_pairs_g=(10_000, 20_000),
        machine_g=tuple(range(5_000, 150_000, 5_000)),
        kit=frozenset(Kit),
        box_heights_cm=(20, 30, 40),
    ),
)


def one_day(*items: str) -> Template:
    """Two weeks of one day that holds these items."""
    lines = ", ".join(f'"{item}"' for item in items)
    return read_template(
        f"""
name = "Test"
[[phases]]
name = "all"
weeks = "1-2"
[[phases.days]]
name = "day"
items = [{lines}]
""",
        "test",
    )


def first_work(name: str) -> tuple[PlannedExercise, ...]:
    programme = plan(RUNNER, [], [], TODAY, published_template(name))
    return next(week.sessions[0].work for week in programme.weeks if week.sessions)


def test_holds_in_a_row_are_their_seconds_together_and_told_in_words() -> None:
    (holds,) = first_work("t11-albracht-2013")
    assert [planned.seconds for planned in holds.sets] == [12] * 4
    assert "4 holds of 3 s, at 90% of your strongest effort" in holds.note


def test_pauses_and_heights_reach_the_athlete_and_sixty_becomes_forty() -> None:
    notes = [each.note for each in first_work("t07-ramirez-campillo-2014")]
    assert all("15 s between repetitions" in note for note in notes)
    assert ["box 20 cm" in notes[0], "box 40 cm" in notes[1], "box 40 cm" in notes[2]] == [True] * 3


def test_the_judge_speaks_in_the_notices() -> None:
    programme = plan(RUNNER, [], [], TODAY, published_template("t07-ramirez-campillo-2014"))
    assert "drop-height" in {notice.rule for notice in programme.notices}
    assert "drop-height" in {given.rule for given in programme.given_up}


@pytest.mark.parametrize("name", published())
def test_every_published_programme_can_be_followed(name: str) -> None:
    programme = plan(RUNNER, [], [], TODAY, published_template(name))
    assert any(week.sessions for week in programme.weeks)
    legs = [each.on for week in programme.weeks for each in week.sessions if each.leg_cost]
    assert all((after - before).days >= 2 for before, after in pairwise(legs))


@pytest.mark.parametrize(
    "line", ["goblet-squat 3x8 @10kg", "goblet-squat 3x8 @70%", "goblet-squat 3x8"]
)
def test_what_hurt_last_time_is_not_lifted_again_because_it_is_written(line: str) -> None:
    template = one_day(line, "push-up 2x8")
    sets = (LoggedSet(exercise="goblet-squat", load_g=10_000, reps=8, rir=2, pain=8),)
    hurt = [LoggedSession(on=TODAY - timedelta(days=2), id="1", sets=sets)]
    programme = plan(RUNNER, [], hurt, TODAY, template)
    done = {w.exercise.id for week in programme.weeks for s in week.sessions for w in s.work}
    assert "goblet-squat" not in done
    assert "push-up" in done


@pytest.mark.parametrize(("share", "load_kg"), [(85, 85.0), (70, 70.0), (50, 50.0), (40, 40.0)])
def test_shares_of_1rm_are_of_what_the_bar_weighs(share: int, load_kg: float) -> None:
    template = one_day(f"barbell-squat 3x4 @{share}%")
    strong = athlete(equipment=GYM, experience=Experience.EXPERT)
    once = LoggedSet(exercise="barbell-squat", load_g=100_000, reps=1, rir=0, form_ok=True)
    log = [
        LoggedSession(on=TODAY - timedelta(days=days), id=str(days), sets=(once,))
        for days in (2, 5, 8, 11, 14)
    ]
    programme = plan(strong, [], log, TODAY, template)
    (squat,) = programme.weeks[0].sessions[0].work
    assert squat.sets[0].load_g is not None
    assert abs(squat.sets[0].load_g / 1000 - load_kg) <= 4


def test_where_no_rest_is_written_a_usual_one_is_taken() -> None:
    template = one_day("goblet-squat 3x8 @3RIR", "push-up 2x8")
    work = plan(RUNNER, [], [], TODAY, template).weeks[0].sessions[0].work
    assert [item.sets[0].rest_s for item in work] == [120, 60]

"""The plan in plain words, word by word."""

from datetime import date, time

import pytest

from strongstride.coach.athlete import Athlete, Experience, Goal, RaceDistance
from strongstride.coach.catalogue import Implement, catalogue
from strongstride.coach.programme import (
    Balance,
    CoolDownItem,
    Phase,
    PlannedExercise,
    PlannedSession,
    PlannedSet,
    PlannedWeek,
    WarmUpItem,
)
from strongstride.coach.quantities import DistanceUnit, MassUnit
from strongstride.coach.rules import Reason
from strongstride.coach.running.habits import RunningHabits
from strongstride.coach.runs import PlannedRun, RunKind
from strongstride.exchange import wording

MONDAY = date(2026, 11, 23)
KG, LB = MassUnit.KG, MassUnit.LB
ADA = Athlete(body_mass_g=62_000, birth_year=1988, experience=Experience.SOME)


def item(
    name: str, *sets: PlannedSet, implement: Implement | None = None, pair: str | None = None
) -> PlannedExercise:
    return PlannedExercise(
        exercise=catalogue().get(name), sets=sets, implement=implement, pair=pair
    )


def reps(count: int, load_g: int | None = None, rir: float | None = 2) -> PlannedSet:
    return PlannedSet(reps=count, load_g=load_g, rir=rir, rest_s=90)


def session(*work: PlannedExercise) -> PlannedSession:
    return PlannedSession(
        id="2026-W48-1", on=MONDAY, starts_at=time(18, 30), same_day_as_run=True, focus="legs",
        leg_cost=3, minutes=40, warm_up=(), work=work, cool_down=(), reasons=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("planned", "words"),
    [
        (item("goblet-squat", reps(8), reps(8), reps(8)), "3 × 8"),
        (item("goblet-squat", reps(8), reps(7)), "8, 7"),
        (item("side-plank", PlannedSet(seconds=20)), "1 × 20 s each side"),
        (item("pogo-hop", PlannedSet(contacts=20), PlannedSet(contacts=20)), "2 × 20 jumps"),
    ],
)
def test_sets_are_told_as_people_write_them(planned: PlannedExercise, words: str) -> None:
    assert wording.sets_words(planned) == words


@pytest.mark.parametrize(
    ("planned", "unit", "words"),
    [
        (item("goblet-squat", reps(8, 12_500)), KG, "12.5 kg"),
        (item("goblet-squat", reps(8, 11_340)), LB, "25 lb"),
        (item("goblet-squat", reps(8, 10_000), reps(6, 12_000)), KG, "10/12 kg"),
        (
            item("dumbbell-bench-press", reps(8, 10_000), implement=Implement.DUMBBELL_PAIR),
            KG,
            "2 × 10 kg",
        ),
        (item("goblet-squat", reps(8)), KG, "find it"),
        (item("push-up", reps(8)), KG, "body"),
    ],
)
def test_loads_are_told_in_the_athletes_unit(
    planned: PlannedExercise, unit: MassUnit, words: str
) -> None:
    assert wording.load_words(planned, unit) == words


@pytest.mark.parametrize(
    ("left", "words"),
    [((2, 2), "2"), ((2.5,), "2–3"), ((3, 1), "1–3"), ((None,), "–"), ((0,), "0")],
)
def test_reserve_is_a_number_or_a_range(left: tuple[float | None, ...], words: str) -> None:
    planned = item("push-up", *(reps(8, rir=each) for each in left))
    assert wording.reserve_words(planned) == words


@pytest.mark.parametrize(("seconds", "words"), [(90, "90 s"), (60, "60 s"), (180, "3 min")])
def test_rests_are_seconds_or_whole_minutes(seconds: int, words: str) -> None:
    assert wording.seconds_words(seconds) == words


def test_why_begins_with_the_name_once() -> None:
    import msgspec

    planned = item("push-up", reps(8))
    said = msgspec.structs.replace(planned, reasons=(Reason("a", "Go on."), Reason("b", "So.")))
    assert wording.why_words(said) == ("Push-up: Go on. So.", "a, b")
    named = msgspec.structs.replace(planned, reasons=(Reason("a", "Push-up for push."),) * 2)
    assert wording.why_words(named) == ("Push-up for push. Push-up for push.", "a")


def test_alternating_exercises_share_a_number() -> None:
    pairs = ("a", "a", None, "b", "b", "b", None, "c")
    work = [item("push-up", reps(8), pair=pair) for pair in pairs]
    labels = wording.labels(session(*work))
    assert labels == ["1a", "1b", "2", "3a", "3b", "3c", "4", "5"]


def test_a_day_shows_its_runs_and_then_strength() -> None:
    runs = (
        PlannedRun(on=MONDAY, kind=RunKind.EASY, distance_m=8_047),
        PlannedRun(on=MONDAY, kind=RunKind.HARD, duration_s=2_700),
    )
    week = PlannedWeek(
        starts_on=MONDAY, phase=Phase.FORM, deload=True, runs=runs, sessions=(session(),)
    )
    assert wording.day_cell(week, MONDAY, ADA, "o-+#") == "E8+H45' #"
    assert wording.run_short(runs[0], DistanceUnit.MI) == "E5"
    assert wording.phase_words(week) == "form, easier"
    assert wording.week_of([week], date(2026, 11, 29)) is week
    assert wording.week_of([week], date(2026, 11, 30)) is None
    assert wording.next_session([week], MONDAY) == (week, 0)
    assert wording.next_session([week], date(2026, 11, 24)) is None


def test_session_facts_say_what_it_costs() -> None:
    assert wording.session_title(session()) == "Monday 23 November, 18:30"
    assert wording.session_facts(session()) == "legs · heavy legs · 40 min, after the run"


def test_warm_up_and_cool_down_are_a_line_each() -> None:
    ramp = (PlannedSet(reps=8, load_g=8_000), PlannedSet(reps=4, load_g=12_000))
    step = WarmUpItem(
        exercise=None, text="Squat, lighter", seconds=60, stage="potentiate", sets=ramp
    )
    assert wording.warm_up_words(step, KG) == "Squat, lighter: 8 × 8 kg, 4 × 12 kg"
    stretch = next(each for each in catalogue().stretches)
    hold = CoolDownItem(exercise=stretch, seconds=30, holds=2, sides=2, muscles=stretch.primary[:1])
    expected = f"{stretch.name}: 2 × 30 s each side ({stretch.primary[0]})"
    assert wording.cool_down_words(hold) == expected


def test_a_balance_leaves_out_what_cannot_be_told() -> None:
    balance = Balance(
        starts_on=MONDAY, lower_sets=10, core_sets=5, upper_sets=0, posterior_anterior=1.25,
        pull_push=None, one_sided_share=0.6, contacts=0,
    )  # fmt: skip
    assert wording.balance_words(balance) == (
        "10 lower, 5 core, 0 upper sets; back:front of the legs 1.2; 60% of leg sets one-sided"
    )


@pytest.mark.parametrize(
    ("on", "when"),
    [(date(2027, 4, 25), "in 21 weeks"), (date(2026, 11, 29), "soon"), (date(2026, 11, 1), "run")],
)
def test_the_goal_is_told_with_the_time_left(on: date, when: str) -> None:
    import msgspec

    goal = Goal(on=on, distance=RaceDistance.MARATHON, name="Spring")
    lines = wording.athlete_words(msgspec.structs.replace(ADA, goal=goal), MONDAY)
    assert lines[1].startswith("Goal: marathon (Spring) on ")
    assert lines[1].endswith(f"{when}.")


def test_weeks_that_say_the_same_are_told_together() -> None:
    reasons = [
        Reason("a", "Week of 23 Nov: nothing fits."),
        Reason("b", "Something else."),
        Reason("a", "Week of 30 Nov: nothing fits."),
        Reason("b", "Something else."),
    ]
    assert wording.grouped(reasons) == [
        ("Weeks of 23 Nov and 30 Nov: nothing fits.", "a"),
        ("Something else.", "b"),
    ]
    many = [Reason("a", f"Week of {day} Nov: no.") for day in range(1, 9)]
    assert wording.grouped(many) == [("8 weeks between 1 Nov and 8 Nov: no.", "a")]
    assert wording.grouped(many[:1]) == [("Week of 1 Nov: no.", "a")]


def test_habits_say_once_where_they_come_from() -> None:
    tail = ", inferred from your runs"
    habits = RunningHabits(
        weeks=4, runs=12, latest_on=MONDAY,
        inferred=(Reason("x", f"usual easy pace 5:42 /km{tail}"),),
    )  # fmt: skip
    first, last = wording.habit_words(habits)
    assert first == "Usual easy pace 5:42 /km."
    assert last.startswith("Inferred from 12 runs in 4 weeks up to 2026-11-23; you can correct it")
    assert "`running.pattern`" in last

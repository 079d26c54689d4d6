"""Made-up lifters for the tests of strength and progression."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from strongstride.coach.athlete import Athlete, Band, Barbell, Equipment, Experience
from strongstride.coach.catalogue import Exercise, Kit, Measure, catalogue
from strongstride.coach.lifting.strength import estimate_strength
from strongstride.coach.log import LoggedSession, LoggedSet, SetKind, Side
from strongstride.coach.programme import Dose
from strongstride.coach.progression import Prescription, next_prescription

TODAY = date(2026, 6, 15)
GYM = Equipment(
    dumbbell_pairs_g=tuple(range(2000, 40_001, 2000)),
    kettlebells_g=(8000, 12_000, 16_000, 20_000, 24_000),
    barbell=Barbell(
        bar_g=20_000, plates=((20_000, 6), (10_000, 2), (5000, 2), (2500, 2), (1250, 2))
    ),
    vest_g=(5000, 10_000),
    machine_g=tuple(range(5000, 200_001, 5000)),
    bands=(Band(name="light", pull_g=5000), Band(name="heavy", pull_g=15_000)),
    kit=frozenset(Kit),
    box_heights_cm=(30, 50),
)
RUNNER = Athlete(body_mass_g=70_000, birth_year=1996, experience=Experience.REGULAR, equipment=GYM)
EIGHT_TO_TWELVE = Dose(measure=Measure.REPS, sets=3, low=8, high=12, target=8, rir=2, rest_s=90)
HOLD = Dose(measure=Measure.SECONDS, sets=2, low=20, high=45, target=20, rir=0, rest_s=45)


def exercise(exercise_id: str) -> Exercise:
    return catalogue().exercises[exercise_id]


def session(
    days_ago: int,
    exercise_id: str,
    load_kg: float | None,
    reps: Sequence[int],
    *,
    rir: float | None = 2,
    form: bool | None = True,
    pain: int | None = None,
    failed: bool = False,
    side: Side | None = None,
) -> LoggedSession:
    sets = tuple(
        LoggedSet(
            exercise=exercise_id,
            load_g=None if load_kg is None else round(load_kg * 1000),
            reps=count,
            rir=rir,
            form_ok=form,
            pain=pain,
            kind=SetKind.FAILURE if failed else SetKind.WORKING,
            side=side,
        )
        for count in reps
    )
    return LoggedSession(on=TODAY - timedelta(days=days_ago), id=f"{days_ago}", sets=sets)


def held(days_ago: int, exercise_id: str, seconds: float, **more: object) -> LoggedSession:
    one = LoggedSet(exercise=exercise_id, seconds=seconds, form_ok=True, **more)  # type: ignore[arg-type]
    return LoggedSession(on=TODAY - timedelta(days=days_ago), id=f"{days_ago}", sets=(one, one))


def next_of(
    exercise_id: str,
    history: Sequence[LoggedSession] = (),
    *,
    dose: Dose = EIGHT_TO_TWELVE,
    athlete: Athlete = RUNNER,
    today: date = TODAY,
    **dose_changes: object,
) -> Prescription:
    dose = msgspec.structs.replace(dose, **dose_changes)
    book = estimate_strength(history, athlete, today)
    return next_prescription(exercise(exercise_id), dose, book, athlete, today)


def load_kg(given: Prescription) -> float | None:
    load_g = given.sets[0].load_g
    return None if load_g is None else load_g / 1000


def rules_of(given: Prescription) -> set[str]:
    return {why.rule for why in given.reasons}

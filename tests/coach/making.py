"""Small builders of coach values for tests, so that a test names only what it is about."""

from datetime import date

from strongstride.coach.athlete import Athlete, Availability, Barbell, Equipment, Experience
from strongstride.coach.catalogue import (
    Chain,
    Exercise,
    Implement,
    Kit,
    Loading,
    Measure,
    Muscle,
    Pattern,
    Region,
)

TODAY = date(2026, 11, 22)
HOME = Equipment(
    dumbbell_pairs_g=(8000, 10000, 12500, 16000, 20000),
    kit=frozenset({Kit.BENCH, Kit.STEP, Kit.BOX, Kit.WALL, Kit.CHAIR, Kit.MAT, Kit.PULL_UP_BAR}),
    box_heights_cm=(30,),
)
GYM = Equipment(
    dumbbell_pairs_g=tuple(range(2000, 40001, 2000)),
    barbell=Barbell(
        bar_g=20_000, plates=((1250, 2), (2500, 2), (5000, 2), (10_000, 4), (20_000, 6))
    ),
    machine_g=tuple(range(5000, 200_001, 5000)),
    kit=frozenset(Kit),
    box_heights_cm=(20, 30, 40, 60),
)
BARE = Equipment(kit=frozenset({Kit.WALL, Kit.CHAIR, Kit.STEP, Kit.MAT}))


def athlete(**changes: object) -> Athlete:
    """A home runner with dumbbells, born 1990, who has lifted before."""
    values: dict[str, object] = {
        "body_mass_g": 68_000,
        "birth_year": 1990,
        "experience": Experience.SOME,
        "equipment": HOME,
        "availability": Availability(),
    }
    return Athlete(**{**values, **changes})  # type: ignore[arg-type]


def exercise(**changes: object) -> Exercise:
    """A loaded two-legged squat."""
    values: dict[str, object] = {
        "id": "some-squat",
        "name": "Some squat",
        "pattern": Pattern.SQUAT,
        "region": Region.LOWER,
        "chain": Chain.FRONT,
        "one_sided": False,
        "measure": Measure.REPS,
        "loading": Loading.EXTERNAL,
        "implements": (Implement.DUMBBELL,),
        "skill": 1,
        "leg_cost": 2,
        "primary": (Muscle.QUADS,),
        "cues": ("One.", "Two.", "Three."),
        "faults": ("Hurry.",),
    }
    return Exercise(**{**values, **changes})  # type: ignore[arg-type]

"""The exercise catalogue: training exercises, warm-up drills, stretches (`data/exercises/`)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import msgspec
import tomli

from strongstride.coach.exercise_names import name_key
from strongstride.coach.log import OTHER


class Region(StrEnum):
    """The part of the body an exercise trains."""

    LOWER = "lower"
    CORE = "core"
    UPPER = "upper"


class Chain(StrEnum):
    """Front (quads, abs, push), back (glutes, hamstrings, calves, pull) or side of the body."""

    FRONT = "front"
    BACK = "back"
    SIDE = "side"


class Pattern(StrEnum):
    """The movement pattern; the planner fills its slots by pattern."""

    SQUAT = "squat"
    LUNGE = "lunge"  # split stance and single-leg squats too
    STEP = "step"
    HINGE = "hinge"
    HIP_EXTENSION = "hip extension"
    KNEE_FLEXION = "knee flexion"
    CALF_STRAIGHT = "calf, straight knee"
    CALF_BENT = "calf, bent knee"
    TIBIALIS = "tibialis"
    FOOT = "foot"
    HIP_ABDUCTION = "hip abduction"
    HIP_ADDUCTION = "hip adduction"
    HIP_FLEXION = "hip flexion"
    JUMP = "jump"  # counted in contacts
    SPRINT = "sprint"  # running all out; only where a written programme asks for it
    ANTI_EXTENSION = "anti-extension"
    ANTI_LATERAL = "anti-lateral flexion"
    ANTI_ROTATION = "anti-rotation"
    ROTATION = "rotation"
    TRUNK_EXTENSION = "trunk extension"
    CARRY = "carry"
    HORIZONTAL_PUSH = "horizontal push"
    VERTICAL_PUSH = "vertical push"
    HORIZONTAL_PULL = "horizontal pull"
    VERTICAL_PULL = "vertical pull"
    # Single-joint work: known so that logs map; no slot of the planner asks for it.
    KNEE_EXTENSION = "knee extension"
    TRUNK_FLEXION = "trunk flexion"
    CHEST_FLY = "chest fly"
    SHOULDER_RAISE = "shoulder raise"
    ELBOW_FLEXION = "elbow flexion"
    ELBOW_EXTENSION = "elbow extension"
    DRILL = "drill"
    STRETCH = "stretch"


class Measure(StrEnum):
    """What a set counts."""

    REPS = "reps"
    SECONDS = "seconds"
    CONTACTS = "contacts"


class Loading(StrEnum):
    """What makes an exercise heavy.

    NONE: body only, no meaningful load (planks, drills). BODY: a fraction of body mass is lifted;
    external load may be added when `implements` is not empty. EXTERNAL: the implement is the load
    (a share of the body may move with it, `body_fraction`). ASSISTED: body fraction minus help.
    BAND: elastic, not calibrated.
    """

    NONE = "none"
    BODY = "body"
    EXTERNAL = "external"
    ASSISTED = "assisted"
    BAND = "band"


class Implement(StrEnum):
    """What the load is held in; decides which loads the athlete can make."""

    BARBELL = "barbell"
    DUMBBELL_PAIR = "dumbbell pair"  # load_g is one of the two
    DUMBBELL = "dumbbell"  # one
    KETTLEBELL = "kettlebell"  # one
    KETTLEBELL_PAIR = "kettlebell pair"  # load_g is one of the two
    VEST = "vest"  # vest or backpack
    PLATE = "plate"  # one loose plate held
    MACHINE = "machine"  # leg press and the like: stack in steps, or assistance taken off
    BAND = "band"


class Kit(StrEnum):
    """Things an exercise needs besides its implement."""

    PULL_UP_BAR = "pull-up bar"
    BENCH = "bench"
    BOX = "box"
    STEP = "step"
    RACK = "rack"
    WALL = "wall"
    CHAIR = "chair"
    ANCHOR = "anchor"  # something that holds feet or a band
    LOW_BAR = "low bar"  # bar, rings or sturdy table at hip height
    SLIDERS = "sliders"  # or a towel on a smooth floor
    ROPE = "rope"
    MAT = "mat"
    CABLE = "cable"
    TRAP_BAR = "trap bar"
    DIP_BARS = "dip bars"
    BALL = "ball"  # big gym ball
    BAND = "band"


class Muscle(StrEnum):
    """Muscles, with the runner's own that open catalogues leave out."""

    QUADS = "quads"
    HAMSTRINGS = "hamstrings"
    GLUTE_MAX = "glute max"
    GLUTE_MEDIUS = "glute medius"
    ADDUCTORS = "adductors"
    HIP_FLEXORS = "hip flexors"
    GASTROCNEMIUS = "gastrocnemius"
    SOLEUS = "soleus"
    TIBIALIS = "tibialis"
    FOOT = "foot"
    PERONEALS = "peroneals"
    HIP_ROTATORS = "hip rotators"
    ABS = "abs"
    OBLIQUES = "obliques"
    DEEP_CORE = "deep core"
    ERECTORS = "erectors"
    QUADRATUS_LUMBORUM = "quadratus lumborum"
    LATS = "lats"
    MID_BACK = "mid back"
    TRAPS = "traps"
    REAR_DELTS = "rear delts"
    CHEST = "chest"
    SHOULDERS = "shoulders"
    SERRATUS = "serratus"
    TRICEPS = "triceps"
    BICEPS = "biceps"
    FOREARMS = "forearms"
    NECK = "neck"


class BodyPart(StrEnum):
    """Where an athlete may report pain, 0-10."""

    FOOT = "foot"
    ANKLE = "ankle"
    ACHILLES = "achilles"
    CALF = "calf"
    SHIN = "shin"
    KNEE = "knee"
    HAMSTRING = "hamstring"
    QUAD = "quad"
    HIP = "hip"
    GROIN = "groin"
    LOW_BACK = "low back"
    UPPER_BACK = "upper back"
    NECK = "neck"
    SHOULDER = "shoulder"
    ELBOW = "elbow"
    WRIST = "wrist"


class Condition(StrEnum):
    """Things said in the safety screening that rule exercises out, whatever the pain today."""

    OSTEOPOROSIS = "osteoporosis"
    PREGNANT = "pregnant"
    POSTPARTUM = "postpartum, not cleared"
    BONE_STRESS = "bone stress injury under 12 weeks"
    TENDON_PAIN = "acute tendon pain"
    BACK_DISC = "disc or back problem"
    BALANCE = "falls or balance problem"
    HIGH_BLOOD_PRESSURE = "high blood pressure"
    UNDER_16 = "under 16"


class Stage(StrEnum):
    """The stage of the RAMP warm-up a drill belongs to."""

    RAISE = "raise"
    ACTIVATE = "activate"
    MOBILISE = "mobilise"
    POTENTIATE = "potentiate"


class FitName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The exercise in the FIT profile: category and name, as in the official SDK's tables."""

    category: str
    name: str | None = None  # None where the profile has only the category


class Exercise(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One training exercise, drill or stretch. All wording is our own."""

    id: str
    name: str
    pattern: Pattern
    region: Region
    chain: Chain
    one_sided: bool  # sets are done per side; reps count one side
    measure: Measure
    loading: Loading
    skill: int  # 1 everyone .. 4 expert
    leg_cost: int  # 0 none .. 3 heavy: what it takes from the next run
    primary: tuple[Muscle, ...]
    secondary: tuple[Muscle, ...] = ()
    cues: tuple[str, ...]  # 3-6
    faults: tuple[str, ...]
    aliases: tuple[str, ...] = ()  # as Strong, Hevy, Garmin spell it
    body_fraction: float = 0.0  # share of body mass that is lifted
    body_fraction_source: str = ""
    implements: tuple[Implement, ...] = ()  # any one of them
    needs: tuple[tuple[Kit, ...], ...] = ()  # every group, one of each group
    box_height_cm: int | None = None  # drop or jump height
    start_fraction: float | None = None  # EXTERNAL: cautious first total load as share of body mass
    seconds_per_rep: float = 3.5  # per side
    first_reps: int | None = None  # most reps the first times: lowerings that make newcomers sore
    avoid_pain: tuple[BodyPart, ...] = ()  # stressed parts: swap when they hurt
    avoid_if: tuple[Condition, ...] = ()
    swap_for: str | None = None  # kinder exercise when it must be avoided
    easier: tuple[str, ...] = ()  # direct easier neighbours on the ladder
    fit: FitName | None = None
    note: str = ""  # one practical sentence, where needed
    stage: Stage | None = None  # drills only

    @property
    def is_training(self) -> bool:
        """True unless it is a drill or a stretch."""
        return self.pattern not in (Pattern.DRILL, Pattern.STRETCH)


class Catalogue:
    """Every exercise, drill and stretch, and the ladders between them. Made once, never changed."""

    def __init__(self, entries: Iterable[Exercise]) -> None:
        """Take the entries in the order given; ValueError when an id stands twice."""
        found: dict[str, Exercise] = {}
        above: dict[str, list[str]] = {}
        for entry in entries:
            if entry.id in found:
                raise ValueError(f"exercise {entry.id} stands twice")
            found[entry.id] = entry
            for below in entry.easier:
                above.setdefault(below, []).append(entry.id)
        self.exercises: Mapping[str, Exercise] = MappingProxyType(found)
        self.training = tuple(e for e in found.values() if e.is_training)
        self.drills = tuple(e for e in found.values() if e.pattern is Pattern.DRILL)
        self.stretches = tuple(e for e in found.values() if e.pattern is Pattern.STRETCH)
        self._above = above
        self._by_name: dict[str, str] = {}

    def get(self, exercise_id: str) -> Exercise:
        """The exercise with this id; KeyError when there is none."""
        return self.exercises[exercise_id]

    def named(self, text: str) -> Exercise | None:
        """The exercise called so by id, name or alias; case, punctuation, word order are free."""
        found = self._names().get(name_key(text))
        return self.exercises[found] if found else None

    def name_of(self, exercise: str) -> str:
        """The name of a logged exercise; of one that is not in here, as it was written."""
        known = self.exercises.get(exercise)
        return known.name if known else exercise.removeprefix(OTHER)

    def easier(self, exercise_id: str) -> tuple[Exercise, ...]:
        """The direct easier neighbours on the ladder, preferred first."""
        return tuple(self.exercises[below] for below in self.exercises[exercise_id].easier)

    def harder(self, exercise_id: str) -> tuple[Exercise, ...]:
        """The direct harder neighbours of the same pattern, in catalogue order.

        A wall push-up also stands below a chest fly, but the next push-up is what follows it.
        """
        pattern = self.exercises[exercise_id].pattern
        return tuple(each for each in self.above(exercise_id) if each.pattern is pattern)

    def above(self, exercise_id: str) -> tuple[Exercise, ...]:
        """Everything of any pattern that names this exercise as its easier neighbour."""
        return tuple(self.exercises[above] for above in self._above.get(exercise_id, ()))

    def of_fit(self, category: str, name: str | None) -> Exercise | None:
        """The exercise a watch means by a FIT category and name, None when unknown.

        Where several share the pair, the one that bears the FIT name; a bare category only when it
        is itself the name of an exercise (`plank`).
        """
        if name is None:
            return self.named(category)
        pair = FitName(category, name)
        same = [each for each in self.training if each.fit == pair]
        if len(same) == 1:
            return same[0]
        return self.named(name) or next(iter(same), None)

    def nearest(self, text: str, limit: int = 3) -> list[str]:
        """Names of the exercises spelled most like `text`, for "did you mean"; may be empty."""
        from difflib import get_close_matches  # only when something was misspelled

        names = self._names()
        keys = get_close_matches(name_key(text), list(names), n=3 * limit, cutoff=0.55)
        return list(dict.fromkeys(self.exercises[names[key]].name for key in keys))[:limit]

    def _names(self) -> dict[str, str]:
        """Key of every id, name and alias -> id, made at the first question."""
        if not self._by_name:
            for entry in self.exercises.values():
                for text in (entry.id, entry.name, *entry.aliases):
                    owner = self._by_name.setdefault(name_key(text), entry.id)
                    if owner != entry.id:
                        raise ValueError(f"{text!r} names both {owner} and {entry.id}")
        return self._by_name


@cache
def catalogue() -> Catalogue:
    """The catalogue that ships with the package, file by file in alphabetical order."""
    folder = files("strongstride.coach").joinpath("data/exercises")
    entries: list[Exercise] = []
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        tables: dict[str, dict[str, Any]] = tomli.loads(file.read_text("utf-8"))
        entries += [_exercise(key, body, file.name) for key, body in tables.items()]
    return Catalogue(entries)


def _exercise(key: str, body: dict[str, Any], file_name: str) -> Exercise:
    try:
        return msgspec.convert({"id": key, **body}, Exercise)
    except msgspec.ValidationError as error:
        raise ValueError(f"{file_name}: exercise {key}: {error}") from None

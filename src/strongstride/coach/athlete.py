"""The athlete as the coach knows them: frozen values, read by `athlete_file`."""

from datetime import date, time
from enum import IntEnum, StrEnum

import msgspec

from strongstride.coach.catalogue import BodyPart, Condition, Kit
from strongstride.coach.quantities import DistanceUnit, MassUnit


class Weekday(IntEnum):
    """ISO weekday minus one, as `date.weekday()`."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


class Experience(StrEnum):
    """Lifting experience in plain words."""

    NONE = "none"  # never followed a strength programme
    SOME = "some"  # on and off, or less than a year
    REGULAR = "regular"  # a year or more, technique sound
    EXPERT = "expert"  # years of barbell training


class RaceDistance(StrEnum):
    """The race to peak for."""

    FIVE_K = "5K"
    TEN_K = "10K"
    HALF = "half marathon"
    MARATHON = "marathon"
    ULTRA = "ultra"


class Goal(msgspec.Struct, frozen=True, kw_only=True):
    """A race on a date."""

    on: date
    distance: RaceDistance
    name: str = ""


class Barbell(msgspec.Struct, frozen=True, kw_only=True):
    """A bar and the plates that can go on it: (grams of one plate, how many are owned)."""

    bar_g: int
    plates: tuple[tuple[int, int], ...] = ()


class Band(msgspec.Struct, frozen=True, kw_only=True):
    """An elastic band, ordered light to heavy by its nominal pull."""

    name: str
    pull_g: int


class Equipment(msgspec.Struct, frozen=True, kw_only=True, cache_hash=True):
    """What the athlete can lift with, in exact grams. All tuples sorted, light to heavy."""

    dumbbell_pairs_g: tuple[int, ...] = ()
    dumbbells_g: tuple[int, ...] = ()  # single ones, beside the pairs
    kettlebell_pairs_g: tuple[int, ...] = ()
    kettlebells_g: tuple[int, ...] = ()
    barbell: Barbell | None = None
    vest_g: tuple[int, ...] = ()
    machine_g: tuple[int, ...] = ()
    bands: tuple[Band, ...] = ()
    kit: frozenset[Kit] = frozenset()
    box_heights_cm: tuple[int, ...] = ()


class Availability(msgspec.Struct, frozen=True, kw_only=True):
    """When strength may happen."""

    sessions_a_week: int = 2  # 2 or 3
    minutes: int = 45
    impossible: frozenset[Weekday] = frozenset()
    preferred: frozenset[Weekday] = frozenset()
    away: tuple[tuple[date, date], ...] = ()  # inclusive spans without any strength
    session_time: time | None = None  # usual local start of a strength session
    run_time: time | None = None  # usual local start of a run
    hard_day_doubles: bool = False  # allow strength >= 6 h after a hard run (off by default)


class Pain(msgspec.Struct, frozen=True, kw_only=True):
    """Pain in one part of the body, 0-10, as felt on `since` (None: on the day of planning)."""

    part: BodyPart
    level: int
    since: date | None = None


class Athlete(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the planner needs to know about the person."""

    name: str = ""
    body_mass_g: int
    birth_year: int
    experience: Experience
    availability: Availability = Availability()
    equipment: Equipment = Equipment()
    goal: Goal | None = None
    pains: tuple[Pain, ...] = ()
    conditions: frozenset[Condition] = frozenset()
    cleared: frozenset[Condition] = frozenset()  # a professional agreed; swaps stay in force
    stop_reasons: tuple[
        str, ...
    ] = ()  # screening answers that need a professional first, in plain words
    mass_unit: MassUnit = MassUnit.KG
    distance_unit: DistanceUnit = DistanceUnit.KM
    time_zone: str = "UTC"
    easy_pace_s_per_km: float | None = None  # when the runner says so
    max_hr: int | None = None
    pinned: tuple[date, ...] = ()  # dates on which a session must be kept if the rules allow

    def age_on(self, day: date) -> int:
        """Age in the calendar year of `day`, the older reading: the birth day is unknown."""
        return day.year - self.birth_year

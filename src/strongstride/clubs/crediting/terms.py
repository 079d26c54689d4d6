"""The terms of a challenge: what counts, when, how much of it. Frozen once it has begun."""

from datetime import date
from enum import StrEnum

import msgspec

from strongstride.coach.quantities import DistanceUnit


class ChallengeKind(StrEnum):
    """What is added up, each in whole numbers of its own small unit."""

    DISTANCE = "distance"  # metres
    TIME = "time"  # seconds on the move
    ELEVATION = "elevation"  # metres climbed
    RUNS = "runs"  # how many
    STREAK = "streak"  # days in a row, the longest row
    LONGEST = "longest"  # metres of the longest single run
    STRENGTH = "strength"  # strength sessions done
    POINTS = "points"  # thousandths of a point, of runs and strength sessions together


class Scope(StrEnum):
    """Who is counted together."""

    INDIVIDUAL = "individual"
    TEAM = "team"
    GROUP = "group"  # one shared goal, no ranking


class DayRule(StrEnum):
    """Whose calendar says on which day a run was done."""

    RUNNER = "runner"  # the date on the runner's wrist at the start
    CLUB = "club"  # the date in the club's time zone at the start


class Backfill(StrEnum):
    """From when on entries count for somebody who joins while the challenge runs."""

    FROM_START = "start"
    FROM_JOINING = "joining"  # the day of joining counts whole


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of a challenge that credit depends on.

    Limits and caps are in the small unit of `kind`; None is no limit. The least and the most of one
    entry are metres where runs or days are counted: `amounts.of_one_entry`. `time_zone` is the
    club's, an IANA name. Points: `points_a_unit` for a whole kilometre or mile (`unit`),
    `points_a_session` for a strength session, both in thousandths of a point.
    """

    kind: ChallengeKind
    starts_on: date
    ends_on: date  # the last day that counts
    day_rule: DayRule = DayRule.RUNNER
    time_zone: str = "UTC"
    unit: DistanceUnit = DistanceUnit.KM
    grace_days: int = 3
    backfill: Backfill = Backfill.FROM_START
    walks: bool = False
    by_hand: bool = True
    indoors: bool = True
    entry_least: int | None = None  # less than this of one entry does not count
    entry_most: int | None = None  # more than this waits for the organiser
    day_most: int | None = None  # what of one day is above it is clipped
    points_a_unit: int = 1_000
    points_a_session: int = 5_000

"""Logging miles in two taps: a usual distance, Save."""

from collections import Counter
from datetime import date
from statistics import median
from uuid import UUID

import msgspec
from django.db import transaction

from strongstride.accounts.models import Athlete
from strongstride.clubs.challenges.actions import phase_of
from strongstride.clubs.challenges.mine import why
from strongstride.clubs.challenges.page import LIVE, in_club_unit
from strongstride.clubs.crediting.amounts import show
from strongstride.clubs.crediting.entry import CreditStatus
from strongstride.clubs.models import Credit, Participation
from strongstride.coach.quantities import DistanceUnit
from strongstride.runs.actions import RunWords, add_run
from strongstride.runs.queries import kept_runs

_RUNS = 60  # of the latest, to know what is usual
_CHIPS = 3
_FIRST_CHIPS = {DistanceUnit.KM: (3.0, 5.0, 10.0), DistanceUnit.MI: (2.0, 3.0, 5.0)}
_HALF = 0.5  # of a unit: usual distances are rounded to it
ESTIMATED = "Time estimated from the usual pace."


class Usual(msgspec.Struct, frozen=True):
    """What somebody usually runs: distances in `unit`, the shortest first, and the pace."""

    distances: tuple[float, ...]
    unit: DistanceUnit
    seconds_a_metre: float | None  # None for somebody without runs

    @property
    def pace(self) -> float | None:
        """Seconds for one unit."""
        per_metre = self.seconds_a_metre
        return None if per_metre is None else per_metre * float(self.unit.metres)


def usual_of(athlete: Athlete) -> Usual:
    """The usual distances and pace of the latest runs. One query."""
    unit = athlete.profile.athlete.distance_unit
    rows = kept_runs(athlete).filter(counts=True, distance_m__gt=0, duration_s__gt=0)
    runs = list(
        rows.order_by("-listed_at").values_list("distance_m", "duration_s", named=False)[:_RUNS]
    )
    rounded = Counter(_rounded(metres or 0.0, unit) for metres, _ in runs)
    rounded.pop(0.0, None)
    usual = [distance for distance, _ in rounded.most_common(_CHIPS)]
    for distance in _FIRST_CHIPS[unit]:
        if len(usual) < _CHIPS and distance not in usual:
            usual.append(distance)
    paces = [seconds / metres for metres, seconds in runs if metres]
    return Usual(tuple(sorted(usual)), unit, median(paces) if paces else None)


def _rounded(metres: float, unit: DistanceUnit) -> float:
    return round(metres / float(unit.metres) / _HALF) * _HALF


class Logged(msgspec.Struct, frozen=True):
    """What came of it: a sentence, and whether it counts."""

    words: str
    counts: bool


@transaction.atomic
def log_miles(
    part: Participation,
    athlete: Athlete,
    on: date,
    metres: float,
    seconds: float | None,
    *,
    key: UUID | None = None,
) -> Logged:
    """A run by hand, and what it is worth in the challenge.

    Without a time it is estimated from the usual pace; ValueError where that is not known. A form
    sent twice, because the answer was lost, is one run: `key` is the run's to be.
    """
    note = ""
    if seconds is None:
        pace = usual_of(athlete).seconds_a_metre
        if pace is None:
            raise ValueError("Write how long it took: there is no earlier run to go by.")
        seconds, note = round(metres * pace), ESTIMATED
    words = RunWords(on=on, distance_m=metres, duration_s=seconds, note=note)
    run = add_run(athlete, words, key=key)
    part.refresh_from_db()
    credit = Credit.objects.filter(participation=part, entry=run.pk).first()
    return _logged(part, credit)


def _logged(part: Participation, credit: Credit | None) -> Logged:
    """In the club's unit: it is read beside the boards."""
    terms = in_club_unit(part.challenge)
    now = show(part.total, terms.kind, terms.unit)
    if credit is None:
        over = "The challenge takes nothing more."
        other_day = "It is not of the days of this challenge."
        why_not = other_day if phase_of(part.challenge) in LIVE else over
        return Logged(f"The run is in your log. {why_not}", counts=False)
    if credit.status == CreditStatus.COUNTED.value and credit.amount:
        reason = why(credit)
        told = f"+{show(credit.amount, terms.kind, terms.unit)}, now {now}."
        return Logged(f"{told} {reason}".strip(), counts=True)
    return Logged(f"The run is in your log. {why(credit)}".strip(), counts=False)

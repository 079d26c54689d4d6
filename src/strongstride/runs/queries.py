"""Reading runs: values for the coach in one query each, pages of rows for people."""

from datetime import date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncWeek

from strongstride.accounts.models import Athlete
from strongstride.coach.progress.runs_read import ShapedRun
from strongstride.coach.runs import ClassedRun, PastRun, RunKind
from strongstride.exchange.run_shapes import stored_shape
from strongstride.formats.recording import Recording
from strongstride.formats.same_run import keep_richest
from strongstride.runs.models import Import, Run, StoredRecording

_PAST_COLUMNS = (
    "id",
    "on",
    "starts_at",
    "utc_offset_s",
    "distance_m",
    "duration_s",
    "average_hr",
    "max_hr",
    "climb_m",
    "name",
    "is_race",
    "kind_given",
    "indoors",
    "efforts",
    "repeated_m",
)
STRENGTH = "strength_training"
UNNAMED_SPORTS = frozenset({"other", "training"})  # what a file writes that does not say its sport
_IMPORTS_SHOWN = 10
_UNNAMED_SHOWN = 100
_CLASS_COLUMNS = ("kind", "kind_why", "kind_rule", "counts")
_KEY_KINDS = [kind.value for kind in RunKind if kind.is_key]


class WeekOfRuns(msgspec.Struct, frozen=True, kw_only=True):
    """Sums of one week from Monday on; distances in metres, durations in seconds."""

    monday: date
    runs: int
    key_runs: int  # hard, long and race
    distance_m: float
    duration_s: float


def kept_runs(athlete: Athlete) -> QuerySet[Run]:
    """The athlete's runs, each once: without the removed ones, and those by hand a file tells."""
    return Run.objects.filter(athlete=athlete, removed_at=None, same_as=None)


def past_runs(athlete: Athlete) -> tuple[PastRun, ...]:
    """Every run in order of start as the coach reads it. One query."""
    rows = kept_runs(athlete).order_by("listed_at", "id").values_list(*_PAST_COLUMNS)
    return tuple(_past_run(row) for row in rows)


def classed_runs(athlete: Athlete) -> tuple[ClassedRun, ...]:
    """Every run in order of start with the kind in force and why. One query."""
    columns = (*_PAST_COLUMNS, *_CLASS_COLUMNS)
    rows = kept_runs(athlete).order_by("listed_at", "id").values_list(*columns)
    return tuple(_classed_run(row) for row in rows)


def shaped_runs(athlete: Athlete, since: date) -> tuple[ShapedRun, ...]:
    """The runs on or after `since` in order of start, with the course of each. One query."""
    columns = (*_PAST_COLUMNS, *_CLASS_COLUMNS, "shape")
    rows = kept_runs(athlete).filter(on__gte=since).order_by("listed_at", "id")
    return tuple(
        ShapedRun(_classed_run(row[:-1]), stored_shape(row[-1]))
        for row in rows.values_list(*columns)
    )


def weekly(athlete: Athlete, since: date, until: date = date.max) -> tuple[WeekOfRuns, ...]:
    """The weeks with believable runs between two days, oldest first, summed by the database."""
    weeks = (
        kept_runs(athlete)
        .filter(counts=True, on__range=(since, until))
        .annotate(monday=TruncWeek("on"))
        .values("monday")
        .annotate(
            runs=Count("id"),
            key_runs=Count("id", filter=Q(kind__in=_KEY_KINDS)),
            metres=Sum("distance_m", default=0.0),
            seconds=Sum("duration_s", default=0.0),
        )
        .order_by("monday")
    )
    return tuple(
        WeekOfRuns(
            monday=week["monday"],
            runs=week["runs"],
            key_runs=week["key_runs"],
            distance_m=week["metres"],
            duration_s=week["seconds"],
        )
        for week in weeks
    )


def _past_run(row: tuple[Any, ...]) -> PastRun:
    return PastRun(
        id=str(row[0]),
        on=row[1],
        starts_at=_on_the_wrist(row[2], row[3]),
        distance_m=row[4],
        duration_s=row[5],
        average_hr=row[6],
        max_hr=row[7],
        climb_m=row[8],
        name=row[9],
        is_race=row[10],
        kind_given=RunKind(row[11]) if row[11] else None,
        indoors=row[12],
        efforts=tuple((int(seconds), float(metres)) for seconds, metres in row[13]),
        repeated_m=row[14],
    )


def _classed_run(row: tuple[Any, ...]) -> ClassedRun:
    kind, why, rule, counts = row[len(_PAST_COLUMNS) :]
    return ClassedRun(run=_past_run(row), kind=RunKind(kind), why=why, rule=rule, counts=counts)


def _on_the_wrist(starts_at: datetime | None, utc_offset_s: int | None) -> datetime | None:
    """The start on the runner's own clock; stored rows always know the offset with the start."""
    if starts_at is None or not utc_offset_s:
        return starts_at
    return starts_at.astimezone(timezone(timedelta(seconds=utc_offset_s)))


def removed_run(athlete: Athlete, key: str) -> Run | None:
    """The removed run with this key; None for any other text."""
    try:
        pk = UUID(key)
    except ValueError:
        return None
    return Run.objects.filter(athlete=athlete, pk=pk).exclude(removed_at=None).first()


def latest_imports(athlete: Athlete) -> QuerySet[Import]:
    """The newest imports without their lines."""
    imports = Import.objects.filter(athlete=athlete).defer("lines")
    return imports.order_by("-created_at")[:_IMPORTS_SHOWN]


def unnamed_recordings(athlete: Athlete) -> QuerySet[StoredRecording]:
    """The newest recordings that do not say which sport they are."""
    rows = StoredRecording.objects.filter(athlete=athlete, run=None, sport__in=UNNAMED_SPORTS)
    return rows.select_related("original").order_by("-start_ms")[:_UNNAMED_SHOWN]


def strength_recordings(athlete: Athlete, since: date = date.min) -> tuple[Recording, ...]:
    """Strength sessions of watches on or after a day, each once, by start; sets included.

    A copy another file tells better is left out, as with runs.
    """
    rows = StoredRecording.objects.filter(athlete=athlete, sport=STRENGTH)
    documents = rows.values_list("document", flat=True)
    told = (msgspec.json.decode(text, type=Recording) for text in documents)
    kept, _ = keep_richest(one for one in told if one.local_on >= since)
    return kept

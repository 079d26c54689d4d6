"""Runs and imports as JSON."""

from datetime import UTC, date, datetime, time
from typing import Annotated

import msgspec
from msgspec import Meta

from strongstride.coach.runs import RunKind
from strongstride.runs.models import Import, Run

Distance = Annotated[float, Meta(gt=0, le=1_000_000, description="metres")]
Duration = Annotated[float, Meta(gt=0, le=864_000, description="seconds, moving where known")]
Name = Annotated[str, Meta(max_length=200)]
Note = Annotated[str, Meta(max_length=10_000)]
LocalTime = Annotated[time, Meta(tz=False, description="on the runner's own clock: 06:30:00")]
HeartRate = Annotated[float, Meta(ge=25, le=250, description="beats a minute")]


class RunItemJson(msgspec.Struct, frozen=True, kw_only=True):
    """A run that was done, as a list shows it."""

    id: str
    on: Annotated[date, Meta(description="the date on the runner's wrist")]
    starts_at: Annotated[datetime | None, Meta(description="UTC; null when only the day is known")]
    distance_m: float | None
    duration_s: float
    average_hr: float | None
    name: str
    kind: Annotated[RunKind, Meta(description="the one in force")]
    kind_given: Annotated[RunKind | None, Meta(description="the runner's own word, which wins")]
    why: Annotated[str, Meta(description="why it is of this kind, or does not count")]
    counts: Annotated[bool, Meta(description="false: not a believable run, left out")]
    indoors: bool
    by_hand: bool


class EffortJson(msgspec.Struct, frozen=True, kw_only=True):
    """The farthest that was run within a time."""

    seconds: float
    metres: float


class RunDetailJson(msgspec.Struct, frozen=True, kw_only=True):
    """One run with everything known of it in numbers."""

    run: RunItemJson
    elapsed_s: float
    max_hr: float | None
    climb_m: float | None
    is_race: bool | None
    rule: Annotated[str, Meta(description="id of the rule that decided the kind")]
    note: str
    source: Annotated[str, Meta(description="the file it came from, or `by hand`")]
    format: str
    efforts: Annotated[list[EffortJson], Meta(description="best efforts within, short first")]


class NewRun(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A run entered by hand."""

    on: date
    duration_s: Duration
    distance_m: Distance | None = None
    starts_at: LocalTime | None = None
    name: Name = ""
    note: Note = ""
    kind: Annotated[RunKind | None, Meta(description="null lets the coach say")] = None
    indoors: bool = False
    average_hr: HeartRate | None = None


class RunChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to correct; what is left out stays. `kind` null gives the word back to the coach."""

    on: date | msgspec.UnsetType = msgspec.UNSET
    distance_m: Distance | msgspec.UnsetType = msgspec.UNSET
    duration_s: Duration | msgspec.UnsetType = msgspec.UNSET
    name: Name | msgspec.UnsetType = msgspec.UNSET
    note: Note | msgspec.UnsetType = msgspec.UNSET
    indoors: bool | msgspec.UnsetType = msgspec.UNSET
    kind: RunKind | msgspec.UnsetType | None = msgspec.UNSET


class ImportJson(msgspec.Struct, frozen=True, kw_only=True):
    """An upload on its way, and what came of it."""

    id: str
    name: str
    state: Annotated[str, Meta(description="waiting, reading, done or failed")]
    files_done: int
    files_total: Annotated[int | None, Meta(description="null while it is still being counted")]
    new: Annotated[int, Meta(description="runs that were not there before")]
    duplicate: int
    refused: int
    other_sports: int
    strength: Annotated[int, Meta(description="strength sessions of a watch")]
    lines: Annotated[list[str], Meta(description="one sentence for each file that needs one")]
    created_at: datetime
    finished_at: datetime | None


def run_item_json(run: Run) -> RunItemJson:
    """A run of a list, from the columns the list loads."""
    return RunItemJson(
        id=str(run.pk),
        on=run.on,
        starts_at=run.starts_at,
        distance_m=run.distance_m,
        duration_s=run.duration_s,
        average_hr=run.average_hr,
        name=run.name,
        kind=RunKind(run.kind),
        kind_given=RunKind(run.kind_given) if run.kind_given else None,
        why=run.kind_why,
        counts=run.counts,
        indoors=run.indoors,
        by_hand=run.by_hand,
    )


def run_detail_json(run: Run) -> RunDetailJson:
    """One run."""
    return RunDetailJson(
        run=run_item_json(run),
        elapsed_s=run.elapsed_s,
        max_hr=run.max_hr,
        climb_m=run.climb_m,
        is_race=run.is_race,
        rule=run.kind_rule,
        note=run.note,
        source=run.source,
        format=run.format,
        efforts=[EffortJson(seconds=seconds, metres=metres) for seconds, metres in run.efforts],
    )


def import_json(job: Import) -> ImportJson:
    """An import as it stands."""
    return ImportJson(
        id=str(job.pk),
        name=job.name,
        state=job.state,
        files_done=job.files_done,
        files_total=job.files_total,
        new=job.new,
        duplicate=job.duplicate,
        refused=job.refused,
        other_sports=job.other_sports,
        strength=job.strength,
        lines=list(job.lines),
        created_at=job.created_at.astimezone(UTC),
        finished_at=job.finished_at,
    )

"""Runs between the rooms: recordings become past runs, calendar entries become planned runs."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import msgspec

from strongstride.coach.athletes.file import KindGiven
from strongstride.coach.running.run_names import planned_kind
from strongstride.coach.runs import PastRun, PlannedRun, RunKind
from strongstride.formats.planned.runs import CalendarRun
from strongstride.formats.planned.text import duration_in
from strongstride.formats.recording import Recording

_RUNNING = ("running",)
_INDOORS = ("treadmill", "indoor_running", "virtual_activity", "indoor_track")
_REST = re.compile(
    r"^\s*(rest|rest day|off|day off|ruhetag|ruhe|repos|descanso|riposo|rust)\s*[.!]?\s*$",
    re.IGNORECASE,
)


class RunIntake(msgspec.Struct, frozen=True, kw_only=True):
    """Past runs in order of start, and how many recordings of each other sport were left out."""

    runs: tuple[PastRun, ...]
    other_sports: dict[str, int]


class PlanIntake(msgspec.Struct, frozen=True, kw_only=True):
    """Planned runs in order of date, days said to be free of running, entries that are no runs."""

    runs: tuple[PlannedRun, ...]
    rest_days: frozenset[date]
    ignored: int


def past_runs(
    recordings: Iterable[Recording], kinds: Sequence[KindGiven] = (), time_zone: str = "UTC"
) -> RunIntake:
    """Every running recording as a past run; `kinds` are the runner's own words for some of them.

    Starts are told in the file's own local time, in `time_zone` where the file knows none.
    """
    others: Counter[str] = Counter()
    runs: list[PastRun] = []
    for recording in recordings:
        if is_run(recording):
            runs.append(_past(recording, kinds, ZoneInfo(time_zone)))
        else:
            others[recording.sport] += 1
    runs.sort(key=lambda run: (run.on, run.starts_at.timestamp() if run.starts_at else 0, run.id))
    return RunIntake(runs=tuple(runs), other_sports=dict(others))


def is_run(recording: Recording) -> bool:
    """Whether the recording is of a run."""
    return recording.sport in _RUNNING


def is_indoors(recording: Recording) -> bool:
    """Whether the run went nowhere: its pace tells nothing about fitness."""
    return recording.sub_sport in _INDOORS


def local_start(recording: Recording, zone: ZoneInfo) -> datetime:
    """The start on the runner's own clock: by the file's offset, in `zone` where it has none."""
    local: tzinfo = zone
    if recording.utc_offset_s is not None:
        local = timezone(timedelta(seconds=recording.utc_offset_s))
    return recording.starts_at.astimezone(local)


def _past(recording: Recording, kinds: Sequence[KindGiven], zone: ZoneInfo) -> PastRun:
    moving = recording.moving_s
    return PastRun(
        id=recording.source,
        on=recording.local_on,
        starts_at=local_start(recording, zone),
        distance_m=recording.distance_m,
        duration_s=moving or recording.elapsed_s,
        average_hr=recording.average_hr,
        max_hr=recording.max_hr,
        climb_m=recording.climb_m,
        name=recording.name,
        is_race=recording.is_race,
        kind_given=_given(recording, kinds),
        indoors=is_indoors(recording),
        efforts=recording.efforts,
        repeated_m=recording.repeated_m,
    )


def _given(recording: Recording, kinds: Sequence[KindGiven]) -> RunKind | None:
    """The runner's word for this run: by file before by date."""
    by_file = [k.kind for k in kinds if k.file and recording.source.endswith(k.file)]
    by_date = [k.kind for k in kinds if k.file is None and k.on == recording.local_on]
    return next(iter(by_file + by_date), None)


def planned_runs(entries: Iterable[CalendarRun]) -> PlanIntake:
    """The entries that are runs, with their kind; rest days apart; everything else is counted."""
    runs: list[PlannedRun] = []
    rest: set[date] = set()
    ignored = 0
    for entry in entries:
        if _REST.match(entry.kind or entry.title):
            rest.add(entry.on)
        elif (kind := _kind(entry)) is not None:
            runs.append(_planned(entry, kind))
        else:
            ignored += 1
    runs.sort(key=lambda run: (run.on, run.starts_at is None, str(run.starts_at), run.name))
    ran = {run.on for run in runs}
    return PlanIntake(runs=tuple(runs), rest_days=frozenset(rest - ran), ignored=ignored)


def _kind(entry: CalendarRun) -> RunKind | None:
    """The kind of a planned run, easy when nothing else is said; None when it is no run."""
    word = entry.kind.strip().casefold()
    if word in set(RunKind):
        return RunKind(word)
    return planned_kind(
        " ".join((entry.kind, entry.title, *entry.categories)),
        has_distance=entry.distance_m is not None,
        has_duration=duration_in(f"{entry.kind} {entry.title}") is not None or bool(word),
    )


def _planned(entry: CalendarRun, kind: RunKind) -> PlannedRun:
    return PlannedRun(
        on=entry.on,
        kind=kind,
        distance_m=entry.distance_m,
        duration_s=entry.duration_s,
        starts_at=entry.starts_at,
        name=entry.title,
    )

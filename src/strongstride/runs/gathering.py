"""Arrivals become rows: every recording once, every run once, told by its richest recording.

What is stored after any number of uploads depends on what was uploaded, not on the order: which
recordings tell of one run is decided anew among all that overlap in time.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from django.db.models import QuerySet

from strongstride.accounts.actions import lock
from strongstride.accounts.models import Athlete
from strongstride.exchange.run_intake import is_run
from strongstride.formats.recording import Recording
from strongstride.formats.same_run import completed, same_runs
from strongstride.runs.arrivals import Arrival, FileFacts, Samples
from strongstride.runs.by_hand import inherit, pair
from strongstride.runs.models import Import, Original, Run, RunTrack, StoredRecording
from strongstride.runs.originals import samples_on_disk
from strongstride.runs.queries import STRENGTH, UNNAMED_SPORTS
from strongstride.runs.rows import document_of, fill, plain, recording_in, times_of
from strongstride.web import clock

_TOLD_COLUMNS = [  # that recordings tell
    "on",
    "starts_at",
    "listed_at",
    "utc_offset_s",
    "distance_m",
    "duration_s",
    "elapsed_s",
    "average_hr",
    "max_hr",
    "climb_m",
    "name",
    "is_race",
    "indoors",
    "source",
    "format",
    "richness",
    "efforts",
    "repeated_m",
    "shape",
    "original",
]
_SAID_COLUMNS = ["kind_given", "note", "edited", "removed_at"]  # that the runner says


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """What came of some arrivals."""

    new: int = 0
    duplicate: int = 0
    strength: int = 0
    other_sports: int = 0
    removed: tuple[str, ...] = ()  # sources of runs the runner has removed
    unnamed: tuple[str, ...] = ()  # sources that do not say which sport they are


class _Changes:
    """What settling some recordings changes, gathered so that it is written in few queries."""

    def __init__(self, athlete: Athlete, samples: Mapping[str, Samples | None]) -> None:
        self.athlete = athlete
        self.zone = ZoneInfo(athlete.profile.athlete.time_zone)
        self.samples = samples
        self.known: dict[UUID, Run] = {}
        self.created: dict[UUID, Run] = {}
        self.updated: dict[UUID, Run] = {}
        self.merged: dict[UUID, Run] = {}  # with what the runner said of another run
        self.gone: set[UUID] = set()
        self.tracks: dict[UUID, bytes | None] = {}
        self.rows: dict[UUID, StoredRecording] = {}

    def write(self) -> None:
        """Bring the database to it."""
        Run.objects.bulk_create(self.created.values())
        if self.updated:
            Run.objects.bulk_update(self.updated.values(), _TOLD_COLUMNS)
        if self.merged:
            Run.objects.bulk_update(self.merged.values(), _SAID_COLUMNS)
        if self.tracks:
            RunTrack.objects.filter(run_id__in=self.tracks).delete()
        RunTrack.objects.bulk_create(
            RunTrack(run_id=run, columns=data) for run, data in self.tracks.items() if data
        )
        if self.rows:
            StoredRecording.objects.bulk_update(self.rows.values(), ["run", "leads"])
        if self.gone:
            Run.objects.filter(pk__in=self.gone).delete()


def take(athlete: Athlete, arrivals: Sequence[Arrival], came_by: Import | None = None) -> Tally:
    """Store what arrived, within the caller's transaction."""
    lock(athlete)
    samples = {each.key: each.samples for each in arrivals if each.was_read}
    rows, fresh = _recordings(athlete, arrivals, came_by)
    changes = _settled(athlete, fresh, samples)
    return _tally(arrivals, rows, len(changes.created.keys() - changes.gone))


def settle_again(
    athlete: Athlete,
    rows: Sequence[StoredRecording],
    samples: Mapping[str, Samples | None] = {},
) -> None:
    """Decide anew which runs some stored recordings tell, within the caller's transaction.

    `samples` are those of recordings whose samples were read again, by key.
    """
    lock(athlete)
    _settled(athlete, rows, samples)


def _recordings(
    athlete: Athlete, arrivals: Sequence[Arrival], came_by: Import | None
) -> tuple[dict[str, StoredRecording], list[StoredRecording]]:
    """The rows of all arrivals by key, and those that are new or tell more than before."""
    originals = _originals(athlete, arrivals)
    keys = {arrival.key for arrival in arrivals}
    known = _with_originals().filter(athlete=athlete, key__in=keys)
    rows = {row.key: row for row in known}
    created: dict[str, StoredRecording] = {}
    richer: dict[str, StoredRecording] = {}
    for arrival in arrivals:
        row = rows.get(arrival.key)
        if row is None:
            row = _new_row(athlete, arrival, originals, came_by)
            rows[row.key] = created[row.key] = row
        elif _tells_more(arrival.recording, recording_in(row)):
            row.document = document_of(arrival.recording)
            row.sport = arrival.recording.sport[:40]
            richer[row.key] = row
    StoredRecording.objects.bulk_create(created.values())
    changed = [row for key, row in richer.items() if key not in created]
    StoredRecording.objects.bulk_update(changed, ["document", "sport"])
    return rows, [*created.values(), *changed]


def _originals(athlete: Athlete, arrivals: Sequence[Arrival]) -> dict[str, Original]:
    files = {each.file.sha256: each.file for each in arrivals if each.file is not None}
    known = Original.objects.filter(athlete=athlete, sha256__in=files)
    rows = {row.sha256: row for row in known}
    missing = [_new_original(athlete, file) for file in files.values() if file.sha256 not in rows]
    Original.objects.bulk_create(missing)
    return rows | {row.sha256: row for row in missing}


def _new_original(athlete: Athlete, file: FileFacts) -> Original:
    return Original(
        athlete=athlete,
        sha256=file.sha256,
        name=plain(file.name, 300),
        size=file.size,
        uploaded_at=clock.now(),
    )


def _new_row(
    athlete: Athlete, arrival: Arrival, originals: dict[str, Original], came_by: Import | None
) -> StoredRecording:
    recording = arrival.recording
    start_ms, end_ms = times_of(recording)
    return StoredRecording(
        athlete=athlete,
        key=arrival.key,
        original=None if arrival.file is None else originals[arrival.file.sha256],
        came_by=came_by,
        sport=recording.sport[:40],
        start_ms=start_ms,
        end_ms=end_ms,
        document=document_of(recording),
    )


def _tells_more(one: Recording, other: Recording) -> bool:
    """Whether the same file, come again, brings more: an archive's table names what it holds."""
    return _told(one) > _told(other)


def _told(recording: Recording) -> tuple[bool, bool, str]:
    """Most told last; the text only makes the choice independent of the order of uploads."""
    return recording.is_race is not None, bool(recording.name), document_of(recording)


def _settled(
    athlete: Athlete, fresh: Sequence[StoredRecording], samples: Mapping[str, Samples | None]
) -> _Changes:
    changes = _Changes(athlete, samples)
    components = _neighbourhoods(athlete, fresh)
    led = {row.run_id for each in components for row in each if row.run_id is not None}
    changes.known = {run.pk: run for run in Run.objects.filter(pk__in=led)} if led else {}
    for component in components:
        _settle(component, changes)
    changes.write()
    pair(athlete, [run for key, run in changes.created.items() if key not in changes.gone])
    return changes


def _neighbourhoods(
    athlete: Athlete, fresh: Sequence[StoredRecording]
) -> list[list[StoredRecording]]:
    """The fresh rows with all stored ones that overlap them, or overlap one that does, and so on.

    One query for the times of everything stored, one for the rows that are needed.
    """
    if not fresh:
        return []
    wanted = {row.pk for row in fresh}
    times = StoredRecording.objects.filter(athlete=athlete).order_by("start_ms")
    groups: list[list[UUID]] = []
    until = -1
    for key, start_ms, end_ms in times.values_list("pk", "start_ms", "end_ms").iterator():
        if start_ms > until or not groups:
            groups.append([])
            until = end_ms
        groups[-1].append(key)
        until = max(until, end_ms)
    touched = [group for group in groups if not wanted.isdisjoint(group)]
    rows = {row.pk: row for row in fresh}
    others = [key for group in touched for key in group if key not in rows]
    if others:
        rows |= {row.pk: row for row in _with_originals().filter(pk__in=others)}
    return [[rows[key] for key in group] for group in touched]


def _with_originals() -> QuerySet[StoredRecording]:
    return StoredRecording.objects.select_related("original")


def _settle(component: list[StoredRecording], changes: _Changes) -> None:
    """Every activity of a stretch of time gets its run, and every run its recordings."""
    alone = [[row] for row in component if row.apart]
    shared = [row for row in component if not row.apart]
    told = [recording_in(row) for row in shared]
    groups = [[shared[place] for place in group] for group in same_runs(told)] + alone
    led = {row.run_id for row in component if row.leads and row.run_id is not None}
    used = {run for group in groups if (run := _settle_group(group, changes)) is not None}
    changes.gone |= led - used


def _settle_group(group: list[StoredRecording], changes: _Changes) -> UUID | None:
    """The run a group tells of, or None when it is another sport."""
    recording = completed([recording_in(row) for row in group])
    if not is_run(recording):
        for row in group:
            _attach(row, None, changes, leads=False)
        return None
    run = _run_of(group, changes)
    _give_samples(run, group, changes)
    fill(run, recording, changes.zone)
    run.original = next((row.original for row in group if row.original_id is not None), None)
    for row in group:
        _attach(row, run, changes, leads=row is group[0])
    return run.pk


def _attach(row: StoredRecording, run: Run | None, changes: _Changes, *, leads: bool) -> None:
    key = None if run is None else run.pk
    if (row.run_id, row.leads) != (key, leads):
        row.run_id, row.leads = key, leads
        changes.rows[row.pk] = row


def _run_of(group: list[StoredRecording], changes: _Changes) -> Run:
    """The run the group has told so far: the first recording's, else the oldest; else a new one."""
    keys = [row.run_id for row in group if row.leads and row.run_id is not None]
    if not keys:
        run = Run(athlete=changes.athlete, kind="easy", created_at=clock.now())
        changes.created[run.pk] = run
        return run
    run = changes.known[keys[0] if group[0].leads else min(keys)]
    changes.updated[run.pk] = run
    for other in keys:
        if other != run.pk:
            _take_over(run, changes.known[other])
            inherit(run, changes.known[other])
            changes.merged[run.pk] = run
    return run


def _take_over(run: Run, other: Run) -> None:
    """The runner's own words about a run that turns out to be the same one."""
    run.kind_given = run.kind_given or other.kind_given
    run.note = "\n".join(note for note in (run.note, other.note) if note)
    run.edited = {**other.edited, **run.edited}
    if other.removed_at is None:
        run.removed_at = None


def _give_samples(run: Run, group: list[StoredRecording], changes: _Changes) -> None:
    """The samples of the first recording that has some; those in place stay where it led before."""
    for row in group:
        if row.key in changes.samples:
            found = changes.samples[row.key]
        elif row.leads and row.run_id == run.pk:
            return
        else:
            found = samples_on_disk(row)
        if found is not None:
            changes.tracks[run.pk] = found.track
            run.shape = found.shape
            return
    changes.tracks[run.pk] = None
    run.shape = None


def _tally(arrivals: Sequence[Arrival], rows: dict[str, StoredRecording], created: int) -> Tally:
    runs_told = {row.run_id for row in rows.values() if row.run_id is not None}
    removed = set(
        Run.objects.filter(pk__in=runs_told).exclude(removed_at=None).values_list("pk", flat=True)
    )
    told: dict[str, list[Arrival]] = defaultdict(list)
    for arrival in arrivals:
        told[_what(rows[arrival.key], removed)].append(arrival)
    runs = len(told["run"])
    new = min(created, runs)
    return Tally(
        new=new,
        duplicate=runs - new,
        strength=len(told["strength"]),
        other_sports=len(told["other"]) + len(told["unnamed"]),
        removed=_sources(told["removed"]),
        unnamed=_sources(told["unnamed"]),
    )


def _what(row: StoredRecording, removed: set[UUID]) -> str:
    if row.run_id is not None:
        return "removed" if row.run_id in removed else "run"
    if row.sport == STRENGTH:
        return "strength"
    return "unnamed" if row.sport in UNNAMED_SPORTS else "other"


def _sources(arrivals: Iterable[Arrival]) -> tuple[str, ...]:
    return tuple(arrival.recording.source for arrival in arrivals)

"""What athletes did, as entries that may count in challenges: runs, walks, strength sessions."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Count, Q

from strongstride.clubs.crediting.entry import Entry, EntryKind
from strongstride.clubs.crediting.terms import Terms
from strongstride.clubs.crediting.window import day_of
from strongstride.exchange.run_intake import is_indoors
from strongstride.formats.recording import Recording
from strongstride.formats.same_run import completed, same_runs
from strongstride.runs.models import Run, StoredRecording
from strongstride.training.models import SessionSource, SessionState, TrainingSession

WALKS = frozenset({"walking", "hiking"})
_RUN_COLUMNS = (
    "athlete_id", "pk", "same_as_id", "created_at", "on", "starts_at", "elapsed_s", "duration_s",
    "distance_m", "climb_m", "indoors", "by_hand", "owner_only", "counts", "kind_why", "efforts",
)  # fmt: skip
_FARTHEST = timedelta(days=2)  # a date on the wrist and the club's, or UTC's, lie no further apart
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Done = Mapping[UUID, Sequence[Entry]]
"""What athletes did, by the athlete's key."""


def within(entries: Iterable[Entry], terms: Terms) -> tuple[Entry, ...]:
    """The entries of a challenge's days; walks only where they are taken.

    Runs and strength sessions are wanted in every challenge: what adds nothing is told beside.
    """
    return tuple(
        each
        for each in entries
        if (terms.walks or each.kind is not EntryKind.WALK)
        and terms.starts_on <= day_of(each, terms) <= terms.ends_on
    )


def done(athletes: Collection[UUID], challenges: Collection[Terms], now: datetime) -> Done:
    """All that these athletes did in the days of these challenges: at most three queries.

    When a walk or strength session came is not kept with it: it has come by
    `now`, and what was credited before had come by then.
    """
    if not athletes or not challenges:
        return {}
    since = min(terms.starts_on for terms in challenges)
    until = max(terms.ends_on for terms in challenges)
    days = (_days_from(since, -_FARTHEST), _days_from(until, _FARTHEST))
    found: dict[UUID, list[Entry]] = defaultdict(list)
    _gather(found, _runs(athletes, days))
    _gather(found, _strength(athletes, days, now))
    if any(terms.walks for terms in challenges):
        _gather(found, _walks(athletes, days, now))
    return found


def _days_from(day: date, distance: timedelta) -> date:
    try:
        return day + distance
    except OverflowError:  # at either end of the calendar
        return day


def _gather(into: dict[UUID, list[Entry]], pairs: Iterable[tuple[UUID, Entry]]) -> None:
    for athlete, entry in pairs:
        into[athlete].append(entry)


def _runs(athletes: Collection[UUID], days: tuple[date, date]) -> Iterator[tuple[UUID, Entry]]:
    """Runs, each once. One that was written by hand first had come then already."""
    kept = Run.objects.filter(athlete_id__in=athletes, removed_at=None, on__range=days)
    rows = [dict(zip(_RUN_COLUMNS, row, strict=True)) for row in kept.values_list(*_RUN_COLUMNS)]
    by_hand_at: dict[UUID, datetime] = {}
    for row in rows:
        told = row["same_as_id"]
        if told is not None:
            by_hand_at[told] = min(row["created_at"], by_hand_at.get(told, row["created_at"]))
    for row in rows:
        if row["same_as_id"] is None:
            came = min(row["created_at"], by_hand_at.get(row["pk"], row["created_at"]))
            yield row["athlete_id"], _run(row, came)


def _run(row: dict[str, Any], came: datetime) -> Entry:
    return Entry(
        key=str(row["pk"]),
        kind=EntryKind.RUN,
        on=row["on"],
        arrived_at=came,
        starts_at=row["starts_at"],
        elapsed_s=row["elapsed_s"],
        moving_s=row["duration_s"],
        distance_m=row["distance_m"],
        climb_m=row["climb_m"],
        indoors=row["indoors"],
        by_hand=row["by_hand"],
        owner_only=row["owner_only"],
        doubt="" if row["counts"] else row["kind_why"] or "not a believable run",
        efforts=tuple((float(seconds), float(metres)) for seconds, metres in row["efforts"]),
    )


def _walks(
    athletes: Collection[UUID], days: tuple[date, date], now: datetime
) -> Iterator[tuple[UUID, Entry]]:
    """Walks and hikes, each once however many files tell of it, under the key of the first."""
    first_ms, last_ms = (_milliseconds(day) for day in days)
    rows = StoredRecording.objects.filter(
        athlete_id__in=athletes, run=None, sport__in=WALKS, start_ms__range=(first_ms, last_ms)
    ).values_list("athlete_id", "pk", "document")
    by_athlete: dict[UUID, list[tuple[UUID, Recording]]] = defaultdict(list)
    for athlete, key, document in rows:
        by_athlete[athlete].append((key, msgspec.json.decode(document, type=Recording)))
    for athlete, told in by_athlete.items():
        for group in same_runs([recording for _, recording in told]):
            key = min(told[place][0] for place in group)
            yield athlete, _walk(key, completed([told[place][1] for place in group]), now)


def _milliseconds(day: date) -> int:
    return (datetime.combine(day, time(), UTC) - _EPOCH) // timedelta(milliseconds=1)


def _walk(key: UUID, told: Recording, now: datetime) -> Entry:
    return Entry(
        key=str(key),
        kind=EntryKind.WALK,
        on=told.local_on,
        arrived_at=now,
        starts_at=told.starts_at,
        elapsed_s=told.elapsed_s,
        moving_s=told.moving_s or told.elapsed_s,
        distance_m=told.distance_m,
        climb_m=told.climb_m,
        indoors=is_indoors(told),
        efforts=told.efforts,
    )


def _strength(
    athletes: Collection[UUID], days: tuple[date, date], now: datetime
) -> Iterator[tuple[UUID, Entry]]:
    """Finished strength sessions with their working sets."""
    finished = TrainingSession.objects.filter(
        athlete_id__in=athletes, state=SessionState.FINISHED, on__range=days
    )
    working = Count("sets", filter=Q(sets__kind="working", sets__removed=False))
    rows = finished.annotate(working_sets=working).values_list(
        "athlete_id", "pk", "on", "started_at", "finished_at", "source", "working_sets"
    )
    for athlete, key, on, started_at, finished_at, source, working_sets in rows:
        elapsed_s = 0.0
        if started_at is not None and finished_at is not None:
            elapsed_s = max(0.0, (finished_at - started_at).total_seconds())
        yield (
            athlete,
            Entry(
                key=str(key),
                kind=EntryKind.STRENGTH,
                on=on,
                arrived_at=now,
                starts_at=started_at,
                elapsed_s=elapsed_s,
                moving_s=elapsed_s,
                by_hand=source == SessionSource.MANUAL,
                working_sets=working_sets,
            ),
        )

"""Pages of runs, newest first; a page costs the same wherever in the history it lies."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

import msgspec
from django.db.models import Q, QuerySet

from strongstride.accounts.models import Athlete
from strongstride.coach.weeks import monday_of
from strongstride.runs.models import Run
from strongstride.runs.queries import WeekOfRuns, kept_runs, weekly
from strongstride.web.marks import Mark

PAGE = 20
_LISTED = (
    "id",
    "on",
    "listed_at",
    "distance_m",
    "duration_s",
    "average_hr",
    "name",
    "kind",
    "kind_given",
    "kind_why",
    "counts",
    "indoors",
    "by_hand",
    "starts_at",
)


class RunFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which runs to list; None and "" leave everything in."""

    kind: str | None = None
    since: date | None = None
    until: date | None = None
    least_m: float | None = None
    most_m: float | None = None
    text: str = ""
    removed: bool = False


class RunPage(msgspec.Struct, frozen=True, kw_only=True):
    """Some runs, and the mark of the next page if there is one."""

    runs: tuple[Run, ...]
    following: Mark | None


class WeekShown(msgspec.Struct, frozen=True, kw_only=True):
    """A week of a page: its runs that are on the page, and the sums of all of them."""

    monday: date
    runs: tuple[Run, ...]
    sums: WeekOfRuns | None


def run_page(
    athlete: Athlete, wanted: RunFilter, after: Mark | None = None, size: int = PAGE
) -> RunPage:
    """Up to `size` runs behind `after`, newest first. One query."""
    rows = _filtered(athlete, wanted).only(*_LISTED).order_by("-listed_at", "-id")
    if after is not None:
        same = Q(listed_at=after.at, id__lt=after.key)
        rows = rows.filter(Q(listed_at__lt=after.at) | same)
    found = tuple(rows[: size + 1])
    last = found[size - 1] if len(found) > size else None
    following = None if last is None else Mark(last.listed_at, last.pk)
    return RunPage(runs=found[:size], following=following)


def in_weeks(athlete: Athlete, runs: Sequence[Run]) -> tuple[WeekShown, ...]:
    """The runs of a page by week, each with the week's sums. One query."""
    if not runs:
        return ()
    first, last = min(run.on for run in runs), max(run.on for run in runs)
    until = monday_of(last) + timedelta(days=6)
    sums = {week.monday: week for week in weekly(athlete, monday_of(first), until)}
    return tuple(
        WeekShown(monday=monday, runs=tuple(group), sums=sums.get(monday))
        for monday, group in groupby(runs, key=lambda run: monday_of(run.on))
    )


def _filtered(athlete: Athlete, wanted: RunFilter) -> QuerySet[Run]:
    rows = kept_runs(athlete)
    if wanted.removed:
        rows = Run.objects.filter(athlete=athlete).exclude(removed_at=None)
    limits = {
        "kind": wanted.kind,
        "on__gte": wanted.since,
        "on__lte": wanted.until,
        "distance_m__gte": wanted.least_m,
        "distance_m__lte": wanted.most_m,
    }
    rows = rows.filter(**{name: value for name, value in limits.items() if value is not None})
    if wanted.text:
        text = Q(name__icontains=wanted.text) | Q(note__icontains=wanted.text)
        rows = rows.filter(text)
    return rows

"""My own page of a challenge: entries and what each is worth, badges, the line of my total."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple
from uuid import UUID

import msgspec
from django.db.models import Count, QuerySet, Sum

from strongstride.clubs.board.ranks import rank_of
from strongstride.clubs.challenges.oval import goal_words
from strongstride.clubs.challenges.words_shown import rank_words, sessions_words
from strongstride.clubs.crediting.amounts import show
from strongstride.clubs.crediting.badges import badge_kinds
from strongstride.clubs.crediting.entry import CreditStatus, EntryKind
from strongstride.clubs.crediting.reasons import words
from strongstride.clubs.crediting.terms import ChallengeKind, Scope, Terms
from strongstride.clubs.models import Credit, Participation
from strongstride.clubs.settling.terms import own_goal, terms_of
from strongstride.coach.quantities import DistanceUnit

ENTRIES = 100
WIDTH, HEIGHT = 340, 120
_NO_LINE = frozenset({ChallengeKind.LONGEST, ChallengeKind.STREAK})
_BESIDE = frozenset({"strength_beside", "run_beside"})
_STATUS = {
    CreditStatus.COUNTED: "counts",
    CreditStatus.WAITING: "waits for the organiser",
    CreditStatus.NOT_COUNTED: "does not count",
}


class EntryShown(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of mine; `amount` is empty where it does not count."""

    on: date
    what: str
    amount: str
    status: str  # of CreditStatus
    status_words: str
    why: str
    by_hand: bool
    run: UUID | None  # whose page shows it
    is_beside: bool = False  # shown, and adds nothing by what it is


class BadgeShown(msgspec.Struct, frozen=True):
    """A badge and when it was earned."""

    title: str
    words: str
    icon: str
    on: date


class Course(msgspec.Struct, frozen=True):
    """My total over the days as the path of a picture, with its ends in words."""

    path: str
    words: str
    first: date
    last: date
    width: int = WIDTH
    height: int = HEIGHT


class MyPage(msgspec.Struct, frozen=True, kw_only=True):
    """The page, in my own unit."""

    total: str
    goal: str
    missing: str
    percent: int | None
    rank: str
    sessions: str
    entries: tuple[EntryShown, ...]
    more: int  # the page behind this one, 0 for none
    waiting: int
    beside: str  # why some are shown and add nothing, once for all of them
    badges: tuple[BadgeShown, ...]
    course: Course | None


def my_page(part: Participation, unit: DistanceUnit, page: int = 1) -> MyPage:
    """My page of entries, newest first."""
    terms = msgspec.structs.replace(terms_of(part.challenge), unit=unit)
    rows = _entries(part)
    first = (page - 1) * ENTRIES
    found = list(rows[first : first + ENTRIES + 1])
    days = _days(part)
    goal = own_goal(part)
    rank = None if part.challenge.scope == Scope.GROUP else rank_of(part)
    left = max(0, goal - part.total) if goal else 0
    entries = tuple(entry_shown(each, terms) for each in found[:ENTRIES])
    return MyPage(
        total=show(part.total, terms.kind, unit),
        goal=goal_words(goal, terms) if goal else "",
        missing=show(left, terms.kind, unit) if left else "",
        percent=part.total * 100 // goal if goal else None,
        rank="" if rank is None else rank_words(rank.rank, rank.of, tied=rank.tied),
        sessions=sessions_words(part.runs, part.strength_sessions),
        entries=entries,
        more=page + 1 if len(found) > ENTRIES else 0,
        waiting=sum(day.entries for day in days if day.status is CreditStatus.WAITING),
        beside=next((each.why for each in entries if each.is_beside), ""),
        badges=tuple(badges_shown(part)),
        course=_course(days, terms),
    )


def _entries(part: Participation) -> QuerySet[Credit]:
    gone = CreditStatus.GONE.value
    return (
        Credit.objects.filter(participation=part).exclude(status=gone).order_by("-done_at", "-id")
    )


def entry_shown(credit: Credit, terms: Terms) -> EntryShown:
    """An entry with what it is worth in the unit of `terms`, or why it is worth nothing."""
    status = CreditStatus(credit.status)
    amount = show(credit.amount, terms.kind, terms.unit) if credit.amount else ""
    kind = EntryKind(credit.kind)
    return EntryShown(
        on=credit.on,
        what="Strength session" if kind is EntryKind.STRENGTH else kind.value.capitalize(),
        amount=amount if status is CreditStatus.COUNTED else "",
        status=status.value,
        status_words=_STATUS[status],
        why=why(credit),
        by_hand=credit.by_hand,
        run=credit.entry if kind is EntryKind.RUN else None,
        is_beside=credit.reason in _BESIDE,
    )


def why(credit: Credit) -> str:
    """Why an entry counts as it does; an organiser's own words are the detail."""
    return words(credit.reason, credit.detail)


def badges_shown(part: Participation) -> Iterator[BadgeShown]:
    """What was earned, in the order of the data."""
    held = {badge["key"]: date.fromisoformat(badge["on"]) for badge in part.badges}
    for key, kind in badge_kinds().items():
        if key in held:
            yield BadgeShown(kind.title, kind.words, kind.icon, held[key])


class _Day(NamedTuple):
    """What the entries of one day and status come to."""

    on: date
    status: CreditStatus
    amount: int
    entries: int


def _days(part: Participation) -> list[_Day]:
    """By day, the earliest first."""
    sums = Credit.objects.filter(participation=part).values("on", "status").order_by("on")
    told = sums.annotate(amounts=Sum("amount"), entries=Count("id"))
    return [
        _Day(row["on"], CreditStatus(row["status"]), row["amounts"], row["entries"]) for row in told
    ]


def _course(days: Sequence[_Day], terms: Terms) -> Course | None:
    """The total after each day with an entry; None where there is no line to draw."""
    if terms.kind in _NO_LINE:
        return None
    by_day = [
        (day.on, day.amount) for day in days if day.status is CreditStatus.COUNTED and day.amount
    ]
    if len(by_day) < 2:
        return None
    totals = list(accumulate(amount for _, amount in by_day))
    first, last = terms.starts_on - timedelta(days=1), max(by_day[-1][0], terms.starts_on)
    points = [(0, 0), *_steps([(on - first).days for on, _ in by_day], totals)]
    told = f"From 0 on {_day(terms.starts_on)} to {_told(totals[-1], terms)} on {_day(last)}."
    return Course(_path(points, (last - first).days, totals[-1]), told, terms.starts_on, last)


def _steps(days: Sequence[int], totals: Sequence[int]) -> Iterable[tuple[int, int]]:
    """The total stands still until the day of an entry, and rises on it."""
    before = 0
    for day, total in zip(days, totals, strict=True):
        yield day - 1, before
        yield day, total
        before = total


def _path(points: Sequence[tuple[int, int]], days: int, most: int) -> str:
    wide, high = WIDTH / max(days, 1), (HEIGHT - 8) / max(most, 1)
    drawn = (f"{day * wide:.1f} {HEIGHT - 4 - total * high:.1f}" for day, total in points)
    return "M" + "L".join(drawn)


def _told(amount: int, terms: Terms) -> str:
    return show(amount, terms.kind, terms.unit)


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"

"""Boards: pages of runners, one's own place, teams, and everybody together.

Only shown people with a total have a rank. Equal totals share it (1, 1, 3); their order among each
other is who reached it first, then the key. No query here grows with the number of people: pages
walk the index `participation_board`, ranks add tallies.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

import msgspec
from django.db.models import Q, QuerySet, Sum

from strongstride.clubs.board.ranks import Rank, rank_of, ranks
from strongstride.clubs.models import Challenge, Participation, Tally, Team

__all__ = [
    "BoardRow",
    "Mark",
    "Rank",
    "TeamRow",
    "Together",
    "around",
    "rank_of",
    "teams",
    "together",
    "top",
]

PAGE = 100
_COLUMNS = ("id", "board_name", "total", "reached_at", "runs", "strength_sessions")
_BEST_FIRST = ("-total", "reached_at", "id")
_WORST_FIRST = ("total", "-reached_at", "-id")


class Mark(NamedTuple):
    """The line behind which a page begins, as an address carries it.

    When the total was reached is no part of it: it tells at what time of day somebody ran.
    """

    total: int
    key: UUID

    def __str__(self) -> str:
        return f"{self.total}_{self.key}"

    @classmethod
    def read(cls, text: str) -> "Mark | None":
        """The mark as an address carries it; None for any other text."""
        total, _, key = text.partition("_")
        try:
            return cls(int(total), UUID(key))
        except ValueError:
            return None


class _Place(NamedTuple):
    """A mark with the moment that orders equal totals; None where they lie before it, all."""

    total: int
    reached_at: datetime | None
    key: UUID


class BoardRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a board; `total` in the small unit of the challenge's kind."""

    participation: UUID
    rank: int
    tied: bool
    name: str  # empty for a hidden person's own line
    total: int
    reached_at: datetime
    runs: int
    strength_sessions: int
    is_me: bool

    @property
    def mark(self) -> Mark:
        """The next page begins behind it."""
        return Mark(self.total, self.participation)


class TeamRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the teams' board; teams are ranked by `result`."""

    team: UUID
    rank: int
    tied: bool
    name: str
    members: int
    total: int
    result: int


class Together(NamedTuple):
    """What everybody's credits come to, hidden people's too, and how many people they are."""

    total: int
    people: int


class _Line(NamedTuple):
    """The columns of a participation that a board needs, in their order."""

    key: UUID
    name: str
    total: int
    reached_at: datetime
    runs: int
    strength_sessions: int


def top(
    challenge: Challenge, *, limit: int = PAGE, after: Mark | None = None, me: UUID | None = None
) -> tuple[BoardRow, ...]:
    """A page of the board; `me` is the key of the reader's own participation."""
    found = _behind(challenge.pk, after and _place_of(challenge.pk, after), limit + 1)
    lines, beyond = found[:limit], found[limit:]
    places = _places(challenge.pk, lines, after)
    edges = [None if after is None else after.total, *(each.total for each in beyond[:1])]
    return tuple(
        _row(line, places[line.total], tied=tied, me=me)
        for line, tied in zip(lines, _tied(lines, edges), strict=True)
    )


def around(participation: Participation, each_side: int = 2) -> tuple[BoardRow, ...]:
    """The lines above and below somebody's own; empty while they have no total or have left.

    A hidden person sees where they would stand.
    """
    if not participation.total or participation.left_at or participation.reached_at is None:
        return ()
    key = participation.challenge_id
    mine = _Place(participation.total, participation.reached_at, participation.pk)
    above = _ahead_of(key, mine, each_side + 1)[::-1]
    below = _behind(key, mine, each_side + 1)
    lines = [*above[-each_side:], _line_of(participation), *below[:each_side]]
    edges = [line.total for line in (*above[:-each_side], *below[each_side:])]
    places = ranks(key, {line.total for line in lines})
    return tuple(
        _row(line, places[line.total], tied=tied, me=participation.pk)
        for line, tied in zip(lines, _tied(lines, edges), strict=True)
    )


def teams(challenge: Challenge, limit: int = PAGE) -> tuple[TeamRow, ...]:
    """The best teams."""
    found = list(Team.objects.filter(challenge=challenge).order_by("-result", "id")[: limit + 1])
    results = [team.result for team in found]
    return tuple(
        TeamRow(
            team=team.pk,
            rank=results.index(team.result) + 1,
            tied=results.count(team.result) > 1,
            name=team.name,
            members=team.members,
            total=team.total,
            result=team.result,
        )
        for team in found[:limit]
    )


def together(challenge: Challenge) -> Together:
    """Everybody together."""
    tallies = Tally.objects.filter(challenge=challenge)
    sums = tallies.aggregate(total=Sum("total", default=0), people=Sum("people", default=0))
    return Together(sums["total"], sums["people"])


def _shown(challenge: UUID) -> QuerySet[Participation]:
    return Participation.objects.filter(challenge_id=challenge, shown=True, total__gt=0)


def _place_of(challenge: UUID, mark: Mark) -> _Place:
    """Where a mark is now; of who has gone on since, the line behind those of the old total."""
    rows = Participation.objects.filter(challenge_id=challenge, pk=mark.key, total=mark.total)
    return _Place(mark.total, rows.values_list("reached_at", flat=True).first(), mark.key)


def _behind(challenge: UUID, mark: _Place | None, most: int) -> list[_Line]:
    """The lines that follow a place, best first."""
    everybody = _shown(challenge).order_by(*_BEST_FIRST)
    if mark is None:
        return _lines(everybody, most)
    if mark.reached_at is None:
        return _lines(everybody.filter(total__lt=mark.total), most)
    later = Q(reached_at__gt=mark.reached_at) | Q(reached_at=mark.reached_at, id__gt=mark.key)
    tied = everybody.filter(later, total=mark.total, reached_at__gte=mark.reached_at)
    found = _lines(tied, most)
    return found + _lines(everybody.filter(total__lt=mark.total), most - len(found))


def _ahead_of(challenge: UUID, mark: _Place, most: int) -> list[_Line]:
    """The lines before a place, the nearest first."""
    everybody = _shown(challenge).order_by(*_WORST_FIRST)
    sooner = Q(reached_at__lt=mark.reached_at) | Q(reached_at=mark.reached_at, id__lt=mark.key)
    tied = everybody.filter(sooner, total=mark.total, reached_at__lte=mark.reached_at)
    found = _lines(tied, most)
    return found + _lines(everybody.filter(total__gt=mark.total), most - len(found))


def _lines(rows: QuerySet[Participation], most: int) -> list[_Line]:
    return [_Line(*row) for row in rows.values_list(*_COLUMNS)[:most]] if most else []


def _line_of(participation: Participation) -> _Line:
    return _Line(*(getattr(participation, column) for column in _COLUMNS))


def _places(challenge: UUID, lines: Sequence[_Line], after: Mark | None) -> dict[int, int]:
    """The rank of each total of a page: counted for the first ones, then by going on."""
    totals = list(dict.fromkeys(line.total for line in lines))
    places = {} if after is None else ranks(challenge, set(totals[:2]))
    for place, line in enumerate(lines):
        if after is None:
            places.setdefault(line.total, place + 1)
    held = [line.total for line in lines]
    for above, total in pairwise(totals):
        places.setdefault(total, places[above] + held.count(above))
    return places


def _tied(lines: Sequence[_Line], edges: Sequence[int | None]) -> list[bool]:
    """Whether somebody else has the same total, on these lines or just outside them."""
    totals = [line.total for line in lines]
    return [totals.count(total) > 1 or total in edges for total in totals]


def _row(line: _Line, rank: int, *, tied: bool, me: UUID | None) -> BoardRow:
    return BoardRow(
        participation=line.key,
        rank=rank,
        tied=tied,
        name=line.name,
        total=line.total,
        reached_at=line.reached_at,
        runs=line.runs,
        strength_sessions=line.strength_sessions,
        is_me=line.key == me,
    )

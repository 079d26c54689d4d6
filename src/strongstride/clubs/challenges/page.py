"""What the page of a challenge shows, read in few queries however many take part."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec
from django.db.models import Q, Sum

from strongstride.accounts.models import Athlete
from strongstride.clubs.access import Act, may, participation_of
from strongstride.clubs.board.queries import (
    PAGE,
    BoardRow,
    Mark,
    TeamRow,
    Together,
    around,
    rank_of,
    top,
)
from strongstride.clubs.board.queries import teams as best_teams
from strongstride.clubs.challenges.actions import phase_of
from strongstride.clubs.challenges.oval import NOT_ADDED, Oval, oval, time_words
from strongstride.clubs.challenges.words_shown import podium, rank_words, sessions_words
from strongstride.clubs.club.names import mark_of
from strongstride.clubs.crediting.amounts import show
from strongstride.clubs.crediting.terms import Scope, Terms
from strongstride.clubs.crediting.window import Phase
from strongstride.clubs.models import Challenge, Membership, Participation, Tally
from strongstride.clubs.settling.terms import own_goal, terms_of
from strongstride.coach.quantities import DistanceUnit
from strongstride.web import clock

LIVE = frozenset({Phase.UPCOMING, Phase.RUNNING, Phase.GRACE})
"""Phases in which a total may still change."""

_COUNTED = frozenset({Phase.RUNNING, Phase.GRACE})


class Crowd(msgspec.Struct, frozen=True):
    """Everybody's credits together, and how many people they are of."""

    total: int
    people: int  # all who take part, or whose miles stay
    ranked: int  # on the board
    hidden: int  # with a total, and not on the board

    @property
    def together(self) -> Together:
        """The total, and of how many people."""
        return Together(self.total, self.people)


NOBODY = Crowd(0, 0, 0, 0)


class Mine(msgspec.Struct, frozen=True, kw_only=True):
    """My own line."""

    participation: Participation
    total: str
    rank: str = ""
    missing: str = ""  # to my goal
    sessions: str = ""
    team: str = ""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a board in words."""

    rank: str
    name: str
    initials: str
    amount: str
    sessions: str
    is_me: bool = False
    key: UUID | None = None


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a board."""

    lines: tuple[Line, ...]
    is_teams: bool = False
    is_around: bool = False
    after: str = ""  # where the next page begins
    is_first: bool = True
    hidden: str = ""  # of whom the board has no line, in words


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """The page of a challenge for one reader."""

    challenge: Challenge
    terms: Terms
    phase: Phase
    oval: Oval
    crowd: Crowd
    me: Membership | None
    mine: Mine | None
    board: Board | None  # none where there is no ranking
    podium: tuple[str, ...]  # a sentence for each place, once the results stand
    time: str
    may_run: bool
    is_live: bool
    counts: bool  # entries of now may count
    top: tuple[BoardRow, ...] = ()  # the rows of runners behind the lines

    @property
    def is_joinable(self) -> bool:
        """Whether people can still join."""
        return self.phase in {Phase.UPCOMING, Phase.RUNNING}

    @property
    def is_over(self) -> bool:
        """Whether the results stand."""
        return self.phase is Phase.FINAL


def shown(
    challenge: Challenge,
    membership: Membership | None,
    reader: Athlete | None,
    wanted: str = "",
    after: str = "",
) -> Shown:
    """The page; `wanted` is the tab ("teams", "around", else runners), `after` a mark on it."""
    terms, stands = in_club_unit(challenge), phase_of(challenge)
    part = participation_of(membership, challenge)
    mark = Mark.read(after)
    is_around = wanted == "around" and part is not None and challenge.scope != Scope.GROUP
    crowd = NOBODY if is_around else crowd_of(challenge)
    board = _board(challenge, terms, crowd, part, wanted, mark)
    rows = board.rows if board else ()
    mine = None if part is None else _mine(part, terms, crowd, rows)
    today = _today(challenge, reader)
    return Shown(
        challenge=challenge,
        terms=terms,
        phase=stands,
        oval=_oval(challenge, terms, stands, crowd, part, today),
        crowd=crowd,
        me=membership,
        mine=mine,
        board=None if board is None else board.told,
        podium=_podium(terms, stands, board),
        time=time_words(terms, stands, today),
        may_run=may(membership, Act.RUN_CHALLENGES),
        is_live=stands in LIVE and mark is None,
        counts=stands in _COUNTED,
        top=rows,
    )


def in_club_unit(challenge: Challenge) -> Terms:
    """The terms to show amounts with: boards are in the unit the club has now."""
    unit = DistanceUnit(challenge.club.unit)
    return msgspec.structs.replace(terms_of(challenge), unit=unit)


def crowd_of(challenge: Challenge) -> Crowd:
    """Everybody together. One query."""
    started, people = Q(band__gt=0), "people"
    sums = Tally.objects.filter(challenge=challenge).aggregate(
        total=Sum("total", default=0),
        everybody=Sum(people, default=0),
        ranked=Sum(people, filter=started & Q(shown=True), default=0),
        hidden=Sum(people, filter=started & Q(shown=False), default=0),
    )
    return Crowd(sums["total"], sums["everybody"], sums["ranked"], sums["hidden"])


class _Read(msgspec.Struct, frozen=True):
    """A board as told, with its rows of runners."""

    told: Board
    rows: tuple[BoardRow, ...] = ()
    teams: tuple[TeamRow, ...] = ()


def _board(
    challenge: Challenge,
    terms: Terms,
    crowd: Crowd,
    part: Participation | None,
    wanted: str,
    mark: Mark | None,
) -> _Read | None:
    if challenge.scope == Scope.GROUP:
        return None
    if challenge.scope == Scope.TEAM and wanted != "runners" and wanted != "around":
        found = best_teams(challenge)
        mine = None if part is None else part.team_id
        lines = tuple(_team_line(row, terms, mine) for row in found)
        return _Read(Board(lines=lines, is_teams=True), teams=found)
    if wanted == "around" and part is not None:
        rows = around(part)
        lines = tuple(_line(row, terms) for row in rows)
        return _Read(Board(lines=lines, is_around=True), rows)
    return _runners(challenge, terms, crowd, part, mark)


def _runners(
    challenge: Challenge,
    terms: Terms,
    crowd: Crowd,
    part: Participation | None,
    mark: Mark | None,
) -> _Read:
    rows = top(challenge, after=mark, me=None if part is None else part.pk)
    has_more = len(rows) == PAGE
    told = Board(
        lines=tuple(_line(row, terms) for row in rows),
        after=str(rows[-1].mark) if has_more else "",
        is_first=mark is None,
        hidden="" if has_more else _hidden_words(crowd.hidden),
    )
    return _Read(told, rows)


def _hidden_words(hidden: int) -> str:
    if not hidden:
        return ""
    return f"And {hidden:,} who {'is' if hidden == 1 else 'are'} not shown, in the total."


def _line(row: BoardRow, terms: Terms) -> Line:
    return Line(
        rank=f"{'=' if row.tied else ''}{row.rank:,}",
        name="You" if row.is_me else row.name,
        initials=mark_of(row.name),
        amount=show(row.total, terms.kind, terms.unit),
        sessions=sessions_words(row.runs, row.strength_sessions),
        is_me=row.is_me,
        key=row.participation,
    )


def _team_line(row: TeamRow, terms: Terms, mine: UUID | None) -> Line:
    people = f"{row.members:,} {'member' if row.members == 1 else 'members'}"
    return Line(
        rank=f"{'=' if row.tied else ''}{row.rank:,}",
        name=row.name,
        initials=mark_of(row.name),
        amount=show(row.result, terms.kind, terms.unit),
        sessions=people if row.total == row.result else f"{people} · {_all(row, terms)} in all",
        is_me=row.team == mine,
        key=row.team,
    )


def _all(row: TeamRow, terms: Terms) -> str:
    return show(row.total, terms.kind, terms.unit)


def _mine(part: Participation, terms: Terms, crowd: Crowd, rows: Sequence[BoardRow]) -> Mine:
    challenge = part.challenge
    goal = own_goal(part)
    left = max(0, goal - part.total) if goal else 0
    missing = f"{show(left, terms.kind, terms.unit)} to go" if left else "goal reached"
    return Mine(
        participation=part,
        total=show(part.total, terms.kind, terms.unit),
        rank="" if challenge.scope == Scope.GROUP else _rank(part, crowd, rows),
        missing=missing if goal else "",
        sessions=sessions_words(part.runs, part.strength_sessions),
        team="" if part.team is None else part.team.name,
    )


def _rank(part: Participation, crowd: Crowd, rows: Sequence[BoardRow]) -> str:
    """`=3 of 41`, from the page of the board where I am on it.

    For a hidden person it is where they would be; nobody else sees it.
    """
    row = next((row for row in rows if row.is_me), None)
    if row is not None:
        return rank_words(row.rank, crowd.ranked, tied=row.tied)
    rank = rank_of(part)
    return "" if rank is None else rank_words(rank.rank, rank.of, tied=rank.tied)


def _oval(
    challenge: Challenge,
    terms: Terms,
    stands: Phase,
    crowd: Crowd,
    part: Participation | None,
    today: date,
) -> Oval:
    """My own total where people are ranked and I take part, or my team's; else everybody's."""
    if part is None or challenge.scope == Scope.GROUP:
        total = None if terms.kind in NOT_ADDED else crowd.total
        goal = challenge.goal if challenge.scope == Scope.GROUP else None
        return oval(total, goal, terms, stands, today, crowd.people, whose="together")
    if part.team is not None and challenge.goal:
        result = part.team.result
        return oval(result, challenge.goal, terms, stands, today, 0, whose="your team")
    return oval(part.total, own_goal(part), terms, stands, today, 0, whose="you")


def _podium(terms: Terms, stands: Phase, board: _Read | None) -> tuple[str, ...]:
    if stands is not Phase.FINAL or board is None or not board.told.is_first:
        return ()
    if board.told.is_around:
        return ()
    best: list[tuple[int, str, int]] = (
        [(row.rank, row.name, row.result) for row in board.teams if row.result]
        if board.told.is_teams
        else [(row.rank, row.name, row.total) for row in board.rows]
    )
    return podium([(rank, name, show(total, terms.kind, terms.unit)) for rank, name, total in best])


def _today(challenge: Challenge, reader: Athlete | None) -> date:
    if reader is not None:
        return reader.local_today()
    return clock.local_today(challenge.club.time_zone)

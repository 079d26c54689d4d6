"""Settling: a participant's whole window is judged anew, and rows follow what that changes.

Whatever brought the change (an upload, an edit, a deletion, joining, an organiser's word), what is
stored afterwards is what judging from nothing would give. It happens in the transaction that
changes the log, so that a credit is never lost between the two.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from django.db import transaction
from django.db.models import Q, QuerySet, Sum

from strongstride.accounts.models import Athlete
from strongstride.clubs.crediting.badges import badges
from strongstride.clubs.crediting.entry import CreditStatus
from strongstride.clubs.crediting.judge import judge
from strongstride.clubs.crediting.standing import standing
from strongstride.clubs.models import ChallengeState, Credit, Participation
from strongstride.clubs.settling.entries import Done, done, within
from strongstride.clubs.settling.looks import left_at, look
from strongstride.clubs.settling.places import Move, kept_place, move, new_place
from strongstride.clubs.settling.rows import (
    CreditChanges,
    Kept,
    as_they_came,
    differences,
    rulings_in,
    strength_counted,
    strength_in,
    write_credits,
)
from strongstride.clubs.settling.terms import own_goal, terms_of
from strongstride.clubs.signals import credits_changed
from strongstride.web import clock

COLUMNS = (
    "total", "reached_at", "runs", "strength_sessions", "badges", "shown", "board_name", "tallied",
)  # fmt: skip
"""What settling writes into a participation."""


class Settled(NamedTuple):
    """What judging a participant changes, before it is written. The row holds the new columns."""

    row: Participation
    stored: dict[str, Any]  # what the columns were
    move: Move
    credits: CreditChanges
    gained: frozenset[str]  # keys of badges
    lost: frozenset[str]
    strength_gained: frozenset[str]  # keys of strength sessions
    strength_lost: frozenset[str]

    @property
    def changed(self) -> dict[str, Any]:
        """The columns of the row that differ from what is stored."""
        return {
            column: getattr(self.row, column)
            for column, value in self.stored.items()
            if getattr(self.row, column) != value
        }

    @property
    def has_news(self) -> bool:
        """Whether the feed should hear of it."""
        return bool(self.gained or self.lost or self.strength_gained or self.strength_lost)


@transaction.atomic(savepoint=False)
def settle(participation: Participation) -> None:
    """Bring one participant's credits, total, badges and place up to date.

    For whoever changed something that the log does not tell: joining, leaving, a ruling. The given
    row gets the new columns.
    """
    for settled in settle_rows(lock_rows().filter(pk=participation.pk)):
        for column in COLUMNS:
            setattr(participation, column, getattr(settled.row, column))


@transaction.atomic(savepoint=False)
def settle_athlete(athlete: Athlete) -> None:
    """Bring everything up to date that an athlete takes part in and that is not over for good."""
    open_ones = lock_rows().filter(
        membership__athlete=athlete, challenge__state=ChallengeState.OPEN
    )
    settle_rows(open_ones)


def follow_inputs(athlete: Athlete, **_: object) -> None:
    """Their log has changed: see `accounts.signals.inputs_touched`."""
    settle_athlete(athlete)


def lock_rows() -> QuerySet[Participation]:
    """Participations with challenge and member, locked in the order everybody keeps to."""
    rows = Participation.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("challenge", "membership__athlete").order_by("pk")


def locked(rows: QuerySet[Participation]) -> list[Participation]:
    """The participations of a query by `lock_rows`, locked, as they and their members stand now.

    Read again once they are locked: PostgreSQL gives who waited for the lock the newest row, but
    the rows joined to it as they were before the wait, with a name that is hidden by now.
    """
    keys = [row.pk for row in rows.select_related(None).only("pk")]
    if not keys:
        return []
    found = Participation.objects.select_related("challenge", "membership__athlete")
    return list(found.filter(pk__in=keys).order_by("pk"))


def settle_rows(rows: QuerySet[Participation]) -> list[Settled]:
    """Settle the participations of a query by `lock_rows`, and write what changed."""
    settled = judge_rows(locked(rows), clock.now())
    write_rows(settled)
    move(each.move for each in settled)  # last: they are what many wait for
    for each in settled:
        if each.has_news:
            _tell(each)
    return settled


def judge_rows(rows: Sequence[Participation], now: datetime) -> list[Settled]:
    """Judge participants anew without writing; at most five queries for any number of them."""
    judged = [row for row in rows if _is_judged(row)]
    athletes = {row.membership.athlete_id for row in judged if row.membership.athlete_id}
    found = done(athletes, [terms_of(row.challenge) for row in judged], now)
    kept = _kept_credits(judged)
    totals = _kept_totals([row for row in rows if not _is_judged(row)])
    return [
        _settled(row, {"total": totals[row.pk]}, CreditChanges([], [], []))
        if row.pk in totals
        else _judge(row, kept[row.pk], found)
        for row in rows
    ]


def _is_judged(row: Participation) -> bool:
    """Whether the log still changes their credits: not after the end, nor without an account."""
    return row.challenge.state == ChallengeState.OPEN and row.membership.athlete_id is not None


def _kept_credits(rows: Sequence[Participation]) -> dict[UUID, dict[str, Credit]]:
    kept: dict[UUID, dict[str, Credit]] = defaultdict(dict)
    if rows:
        for credit in Credit.objects.filter(participation__in=[row.pk for row in rows]):
            kept[credit.participation_id][str(credit.entry)] = credit
    return kept


def _kept_totals(rows: Sequence[Participation]) -> dict[UUID, int]:
    """The totals of people who are judged no more, who may still be hidden or leave."""
    if not rows:
        return {}
    counted = Q(credits__status=CreditStatus.COUNTED.value)
    sums = Participation.objects.filter(pk__in=[row.pk for row in rows]).annotate(
        counted=Sum("credits__amount", filter=counted, default=0)
    )
    return dict(sums.values_list("pk", "counted"))


def _judge(row: Participation, kept: Kept, found: Done) -> Settled:
    terms = terms_of(row.challenge)
    athlete = row.membership.athlete_id
    mine = found.get(athlete, ()) if athlete is not None else ()
    entries = as_they_came(within(mine, terms), kept)
    verdicts = judge(
        entries,
        terms,
        joined_on=row.joined_on,
        closes_at=row.challenge.closes_at,
        left_at=left_at(row),
        rulings=rulings_in(kept),
    )
    earned = badges(verdicts, terms, own_goal(row))
    columns = msgspec.structs.asdict(standing(verdicts))
    columns["badges"] = [msgspec.to_builtins(badge) for badge in earned]
    strength = strength_counted(kept.values()), strength_in(verdicts)
    changes = differences(row, kept, entries, verdicts)
    return _settled(row, columns, changes, *strength)


def _settled(
    row: Participation,
    columns: dict[str, Any],
    changes: CreditChanges,
    strength_before: frozenset[str] = frozenset(),
    strength: frozenset[str] = frozenset(),
) -> Settled:
    """Write the columns into the row, with how they look on boards."""
    stored = {column: getattr(row, column) for column in COLUMNS}
    before = kept_place(row)
    for column, value in {**columns, **look(row)}.items():
        setattr(row, column, value)
    after = new_place(row)
    row.tallied = after is not None
    held, holds = _keys(stored["badges"]), _keys(row.badges)
    return Settled(
        row=row,
        stored=stored,
        move=Move(before, after),
        credits=changes,
        gained=holds - held,
        lost=held - holds,
        strength_gained=strength - strength_before,
        strength_lost=strength_before - strength,
    )


def _keys(badges: Iterable[dict[str, str]]) -> frozenset[str]:
    return frozenset(badge["key"] for badge in badges)


def write_rows(settled: Sequence[Settled]) -> None:
    """Write participants and credits that differ; the sums over many are left to the caller."""
    changed = [each.row for each in settled if each.changed]
    Participation.objects.bulk_update(changed, COLUMNS, batch_size=500)
    write_credits(each.credits for each in settled)


def _tell(settled: Settled) -> None:
    credits_changed.send(
        sender=Participation,
        participation=settled.row,
        gained=settled.gained,
        lost=settled.lost,
        strength_gained=settled.strength_gained,
        strength_lost=settled.strength_lost,
    )

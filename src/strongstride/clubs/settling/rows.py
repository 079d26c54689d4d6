"""Credits as rows: what verdicts change about them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from strongstride.clubs.crediting.entry import (
    CreditStatus,
    Entry,
    EntryKind,
    Ruling,
    RulingWord,
    Verdict,
)
from strongstride.clubs.crediting.reading import DETAIL_MOST
from strongstride.clubs.models import Credit, Participation

_JUDGED = ("kind", "status", "amount", "on", "reason", "detail", "done_at", "by_hand")
_WRITTEN_AT_ONCE = 500

Kept = Mapping[str, Credit]
"""The credits of one participation by the keys of their entries."""


class CreditChanges(NamedTuple):
    """What has to be written so that rows say what was judged."""

    made: list[Credit]
    changed: list[Credit]
    gone: list[Credit]


def rulings_in(kept: Kept) -> dict[str, Ruling]:
    """What organisers said, by the keys of the entries."""
    return {
        key: Ruling(
            word=RulingWord(credit.ruling),
            facts=credit.ruling_facts,
            amount=credit.ruling_amount,
            note=credit.ruling_note,
        )
        for key, credit in kept.items()
        if credit.ruling
    }


def as_they_came(entries: Iterable[Entry], kept: Kept) -> list[Entry]:
    """The entries, each as early as it is known to have been in the log."""
    return [_as_it_came(entry, kept.get(entry.key)) for entry in entries]


def _as_it_came(entry: Entry, credit: Credit | None) -> Entry:
    if credit is None or credit.arrived_at >= entry.arrived_at:
        return entry
    return msgspec.structs.replace(entry, arrived_at=credit.arrived_at)


def differences(
    participation: Participation,
    kept: Kept,
    entries: Sequence[Entry],
    verdicts: Iterable[Verdict],
) -> CreditChanges:
    """How the kept credits differ from the verdicts.

    A credit whose entry is gone goes too, unless an organiser ruled on it: the ruling must still
    be there when the entry comes back.
    """
    changes = CreditChanges([], [], [])
    by_key = {entry.key: entry for entry in entries}
    left = dict(kept)
    for verdict in verdicts:
        columns = _columns(verdict, by_key[verdict.key])
        credit = left.pop(verdict.key, None)
        if credit is None:
            changes.made.append(_new(participation, by_key[verdict.key], columns))
        elif _changed(credit, columns):
            changes.changed.append(credit)
    for credit in left.values():
        if not credit.ruling:
            changes.gone.append(credit)
        elif _changed(credit, {"status": CreditStatus.GONE.value, "amount": 0}):
            changes.changed.append(credit)
    return changes


def _columns(verdict: Verdict, entry: Entry) -> dict[str, Any]:
    return {
        "kind": verdict.kind.value,
        "status": verdict.status.value,
        "amount": verdict.amount,
        "on": verdict.on,
        "reason": verdict.reason,
        "detail": verdict.detail[:DETAIL_MOST],
        "done_at": verdict.done_at,
        "by_hand": entry.by_hand,
    }


def _new(participation: Participation, entry: Entry, columns: dict[str, Any]) -> Credit:
    return Credit(
        challenge_id=participation.challenge_id,
        participation_id=participation.pk,
        entry=UUID(entry.key),
        arrived_at=entry.arrived_at,
        **columns,
    )


def _changed(credit: Credit, columns: dict[str, Any]) -> bool:
    """Write the columns into the row; whether any of them said something else."""
    before = {name: getattr(credit, name) for name in columns}
    for name, value in columns.items():
        setattr(credit, name, value)
    return before != columns


def write_credits(changes: Iterable[CreditChanges]) -> None:
    """Bring the rows to it: a query for what is new, one for what changed, one for what goes."""
    made: list[Credit] = []
    changed: list[Credit] = []
    gone: list[UUID] = []
    for each in changes:
        made += each.made
        changed += each.changed
        gone += [credit.pk for credit in each.gone]
    if gone:
        Credit.objects.filter(pk__in=gone).delete()
    if made:
        Credit.objects.bulk_create(made, batch_size=_WRITTEN_AT_ONCE)
    if changed:
        Credit.objects.bulk_update(changed, _JUDGED, batch_size=_WRITTEN_AT_ONCE)


def strength_counted(kept: Iterable[Credit]) -> frozenset[str]:
    """The keys of the strength sessions that count."""
    return frozenset(
        str(credit.entry)
        for credit in kept
        if credit.kind == EntryKind.STRENGTH and credit.status == CreditStatus.COUNTED
    )


def strength_in(verdicts: Iterable[Verdict]) -> frozenset[str]:
    """The same, of verdicts."""
    return frozenset(
        verdict.key
        for verdict in verdicts
        if verdict.kind is EntryKind.STRENGTH and verdict.status is CreditStatus.COUNTED
    )

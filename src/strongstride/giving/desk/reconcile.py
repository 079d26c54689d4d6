"""Statement lines against gifts: whatever pays a gift clears it, through `clearing.apply`.

Each line is taken in by a transaction of its own, together with all that follows from it. Where the
server dies between two lines, the same file read again goes on where it stopped.
"""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from msgspec import Struct

from strongstride.clubs.desk.audit import note
from strongstride.clubs.models import Membership
from strongstride.giving.access import MoneyAct
from strongstride.giving.clearing.apply import apply
from strongstride.giving.clearing.attempts import new_attempt
from strongstride.giving.desk.statement import Line
from strongstride.giving.models import (
    AttemptState,
    Cause,
    Donation,
    LineState,
    PaymentAttempt,
    Refund,
    RefundState,
    StatementLine,
)
from strongstride.giving.providers import PROVIDERS
from strongstride.giving.providers.bank_transfer import BankTransfer
from strongstride.giving.providers.seen import PaidWord, Seen
from strongstride.giving.turns import lock_campaign, take_money_turn
from strongstride.ledger.codes import find_refs
from strongstride.ledger.money import Money, show
from strongstride.ledger.states import IN_THE_BOOKS
from strongstride.web import clock

SEEN_BY_PEOPLE = tuple(key for key, each in PROVIDERS.items() if not each.is_online)
"""The ways of paying whose money shows on the statement, and which a person may have verified."""
MOST_TEXT = 500  # characters of a line's text that are kept


class Taken(Struct, frozen=True):
    """What came of reading a statement: how many lines were there before, and the new by state."""

    known: int
    states: dict[str, int]

    @property
    def new(self) -> int:
        """Lines that were not there before."""
        return sum(self.states.values())

    @property
    def waiting(self) -> int:
        """New lines that somebody has to look at."""
        return self.new - self.states.get(LineState.MATCHED, 0)


def take_in(cause: Cause, lines: Collection[Line], by: Membership) -> Taken:
    """Take the lines of a cause's statement in; those that are there already change nothing.

    Raises `PermissionDenied` for who does not keep the club's books.
    """
    now, known = clock.now(), _known(cause, lines)
    counts: Counter[str] = Counter()
    for line, gifts in zip(lines, gifts_of_lines(cause, lines), strict=True):
        state = None if line.checksum in known else _take(cause, line, gifts, by, now)
        if state is not None:
            counts[state] += 1
    taken = Taken(len(lines) - counts.total(), dict(counts))
    if taken.new:
        note(by.club, by, "statement read", cause.name, after={"lines": taken.new, **counts})
    return taken


@transaction.atomic
def _take(
    cause: Cause, line: Line, gifts: list[Donation], by: Membership, now: datetime
) -> str | None:
    """The state of a new line; None where somebody else has just taken it in."""
    take_money_turn(by, MoneyAct.KEEP_BOOKS)
    row, is_new = StatementLine.objects.get_or_create(
        cause=cause,
        checksum=line.checksum,
        defaults={
            "on": line.on,
            "amount_minor": line.amount_minor,
            "currency": cause.currency,
            "text": line.text[:MOST_TEXT],
            "state": LineState.UNMATCHED,
            "read_at": now,
        },
    )
    if not is_new:
        return None
    judge(row, gifts, by)
    return row.state


def judge(row: StatementLine, gifts: Collection[Donation], by: Membership) -> None:
    """Say what a line is, given the gifts whose references it names, and do what follows.

    The caller's transaction holds it all together.
    """
    gift = next(iter(gifts)) if len(gifts) == 1 else None
    state = LineState.UNMATCHED
    if gift is not None:
        lock_campaign(gift.campaign_id)
        gift.refresh_from_db()
        if row.amount_minor > 0:
            state = _state_in(row, gift, by)
        elif is_refund_in_books(row, gift):
            state = LineState.MATCHED
    write(row, state, gift)


def gifts_of_lines(cause: Cause, lines: Collection[Line]) -> list[list[Donation]]:
    """For each line the gifts to the cause whose references it names. One query."""
    refs = [find_refs(line.text) for line in lines]
    named = {ref for each in refs for ref in each}
    rows = Donation.objects.filter(campaign__cause=cause, ref__in=named)
    known = {gift.ref: gift for gift in rows.select_related("campaign")}
    return [[known[ref] for ref in each if ref in known] for each in refs]


def gifts_named(row: StatementLine) -> list[Donation]:
    """The gifts of the line's cause whose references it names."""
    rows = Donation.objects.filter(campaign__cause=row.cause_id, ref__in=find_refs(row.text))
    return list(rows.select_related("campaign"))


def clear(row: StatementLine, gift: Donation, by: Membership) -> bool:
    """Clear a gift by the money of a line; whether the books have it."""
    attempt = new_attempt(gift, BankTransfer.key)
    seen = Seen(PaidWord.PAID, row.amount_minor, row.currency, payment_id=f"statement:{row.pk}")
    apply(attempt, seen)
    gift.refresh_from_db()
    paid = gift.state in IN_THE_BOOKS
    if paid:
        amount = show(Money(row.amount_minor, row.currency))
        told = {"gift": gift.ref, "amount": amount, "day": row.on.isoformat()}
        note(by.club, by, "gift found on a statement", gift.campaign.title, after=told)
    return paid


def write(row: StatementLine, state: LineState, gift: Donation | None) -> None:
    """Keep what a line was found to be; one that needs nobody any more is settled."""
    is_settled = state in (LineState.MATCHED, LineState.IGNORED)
    row.state, row.donation = state, gift
    row.settled_at = clock.now() if is_settled else None
    row.save(update_fields=["state", "donation", "settled_at"])


def is_refund_in_books(row: StatementLine, gift: Donation) -> bool:
    """Whether money that went out is a refund the books have, and no other line was before.

    The caller holds the lock of the gift's page.
    """
    done = Refund.objects.filter(attempt__donation=gift, state=RefundState.DONE)
    seen = StatementLine.objects.filter(donation=gift, state=LineState.MATCHED, amount_minor__lt=0)
    unseen = _sum(done.aggregate(of=Sum("amount_minor"))) + _sum(
        seen.aggregate(of=Sum("amount_minor"))
    )
    return unseen >= -row.amount_minor


def _state_in(row: StatementLine, gift: Donation, by: Membership) -> LineState:
    is_right = row.amount_minor == gift.amount_minor + gift.cover_minor
    if gift.state in IN_THE_BOOKS:
        return LineState.MATCHED if is_right and _was_verified(gift) else LineState.DUPLICATE
    if not is_right:
        return LineState.WRONG_AMOUNT
    return LineState.MATCHED if clear(row, gift, by) else LineState.WRONG_AMOUNT


def _was_verified(gift: Donation) -> bool:
    """Whether somebody said that it came, before its line was read: this then is that money."""
    paid = PaymentAttempt.objects.filter(donation=gift, state=AttemptState.PAID)
    lines = StatementLine.objects.filter(donation=gift, state=LineState.MATCHED, amount_minor__gt=0)
    return paid.filter(provider__in=SEEN_BY_PEOPLE).exists() and not lines.exists()


def _sum(found: dict[str, int | None]) -> int:
    return found["of"] or 0


def _known(cause: Cause, lines: Collection[Line]) -> set[str]:
    """Checksums that are there already, of the days of these lines."""
    if not lines:
        return set()
    days = [line.on for line in lines]
    rows = StatementLine.objects.filter(cause=cause, on__gte=min(days), on__lte=max(days))
    return set(rows.values_list("checksum", flat=True))

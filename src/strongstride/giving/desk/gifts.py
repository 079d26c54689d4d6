"""Gifts as whoever keeps the books sees them: those that wait, all of them, one in full."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from msgspec import Struct

from strongstride.clubs.models import Membership
from strongstride.giving.clearing.refunds import refundable
from strongstride.giving.desk.access import gifts_of
from strongstride.giving.gifts.offline import is_promised
from strongstride.giving.models import (
    Dispute,
    Donation,
    DonationState,
    PaymentAttempt,
    Posting,
    Receipt,
    Refund,
    StatementLine,
)
from strongstride.giving.providers import is_online, title_of
from strongstride.ledger.codes import find_refs
from strongstride.ledger.states import WAITING
from strongstride.web.marks import Mark

PAGE = 30
STATE_WORDS = {
    DonationState.CREATED: "not paid yet",
    DonationState.PENDING: "not here yet",
    DonationState.CLEARED: "in the books",
    DonationState.PARTLY_REFUNDED: "partly sent back",
    DonationState.REFUNDED: "sent back",
    DonationState.DISPUTED: "disputed by the donor’s bank",
    DonationState.LOST: "taken back by the donor’s bank",
    DonationState.FAILED: "failed",
    DonationState.EXPIRED: "never paid",
    DonationState.CANCELLED: "given up",
}
_MOST_ROWS = 50  # of one gift's tries, postings, lines


class Which(StrEnum):
    """Which gifts a list shows."""

    WAITING = "waiting"
    WRONG = "wrong"
    ALL = "all"


class GiftLine(Struct, frozen=True, kw_only=True):
    """A gift in a list; amounts in minor units of its currency."""

    gift: Donation
    who: str
    amount_minor: int  # as the donor is to pay it
    way: str
    state: str
    is_wrong: bool


class GiftPage(Struct, frozen=True):
    """Some gifts, newest first, and the mark of the next page if there is one."""

    lines: tuple[GiftLine, ...]
    following: str = ""


class Try(Struct, frozen=True, kw_only=True):
    """One try at paying a gift, and what of it can still be sent back."""

    attempt: PaymentAttempt
    way: str
    refundable_minor: int
    refunds: tuple[Refund, ...]
    disputes: tuple[Dispute, ...]


class Step(Struct, frozen=True):
    """One thing in the books of a gift: when, what, and from where to where."""

    at: datetime
    kind: str
    transfers: tuple[tuple[str, str, int], ...]


class WholeGift(Struct, frozen=True, kw_only=True):
    """Everything known of one gift."""

    line: GiftLine
    tries: tuple[Try, ...]
    steps: tuple[Step, ...]
    receipts: tuple[Receipt, ...]
    statement: tuple[StatementLine, ...]
    can_verify: bool


def gift_page(me: Membership, which: Which, text: str, after: str) -> GiftPage:
    """A page of gifts to the club's pages; `text` is part of a name, an address or a reference."""
    rows = _chosen(gifts_of(me), which)
    if text:
        rows = rows.filter(_named(text))
    mark = Mark.read(after)
    if mark is not None:
        rows = rows.filter(Q(created_at__lt=mark.at) | Q(created_at=mark.at, id__lt=mark.key))
    found = list(rows.order_by("-created_at", "-id")[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    following = "" if last is None else str(Mark(last.created_at, last.pk))
    wrong = set(_complaints().filter(donation__in=found).values_list("donation", flat=True))
    lines = tuple(_line(each, is_wrong=each.pk in wrong) for each in found[:PAGE])
    return GiftPage(lines, following)


def whole_gift(gift: Donation) -> WholeGift:
    """One gift in full; six queries."""
    attempts = PaymentAttempt.objects.filter(donation=gift).prefetch_related("refunds", "disputes")
    tries = [_try(each) for each in attempts.order_by("-created_at", "-pk")[:_MOST_ROWS]]
    receipts = Receipt.objects.filter(donation=gift).select_related("series")
    lines = StatementLine.objects.filter(donation=gift).select_related("cause")
    return WholeGift(
        line=_line(gift, is_wrong=any(each.attempt.complaint for each in tries)),
        tries=tuple(tries),
        steps=_steps(gift),
        receipts=tuple(receipts.order_by("number")[:_MOST_ROWS]),
        statement=tuple(lines.order_by("on", "pk")[:_MOST_ROWS]),
        can_verify=_can_verify(gift),
    )


def complaints(club: UUID) -> QuerySet[PaymentAttempt]:
    """Tries of the club's gifts in which something was wrong."""
    return _complaints().filter(donation__campaign__club=club)


def _complaints() -> QuerySet[PaymentAttempt]:
    return PaymentAttempt.objects.exclude(complaint="")


def _chosen(rows: QuerySet[Donation], which: Which) -> QuerySet[Donation]:
    if which is Which.WAITING:
        return rows.filter(state__in=WAITING)
    is_wrong = Exists(_complaints().filter(donation=OuterRef("pk")))
    return rows.filter(is_wrong) if which is Which.WRONG else rows


def _named(text: str) -> Q:
    by_words = Q(donor__name__icontains=text) | Q(donor__email__icontains=text)
    return by_words | Q(ref__in=find_refs(text)) | Q(ref__iexact=text)


def _line(gift: Donation, *, is_wrong: bool) -> GiftLine:
    return GiftLine(
        gift=gift,
        who=gift.donor.name or "No name",
        amount_minor=gift.amount_minor + gift.cover_minor,
        way=title_of(gift.provider),
        state=STATE_WORDS[DonationState(gift.state)],
        is_wrong=is_wrong,
    )


def _can_verify(gift: Donation) -> bool:
    return is_promised(gift) or (gift.state in WAITING and not is_online(gift.provider))


def _try(attempt: PaymentAttempt) -> Try:
    return Try(
        attempt=attempt,
        way=title_of(attempt.provider),
        refundable_minor=refundable(attempt),
        refunds=tuple(attempt.refunds.all()),
        disputes=tuple(attempt.disputes.all()),
    )


def _steps(gift: Donation) -> tuple[Step, ...]:
    rows = Posting.objects.filter(donation=gift).prefetch_related("transfers").order_by("at", "pk")
    return tuple(
        Step(
            each.at,
            each.kind.replace("_", " "),
            tuple((leg.debit, leg.credit, leg.amount_minor) for leg in each.transfers.all()),
        )
        for each in rows[:_MOST_ROWS]
    )

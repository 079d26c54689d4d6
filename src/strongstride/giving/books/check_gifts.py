"""Gifts, tries at paying them, refunds and disputes, each against the books."""

from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from strongstride.giving.books.check_pages import AT_ONCE
from strongstride.giving.books.findings import Finding
from strongstride.giving.models import (
    AttemptState,
    Dispute,
    DisputeState,
    Donation,
    PaymentAttempt,
    Pledge,
    PledgeState,
    Refund,
    RefundState,
    Transfer,
)
from strongstride.ledger.postings import key_of
from strongstride.ledger.states import IN_THE_BOOKS, state_of
from strongstride.ledger.transfers import AccountKind, PostingKind

_AMOUNT = "postings__transfers__amount_minor"
_OF_TRY = ("attempt__complaint", "attempt__donation__ref", "attempt__donation__campaign__slug")


class _Gift(NamedTuple):
    """A gift as its row has it, and what the books say of it; amounts in minor units."""

    slug: str
    ref: str
    state: str
    due: int  # gift and cover
    came: int
    gone: int
    disputed: int
    was_lost: bool


def gifts() -> Iterator[Finding]:
    """Every gift: its state, its amount and its currency against the books."""
    for row in _gift_rows().iterator(AT_ONCE):
        slug, ref, state, amount, cover, *moved = row[1:]
        came, gone, into, out_of, lost = (minor or 0 for minor in moved)
        gift = _Gift(slug, ref, state, amount + cover, came, gone, into - out_of, lost > 0)
        for says in _gift_faults(gift):
            yield Finding(gift.slug, f"gift {gift.ref} {says}")
    other = Donation.objects.exclude(currency=F("campaign__currency"))
    for ref, currency, slug in other.values_list("ref", "currency", "campaign__slug"):
        yield Finding(slug, f"gift {ref} is in {currency}, which is not the page's currency.")


def _gift_rows() -> QuerySet[Donation, Any]:
    donor, dispute = AccountKind.DONOR, AccountKind.DISPUTE
    sums = {
        "came": Sum(_AMOUNT, filter=Q(postings__transfers__debit=donor)),
        "gone": Sum(_AMOUNT, filter=Q(postings__transfers__credit=donor)),
        "into": Sum(_AMOUNT, filter=Q(postings__transfers__credit=dispute)),
        "out_of": Sum(_AMOUNT, filter=Q(postings__transfers__debit=dispute)),
        "lost": Sum(_AMOUNT, filter=Q(postings__kind=PostingKind.DISPUTE_LOST)),
    }
    told = ("pk", "campaign__slug", "ref", "state", "amount_minor", "cover_minor")
    return Donation.objects.order_by("pk").values_list(*told).annotate(**sums)


def _gift_faults(gift: _Gift) -> Iterator[str]:
    if not gift.came:
        if gift.state in IN_THE_BOOKS:
            yield f"is {gift.state}, but the books do not have it."
        return
    if gift.came != gift.due:
        yield f"is of {gift.due} with its cover, the books have {gift.came}."
    if gift.gone + gift.disputed > gift.came:
        yield f"gave back {gift.gone + gift.disputed} of {gift.came}, more than was paid."
    state = state_of(gift.came, gift.gone, gift.disputed, was_lost=gift.was_lost)
    if gift.state != state:
        yield f"is {gift.state}, by the books it is {state}."


def tries() -> Iterator[Finding]:
    """Each gift in the books has one paid try of its currency, and no paid try lacks its gift."""
    paid = PaymentAttempt.objects.filter(state=AttemptState.PAID)
    told = ("donation__ref", "donation__campaign__slug")
    for ref, slug in paid.exclude(donation__state__in=IN_THE_BOOKS).values_list(*told):
        yield Finding(slug, f"gift {ref} was paid, but is not in the books.")
    has_paid = Exists(paid.filter(donation=OuterRef("pk")))
    booked = Donation.objects.filter(~has_paid, state__in=IN_THE_BOOKS)
    for ref, slug in booked.values_list("ref", "campaign__slug"):
        yield Finding(slug, f"gift {ref} is in the books, but no try at paying it was paid.")
    other = PaymentAttempt.objects.exclude(currency=F("donation__currency"))
    for ref, slug in other.values_list(*told):
        yield Finding(slug, f"a try at paying gift {ref} is in another currency than the gift.")
    promised = Pledge.objects.filter(state=PledgeState.PAID)
    for pk, slug in promised.exclude(_is_paid()).values_list("pk", "campaign__slug"):
        yield Finding(slug, f"pledge {pk} is paid, but no gift that pays it is in the books.")


def _is_paid() -> Exists:
    return Exists(Donation.objects.filter(pledge=OuterRef("pk"), state__in=IN_THE_BOOKS))


def money_back() -> Iterator[Finding]:
    """Refunds and disputes against the books, and against what was paid."""
    yield from _over_refunded()
    yield from _refunds()
    yield from _disputes()


def _over_refunded() -> Iterator[Finding]:
    live = Sum("refunds__amount_minor", filter=~Q(refunds__state=RefundState.FAILED))
    over = PaymentAttempt.objects.annotate(back=live).filter(back__gt=F("amount_minor"))
    told = ("donation__ref", "amount_minor", "back", "donation__campaign__slug")
    for ref, paid, back, slug in over.values_list(*told):
        yield Finding(slug, f"refunds of gift {ref} come to {back}, more than the {paid} paid.")


def _refunds() -> Iterator[Finding]:
    """What is done is in the books, unless the desk was told why not; and nothing else is."""
    booked = _booked(PostingKind.REFUND)
    done = Refund.objects.filter(state=RefundState.DONE, attempt__state=AttemptState.PAID)
    for pk, minor, complaint, ref, slug in done.values_list("pk", "amount_minor", *_OF_TRY):
        in_books, _ = booked.pop(key_of(PostingKind.REFUND, pk), (0, ""))
        if in_books > minor or (in_books < minor and not complaint):
            yield Finding(slug, f"a refund of {minor} of gift {ref} is {in_books} in the books.")
    for key, (_, slug) in booked.items():
        yield Finding(slug, f"{key} is in the books, but no such refund was done.")


def _disputes() -> Iterator[Finding]:
    opened, won = _booked(PostingKind.DISPUTE), _booked(PostingKind.DISPUTE_WON)
    lost = _booked(PostingKind.DISPUTE_LOST)
    rows = Dispute.objects.filter(attempt__state=AttemptState.PAID)
    for pk, state, complaint, ref, slug in rows.values_list("pk", "state", *_OF_TRY):
        is_open = opened.pop(key_of(PostingKind.DISPUTE, pk), None) is not None
        is_won = won.pop(key_of(PostingKind.DISPUTE_WON, pk), None) is not None
        is_lost = lost.pop(key_of(PostingKind.DISPUTE_LOST, pk), None) is not None
        should_be = {
            DisputeState.OPEN: (True, False, False),
            DisputeState.WON: (is_open, is_open, False),  # first heard of when won: nothing moved
            DisputeState.LOST: (True, False, True),
        }[DisputeState(state)]
        nothing_left = bool(complaint) and not is_open and not is_won and not is_lost
        if (is_open, is_won, is_lost) != should_be and not nothing_left:
            yield Finding(slug, f"a dispute about gift {ref} is {state}, the books differ.")
    for key, (_, slug) in chain(opened.items(), won.items(), lost.items()):
        yield Finding(slug, f"{key} is in the books, but no such dispute is known.")


def _booked(kind: PostingKind) -> dict[str, tuple[int, str]]:
    """The postings of a kind by their keys: what it moved (a refund: to the donor), and its
    page."""
    legs = Transfer.objects.filter(posting__kind=kind)
    rows = legs.filter(credit=AccountKind.DONOR) if kind is PostingKind.REFUND else legs
    found: dict[str, tuple[int, str]] = {}
    told = ("posting__key", "amount_minor", "campaign__slug")
    for key, minor, slug in rows.values_list(*told).iterator(AT_ONCE):
        found[key] = (found.get(key, (0, ""))[0] + minor, slug)
    return found

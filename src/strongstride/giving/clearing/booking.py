"""Bringing the books to what is known of a gift. Every step is in them once, by its key."""

from strongstride.giving.clearing import letters
from strongstride.giving.clearing.case import Case
from strongstride.giving.clearing.matching import match_gift, return_matches
from strongstride.giving.models import (
    Dispute,
    DisputeState,
    DonationState,
    Refund,
    RefundState,
)
from strongstride.giving.receipts import actions as receipts
from strongstride.giving.signals import gift_cleared
from strongstride.ledger import postings
from strongstride.ledger.cover import Parts
from strongstride.ledger.postings import DISPUTE, key_of
from strongstride.ledger.states import state_of
from strongstride.ledger.transfers import PostingKind


def book_all(case: Case) -> None:
    """Book the gift of a paid try, and whatever came of it since.

    Always in this order, whichever way the news came: what a bank gave back is there again before
    more goes out.
    """
    refunds = list(case.attempt.refunds.filter(state=RefundState.DONE).order_by("pk"))
    disputes = list(case.attempt.disputes.order_by("pk"))
    _book_gift(case)
    for dispute in disputes:
        if dispute.state == DisputeState.WON:
            _book_won(case, dispute)
    for refund in refunds:
        _book_refund(case, refund)
    for dispute in disputes:
        if dispute.state != DisputeState.WON:
            _book_dispute(case, dispute)
    _follow(case)


def _book_gift(case: Case) -> None:
    gift = case.donation
    posting = postings.gift(
        gift.pk, case.attempt.provider, gift.amount_minor, gift.cover_minor, gift.currency
    )
    if not case.book(posting):
        return
    match_gift(case)
    gift.state, gift.cleared_at = DonationState.CLEARED, case.at
    gift.save(update_fields=["state", "cleared_at"])
    case.attempt.complaint = ""
    letters.thank(case, receipts.issue(gift, case.at))
    gift_cleared.send(sender=type(gift), donation=gift)


def _book_refund(case: Case, refund: Refund) -> None:
    key = key_of(PostingKind.REFUND, refund.pk)
    if key in case.postings:
        return
    back = _at_most(case, refund.amount_minor)
    if not back:
        return
    parts = case.parts_out(back)
    provider, currency = case.attempt.provider, case.donation.currency
    case.book(postings.refund(refund.pk, provider, parts, currency))
    _correct(case, key, refund.pk, back)


def _book_dispute(case: Case, dispute: Dispute) -> None:
    if key_of(PostingKind.DISPUTE, dispute.pk) not in case.postings:
        disputed = _at_most(case, dispute.amount_minor)
        if not disputed:
            return
        parts = case.parts_out(disputed)
        case.book(postings.dispute(dispute.pk, parts, case.donation.currency))
    if dispute.state == DisputeState.LOST:
        _book_lost(case, dispute)


def _book_lost(case: Case, dispute: Dispute) -> None:
    disputed = _disputed(case, dispute)
    parts = Parts(disputed, 0)  # all of it goes from one account to the donor
    posting = postings.dispute_lost(dispute.pk, parts, case.donation.currency)
    if case.book(posting):
        _correct(case, posting.key, dispute.pk, disputed)


def _book_won(case: Case, dispute: Dispute) -> None:
    """Take back in what was disputed; of a dispute first heard of when won, nothing moved."""
    disputed = _disputed(case, dispute)
    if disputed and key_of(PostingKind.DISPUTE_WON, dispute.pk) not in case.postings:
        parts = case.parts_in(disputed)
        case.book(postings.dispute_won(dispute.pk, parts, case.donation.currency))


def _disputed(case: Case, dispute: Dispute) -> int:
    legs = case.postings.get(key_of(PostingKind.DISPUTE, dispute.pk), ())
    return sum(each.amount_minor for each in legs if each.credit == DISPUTE)


def _at_most(case: Case, minor: int) -> int:
    """So much of it as is left: no gift takes along the money of others."""
    if minor > case.held:
        case.complain(
            "More went back than was left of this gift: compare with what the provider says, and "
            "write the rest down outside of Strongstride."
        )
    return min(minor, case.held)


def _correct(case: Case, key: str, reason: object, back: int) -> None:
    return_matches(case, reason)
    receipt = receipts.correct(case.donation, key, case.at)
    letters.tell_of_return(case, reason, back, receipt)


def _follow(case: Case) -> None:
    """The state of the gift follows from the books."""
    was_lost = any(key.startswith(f"{PostingKind.DISPUTE_LOST}:") for key in case.postings)
    disputed = case.accounts().get(DISPUTE, 0)
    state = state_of(case.paid, case.gone, disputed, was_lost=was_lost)
    if state != case.donation.state:
        case.donation.state = state
        case.donation.save(update_fields=["state"])

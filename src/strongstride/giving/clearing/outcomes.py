"""Keeping what a provider says of refunds and disputes of a payment."""

from collections.abc import Iterable
from uuid import uuid4

from strongstride.giving.clearing.case import Case
from strongstride.giving.clearing.ranks import (
    OF_DISPUTE,
    OF_REFUND,
    further_dispute,
    further_refund,
)
from strongstride.giving.models import Dispute, DisputeState, Refund, RefundState
from strongstride.giving.providers.seen import DisputeSeen, RefundSeen


def note_refunds(case: Case, seen: Iterable[RefundSeen]) -> None:
    """Write down how each refund stands; one made at the provider is new to us."""
    for each in seen:
        refund = _refund_of(case, each)
        state = further_refund(refund.state, OF_REFUND[each.word])
        if refund.state == RefundState.DONE and OF_REFUND[each.word] == RefundState.FAILED:
            case.complain(
                "A refund in the books has failed at the donor's bank afterwards: send the money "
                "back in another way."
            )
        if refund.amount_minor != each.amount_minor:
            case.complain("The provider sent back another amount than was asked for.")
        told = (state, each.provider_id or None)
        if (refund.state, refund.provider_id) == told:
            continue
        refund.state, refund.provider_id = told
        if state == RefundState.DONE:
            refund.done_at = refund.done_at or case.at
        refund.save(update_fields=["state", "provider_id", "done_at"])


def note_disputes(case: Case, seen: Iterable[DisputeSeen]) -> None:
    """Write down how each dispute stands; what was decided stays so."""
    for each in seen:
        dispute, _ = Dispute.objects.get_or_create(
            attempt=case.attempt,
            provider_id=each.provider_id,
            defaults={"amount_minor": each.amount_minor, "opened_at": case.at},
        )
        state = further_dispute(dispute.state, OF_DISPUTE[each.word])
        if state == dispute.state:
            continue
        dispute.state = state
        if state != DisputeState.OPEN:
            dispute.decided_at = case.at
        dispute.save(update_fields=["state", "decided_at"])


def _refund_of(case: Case, seen: RefundSeen) -> Refund:
    """The refund that is meant: by our key, or the provider's, or one that we did not ask for."""
    ours = Refund.objects.filter(attempt=case.attempt)
    found = None
    if seen.idem_key:
        found = ours.filter(idem_key=seen.idem_key).first()
    if found is None and seen.provider_id:
        found = ours.filter(provider_id=seen.provider_id).first()
    return found or Refund.objects.create(
        attempt=case.attempt,
        provider_id=seen.provider_id or None,
        idem_key=uuid4().hex,
        amount_minor=seen.amount_minor,
        state=RefundState.CREATED,
        reason="Made at the provider",
        created_at=case.at,
    )

"""How far things are, so that what a stale word says never takes back what a fresher one said.

Purely data: of two words on the same thing the one further along holds, in whichever order they
come. PAID may follow FAILED and EXPIRED: late money is money.
"""

from strongstride.giving.models import AttemptState, DisputeState, RefundState
from strongstride.giving.providers.seen import DisputeWord, PaidWord, RefundWord

_ATTEMPT = (
    AttemptState.CREATED,
    AttemptState.OPEN,
    AttemptState.PROCESSING,
    AttemptState.EXPIRED,
    AttemptState.FAILED,
    AttemptState.PAID,
    AttemptState.DOUBLE,
)
_REFUND = (RefundState.CREATED, RefundState.TRANSIT, RefundState.FAILED, RefundState.DONE)

OF_PAID = {each: AttemptState(each.value) for each in PaidWord}
OF_REFUND = {each: RefundState(each.value) for each in RefundWord}
OF_DISPUTE = {each: DisputeState(each.value) for each in DisputeWord}


def further_attempt(old: str, new: AttemptState) -> AttemptState:
    """Where a try at paying stands when it stood at `old` and its provider says `new`."""
    return max(AttemptState(old), new, key=_ATTEMPT.index)


def further_refund(old: str, new: RefundState) -> RefundState:
    """The same of a refund: one that has been done stays in the books."""
    return max(RefundState(old), new, key=_REFUND.index)


def further_dispute(old: str, new: DisputeState) -> DisputeState:
    """The same of a dispute: what was decided stays decided."""
    if old != DisputeState.OPEN:
        return DisputeState(old)
    return new

"""The one door for money: what a provider says of a payment, taken as facts."""

from django.db import transaction

from strongstride.giving.clearing.booking import book_all
from strongstride.giving.clearing.case import Case, lock_case
from strongstride.giving.clearing.outcomes import note_disputes, note_refunds
from strongstride.giving.clearing.ranks import OF_PAID, further_attempt
from strongstride.giving.models import AttemptState, DonationState, PaymentAttempt
from strongstride.giving.providers.seen import PaidWord, Seen
from strongstride.ledger.money import Money, show
from strongstride.ledger.states import may_become

_CAME = (AttemptState.PAID, AttemptState.DOUBLE)
_UNDER_WAY = (AttemptState.OPEN, AttemptState.PROCESSING)


@transaction.atomic
def apply(attempt: PaymentAttempt, seen: Seen) -> None:
    """Bring a gift, its books, matches, receipts and letters to what the provider says.

    Safe any number of times, at once, and in any order: what is said is the state of things, each
    thing is done once by its key, and nothing said earlier takes back what was said later. Money
    of another amount or currency than the try's is not cleared, but complained of at the desk.
    `attempt` is only its key: all is read again under lock, and it is not changed itself.
    """
    case = lock_case(attempt.pk)
    before = _columns(case.attempt)
    if wrong := _what_is_wrong(case, seen):
        case.complain(wrong)
    else:
        _note(case, seen)
    if _columns(case.attempt) != before:
        case.attempt.save(update_fields=["state", "payment_id", "complaint"])


def _columns(attempt: PaymentAttempt) -> tuple[str, str, str]:
    return (attempt.state, attempt.payment_id, attempt.complaint)


def _what_is_wrong(case: Case, seen: Seen) -> str:
    """Why this cannot be the money of this try; blank where it can."""
    if not (seen.word is PaidWord.PAID or seen.refunds or seen.disputes):
        return ""
    asked = case.attempt
    if seen.currency.upper() != asked.currency:
        return (
            f"Paid in {seen.currency.upper()[:8]} where {asked.currency} was asked for: not "
            "booked. Send it back at the provider, or write it down as a gift of its own."
        )
    if seen.amount_minor != asked.amount_minor:
        paid, wanted = (
            show(Money(minor, asked.currency)) for minor in (seen.amount_minor, asked.amount_minor)
        )
        return (
            f"{paid} was paid where {wanted} was asked for: not booked. Send it back at the "
            "provider, or write it down as a gift of its own."
        )
    return ""


def _note(case: Case, seen: Seen) -> None:
    attempt = case.attempt
    attempt.state = _state(case, seen)
    attempt.payment_id = seen.payment_id or attempt.payment_id
    if attempt.state not in _CAME:
        return _follow_tries(case)
    note_refunds(case, seen.refunds)
    note_disputes(case, seen.disputes)
    if attempt.state == AttemptState.PAID:
        book_all(case)
    return None


def _state(case: Case, seen: Seen) -> AttemptState:
    state = further_attempt(case.attempt.state, OF_PAID[seen.word])
    others = case.donation.attempts.exclude(pk=case.attempt.pk)
    if state == AttemptState.PAID and others.filter(state=AttemptState.PAID).exists():
        case.complain("This gift had been paid already: send this second payment back.")
        return AttemptState.DOUBLE
    return state


def _follow_tries(case: Case) -> None:
    """The state of a gift that nobody has paid yet, as far as its tries are."""
    gift, tried = case.donation, case.attempt
    others = gift.attempts.exclude(pk=tried.pk).values_list("state", flat=True)
    words = {str(tried.state), *others}
    if words.intersection(_UNDER_WAY):
        state = DonationState.PENDING
    elif words <= {AttemptState.FAILED, AttemptState.EXPIRED}:
        has_failed = AttemptState.FAILED in words
        state = DonationState.FAILED if has_failed else DonationState.EXPIRED
    else:
        return
    if may_become(gift.state, state):
        gift.state = state
        gift.save(update_fields=["state"])

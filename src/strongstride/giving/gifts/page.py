"""What the donor's own page of a gift says: how it stands, truthfully, and what is to be done."""

from msgspec import Struct

from strongstride.giving import links
from strongstride.giving.campaigns.standing import takes_what_was_begun
from strongstride.giving.causes.bank import lines_of
from strongstride.giving.gifts.fees import fee_of
from strongstride.giving.models import AttemptState, Donation, DonationState, PaymentAttempt
from strongstride.giving.providers import PROVIDERS, offered
from strongstride.giving.providers.bank_transfer import BankTransfer
from strongstride.giving.providers.base import Provider
from strongstride.giving.providers.external_link import ExternalLink
from strongstride.giving.providers.manual import ByHand
from strongstride.giving.receipts.own import own_receipts
from strongstride.ledger.money import Money, show
from strongstride.ledger.states import IN_THE_BOOKS

_HEADS = {
    DonationState.CLEARED: "Your gift has arrived. Thank you.",
    DonationState.PARTLY_REFUNDED: "Part of your gift was sent back to you.",
    DonationState.REFUNDED: "Your gift was sent back to you.",
    DonationState.DISPUTED: "Your bank has asked for this gift back.",
    DonationState.LOST: "Your bank has taken this gift back.",
    DonationState.CANCELLED: "This gift was called off.",
    DonationState.EXPIRED: "This gift was not paid.",
    DonationState.FAILED: "The payment did not go through.",
}
_SAYS = {
    DonationState.DISPUTED: "It does not count until your bank has decided.",
    DonationState.CANCELLED: "Nothing is expected from you.",
    DonationState.EXPIRED: "Nothing was taken. You can try again.",
    DonationState.FAILED: "Nothing was taken. You can try again, or choose another way.",
}
_BY_HAND = "It counts once who keeps the club’s books has seen the money."


class Standing(Struct, frozen=True):
    """How a gift stands: a headline, a sentence, and where to go on.

    `way` is the provider it waits for, blank where it waits for none; `bank` is what the donor
    writes on a transfer, as pairs; `url` is where they pay elsewhere.
    """

    head: str
    says: str = ""
    way: str = ""
    has_come: bool = False
    may_pay: bool = False
    url: str = ""
    url_words: str = ""
    bank: tuple[tuple[str, str], ...] = ()

    @property
    def is_waiting(self) -> bool:
        """Whether money is expected."""
        return bool(self.way)


_TAKES_NONE = Standing(
    "This gift cannot be paid any more",
    "The page or its cause takes no gifts any more, so nothing is expected from you. Money that is "
    "on its way already still counts.",
)


def standing(donation: Donation) -> Standing:
    """How the gift stands by what is known here; what a return address says changes nothing."""
    state = DonationState(donation.state)
    if state in IN_THE_BOOKS or state == DonationState.CANCELLED:
        has_come = state in (DonationState.CLEARED, DonationState.PARTLY_REFUNDED)
        return Standing(_HEADS[state], _SAYS.get(state, ""), has_come=has_come)
    attempt = donation.attempts.order_by("-created_at", "-pk").first()
    if not (takes_what_was_begun(donation.campaign) or _is_under_way(attempt)):
        return _TAKES_NONE
    over = (AttemptState.FAILED, AttemptState.EXPIRED)
    if attempt is None or attempt.state in over:
        is_known = state in _HEADS
        found = state if is_known else DonationState.EXPIRED
        return Standing(_HEADS[found], _SAYS[found], may_pay=bool(ways_of(donation)))
    return _waiting(donation, attempt)


def ways_of(donation: Donation) -> list[Provider]:
    """By which a gift can still be paid; with the fee added, only where there is one."""
    return [
        each
        for each in offered(donation.campaign.cause)
        if not donation.cover_minor or fee_of(each.key, donation.currency)
    ]


def gift_context(donation: Donation) -> dict[str, object]:
    """What the page needs beside its forms."""
    currency = donation.currency
    cover = donation.cover_minor
    token, stands = links.gift_token(donation), standing(donation)
    ways = [(each.key, each.title) for each in ways_of(donation) if each.key != stands.way]
    return {
        **own_receipts(donation, token),
        "donation": donation,
        "campaign": donation.campaign,
        "cause": donation.campaign.cause,
        "token": token,
        "standing": stands,
        "amount": show(Money(donation.amount_minor, currency)),
        "cover": show(Money(cover, currency)) if cover else "",
        "total": show(Money(donation.amount_minor + cover, currency)),
        "way": PROVIDERS[donation.provider].title,
        "ways": ways,
    }


def _is_under_way(attempt: PaymentAttempt | None) -> bool:
    """Whether the donor has done their part of paying, as far as is known."""
    if attempt is None:
        return False
    return attempt.state == AttemptState.PROCESSING or attempt.provider == ByHand.key


def _waiting(donation: Donation, attempt: PaymentAttempt) -> Standing:
    cause = donation.campaign.cause
    total = show(Money(attempt.amount_minor, attempt.currency))
    if attempt.provider == BankTransfer.key:
        says = f"Transfer {total} with this reference: by it your gift is known. {_BY_HAND}"
        bank = (*lines_of(cause.bank), ("Amount", total), ("Reference", donation.ref))
        return Standing(
            "We wait for your transfer", says, attempt.provider, may_pay=True, bank=bank
        )
    if attempt.provider == ExternalLink.key:
        return Standing(
            f"Give on the page of {cause.name}",
            f"Give {total} there, and write {donation.ref} where it lets you say something. "
            f"{_BY_HAND}",
            attempt.provider,
            may_pay=True,
            url=cause.giving_url,
            url_words=f"To the page of {cause.name}",
        )
    if PROVIDERS[attempt.provider].is_online:
        return _online(attempt)
    return Standing("Your gift was written down", _BY_HAND, attempt.provider)


def _online(attempt: PaymentAttempt) -> Standing:
    if attempt.state == AttemptState.PROCESSING:
        says = "It is on its way, which can take some days. Nothing more is to be done."
        return Standing("Your payment is under way", says, attempt.provider)
    return Standing(
        "Your payment is not confirmed yet",
        "If you have just paid, wait a minute and look again: this page says so once the payment "
        "is confirmed. If you have not, go on to pay.",
        attempt.provider,
        may_pay=True,
        url=attempt.url if attempt.state == AttemptState.OPEN else "",
        url_words="Go on to pay",
    )

"""Making a gift and beginning to pay it. Nothing here clears money: `clearing.apply` alone does."""

import secrets
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from strongstride.accounts.models import Athlete
from strongstride.clubs.feed.text import clean, clean_line
from strongstride.giving import links
from strongstride.giving.campaigns.standing import why_not
from strongstride.giving.causes.queries import is_open
from strongstride.giving.clearing.attempts import complain_of, new_attempt
from strongstride.giving.gifts.errors import GiftError, NotStartedError
from strongstride.giving.gifts.fees import cover
from strongstride.giving.gifts.letters import tell_how_to_pay
from strongstride.giving.gifts.words import MOST_IN_MESSAGE, MOST_IN_NAME, GiftWords
from strongstride.giving.models import (
    AttemptState,
    Campaign,
    Donation,
    DonationState,
    Donor,
    PaymentAttempt,
    Pledge,
)
from strongstride.giving.providers import PROVIDERS, offered
from strongstride.giving.providers.base import ProviderError, Started
from strongstride.giving.turns import lock_campaign
from strongstride.ledger.codes import ALPHABET, DRAWS, make_ref
from strongstride.ledger.money import MOST_MINOR, Money, show
from strongstride.ledger.states import may_become
from strongstride.web.addresses import absolute


@transaction.atomic
def make_gift(
    campaign: Campaign,
    words: GiftWords,
    now: datetime,
    *,
    athlete: Athlete | None = None,
    pledge: Pledge | None = None,
) -> tuple[Donation, PaymentAttempt]:
    """Write down a gift and the first try at paying it; the same form again is the same gift.

    With `pledge` it pays that pledge: its donor, its amount, and its page may be completed.
    Raises `GiftError`.
    """
    page = lock_campaign(campaign.pk)
    if known := Donation.objects.filter(asked=words.asked).select_related("donor").first():
        return _same(known, page)
    _check(page, words, pledge)
    donor = pledge.donor if pledge is not None else _new_donor(words, now, athlete)
    donation = Donation.objects.create(
        ref=new_ref(),
        asked=words.asked,
        campaign=page,
        donor=donor,
        pledge=pledge,
        amount_minor=words.amount_minor,
        cover_minor=_cover(words, page.currency),
        currency=page.currency,
        provider=words.provider,
        display=words.display,
        hides_amount=words.hides_amount,
        message=clean(words.message)[:MOST_IN_MESSAGE],
        given_on=now.astimezone(ZoneInfo(page.club.time_zone)).date(),
        created_at=now,
    )
    if pledge is None:
        tell_how_to_pay(donation)  # a pledge has letters of its own
    return donation, new_attempt(donation, words.provider)


def has_begun(asked: UUID) -> bool:
    """Whether the form of this key has led to a place to pay already."""
    tries = PaymentAttempt.objects.filter(donation__asked=asked)
    return tries.exclude(state=AttemptState.CREATED).exists()


def start_attempt(attempt: PaymentAttempt) -> str:
    """Tell the provider of an attempt; where the donor goes on. Safe to call again.

    No transaction is open while the provider is asked. Raises `NotStartedError`.
    """
    own_page = absolute("giving:gift", links.gift_token(attempt.donation))
    provider = PROVIDERS[attempt.provider]
    if attempt.state != AttemptState.CREATED:
        return attempt.url if provider.is_online and attempt.url else own_page
    try:
        started = provider.start(attempt, own_page)
    except ProviderError as error:
        complain_of(attempt, error)
        raise NotStartedError from error
    _write_start(attempt, started)
    return started.url if provider.is_online and started.url else own_page


def new_ref() -> str:
    """A reference no gift has yet."""
    while True:
        ref = make_ref([secrets.randbelow(len(ALPHABET)) for _ in range(DRAWS)])
        if not Donation.objects.filter(ref=ref).exists():
            return ref


def _same(known: Donation, page: Campaign) -> tuple[Donation, PaymentAttempt]:
    if known.campaign_id != page.pk:
        raise GiftError("This form was sent for another page: open the page again, and give there.")
    known.campaign = page
    attempt = known.attempts.latest("created_at", "pk")
    attempt.donation = known
    return known, attempt


def _check(page: Campaign, words: GiftWords, pledge: Pledge | None) -> None:
    if words.provider not in {each.key for each in offered(page.cause)}:
        raise GiftError("This cause does not take gifts that way: choose another.")
    if pledge is not None:
        return _check_pledge(page, words, pledge)
    if reason := why_not(page):
        raise GiftError(reason)
    least = page.cause.least_minor
    if words.amount_minor < least:
        raise GiftError(f"The smallest gift here is {show(Money(least, page.currency))}.")
    if words.amount_minor > MOST_MINOR:
        raise GiftError("That is more than this server can write down: ask the club.")
    return None


def _check_pledge(page: Campaign, words: GiftWords, pledge: Pledge) -> None:
    if pledge.campaign_id != page.pk or words.amount_minor != pledge.final_minor:
        raise GiftError("This pledge comes to another amount: open its link again.")
    if not is_open(page.cause):
        raise GiftError(
            "This cause takes no gifts any more, so your pledge cannot be paid here. Ask the club."
        )


def _new_donor(words: GiftWords, now: datetime, athlete: Athlete | None) -> Donor:
    """A donor for this gift alone: a typed address proves nothing about who gave before."""
    return Donor.objects.create(
        athlete=athlete,
        name=clean_line(words.name)[:MOST_IN_NAME],
        email=words.email,
        wants_news=words.wants_news and bool(words.email),
        created_at=now,
    )


def _cover(words: GiftWords, currency: str) -> int:
    return cover(words.amount_minor, words.provider, currency) if words.covers_fee else 0


@transaction.atomic
def _write_start(attempt: PaymentAttempt, started: Started) -> None:
    """What the provider said; nothing that it told us meanwhile is taken back."""
    lock_campaign(attempt.donation.campaign_id)
    mine = PaymentAttempt.objects.filter(pk=attempt.pk, state=AttemptState.CREATED)
    mine.update(
        state=AttemptState.OPEN,
        provider_id=started.provider_id,
        url=started.url,
        expires_at=started.expires_at,
        complaint="",
    )
    donation = Donation.objects.get(pk=attempt.donation_id)
    if may_become(donation.state, DonationState.PENDING):
        Donation.objects.filter(pk=donation.pk).update(state=DonationState.PENDING)
    attempt.refresh_from_db(fields=["state", "provider_id", "url", "expires_at", "complaint"])

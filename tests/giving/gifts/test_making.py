"""Making a gift: one form is one gift, nothing is cleared by it, and no amount slips by."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.giving.books.queries import balances
from strongstride.giving.clearing.apply import apply
from strongstride.giving.gifts.actions import make_gift, new_ref, start_attempt
from strongstride.giving.gifts.errors import GiftError, NotStartedError
from strongstride.giving.gifts.fees import cover, fee_of
from strongstride.giving.links import gift_token
from strongstride.giving.models import (
    AttemptState,
    CampaignState,
    CountFrom,
    Donation,
    DonationState,
    Donor,
    PaymentAttempt,
    Pledge,
    PledgeState,
    PledgeUnit,
)
from strongstride.giving.providers.seen import PaidWord, Seen
from strongstride.ledger.codes import checks, find_refs
from strongstride.web.addresses import absolute
from tests.giving.gifts.asking import takes_cards, words
from tests.giving.gifts.conftest import World
from tests.giving.making import OPENED, make_campaign, make_donor

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_a_gift_waits_for_its_money(world: World) -> None:
    donation, attempt = make_gift(world.page, words(), OPENED)
    assert start_attempt(attempt) == absolute("giving:gift", gift_token(donation))
    donation.refresh_from_db()
    assert (donation.state, donation.amount_minor, donation.cover_minor) == ("pending", 2000, 0)
    assert (attempt.state, attempt.amount_minor, attempt.currency) == ("open", 2000, "GBP")
    assert balances(world.page).raised == 0


def test_one_form_sent_twice_is_one_gift(world: World) -> None:
    said = words()
    first, tried = make_gift(world.page, said, OPENED)
    again, tried_again = make_gift(world.page, said, OPENED + timedelta(minutes=5))
    assert (again.pk, tried_again.pk) == (first.pk, tried.pk)
    assert (Donation.objects.count(), Donor.objects.count(), PaymentAttempt.objects.count()) == (
        1,
        1,
        1,
    )


def test_the_key_of_a_form_for_another_page_is_refused(world: World) -> None:
    said = words()
    make_gift(world.page, said, OPENED)
    with pytest.raises(GiftError, match="another page"):
        make_gift(make_campaign(world.page.cause), said, OPENED)


def test_a_gift_bears_a_reference_of_its_own(world: World) -> None:
    refs = {new_ref() for _ in range(20)}
    assert len(refs) == 20
    assert all(checks(ref) and find_refs(f"gift {ref.lower()} thanks") == (ref,) for ref in refs)


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "too small": ({"amount_minor": 199}, "smallest gift here is £2"),
    "nothing": ({"amount_minor": 0}, "smallest gift"),
    "less than nothing": ({"amount_minor": -2000}, "smallest gift"),
    "more than there is": ({"amount_minor": 2**63}, "more than this server"),
    "by hand": ({"provider": "manual"}, "choose another"),
    "by nothing known": ({"provider": "gold"}, "choose another"),
}


@pytest.mark.parametrize("said", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_gift_is_refused(world: World, said: tuple[dict[str, Any], str]) -> None:
    with pytest.raises(GiftError, match=said[1]):
        make_gift(world.page, words(**said[0]), OPENED)
    assert not Donation.objects.exists()
    assert not Donor.objects.exists()


@pytest.mark.parametrize("state", set(CampaignState) - {CampaignState.LIVE})
def test_only_a_live_page_takes_gifts(world: World, state: str) -> None:
    world.page.state = state
    world.page.save()
    with pytest.raises(GiftError):
        make_gift(world.page, words(), OPENED)


NOT_OPEN: dict[str, Callable[[World], None]] = {
    "not permitted": lambda world: world.page.cause.__dict__.update(permission_on=None),
    "not active": lambda world: world.page.cause.__dict__.update(is_active=False),
}


@pytest.mark.parametrize("close", NOT_OPEN.values(), ids=NOT_OPEN.keys())
def test_only_a_permitted_cause_takes_gifts(world: World, close: Callable[[World], None]) -> None:
    close(world)
    world.page.cause.save()
    with pytest.raises(GiftError):
        make_gift(world.page, words(), OPENED)


def test_no_donor_is_taken_for_another_by_a_typed_address(world: World) -> None:
    for _ in range(2):
        make_gift(world.page, words(), OPENED)
    assert Donor.objects.filter(email="sam@example.org").count() == 2


def test_text_is_plain(world: World) -> None:
    said = words(name="Sam\u202e\nReed", message="Go!\u200b\r\n\r\n\r\n\r\nRun")
    donation, _ = make_gift(world.page, said, OPENED)
    assert (donation.donor.name, donation.message) == ("Sam Reed", "Go!\n\nRun")


def test_a_provider_is_asked_once_and_its_answer_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = takes_cards(monkeypatch, world.page.cause)
    _, attempt = make_gift(world.page, words(provider="stripe"), OPENED)
    urls = {start_attempt(attempt) for _ in range(3)}
    assert urls == {f"https://cards.example/{attempt.idem_key}"}
    assert pages.asked == [attempt.idem_key]
    attempt.refresh_from_db()
    assert (attempt.state, attempt.provider_id) == ("open", f"at-{attempt.idem_key}")


def test_a_provider_that_fails_leaves_a_try_to_be_taken_up(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = takes_cards(monkeypatch, world.page.cause, answers=False)
    _, attempt = make_gift(world.page, words(provider="stripe"), OPENED)
    with pytest.raises(NotStartedError) as told:
        start_attempt(attempt)
    assert "stolen" not in str(told.value)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.complaint) == ("created", "card declined by issuer: stolen")
    pages.answers = True
    start_attempt(attempt)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.complaint) == ("open", "")
    assert pages.asked == [attempt.idem_key] * 2


def test_an_answer_that_comes_late_takes_nothing_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The provider told that the money came before our own question was answered."""
    pages = takes_cards(monkeypatch, world.page.cause)
    donation, attempt = make_gift(world.page, words(provider="stripe"), OPENED)
    asked = pages.start

    def paid_meanwhile(tried: PaymentAttempt, back_url: str) -> Any:
        apply(tried, Seen(PaidWord.PAID, 2000, "GBP", "payment-1"))
        return asked(tried, back_url)

    monkeypatch.setattr(pages, "start", paid_meanwhile)
    start_attempt(attempt)
    attempt.refresh_from_db()
    donation.refresh_from_db()
    assert (attempt.state, donation.state) == (AttemptState.PAID, DonationState.CLEARED)


def test_the_fee_is_added_only_when_the_donor_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """1.5 % + 20p on £20.51: 30.765 + 20, which leaves £20."""
    takes_cards(monkeypatch, world.page.cause)
    covers = [
        make_gift(world.page, words(provider=way, covers_fee=covers), OPENED)[1].amount_minor
        for way, covers in (("stripe", False), ("stripe", True), ("bank_transfer", True))
    ]
    assert covers == [2000, 2051, 2000]


@given(st.integers(min_value=200, max_value=10**10))
def test_a_covered_gift_arrives_whole(amount: int) -> None:
    """Whatever the fee takes of the payment, rounded either way, the gift is left."""
    fee = fee_of("stripe", "GBP")
    assert fee is not None
    paid = amount + cover(amount, "stripe", "GBP")
    exact = paid * fee.basis_points + fee.fixed_minor * 10_000
    assert paid * 10_000 - exact >= amount * 10_000


def test_a_pledge_is_paid_at_its_own_amount_by_its_own_donor(world: World) -> None:
    pledge = Pledge.objects.create(
        asked=uuid4(),
        campaign=world.page,
        donor=make_donor(),
        rate_minor=50,
        unit=PledgeUnit.MILE,
        cap_minor=2500,
        currency="GBP",
        count_from=CountFrom.START,
        display="public",
        state=PledgeState.DUE,
        created_at=OPENED,
        final_minor=150,
    )
    said = words(amount_minor=150, name="Somebody else")
    donation, _ = make_gift(world.page, said, OPENED, pledge=pledge)
    assert (donation.donor, donation.pledge) == (pledge.donor, pledge)
    other = msgspec.structs.replace(said, asked=uuid4(), amount_minor=2000)
    with pytest.raises(GiftError, match="another amount"):
        make_gift(world.page, other, OPENED, pledge=pledge)

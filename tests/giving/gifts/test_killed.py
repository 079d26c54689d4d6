"""The process dies between any two steps of a gift: the form sent again is still one gift."""

from datetime import timedelta

import pytest
import time_machine

from strongstride.clubs.models import Membership, Role
from strongstride.giving.books.checks import check
from strongstride.giving.books.queries import balances
from strongstride.giving.gifts.actions import make_gift, start_attempt
from strongstride.giving.gifts.offline import OfflineWords, enter, verify
from strongstride.giving.gifts.words import GiftWords
from strongstride.giving.models import Campaign, Donation, PaymentAttempt, Receipt
from strongstride.giving.providers.bank_transfer import BankTransfer
from strongstride.giving.recovery import recover
from tests.clubs.making import make_member
from tests.giving.gifts.asking import words
from tests.giving.gifts.test_offline import offline_words
from tests.giving.killing import die_everywhere
from tests.giving.making import OPENED, make_campaign
from tests.giving.plainly import RENDER, told_plainly

Given = tuple[Campaign, Membership, OfflineWords]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def plain_receipts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Receipts without drawing their PDF, which is most of the work and none of the question."""
    monkeypatch.setattr(RENDER, told_plainly)


def _recover() -> None:
    """What the worker does, when whoever began is surely gone."""
    later = OPENED + timedelta(days=1)
    with time_machine.travel(later, tick=False):
        recover(later)


def test_a_gift_and_the_start_of_its_payment() -> None:
    def give(given: tuple[Campaign, GiftWords]) -> None:
        _, attempt = make_gift(*given, OPENED)
        start_attempt(attempt)

    def whole(given: tuple[Campaign, GiftWords]) -> None:
        _recover()
        give(given)
        gift = Donation.objects.get(campaign=given[0])
        attempt = PaymentAttempt.objects.get(donation=gift)
        assert (gift.state, attempt.state, attempt.provider_id) == (
            "pending",
            "open",
            attempt.idem_key,
        )
        assert balances(given[0]).raised == 0

    calls = [(BankTransfer, "start")]
    assert die_everywhere(lambda: (make_campaign(), words()), give, whole, calls) > 5


def test_a_gift_by_hand_and_that_its_money_is_there() -> None:
    def prepare() -> Given:
        page = make_campaign()
        return page, make_member(page.club, role=Role.TREASURER), offline_words()

    def write_down(given: Given) -> None:
        attempt = enter(*given, OPENED)
        if not attempt.donation.verified_by_id:
            verify(attempt.donation, given[1])

    def whole(given: Given) -> None:
        _recover()
        if not Donation.objects.filter(campaign=given[0], state="cleared").exists():
            write_down(given)
        gift = Donation.objects.get(campaign=given[0])
        assert (gift.state, balances(given[0]).raised) == ("cleared", 1500)
        assert (gift.postings.count(), Receipt.objects.filter(donation=gift).count()) == (1, 1)
        assert list(check()) == []

    assert die_everywhere(prepare, write_down, whole) > 10

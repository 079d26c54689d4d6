"""The process dies between any two steps of a gift paid by hand: what is left is whole.

Each step of a path is a death of its own: a forked child dies there, recovery runs, and whoever
was at it does it again, as people do when a page did not come back.
"""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.conf import LazySettings

from strongstride.clubs.models import AuditEntry, Membership, Role
from strongstride.giving.books.checks import check
from strongstride.giving.books.queries import balances
from strongstride.giving.clearing.apply import apply
from strongstride.giving.clearing.refunds import ask_refund, refundable, send_refund
from strongstride.giving.gifts.actions import make_gift, start_attempt
from strongstride.giving.gifts.offline import OfflineWords, enter, verify
from strongstride.giving.gifts.words import GiftWords
from strongstride.giving.models import (
    Campaign,
    Donation,
    DonationState,
    Letter,
    Match,
    PaymentAttempt,
    Posting,
    Receipt,
    ReceiptFile,
    Refund,
)
from strongstride.giving.providers.bank_transfer import BankTransfer
from strongstride.giving.receipts import files
from strongstride.giving.receipts.files import pdf_of
from strongstride.giving.recovery import recover
from strongstride.ledger.balances import Balances
from strongstride.web import clock
from tests.clubs.making import make_member
from tests.giving.clearing.making import again, make_attempt, make_match, pay, seen
from tests.giving.killing import die_everywhere
from tests.giving.making import OPENED, make_campaign, make_donation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

NOW = OPENED + timedelta(days=3)


@pytest.fixture(autouse=True)
def with_mail_in_march(settings: LazySettings) -> None:
    """Letters are written."""
    settings.HAS_MAIL = True


def later() -> None:
    """Recovery, when whoever began is surely gone."""
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        recover(clock.now())


def assert_whole(gift: Donation) -> None:
    """All of what clearing does is there, or nothing of it."""
    assert list(check()) == []
    gift.refresh_from_db()
    is_there = {
        gift.state == DonationState.CLEARED,
        Posting.objects.filter(donation=gift, kind="gift").exists(),
        Posting.objects.filter(donation=gift, kind="match").exists(),
        Receipt.objects.filter(donation=gift).exists(),
        Letter.objects.filter(key=f"thanks:{gift.pk}").exists(),
    }
    assert len(is_there) == 1


def assert_drawn(gift: Donation) -> None:
    """Each receipt has its one file, and is one."""
    receipts = Receipt.objects.filter(donation=gift)
    assert receipts.exclude(file=None).count() == receipts.count() <= 1
    assert list(check()) == []


def make_page() -> Campaign:
    page = make_campaign()
    make_match(page, pool_minor=3000)
    return page


def test_from_the_form_to_the_place_to_pay() -> None:
    def prepare() -> tuple[Campaign, UUID]:
        return make_page(), uuid4()

    def give(made: tuple[Campaign, UUID]) -> None:
        page, asked = made
        words = GiftWords(
            asked=asked, amount_minor=2000, provider="bank_transfer", email="sam@example.org"
        )
        with time_machine.travel(NOW, tick=False):
            start_attempt(make_gift(page, words, NOW)[1])

    def sound(made: tuple[Campaign, UUID]) -> None:
        later()
        for attempt in PaymentAttempt.objects.filter(donation__asked=made[1]):
            assert (attempt.state, bool(attempt.provider_id)) == ("open", True)
        give(made)
        (gift,) = Donation.objects.filter(asked=made[1])
        assert (gift.attempts.count(), gift.state) == (1, DonationState.PENDING)

    assert die_everywhere(prepare, give, sound, calls=[(BankTransfer, "start")]) > 10


def test_from_the_money_to_the_receipt() -> None:
    def prepare() -> PaymentAttempt:
        gift = make_donation(make_page(), created_at=NOW, given_on=NOW.date())
        return make_attempt(gift)

    def clear(attempt: PaymentAttempt) -> None:
        with time_machine.travel(NOW, tick=False):
            apply(attempt, seen(attempt))

    def sound(attempt: PaymentAttempt) -> None:
        gift = attempt.donation
        later()
        assert_whole(gift)
        assert_drawn(gift)
        clear(attempt)
        assert_whole(gift)
        assert balances(gift.campaign) == Balances(raised=2000, matched=2000)
        assert Match.objects.get(campaign=gift.campaign).used_minor == 2000
        assert Receipt.objects.get(donation=gift).number == 1
        assert Letter.objects.filter(key=f"thanks:{gift.pk}").count() == 1

    assert die_everywhere(prepare, clear, sound) > 20


def test_from_the_receipt_to_its_file(settings: LazySettings) -> None:
    settings.HAS_MAIL = False  # so that it is drawn by whoever saves it, or by recovery

    def prepare() -> Receipt:
        with time_machine.travel(NOW, tick=False):
            gift = pay(make_donation(make_page(), created_at=NOW, given_on=NOW.date())).donation
        return Receipt.objects.select_related("donation").get(donation=gift)

    def sound(receipt: Receipt) -> None:
        later()
        assert_drawn(receipt.donation)
        drawn = ReceiptFile.objects.get(receipt=receipt)
        assert pdf_of(receipt) == bytes(drawn.pdf) == files.render(receipt.document)

    assert die_everywhere(prepare, pdf_of, sound, calls=[(files, "render")]) > 5


def test_cash_from_the_hand_to_the_receipt() -> None:
    def prepare() -> tuple[Campaign, Membership, OfflineWords]:
        page = make_page()
        words = OfflineWords(
            asked=uuid4(), amount_minor=2000, given_on=NOW.date(), email="sam@example.org"
        )
        return page, make_member(page.club, "Tess Till", Role.TREASURER), words

    def take(made: tuple[Campaign, Membership, OfflineWords]) -> None:
        page, tess, words = made
        with time_machine.travel(NOW, tick=False):
            gift = enter(page, tess, words, NOW).donation
            if gift.state == DonationState.PENDING:
                verify(gift, tess)

    def sound(made: tuple[Campaign, Membership, OfflineWords]) -> None:
        page, _, words = made
        later()
        take(made)
        assert list(check()) == []
        assert balances(page) == Balances(raised=2000)  # what a person writes is not matched
        (gift,) = Donation.objects.filter(asked=words.asked)
        assert gift.attempts.count() == 1
        assert Receipt.objects.filter(donation=gift).count() == 1
        assert Letter.objects.filter(key=f"thanks:{gift.pk}").count() == 1
        assert AuditEntry.objects.filter(club=page.club, action="gift verified").count() == 1

    assert die_everywhere(prepare, take, sound) > 30


def test_sending_money_back() -> None:
    def prepare() -> PaymentAttempt:
        return pay(make_donation(make_page(), created_at=NOW, given_on=NOW.date()))

    def send_back(attempt: PaymentAttempt) -> None:
        with time_machine.travel(NOW, tick=False):
            if refundable(again(attempt)) == 2000:
                send_refund(ask_refund(attempt, 500, "a slip of the pen", None))

    def sound(attempt: PaymentAttempt) -> None:
        gift = attempt.donation
        later()
        send_back(attempt)
        later()
        assert list(check()) == []
        assert balances(gift.campaign) == Balances(raised=1500, matched=1500)
        refund = Refund.objects.get(attempt=attempt)
        assert refund.state == "done"
        assert Receipt.objects.filter(donation=gift).count() == 2
        assert Letter.objects.filter(key=f"refunded:{refund.pk}").count() == 1

    assert die_everywhere(prepare, send_back, sound, calls=[(BankTransfer, "refund")]) > 20

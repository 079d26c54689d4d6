"""A donor who closes the window still knows how to pay."""

import pytest

from strongstride.giving.gifts.actions import make_gift
from strongstride.giving.links import gift_token
from strongstride.giving.models import Letter
from tests.giving.gifts.asking import takes_cards, words
from tests.giving.making import OPENED, make_campaign

pytestmark = pytest.mark.django_db


def test_the_account_and_the_reference_come_by_mail_once() -> None:
    page, said = make_campaign(), words()
    gift, _ = make_gift(page, said, OPENED)
    make_gift(page, said, OPENED)
    letter = Letter.objects.get()
    assert (letter.to, letter.key) == ("sam@example.org", f"how-to-pay:{gift.pk}")
    for each in ("12345678", "00-00-00", f"Reference: {gift.ref}", "Amount: £20", gift_token(gift)):
        assert each in letter.body
    assert "no receipt" in letter.body


def test_the_causes_page_comes_by_mail() -> None:
    make_gift(make_campaign(), words(provider="external_link"), OPENED)
    assert "https://river.example.org/give" in Letter.objects.get().body


def test_nothing_is_sent_to_who_is_led_to_pay(monkeypatch: pytest.MonkeyPatch) -> None:
    page = make_campaign()
    takes_cards(monkeypatch, page.cause)
    make_gift(page, words(provider="stripe"), OPENED)
    assert not Letter.objects.exists()

"""One form sent by many clicks at the same moment is one gift."""

from functools import partial

import pytest
from django.conf import LazySettings
from django.core.mail import EmailMessage

from strongstride.giving.gifts.actions import make_gift
from strongstride.giving.letters import sending
from strongstride.giving.models import Campaign, Donation, Donor, Letter, PaymentAttempt
from tests.concurrency.test_credits import at_once
from tests.giving.gifts.asking import words
from tests.giving.letters.test_killed import a_letter
from tests.giving.making import OPENED, make_campaign

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

CLICKS = 12


def test_many_clicks_are_one_gift() -> None:
    page, said = make_campaign(), words()
    at_once(
        partial(make_gift, Campaign.objects.get(pk=page.pk), said, OPENED) for _ in range(CLICKS)
    )
    rows = (Donation.objects, Donor.objects, PaymentAttempt.objects)
    assert [each.count() for each in rows] == [1, 1, 1]


def test_many_forms_are_as_many_gifts_each_with_its_reference() -> None:
    page = make_campaign()
    at_once(
        partial(make_gift, Campaign.objects.get(pk=page.pk), words(), OPENED) for _ in range(CLICKS)
    )
    assert len(set(Donation.objects.values_list("ref", flat=True))) == CLICKS


def test_a_letter_that_many_want_to_send_goes_out_once(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HAS_MAIL = True
    sent: list[str] = []
    monkeypatch.setattr(EmailMessage, "send", lambda message: sent.extend(message.to))
    key = a_letter()
    at_once(partial(sending.send, key, OPENED) for _ in range(CLICKS))
    assert sent == [Letter.objects.get(pk=key).to]

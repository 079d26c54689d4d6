"""The process dies while it sends: no letter is lost, and each is written once."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.core import mail

from strongstride.giving.letters import sending
from strongstride.giving.letters.news import write_news
from strongstride.giving.letters.outbox import write
from strongstride.giving.models import CampaignUpdate, Letter
from tests.giving.killing import die_everywhere
from tests.giving.making import OPENED, make_campaign, make_donation, make_donor

pytestmark = pytest.mark.django_db(transaction=True)


def a_letter() -> UUID:
    """One to be sent."""
    page = make_campaign()
    told = {"amount": "£20", "cause": page.cause, "campaign": page, "gift_url": "https://g"}
    donor = make_donor()
    with time_machine.travel(OPENED, tick=False):
        write(f"thanks:{donor.pk}", donor, "Thank you", "thanks", told)
    return Letter.objects.get(donor=donor).pk


def test_a_letter_is_sent_however_its_sender_died() -> None:
    def send(key: UUID) -> None:
        sending.send(key, OPENED)

    def sent(key: UUID) -> None:
        sending.send_due(OPENED + timedelta(hours=1))
        letter = Letter.objects.get(pk=key)
        assert letter.sent_at is not None
        assert letter.tries <= 2
        mail.outbox.clear()

    assert die_everywhere(a_letter, send, sent, [(mail.EmailMessage, "send")]) > 4


def test_news_is_written_once_however_often_it_is_begun() -> None:
    def an_update() -> CampaignUpdate:
        page = make_campaign()
        for _ in range(3):
            make_donation(page, donor=make_donor(wants_news=True), state="cleared")
        return CampaignUpdate.objects.create(campaign=page, body="On we run.", at=OPENED)

    def begin(update: CampaignUpdate) -> None:
        write_news.func(str(update.pk))

    def whole(update: CampaignUpdate) -> None:
        begin(update)  # as the worker does with what it finds begun
        assert Letter.objects.filter(key__startswith=f"news:{update.pk}:").count() == 3

    assert die_everywhere(an_update, begin, whole) > 5

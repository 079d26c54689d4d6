"""Letters: written once with their reason, sent once, tried again when the mail server is away."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
import time_machine
from django.conf import LazySettings
from django.core import mail
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from strongstride.giving.letters import sending
from strongstride.giving.letters.outbox import write
from strongstride.giving.letters.tasks import send_letter
from strongstride.giving.models import Letter
from tests.giving.making import OPENED, make_campaign, make_donor

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def write_one(key: str = "thanks:1", **columns: object) -> Letter | None:
    """A letter of thanks, written when the page opened."""
    campaign = make_campaign()
    told = {"amount": "£20", "cause": campaign.cause, "campaign": campaign, "gift_url": "https://g"}
    with time_machine.travel(OPENED, tick=False):
        write(key, make_donor(**columns), "Thank  you\nfor it", "thanks", told)
    return Letter.objects.filter(key=key).first()


def written(key: str = "thanks:1") -> Letter:
    letter = write_one(key)
    assert letter is not None
    return letter


def test_a_letter_is_written_with_the_task_that_sends_it() -> None:
    letter = written()
    task = DBTaskResult.objects.get()
    assert (task.task_path, task.args_kwargs["args"]) == (send_letter.module_path, [str(letter.pk)])
    assert (letter.subject, letter.sent_at) == ("Thank you for it", None)
    assert "£20 to The River Trust" in letter.body


def test_neither_is_there_when_its_reason_is_undone() -> None:
    with transaction.atomic():
        written()
        transaction.set_rollback(True)
    assert not Letter.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_one_key_is_one_letter() -> None:
    written()
    write_one()
    assert Letter.objects.count() == DBTaskResult.objects.count() == 1


def test_nothing_is_written_to_nobody() -> None:
    assert write_one(email="") is None


def test_nothing_is_written_where_the_server_has_no_mail(settings: LazySettings) -> None:
    settings.HAS_MAIL = False
    assert write_one() is None


def test_names_stand_in_a_letter_as_they_are_written() -> None:
    letter = write_one(name="Ann & Bo <the first>")
    assert letter is not None
    assert "Ann & Bo <the first>" in letter.body


def test_a_letter_is_sent_once() -> None:
    letter = written()
    assert [sending.send(letter.pk, OPENED), sending.send(letter.pk, OPENED)] == [True, False]
    sending.send_due(OPENED + timedelta(days=1))
    sent = mail.outbox
    assert [(each.to, each.subject) for each in sent] == [([letter.to], letter.subject)]
    assert sent[0].extra_headers["Message-ID"].startswith(f"<{letter.pk}@")
    assert "List-Unsubscribe" not in sent[0].extra_headers  # it is about the donor's own money
    letter.refresh_from_db()
    assert letter.sent_at == OPENED


@pytest.fixture
def no_server(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A mail server that breaks off whenever it is spoken to; who was written to."""
    asked: list[str] = []

    def break_off(message: mail.EmailMessage) -> int:
        asked.extend(message.to)
        raise SMTPServerDisconnected("gone")

    monkeypatch.setattr(mail.EmailMessage, "send", break_off)
    return asked


def test_a_letter_waits_longer_each_time_the_mail_server_is_away(no_server: list[str]) -> None:
    letter = written()
    waits, now = [], OPENED
    for _ in range(4):
        assert not sending.send(letter.pk, now)
        letter.refresh_from_db()
        assert letter.try_at is not None
        waits.append(letter.try_at - now)
        assert sending.send_due(letter.try_at - timedelta(seconds=1)) == 0
        now = letter.try_at
    assert waits == [timedelta(minutes=minutes) for minutes in (5, 10, 20, 40)]
    assert len(no_server) == 4


def test_a_letter_is_given_up_in_the_end(no_server: list[str]) -> None:
    letter, now = written(), OPENED
    for _ in range(sending.MOST_TRIES + 5):
        sending.send_due(now)
        now += timedelta(days=1)
    letter.refresh_from_db()
    assert (letter.tries, letter.sent_at) == (sending.MOST_TRIES, None)


def test_what_was_not_sent_goes_out_when_it_is_due() -> None:
    for number in range(3):
        written(f"thanks:{number}")
    assert sending.send_due(OPENED) == 3
    assert sending.send_due(OPENED) == 0


def test_a_server_without_mail_leaves_letters_where_they_are(settings: LazySettings) -> None:
    letter = written()
    settings.HAS_MAIL = False
    assert sending.send_due(OPENED) == 0
    letter.refresh_from_db()
    assert letter.tries == 0


def test_a_letter_whose_donor_was_forgotten_is_not_sent() -> None:
    letter = written()
    Letter.objects.update(to="")
    assert not sending.send(letter.pk, OPENED)
    assert mail.outbox == []

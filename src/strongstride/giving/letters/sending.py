"""Sending letters: each is claimed, handed over to the mail server, and then marked as sent.

A process that dies in between has its letter sent again: mail can be sent at least once or at most
once, and a receipt had better come twice than never. Its Message-ID stays the same.
"""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q

from strongstride.giving.models import Letter
from strongstride.giving.receipts.files import pdf_of
from strongstride.giving.receipts.own import file_name

MOST_TRIES = 12  # the last about three days after the first
_FIRST_PAUSE = timedelta(minutes=5)
_LONGEST_PAUSE = timedelta(hours=12)
_AT_A_TIME = 200

log = logging.getLogger(__name__)


def send_due(now: datetime) -> int:
    """Send what is due and has not been sent; how many went out."""
    if not settings.HAS_MAIL:
        return 0
    waiting = Letter.objects.filter(_due(now)).order_by("written_at", "pk")
    keys = list(waiting.values_list("pk", flat=True)[:_AT_A_TIME])
    return sum(_sent(key, now) for key in keys)


def send(key: UUID, now: datetime) -> bool:
    """Send one letter, unless it was sent, is being sent, or is not wanted any more."""
    letter = _claimed(key, now)
    if letter is None:
        return False
    if not letter.to or (letter.unsubscribe_url and not _wants_news(letter)):
        letter.delete()
        return False
    try:
        _message(letter).send()
    except (SMTPException, OSError) as error:
        log.warning("letter %s is not sent: %s", letter.key, error)
        return False
    Letter.objects.filter(pk=key).update(sent_at=now)
    return True


def _sent(key: UUID, now: datetime) -> bool:
    """As `send`; one that cannot be drawn or written keeps no other waiting."""
    try:
        return send(key, now)
    except Exception:
        log.exception("letter %s could not be sent", key)
        return False


def _due(now: datetime) -> Q:
    is_time = Q(try_at=None) | Q(try_at__lte=now)
    return Q(sent_at=None, tries__lt=MOST_TRIES) & is_time


def _claimed(key: UUID, now: datetime) -> Letter | None:
    """The letter, for this process alone until its next try is due."""
    letter = (
        Letter.objects.filter(_due(now), pk=key).select_related("donor", "receipt__series").first()
    )
    if letter is None:
        return None
    pause = min(_FIRST_PAUSE * 2**letter.tries, _LONGEST_PAUSE)
    mine = Letter.objects.filter(_due(now), pk=key, tries=letter.tries)
    return letter if mine.update(tries=F("tries") + 1, try_at=now + pause) else None


def _wants_news(letter: Letter) -> bool:
    return letter.donor is not None and letter.donor.wants_news


def _message(letter: Letter) -> EmailMessage:
    host = urlsplit(settings.PUBLIC_URL).hostname
    headers = {"Message-ID": f"<{letter.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    if letter.unsubscribe_url:  # RFC 8058
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMessage(letter.subject, letter.body, to=[letter.to], headers=headers)
    if letter.receipt is not None and (pdf := pdf_of(letter.receipt)):
        message.attach(file_name(letter.receipt), pdf, "application/pdf")
    return message

"""The file of a receipt: drawn once, outside of any lock, and the same for everybody."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from strongstride.giving.books.checks import check
from strongstride.giving.letters import sending
from strongstride.giving.links import gift_token
from strongstride.giving.models import Donation, Letter, Receipt, ReceiptFile
from strongstride.giving.receipts.actions import issue
from strongstride.giving.receipts.files import pdf_of, undrawn
from strongstride.giving.receipts.pdf import render
from strongstride.giving.recovery import BEGUN_SINCE, recover
from strongstride.web import clock
from tests.concurrency.test_credits import at_once
from tests.giving.clearing.making import pay
from tests.giving.making import OPENED, make_donation
from tests.giving.plainly import RENDER, told_plainly
from tests.giving.receipts.making import make_cleared

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

SOON = BEGUN_SINCE + timedelta(seconds=1)


def never(text: str) -> bytes:
    """Drawing where nothing should be drawn."""
    raise AssertionError(text)


def test_clearing_a_gift_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RENDER, never)
    pay(make_donation())
    assert Receipt.objects.count() == 1
    assert not ReceiptFile.objects.exists()


def test_what_was_drawn_once_is_what_everybody_gets(monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = issue(make_cleared(), OPENED)
    first = pdf_of(receipt)
    assert first == render(receipt.document)
    monkeypatch.setattr(RENDER, lambda text: told_plainly(text) + b" in newer fonts")
    assert pdf_of(Receipt.objects.get(pk=receipt.pk)) == first
    assert [each for each in check() if "file" in each.says] == []


def test_the_letter_brings_the_file(settings: LazySettings) -> None:
    settings.HAS_MAIL = True
    pay(make_donation())
    sending.send(Letter.objects.get().pk, clock.now())
    (attached,) = mail.outbox[0].attachments
    assert attached == ("receipt-2026-0001.pdf", pdf_of(Receipt.objects.get()), "application/pdf")
    assert ReceiptFile.objects.count() == 1


def test_recovery_draws_what_nobody_asked_for(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr(RENDER, told_plainly)
    for _ in range(2):
        pay(make_donation())
    assert recover(clock.now()).drawn == 0  # they may be on their way by mail
    assert recover(clock.now() + SOON).drawn == 2
    assert ReceiptFile.objects.count() == 2
    with django_assert_num_queries(1):
        assert undrawn(clock.now() + SOON) == []


def test_one_that_cannot_be_drawn_keeps_no_other_waiting(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings.HAS_MAIL = True
    broken, sound = make_donation(), make_donation()
    for gift in (broken, sound):
        pay(gift)

    def render_or_break(text: str) -> bytes:
        if broken.ref in text:
            raise LookupError("no such letter")
        return told_plainly(text)

    monkeypatch.setattr(RENDER, render_or_break)
    found = recover(clock.now() + SOON)
    assert (found.letters, ReceiptFile.objects.get().receipt.donation) == (1, sound)
    assert "no such letter" in caplog.text
    monkeypatch.setattr(RENDER, told_plainly)
    assert recover(clock.now() + 2 * SOON).drawn == 1


@pytest.mark.django_db(transaction=True)
def test_many_who_draw_at_once_get_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = issue_committed(make_cleared())
    drawn: list[bytes] = []

    def draw(text: str) -> bytes:
        """Each time other bytes, as from a server with other fonts."""
        drawn.append(told_plainly(text) + b"%d" % len(drawn))
        return drawn[-1]

    monkeypatch.setattr(RENDER, draw)
    got: list[bytes | None] = []
    at_once([lambda: got.append(pdf_of(receipt))] * 8)
    assert len(got) == 8
    assert {bytes(ReceiptFile.objects.get().pdf)} == set(got)
    assert drawn


def by_mail(receipt: Receipt) -> None:
    sending.send(Letter.objects.get(receipt=receipt).pk, clock.now())


def by_saving(receipt: Receipt) -> None:
    address = reverse("giving:receipt", args=[gift_token(receipt.donation), receipt.pk])
    assert Client(SERVER_NAME="127.0.0.1").get(address).status_code == 200


def by_recovery(_: Receipt) -> None:
    assert recover(clock.now() + SOON).drawn == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("draw", [by_mail, by_saving, by_recovery])
def test_nothing_is_locked_while_somebody_draws(
    draw: Callable[[Receipt], None], settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HAS_MAIL = draw is by_mail
    pay(make_donation())
    locked: list[bool] = []

    def watch(text: str) -> bytes:
        locked.append(connection.in_atomic_block)
        return told_plainly(text)

    monkeypatch.setattr(RENDER, watch)
    draw(Receipt.objects.get())
    assert locked == [False]
    assert ReceiptFile.objects.count() == 1


def issue_committed(gift: Donation) -> Receipt:
    """As clearing does it."""
    with transaction.atomic():
        return issue(gift, OPENED)

"""Receipts are numbered without gaps, by cause and by year as the club's clock has it."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from strongstride.giving.models import Receipt, ReceiptSeries
from strongstride.giving.receipts.actions import correct, issue
from tests.giving.making import OPENED, make_campaign, make_cause
from tests.giving.receipts.making import make_cleared, send_back

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


class BrokenError(Exception):
    """Something that goes wrong after a receipt was made."""


def _break(_: Receipt) -> None:
    raise BrokenError


def test_receipts_of_a_cause_count_from_one() -> None:
    campaign = make_campaign()
    numbers = [issue(make_cleared(campaign), OPENED).number for _ in range(3)]
    assert numbers == [1, 2, 3]


def test_each_cause_has_its_own_numbers() -> None:
    first, other = make_campaign(make_cause()), make_campaign(make_cause())
    assert issue(make_cleared(first), OPENED).number == 1
    assert issue(make_cleared(other), OPENED).number == 1


def test_a_gift_has_one_receipt_however_often_it_is_asked_for() -> None:
    donation = make_cleared()
    assert issue(donation, OPENED) == issue(donation, OPENED)
    assert ReceiptSeries.objects.get().last == 1


def test_the_year_is_that_of_the_club() -> None:
    cause = make_cause()
    cause.club.time_zone = "Pacific/Auckland"
    cause.club.save()
    late = datetime(2026, 12, 31, 12, tzinfo=UTC)  # one in the morning of 1 January there
    receipt = issue(make_cleared(make_campaign(cause)), late)
    assert (receipt.series.year, receipt.number) == (2027, 1)


def test_a_rollback_leaves_no_gap() -> None:
    campaign = make_campaign()
    issue(make_cleared(campaign), OPENED)
    lost = make_cleared(campaign)
    with pytest.raises(BrokenError), transaction.atomic():
        _break(issue(lost, OPENED))
    assert issue(lost, OPENED).number == 2
    assert list(Receipt.objects.values_list("number", flat=True)) == [1, 2]


def test_a_correction_takes_the_next_number_and_names_what_it_replaces() -> None:
    donation = make_cleared()
    first = issue(donation, OPENED)
    key = send_back(donation, 500, "1")
    second = correct(donation, key, OPENED)
    assert (second.number, second.corrects) == (2, first)
    assert correct(donation, key, OPENED) == second
    other = send_back(donation, 500, "2", before=500)
    assert correct(donation, other, OPENED).corrects == second

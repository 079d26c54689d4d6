"""Receipts given at the same moment: each number once, none missing."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction

from strongstride.giving.models import Donation, Receipt, ReceiptSeries
from strongstride.giving.receipts.actions import issue
from strongstride.giving.receipts.lettering import BOLD, REGULAR, main_font
from tests.concurrency.test_credits import at_once
from tests.giving.making import OPENED, make_campaign, make_cause
from tests.giving.receipts.making import make_cleared

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
GIFTS = 50


class LostError(Exception):
    """What goes wrong after a receipt was made, so that it never was."""


def give(donation: Donation, *, fails: bool) -> None:
    """A receipt in a transaction of its own; or one that is rolled back, and then given again."""
    if fails:
        with pytest.raises(LostError):
            _give_and_fail(donation)
    with transaction.atomic():
        issue(donation, OPENED)


@transaction.atomic
def _give_and_fail(donation: Donation) -> None:
    issue(donation, OPENED)
    raise LostError


def test_fifty_at_once_leave_no_gap_though_every_third_fails_first() -> None:
    for weight in (REGULAR, BOLD):
        main_font(weight)  # which every process does once
    cause = make_cause()
    pages = [make_campaign(cause) for _ in range(5)]  # whose locks do not keep each other out
    gifts = [make_cleared(pages[number % 5]) for number in range(GIFTS)]
    at_once(partial(give, gift, fails=number % 3 == 0) for number, gift in enumerate(gifts))
    numbers = sorted(Receipt.objects.values_list("number", flat=True))
    assert numbers == list(range(1, GIFTS + 1))
    assert ReceiptSeries.objects.get().last == GIFTS


def test_the_first_receipts_of_a_year_make_one_series() -> None:
    cause = make_cause()
    gifts = [make_cleared(make_campaign(cause)) for _ in range(8)]
    next_year = OPENED + timedelta(days=365)

    def one(gift: Donation) -> None:
        with transaction.atomic():
            issue(gift, next_year)

    at_once(partial(one, gift) for gift in gifts)
    assert ReceiptSeries.objects.get().last == 8

"""The worked example of docs/explanation/pledges.md, with the numbers worked out by hand.

50p a mile up to £25. Two runs of 5 km and one of ten miles are credited as 5,000, 5,000 and
16,094 m (rounded up to a metre): 26,094 m, which are 26,094 / 1,609.344 = 16.21406… miles, times
50p are 810.703…p: £8.11, where each run rounded by itself were 155 + 155 + 500p = £8.10. With a
fourth of 60 km it would be 86,094 m = 53.496… miles = 2,674.8…p, so the cap holds.
"""

from datetime import date, timedelta

import pytest

from strongstride.giving.books.queries import balances
from strongstride.giving.clearing.apply import apply
from strongstride.giving.models import Letter, Receipt
from strongstride.giving.pledges import actions
from strongstride.giving.pledges.advancing import advance
from strongstride.giving.pledges.paying import pay
from strongstride.giving.pledges.queries import pledged
from strongstride.giving.providers.seen import PaidWord, Seen
from strongstride.runs.actions import remove_run
from tests.giving.pledges.making import (
    MID_MARCH,
    accrued,
    end_challenge,
    make_runner_page,
    read,
    run,
    units_of,
    words,
)

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


def test_pledge_from_its_form_to_its_receipt() -> None:
    page = make_runner_page()
    pledge = actions.make_pledge(page, words(), MID_MARCH)
    assert pledged(page) == 0, "not confirmed"
    actions.confirm(pledge, MID_MARCH)
    for day, metres in ((2, 5_000), (4, 5_000), (6, 16_093.44)):
        run(page, metres, date(2026, 3, day))
    assert (units_of(read(pledge.pk)), pledged(page)) == (26_094, 811)
    long_one = run(page, 60_000, date(2026, 3, 8))
    assert (units_of(read(pledge.pk)), pledged(page)) == (86_094, 2500)
    remove_run(long_one)
    assert (units_of(read(pledge.pk)), pledged(page)) == (26_094, 811)
    end_challenge(page)
    letter = Letter.objects.get(key=f"pledge-ended:{pledge.pk}")
    assert letter.subject == "£8.11: what your pledge comes to"
    assert "16.2 mi" in letter.body
    assert "on 17 March 2026 you get a link to pay it" in letter.body
    advance(MID_MARCH + timedelta(days=7))
    assert "£8.11" in Letter.objects.get(key=f"pledge-due:{pledge.pk}").body
    attempt = pay(read(pledge.pk), "bank_transfer", MID_MARCH + timedelta(days=8))
    assert (balances(page).raised, pledged(page)) == (0, 811)
    apply(attempt, Seen(PaidWord.PAID, 811, "GBP"))
    assert (balances(page).raised, pledged(page)) == (811, 0)
    assert (read(pledge.pk).state, accrued(read(pledge.pk))) == ("paid", 811)
    assert Receipt.objects.get(donation=attempt.donation).number
    assert Letter.objects.filter(key=f"thanks:{attempt.donation_id}").count() == 1

"""What pledges come to while their challenge runs: invariants 14 to 17 and 19."""

import pytest

from strongstride.giving.pledges.accrual import accrued, units_of
from strongstride.giving.pledges.queries import pledged
from tests.giving.pledges.making import make_pledge_row, make_runner_page, run

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


def test_pledge_comes_to_the_credited_distance_times_the_rate() -> None:
    page = make_runner_page()
    pledge = make_pledge_row(page)
    run(page, 16_093.44)
    assert units_of(pledge) == 16_094
    assert accrued(pledge) == 500
    assert pledged(page) == 500

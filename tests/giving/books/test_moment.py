"""The check reads one moment, and a backup brings the books back with their guards."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, connections, transaction
from django.db.utils import IntegrityError

from strongstride.giving.books.checks import check
from strongstride.giving.books.moment import one_moment
from strongstride.giving.models import Donation, DonationState, Posting
from strongstride.operations.backup import back_up
from strongstride.operations.restore import restore
from tests.giving.books.world import make_world
from tests.giving.making import make_campaign, make_donation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


def _elsewhere(act: Callable[[], object]) -> None:
    """Do something on another connection, to its end."""

    def run() -> None:
        try:
            act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(run).result(timeout=30)


def test_who_gives_meanwhile_neither_waits_nor_is_seen() -> None:
    campaign = make_campaign()
    make_donation(campaign)
    with one_moment():
        assert Donation.objects.count() == 1
        _elsewhere(lambda: make_donation(campaign))
        assert Donation.objects.count() == 1
    assert Donation.objects.count() == 2


def test_a_moment_ends_also_where_something_went_wrong() -> None:
    def fail() -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError), one_moment():
        fail()
    make_donation()
    assert Donation.objects.count() == 1


def test_a_check_left_half_way_leaves_no_transaction_open() -> None:
    make_donation(state=DonationState.CLEARED)
    findings = check()
    assert "the books do not have it" in next(findings).says
    del findings
    _elsewhere(make_donation)
    assert Donation.objects.count() == 2


def test_books_come_back_from_a_backup_with_their_guards(tmp_path: Path, settings: object) -> None:
    settings.DATA_DIR = tmp_path / "data"  # type: ignore[attr-defined]
    make_world()
    back_up(tmp_path / "b.zip")
    connection.close()
    restore(tmp_path / "b.zip", force=True)
    assert list(check()) == []
    with pytest.raises(IntegrityError, match="only ever added to"), transaction.atomic():
        Posting.objects.update(note="changed")

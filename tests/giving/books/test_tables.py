"""The books as a table: it adds up, names no donor, and runs nothing in a spreadsheet."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from strongstride.cli.app import app
from strongstride.cli.complaint import ComplaintError
from strongstride.giving.books.queries import ACCOUNTS
from strongstride.giving.books.tables import COLUMNS, books_table
from strongstride.giving.models import Donor
from tests.giving.books.world import FEES, IN_DISPUTE, MATCHED, RAISED, TRANSFERS, World, make_world
from tests.giving.clearing.making import pay
from tests.giving.making import make_campaign, make_cause, make_donation

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def world() -> World:
    return make_world()


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.removeprefix("\ufeff").splitlines()))


def _table(world: World) -> str:
    return b"".join(books_table(world.campaign.club)).decode()


def test_the_last_columns_add_up_to_what_the_page_has_raised(world: World) -> None:
    rows = _rows(_table(world))
    assert len(rows) == TRANSFERS
    assert tuple(rows[0]) == COLUMNS
    sums = [sum(Decimal(row[name] or 0) for row in rows) for name in ACCOUNTS]
    assert sums == [Decimal(minor) / 100 for minor in (RAISED, MATCHED, FEES, IN_DISPUTE)]


def test_a_line_says_what_moved_when_and_why(world: World) -> None:
    first = _rows(_table(world))[0]
    assert first["gift"] == world.kept.ref
    assert (first["number"], first["what"], first["posting"]) == (
        "1",
        "gift",
        f"gift:{world.kept.pk}",
    )
    assert (first["from"], first["to"]) == ("donor", "clearing:bank_transfer")
    assert (first["amount"], first["currency"]) == ("20.90", "GBP")
    assert [row["sponsor"] for row in _rows(_table(world))][3] == "Weir Engineering"


def test_yen_have_no_decimals() -> None:
    gift = make_donation(make_campaign(make_cause(currency="JPY")), 500)
    pay(gift)
    rows = _rows(b"".join(books_table(gift.campaign.club)).decode())
    assert {row["amount"] for row in rows} == {"500"}


def test_no_donor_is_named(world: World) -> None:
    table = _table(world)
    for name, email in Donor.objects.values_list("name", "email"):
        assert name not in table
        assert email not in table


def test_no_text_begins_as_a_formula(world: World) -> None:
    rows = _rows(_table(world))
    assert {row["cause"] for row in rows} == {"'=The River Trust"}
    for row in rows:
        for name, cell in row.items():
            if name in ACCOUNTS and cell:
                Decimal(cell)  # a number, which may be less than nothing
            else:
                assert not cell.startswith(("=", "+", "-", "@", "\t"))


def test_another_clubs_books_are_not_in_it(world: World) -> None:
    other = make_donation(make_campaign(), 4321)
    pay(other)
    assert other.ref not in _table(world)


def test_the_command_writes_the_table(world: World, tmp_path: Path) -> None:
    slug, file = world.campaign.club.slug, tmp_path / "books.csv"
    printed = CliRunner().invoke(app, ["ledger", "export", slug], standalone_mode=False)
    assert printed.stdout_bytes.decode() == _table(world)
    wanted = ["ledger", "export", slug, "--to", str(file)]
    assert CliRunner().invoke(app, wanted, standalone_mode=False).exit_code == 0
    assert file.read_bytes().decode() == _table(world)


def test_a_club_that_does_not_exist_is_one_sentence() -> None:
    result = CliRunner().invoke(app, ["ledger", "export", "nowhere"], standalone_mode=False)
    assert isinstance(result.exception, ComplaintError)
    assert "There is no club nowhere" in str(result.exception)

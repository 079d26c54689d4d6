"""Tables for other programs: what is in them, for whom, and that no cell is a formula."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from strongstride.clubs.crediting.entry import RulingWord
from strongstride.clubs.desk.rulings import Word, rule
from strongstride.clubs.desk.tables import (
    BOARD,
    CREDITS,
    MEMBERS,
    board_table,
    credits_table,
    members_table,
)
from strongstride.clubs.models import AuditEntry, Membership, Team
from strongstride.formats.spreadsheet import MARK, guarded, table_line, unguarded
from tests.clubs.desk.conftest import Desk
from tests.clubs.making import make_member

Browse = Callable[[Membership], Client]
Rows = list[dict[str, str]]
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def read(pieces: Iterable[bytes]) -> Rows:
    text = b"".join(pieces).decode()
    assert text.startswith(MARK)
    return list(csv.DictReader(io.StringIO(text.removeprefix(MARK), newline="")))


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=1))
def test_no_cell_begins_as_a_formula_and_nothing_is_lost(cells: list[str]) -> None:
    (row,) = csv.reader(io.StringIO(table_line(cells).decode(), newline=""))
    assert not any(cell.startswith(FORMULA) for cell in row)
    assert [unguarded(cell) for cell in row] == cells


@given(st.sampled_from(FORMULA), st.text())
def test_what_would_be_a_formula_is_guarded(sign: str, rest: str) -> None:
    assert guarded(sign + rest) == f"'{sign}{rest}"


@pytest.mark.django_db
def test_days_are_the_clubs(desk: Desk) -> None:
    make_member(desk.club, "Late Joiner", joined_at=datetime(2026, 3, 1, 20, tzinfo=UTC))
    desk.treasurer.club.time_zone = "Asia/Tokyo"
    by_name = {row["name"]: row for row in read(members_table(desk.treasurer))}
    assert by_name["Late Joiner"]["joined_on"] == "2026-03-02"
    assert by_name["Late Joiner"]["left_on"] == ""


@pytest.mark.django_db
@pytest.mark.both_databases
def test_members_are_listed_with_where_they_stand(desk: Desk, hidden: Membership) -> None:
    make_member(desk.club, "=HYPERLINK(1)", state="banned")
    rows = read(members_table(desk.treasurer))
    assert tuple(rows[0]) == MEMBERS
    by_name = {row["name"]: row for row in rows}
    assert by_name["Hilda Hidden"]["on_boards"] == "hidden"
    assert by_name["Olive Owner"]["standing"] == "Owner"
    assert by_name["'=HYPERLINK(1)"]["standing"] == "Banned"
    assert "@" not in "".join(by_name)  # no address of anybody


@pytest.mark.django_db
@pytest.mark.both_databases
@pytest.mark.parametrize(("who", "name"), [("owner", "Hilda Hidden"), ("treasurer", "")])
def test_the_board_has_everybody_and_hidden_names_for_who_manages_members(
    desk: Desk, hidden: Membership, who: str, name: str
) -> None:
    desk.part.team = Team.objects.create(
        challenge=desk.challenge, name="+Team", created_at=desk.part.joined_at
    )
    desk.part.save()
    rows = read(board_table(getattr(desk, who), desk.challenge))
    assert tuple(rows[0]) == BOARD
    first, second = rows
    assert (first["rank"], first["name"], first["on_board"]) == ("", name, "no")
    assert (first["total"], first["total_in_small_unit"]) == ("12.0 km", "12000")
    assert (second["rank"], second["name"], second["team"]) == ("1", "Robin Hale", "'+Team")


@pytest.mark.django_db
@pytest.mark.both_databases
@pytest.mark.parametrize(("who", "names"), [("owner", 3), ("treasurer", 2)])
def test_entries_tell_what_counts_and_why(
    desk: Desk, hidden: Membership, who: str, names: int
) -> None:
    rule(desk.moderator, desk.waiting, Word(word=RulingWord.REFUSED, said="-1 for the bike"))
    rows = read(credits_table(getattr(desk, who), desk.challenge))
    assert tuple(rows[0]) == CREDITS
    assert [row["day"] for row in rows] == ["2026-03-02", "2026-03-03", "2026-03-10"]
    assert len([row for row in rows if row["name"]]) == names
    refused = rows[-1]
    assert (refused["status"], refused["ruling_note"]) == ("not_counted", "'-1 for the bike")
    assert refused["ruled_by"] == "Mo Moderator"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["members", "board", "entries"])
def test_taking_a_table_out_asks_for_the_password_and_is_noted(
    desk: Desk, browse: Browse, name: str
) -> None:
    keys = [] if name == "members" else [desk.challenge.slug]
    address = reverse(f"clubs:{name}-table", args=[desk.club.slug, *keys])
    client = browse(desk.treasurer)
    html = client.get(address).content.decode()
    assert ("without their names" in html) == (name != "members")
    assert not AuditEntry.objects.exists()
    answer = client.post(address)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].endswith('.csv"')
    assert read([answer.getvalue()])
    assert AuditEntry.objects.get(action="table taken out").actor == desk.treasurer
    session = client.session
    del session["account_authentication_methods"]
    session.save()
    for asked in (client.get(address), client.post(address)):
        assert "reauthenticate" in asked["Location"]

"""The database itself keeps receipts as they were given, and their numbers without gaps."""

from hashlib import sha256
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from strongstride.giving.models import Receipt, ReceiptFile, ReceiptSeries
from strongstride.giving.receipts import guards
from strongstride.giving.receipts.actions import issue
from strongstride.web.ids import uuid7
from tests.giving.making import OPENED
from tests.giving.receipts.making import make_cleared

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def receipt() -> Receipt:
    return issue(make_cleared(), OPENED)


@pytest.fixture
def file(receipt: Receipt) -> ReceiptFile:
    return ReceiptFile.objects.create(
        receipt=receipt, pdf=b"%PDF", sha256=sha256(b"%PDF").hexdigest(), drawn_at=OPENED
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 2},
        {"key": "other"},
        {"document": "{}"},
        {"sha256": "0" * 64},
        {"document": "", "number": 2},
        {"document": "", "sha256": "0" * 64},
        {"made_at": OPENED.replace(year=2025)},
    ],
)
def test_a_receipt_cannot_be_changed(receipt: Receipt, changes: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Receipt.objects.filter(pk=receipt.pk).update(**changes)


def test_what_it_says_can_be_forgotten_whole(file: ReceiptFile) -> None:
    Receipt.objects.update(document="")
    ReceiptFile.objects.update(pdf=b"")
    receipt = Receipt.objects.get()
    assert (receipt.number, receipt.document, bytes(receipt.file.pdf)) == (1, "", b"")
    assert (receipt.file.sha256, receipt.file.drawn_at) == (file.sha256, file.drawn_at)


@pytest.mark.parametrize(
    "changes",
    [
        {"pdf": b"other"},
        {"pdf": b""},  # while the receipt says something
        {"sha256": "0" * 64},
        {"drawn_at": OPENED.replace(year=2025)},
    ],
)
def test_a_file_cannot_be_changed(file: ReceiptFile, changes: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        ReceiptFile.objects.filter(pk=file.pk).update(**changes)


def test_a_receipt_has_one_file(file: ReceiptFile) -> None:
    file.pk = uuid7()
    with pytest.raises(DatabaseError), transaction.atomic():
        file.save(force_insert=True)


def test_nothing_is_drawn_of_a_receipt_the_law_let_go_of(receipt: Receipt) -> None:
    Receipt.objects.update(document="")
    drawn = ReceiptFile(receipt=receipt, pdf=b"%PDF", sha256="0" * 64, drawn_at=OPENED)
    with pytest.raises(DatabaseError), transaction.atomic():
        drawn.save(force_insert=True)


@pytest.mark.parametrize("model", [Receipt, ReceiptSeries, ReceiptFile])
def test_none_can_be_deleted(file: ReceiptFile, model: Any) -> None:
    table = model._meta.db_table
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize("last", [0, 1, 3])
def test_a_series_only_counts_on_by_one(receipt: Receipt, last: int) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        ReceiptSeries.objects.update(last=last)


@pytest.mark.parametrize("number", [0, 2, 7])
def test_only_the_next_number_can_be_given(receipt: Receipt, number: int) -> None:
    other = Receipt.objects.get()
    other.pk, other.key, other.number = None, "other", number
    with pytest.raises(DatabaseError), transaction.atomic():
        other.save(force_insert=True)


def test_a_receipt_cannot_be_put_in_the_place_of_another(receipt: Receipt) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite can replace a row by inserting")
    columns = "id, series_id, number, key, donation_id, kind, corrects_id, document, sha256"
    copied = f"SELECT {columns.replace('document', chr(39) * 2)}, made_at FROM giving_receipt"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT OR REPLACE INTO giving_receipt ({columns}, made_at) {copied}")


def test_a_file_cannot_be_put_in_the_place_of_another(file: ReceiptFile) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite can replace a row by inserting")
    columns = "receipt_id, id, sha256, drawn_at"
    copied = f"SELECT x'00', {columns} FROM giving_receiptfile"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT OR REPLACE INTO giving_receiptfile (pdf, {columns}) {copied}")


def test_guards_that_were_lifted_are_missed() -> None:
    assert guards.missing(connection) == []
    with connection.cursor() as cursor:
        cursor.execute(guards.lifting(connection.vendor)[0])
    assert len(guards.missing(connection)) == 1
    guards.set_up(connection)
    assert guards.missing(connection) == []

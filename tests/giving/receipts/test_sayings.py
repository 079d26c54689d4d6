"""What receipts say under each regime, from which amount on, and that each saying has a source."""

from typing import Any

import pytest

from strongstride.giving.models import Donation, Regime
from strongstride.giving.receipts.actions import correct, issue
from strongstride.giving.receipts.document import ReceiptDocument, read_document
from strongstride.giving.receipts.sayings import EVERY, sayings
from tests.giving.making import OPENED, make_campaign, make_cause
from tests.giving.receipts.making import make_cleared, send_back

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
NOTHING = "No goods or services were provided in exchange for this contribution."
SHIRT = {"benefit": "a club shirt", "benefit_minor": 3000}


def american(amount_minor: int, **page: Any) -> Donation:
    """A cleared gift to a cause of the United States."""
    cause = make_cause(country="US", currency="USD", regime=Regime.US, name="River Fund")
    return make_cleared(make_campaign(cause, **page), amount_minor)


def receipt(donation: Donation) -> ReceiptDocument:
    return read_document(issue(donation, OPENED).document)


def test_every_regime_has_a_title_and_every_saying_a_source() -> None:
    assert {EVERY, *Regime.values} == set(sayings())
    for regime in Regime.values:
        assert sayings()[regime]["title"].title
    assert all(said.source for found in sayings().values() for said in found.values())


@pytest.mark.parametrize(
    ("amount_minor", "title"),
    [(24_999, "Donation receipt"), (25_000, "Written acknowledgment of your contribution")],
)
def test_a_written_acknowledgment_starts_at_250_dollars(amount_minor: int, title: str) -> None:
    told = receipt(american(amount_minor))
    assert told.title == title
    assert NOTHING in told.statements


def test_other_currencies_are_acknowledged_at_any_amount() -> None:
    cause = make_cause(country="US", currency="EUR", regime=Regime.US)
    assert receipt(make_cleared(make_campaign(cause), 500)).title.startswith("Written")


@pytest.mark.parametrize(("amount_minor", "is_disclosed"), [(7_500, False), (7_501, True)])
def test_quid_pro_quo_is_disclosed_above_75_dollars(amount_minor: int, is_disclosed: bool) -> None:
    told = " ".join(receipt(american(amount_minor, **SHIRT)).statements)
    assert "you received: a club shirt. River Fund estimates in good faith" in told
    assert NOTHING not in told
    assert ("deductible for US federal income tax" in told) is is_disclosed


def test_the_deductible_part_is_what_exceeds_the_value() -> None:
    told = receipt(american(10_000, **SHIRT)).statements
    assert any(said.endswith("of what you received: $70 USD.") for said in told)


def test_a_benefit_from_some_amount_on_leaves_smaller_gifts_out() -> None:
    small = receipt(american(4_999, **SHIRT, benefit_from_minor=5_000))
    assert NOTHING in small.statements


def test_a_receipt_of_the_uk_offers_gift_aid() -> None:
    gift = make_cleared(make_campaign(make_cause(regime=Regime.UK)))
    assert any("declare Gift Aid on the page" in said for said in receipt(gift).statements)


def test_a_correction_counts_what_is_left() -> None:
    gift = american(30_000)
    issue(gift, OPENED)
    told = read_document(correct(gift, send_back(gift, 10_000, "a"), OPENED).document)
    assert told.title == "Correction: donation receipt"
    assert told.gift.stays.minor == 20_000
    assert "What counts from now on is $200 USD." in told.statements[0]
    assert told.corrects == "2026-0001"


def test_nothing_left_counts_for_nothing() -> None:
    gift = american(30_000)
    told = read_document(correct(gift, send_back(gift, 30_000, "a"), OPENED).document)
    assert told.gift.stays.minor == 0
    (said,) = told.statements
    assert said.endswith("Nothing of it can be deducted or declared.")


def test_what_the_cause_wants_said_is_on_it_and_stays_as_it_was() -> None:
    cause = make_cause(receipt_text="Ada thanks you.")
    first = issue(make_cleared(make_campaign(cause)), OPENED)
    cause.receipt_text = "Changed."
    cause.save()
    first.refresh_from_db()
    assert read_document(first.document).cause.says == "Ada thanks you."

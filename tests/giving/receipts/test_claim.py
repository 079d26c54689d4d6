"""The claim for Gift Aid: which gifts, in which columns, and what is left out and why."""

from csv import reader
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.clubs.models import AuditEntry
from strongstride.giving.models import Campaign, Donation, DonationState, Regime
from strongstride.giving.receipts import claim as claiming
from strongstride.giving.receipts.claim import Claim, claim_of, claim_table, most_benefit
from strongstride.giving.receipts.declarations import DeclarationWords, cancel, declare, declared
from tests.clubs.making import make_challenge, make_member
from tests.giving.making import OPENED, make_campaign, make_cause, make_donor
from tests.giving.receipts.conftest import Books
from tests.giving.receipts.making import make_cleared, send_back

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
DAYS = (date(2026, 3, 1), date(2026, 3, 31))


def words(**changes: Any) -> DeclarationWords:
    said = {"first_name": "Sam", "last_name": "Reed", "house": "12", "address": "Mill Lane"}
    return DeclarationWords(**{**said, "postcode": "SW1A 1AA", "is_lasting": False, **changes})


def aided(page: Campaign, minor: int = 2000, **columns: Any) -> Donation:
    """A cleared gift that was declared."""
    gift = make_cleared(page, minor, **columns)
    declare(gift, words(), OPENED)
    return gift


@pytest.fixture
def page() -> Campaign:
    return make_campaign(make_cause(regime=Regime.UK))


def claimed(page: Campaign) -> Claim:
    return claim_of(page.cause, *DAYS)


def test_a_row_is_as_hmrc_asks(page: Campaign) -> None:
    aided(page, 2050, cover_minor=60)
    head, row = reader(b"".join(claim_table(claimed(page), 1)).decode().splitlines())
    assert head[1:5] == ["First name", "Last name", "House name or number", "Postcode"]
    assert row == ["", "Sam", "Reed", "12", "SW1A 1AA", "", "", "01/03/26", "20.50"]


def test_a_gift_to_a_page_of_a_challenge_is_a_sponsored_event(page: Campaign) -> None:
    aided(make_campaign(page.cause, challenge=make_challenge(page.club)))
    row = [*reader(b"".join(claim_table(claimed(page), 1)).decode().splitlines())][1]
    assert row[6] == "Yes"


def test_only_declared_gifts_of_the_days_are_claimed_on(page: Campaign) -> None:
    make_cleared(page)
    aided(page, given_on=date(2026, 2, 28))
    aided(page, given_on=date(2026, 4, 1))
    cancelled = aided(page)
    found = declared(cancelled)
    assert found is not None
    cancel(found, OPENED)
    first, last = aided(page, given_on=DAYS[0]), aided(page, given_on=DAYS[1])
    assert [line.gift for line in claimed(page).lines] == [first, last]


def test_a_lasting_declaration_claims_on_later_gifts_of_the_account(page: Campaign) -> None:
    athlete = make_member(page.club).athlete
    gift = make_cleared(page, donor=make_donor("Sam Reed", athlete=athlete))
    declare(gift, words(is_lasting=True), OPENED)
    later = make_cleared(page, donor=make_donor("Sammy", athlete=athlete))
    assert {line.gift for line in claimed(page).lines} == {gift, later}


def test_what_went_back_is_not_claimed_on(page: Campaign) -> None:
    gift = aided(page, 2000, cover_minor=100)
    send_back(gift, 1050, "a")
    (line,) = claimed(page).lines
    assert line.amount_minor == 1000


def test_what_is_left_out_says_why(page: Campaign) -> None:
    send_back(aided(page), 2000, "a")
    aided(page, state=DonationState.DISPUTED)
    shirts = make_campaign(page.cause, benefit="a shirt", benefit_minor=501)
    aided(shirts, 2000)
    told = claimed(page)
    assert told.lines == ()
    assert sorted(each.why for each in told.left_out) == [
        "It went back to the donor.",
        "The donor’s bank has asked for it back.",
        "What the donor received is worth more than Gift Aid allows.",
    ]


@pytest.mark.parametrize(
    ("minor", "most"),
    [(1_00, 25), (100_00, 25_00), (200_00, 30_00), (49_600_00, 2_500_00), (90_000_00, 2_500_00)],
)
def test_a_benefit_may_be_worth_so_much(minor: int, most: int) -> None:
    assert most_benefit(minor) == most


@given(st.integers(1, 10**9), st.integers(0, 10**6))
def test_a_larger_gift_never_allows_less(minor: int, more: int) -> None:
    assert most_benefit(minor) <= most_benefit(minor + more) <= 250_000


def test_long_claims_come_in_parts(page: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    gifts = [aided(page) for _ in range(5)]
    monkeypatch.setattr(claiming, "rows_a_part", lambda: 2)
    told = claimed(page)
    assert told.parts == 3
    rows = [len(list(claim_table(told, part))) - 1 for part in (1, 2, 3)]
    assert rows == [2, 2, 1]
    assert told.total_minor == sum(gift.amount_minor for gift in gifts)


def test_the_treasurer_looks_and_saves_the_table(books: Books) -> None:
    gift = aided(books.page)
    days = {"first": "2026-03-01", "last": "2026-03-31"}
    seen = books.client.get(books.at("claim"), days).content.decode()
    assert "1 gift of £20" in seen
    answer = books.client.post(books.at("claim"), {**days, "part": "1"})
    assert b"Sam,Reed" in b"".join(answer)
    assert AuditEntry.objects.filter(action="table taken out").exists()
    assert gift.ref not in seen  # no reason to name it: nothing is wrong with it


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"first": "2026-03-31", "last": "2026-03-01", "part": "1"}, 400),
        ({"first": "2019-03-31", "last": "2026-03-01", "part": "1"}, 400),
        ({"first": "2026-03-01", "last": "2026-03-31", "part": "2"}, 400),
        ({"first": "2026-03-01", "last": "2026-03-31", "part": "x"}, 400),
        ({}, 400),
    ],
)
def test_what_cannot_be_claimed_is_refused(books: Books, said: dict[str, str], status: int) -> None:
    aided(books.page)
    assert books.client.post(books.at("claim"), said).status_code == status


def test_other_regimes_have_no_claim(books: Books) -> None:
    books.page.cause.regime = Regime.US
    books.page.cause.save()
    assert books.client.get(books.at("claim")).status_code == 404

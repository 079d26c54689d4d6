"""The close-out report: the same money by page, by source and by cause, as the books have it."""

from collections import Counter
from csv import reader
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from strongstride.clubs.models import Role
from strongstride.giving.books.actions import post
from strongstride.giving.books.queries import balances_of
from strongstride.giving.models import AttemptState, Campaign, Donation, PaymentAttempt
from strongstride.giving.report.table import COLUMNS, report_table
from strongstride.giving.report.totals import Report, ReportLine, Totals, report_of
from strongstride.ledger import postings
from strongstride.ledger.cover import parts_back
from tests.clubs.making import make_challenge, make_club, make_member
from tests.giving.making import OPENED, make_campaign, make_cause
from tests.giving.receipts.making import make_cleared, send_back

AMOUNTS = Totals.__struct_fields__


def total(lines: tuple[ReportLine, ...]) -> Counter[tuple[str, str]]:
    """The sum of each amount in each currency."""
    sums: Counter[tuple[str, str]] = Counter()
    for line in lines:
        for name in AMOUNTS:
            sums[line.currency, name] += getattr(line.totals, name)
    return sums


def dispute(gift: Donation, word: str) -> None:
    """The whole of a gift is disputed, and perhaps decided."""
    whole = gift.amount_minor + gift.cover_minor
    parts = parts_back(gift.amount_minor, gift.cover_minor, 0, whole)
    steps = [postings.dispute(gift.pk, parts, gift.currency)]
    if word == "lost":
        steps.append(postings.dispute_lost(gift.pk, postings.Parts(whole, 0), gift.currency))
    if word == "won":
        steps.append(postings.dispute_won(gift.pk, parts, gift.currency))
    for step in steps:
        post(gift.campaign, step, at=OPENED, donation=gift)


HAPPENINGS = st.lists(
    st.tuples(
        st.integers(0, 3),  # the page
        st.integers(1, 10_000),
        st.integers(0, 300),
        st.sampled_from(["manual", "bank_transfer", "stripe"]),
        st.sampled_from(["", "", "back", "open", "lost", "won"]),
    ),
    max_size=12,
)


class TestAnyHistory(TestCase):
    """Whatever happened to gifts, the report adds up to the books."""

    @given(HAPPENINGS)
    @settings(max_examples=15)
    def test_it_adds_up_to_the_books(self, happened: list[tuple[int, int, int, str, str]]) -> None:
        club = make_club()
        causes = [make_cause(club), make_cause(club, currency="EUR", name="Kinderhilfe")]
        pages = [make_campaign(cause) for cause in causes for _ in range(2)]
        for page, minor, cover, provider, word in happened:
            gift = make_cleared(pages[page], minor, cover_minor=cover, provider=provider)
            if word == "back":
                send_back(gift, (minor + cover + 1) // 2, str(gift.pk))
            elif word:
                dispute(gift, word)
        report = report_of(club)
        _is_sound(report, pages)


def _is_sound(report: Report, pages: list[Campaign]) -> None:
    assert total(report.pages) == total(report.causes) == total(report.together)
    assert total(report.sources) == total(report.pages)
    books = balances_of(pages)
    for ours, theirs in (("raised", "raised"), ("fees", "fees"), ("in_dispute", "in_dispute")):
        for currency in ("GBP", "EUR"):
            of = [page for page in pages if page.currency == currency]
            booked = sum(getattr(books[page.pk], theirs) for page in of)
            assert total(report.pages)[currency, ours] == booked
    for line in (*report.pages, *report.sources, *report.causes, *report.together):
        each = line.totals
        assert each.given == (
            each.raised + each.fees + each.in_dispute + each.sent_back + each.lost
        )


pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_it_says_what_came_by_which_way_to_which_cause() -> None:
    page = make_campaign(title="Miles")
    make_cleared(page, 2000, cover_minor=60, provider="manual")
    gift = make_cleared(page, 1000)
    send_back(gift, 400, "a")
    (line,) = report_of(page.club).pages
    assert line == ReportLine(
        "Miles", "GBP", Totals(gifts=2, given=3060, raised=2600, fees=60, sent_back=400)
    )
    sources = {each.name: each.totals.raised for each in report_of(page.club).sources}
    assert sorted(sources.values()) == [600, 2000]


def test_a_gift_counts_for_the_way_it_was_paid_in_the_end() -> None:
    gift = make_cleared(provider="external_link")
    PaymentAttempt.objects.create(
        donation=gift, provider="manual", idem_key="k", amount_minor=2000, currency="GBP",
        state=AttemptState.PAID, created_at=OPENED,
    )  # fmt: skip
    (line,) = report_of(gift.campaign.club).sources
    assert "external" not in line.name.lower()
    assert line.totals.raised == 2000


def test_a_challenge_has_its_own_pages_alone() -> None:
    club = make_club()
    challenge = make_challenge(club)
    make_cleared(make_campaign(make_cause(club), challenge=challenge), 700)
    make_cleared(make_campaign(make_cause(club)), 900)
    assert total(report_of(club, challenge).together)["GBP", "raised"] == 700
    assert total(report_of(club).together)["GBP", "raised"] == 1600


def test_the_table_adds_up_and_runs_no_formula() -> None:
    page = make_campaign(title="=1+1")
    make_cleared(page, 2000, cover_minor=55)
    text = b"".join(report_table(report_of(page.club))).decode("utf-8-sig")
    head, *rows = reader(text.splitlines())
    assert tuple(head) == COLUMNS
    of = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert of["page"]["name"] == "'=1+1"
    for row in of.values():
        told = {name: Decimal(row[name]) for name in ("given", "raised", "fees")}
        assert told["given"] == told["raised"] + told["fees"] == Decimal("20.55")
    assert of["source"]["pledged"] == ""


def test_the_page_names_no_donor_and_costs_the_same_however_many_gave(
    client: Any, django_assert_max_num_queries: Any
) -> None:
    club = make_club()
    admin = make_member(club, "Ada", Role.ADMIN)
    assert admin.athlete is not None
    page = make_campaign(make_cause(club), admin)
    for _ in range(3):
        make_cleared(page)
    client.force_login(admin.athlete.user)
    with django_assert_max_num_queries(14):
        words = client.get(reverse("giving:report", args=[club.slug])).content.decode()
    assert "£60" in words
    assert "Sam Reed" not in words
    address = reverse("giving:report-table", args=[club.slug])
    assert b"Sam Reed" not in b"".join(client.get(address).streaming_content)
    assert client.get(f"{address}?challenge=none-such").status_code == 404

"""Receipts, benefits and a donor's year at the desk of whoever keeps the books."""

from typing import Any

from strongstride.clubs.models import AuditEntry
from strongstride.giving.models import Donor
from strongstride.giving.receipts.actions import issue
from strongstride.giving.receipts.document import read_document
from strongstride.giving.receipts.files import pdf_of
from tests.giving.making import OPENED, make_campaign, make_cause, make_donor
from tests.giving.receipts.conftest import Books
from tests.giving.receipts.making import make_cleared, send_back


def page_of(books: Books, name: str, *keys: object, **said: Any) -> str:
    answer = books.client.get(books.at(name, *keys), said)
    assert answer.status_code == 200
    return answer.content.decode()


def test_receipts_are_listed_and_saved(books: Books) -> None:
    receipt = issue(make_cleared(books.page), OPENED)
    words = page_of(books, "receipts")
    assert "2026-0001" in words
    assert "Sam Reed" in words
    answer = books.client.get(books.at("receipt-kept", receipt.pk))
    assert answer.content == pdf_of(receipt)


def test_the_list_costs_the_same_however_many_there_are(
    books: Books, django_assert_max_num_queries: Any
) -> None:
    for _ in range(4):
        issue(make_cleared(books.page), OPENED)
    with django_assert_max_num_queries(13):
        page_of(books, "receipts")


def test_a_receipt_of_another_cause_is_not_there(books: Books) -> None:
    other = issue(make_cleared(make_campaign(make_cause())), OPENED)
    assert books.client.get(books.at("receipt-kept", other.pk)).status_code == 404


def test_what_donors_receive_stands_on_later_receipts(books: Books) -> None:
    address = books.at("benefit", books.page.slug)
    said = {"benefit": "a club shirt", "worth": "12.50", "least": "20"}
    assert books.client.post(address, said).status_code == 302
    books.page.refresh_from_db()
    told = read_document(issue(make_cleared(books.page), OPENED).document).statements
    assert "In return you received: a club shirt. It is worth about £12.50 GBP." in told
    assert "a club shirt, worth £12.50, from £20 on" in page_of(books, "receipts")
    assert AuditEntry.objects.filter(action="what donors receive changed").exists()


def test_what_is_received_needs_a_value(books: Books) -> None:
    answer = books.client.post(books.at("benefit", books.page.slug), {"benefit": "a shirt"})
    assert answer.status_code == 400
    assert "Say what it is worth" in answer.content.decode()


def test_the_benefit_of_another_cause_s_page_is_not_there(books: Books) -> None:
    other = make_campaign(make_cause(books.page.club))
    assert books.client.get(books.at("benefit", other.slug)).status_code == 404


def test_a_donors_year_is_what_stayed_of_their_gifts(books: Books) -> None:
    for number in range(2):
        gift = make_cleared(
            books.page, donor=make_donor(email=f"{'Sa' if number else 'sa'}m@x.org")
        )
    issue(gift, OPENED)
    send_back(gift, 500, "a")
    make_cleared(books.page)
    address = books.at("donor-year", of_cause=False)
    words = books.client.get(address, {"email": "SAM@x.org", "year": "2026"}).content.decode()
    assert "<b>£35</b>" in words
    assert "receipt 2026-0001" in words
    none = books.client.get(address, {"email": "SAM@x.org", "year": "2025"}).content.decode()
    assert "Nothing came from this address" in none


def test_a_donor_is_forgotten_at_the_desk(books: Books) -> None:
    gift = make_cleared(books.page, donor=make_donor(email="sam@x.org"))
    elsewhere = make_cleared(make_campaign(make_cause()), donor=make_donor(email="sam@x.org"))
    address = books.at("forget-donor", of_cause=False)
    assert books.client.post(address, {"who": "SAM@x.org"}).status_code == 400
    assert books.client.post(address, {"who": "tom@x.org", "is_sure": "on"}).status_code == 400
    assert books.client.post(address, {"who": "SAM@x.org", "is_sure": "on"}).status_code == 302
    assert Donor.objects.get(pk=gift.donor.pk).name == ""
    assert Donor.objects.get(pk=elsewhere.donor.pk).name == "Sam Reed"
    assert AuditEntry.objects.get(action="donor forgotten").about == ""


def test_a_donor_without_an_address_is_known_by_their_gift(books: Books) -> None:
    gift = make_cleared(books.page, donor=make_donor(email=""))
    said = {"who": gift.ref.lower(), "is_sure": "on"}
    books.client.post(books.at("forget-donor", of_cause=False), said)
    assert Donor.objects.get(pk=gift.donor.pk).name == ""

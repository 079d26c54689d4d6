"""The pages of the money desk: what they show, what their forms do, what they cost."""

import csv
import io
import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from strongstride.clubs.models import AuditEntry, Membership, Role
from strongstride.giving.books.queries import balances
from strongstride.giving.desk.columns import Columns
from strongstride.giving.desk.forms import ColumnsForm
from strongstride.giving.models import Campaign, PaymentAttempt, Refund, StatementLine
from tests.casting import PASSWORD
from tests.clubs.making import make_member
from tests.giving.desk.making import (
    REFS,
    make_books,
    make_gift,
    make_line,
    only_line,
    read_in,
    statement,
)
from tests.giving.making import make_campaign, make_donor

pytestmark = pytest.mark.django_db
Browse = Callable[[Membership], Client]


def desk(page: Campaign, more: str = "") -> str:
    return f"/clubs/{page.club.slug}/giving/desk/{more}"


def statements(page: Campaign, more: str = "") -> str:
    return desk(page, f"statements/{page.cause.slug}/{more}")


def upload(data: bytes, name: str = "march.csv") -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, data)}


def fields_of(html: str) -> dict[str, object]:
    """What the columns' form on a preview would send."""
    found: dict[str, object] = dict(
        re.findall(r'<input type="hidden" name="(held|first)" value="([^"]*)"', html)
    )
    for name, body in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', html, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        found[name] = chosen[1] if chosen else ""
    for name in ("day_first", "decimal"):
        (found[name],) = re.findall(rf'name="{name}" value="([^"]*)"[^>]*checked', html)
    found["text"] = re.findall(r'name="text" value="(\d+)"[^>]*checked', html)
    return found


def test_a_statement_is_looked_at_before_anything_is_kept(browse: Browse) -> None:
    page, treasurer = make_books()
    gift = make_gift(page)
    client = browse(treasurer)
    data = statement(("02/03", f"S REED {gift.ref}", "20.00"), ("05/03", "RENT", "-400.00"))
    seen = client.post(statements(page), upload(data)).content.decode()
    assert "2 March 2026" in seen
    assert "Is it read right?" in seen
    assert not StatementLine.objects.exists()
    answer = client.post(statements(page, "read/"), {**fields_of(seen), "do": "take"}, follow=True)
    assert "1 matched, 1 to look at." in answer.content.decode()
    assert balances(page).raised == 2000
    again = client.post(statements(page, "read/"), {**fields_of(seen), "do": "take"}, follow=True)
    assert "Nothing new" in again.content.decode()
    assert StatementLine.objects.count() == 2


def test_other_columns_can_be_chosen_and_are_looked_at_again(browse: Browse) -> None:
    page, treasurer = make_books()
    client = browse(treasurer)
    data = statement(("02/03", "S REED", "20.00"))
    seen = client.post(statements(page), upload(data)).content.decode()
    fields = {**fields_of(seen), "day_first": "no", "do": "look"}
    again = client.post(statements(page, "read/"), fields).content.decode()
    assert "3 February 2026" in again
    assert not StatementLine.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"held": ""}, {"held": "%%%"}, {"held": "aGVsbG8="}, {"on": "99"}, {"amount": ""}]
)
def test_columns_that_make_no_sense_are_told_and_keep_nothing(
    browse: Browse, wrong: dict[str, str]
) -> None:
    page, treasurer = make_books()
    client = browse(treasurer)
    seen = client.post(
        statements(page), upload(statement(("02/03", "X", "20.00")))
    ).content.decode()
    fields = {**fields_of(seen), "paid_in": "", "paid_out": "", "do": "take", **wrong}
    answer = client.post(statements(page, "read/"), fields)
    assert answer.status_code == 400
    assert "errorlist" in answer.content.decode()
    assert not StatementLine.objects.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"%PDF-1.4", "choose CSV"), (b"hello", "No column"), (b"a" * 1_000_001, "1 MB")],
)
def test_a_file_that_is_no_statement_is_refused_in_a_sentence(
    browse: Browse, data: bytes, said: str
) -> None:
    page, treasurer = make_books()
    answer = browse(treasurer).post(statements(page), upload(data))
    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_text_of_a_statement_is_shown_as_text(browse: Browse) -> None:
    page, treasurer = make_books()
    client = browse(treasurer)
    data = statement(("02/03", "<script>alert(1)</script>", "20.00"))
    for answer in (client.post(statements(page), upload(data)), client.get(statements(page))):
        assert "<script>alert" not in answer.content.decode()


def test_a_line_is_settled_by_the_gift_one_presses(browse: Browse) -> None:
    page, treasurer = make_books()
    gift, line = make_gift(page), make_line(page.cause)
    client = browse(treasurer)
    shown = client.get(statements(page, f"{line.pk}/")).content.decode()
    assert gift.ref in shown
    client.post(statements(page, f"{line.pk}/settle/"), {"ref": gift.ref})
    assert only_line(page.cause).state == "matched"
    assert balances(page).raised == 2000


def test_a_gift_of_another_amount_is_not_offered_by_one_tap(browse: Browse) -> None:
    page, treasurer = make_books()
    gift = make_gift(page, amount_minor=1500)
    line = make_line(page.cause, 1400, gift.ref, state="wrong_amount", donation=gift)
    html = browse(treasurer).get(statements(page, f"{line.pk}/")).content.decode()
    assert "This one" not in html
    assert f'name="ref" value="{gift.ref}"' in html
    assert "Another amount came" in html


def test_a_reference_nobody_has_is_told(browse: Browse) -> None:
    page, treasurer = make_books()
    line = make_line(page.cause)
    answer = browse(treasurer).post(statements(page, f"{line.pk}/settle/"), {"ref": REFS[3]})
    assert answer.status_code == 400
    assert "No gift to this cause has this reference." in answer.content.decode()


def test_a_line_can_be_a_gift_of_its_own_set_aside_or_taken_up(browse: Browse) -> None:
    page, treasurer = make_books()
    line, other = make_line(page.cause, 3000), make_line(page.cause, 1000)
    client = browse(treasurer)
    words = {"page": str(page.pk), "name": "Sam", "display": "anonymous"}
    client.post(statements(page, f"{line.pk}/own/"), words)
    assert balances(page).raised == 3000
    client.post(statements(page, f"{other.pk}/aside/"))
    other.refresh_from_db()
    assert other.state == "ignored"
    client.post(statements(page, f"{other.pk}/up/"))
    other.refresh_from_db()
    assert other.state == "unmatched"


def test_a_page_of_another_cause_takes_no_line(browse: Browse) -> None:
    page, treasurer = make_books()
    line, other = make_line(page.cause, 3000), make_campaign()
    words = {"page": str(other.pk), "name": "Sam", "display": "anonymous"}
    answer = browse(treasurer).post(statements(page, f"{line.pk}/own/"), words)
    assert answer.status_code == 400
    assert balances(other).raised == 0


def paid(page: Campaign, treasurer: Membership) -> PaymentAttempt:
    gift = make_gift(page)
    read_in(page, treasurer, ("02/03", gift.ref, "20.00"))
    return PaymentAttempt.objects.select_related("donation").get(donation=gift)


def test_a_part_of_a_gift_is_sent_back_and_stands_in_the_log(browse: Browse) -> None:
    page, treasurer = make_books()
    attempt = paid(page, treasurer)
    address = desk(page, f"gifts/{attempt.donation_id}/payments/{attempt.pk}/refund/")
    client = browse(treasurer)
    assert "Of it £20 can go back" in client.get(address).content.decode()
    client.post(address, {"amount": "5", "reason": "Paid too much"})
    assert (balances(page).raised, Refund.objects.get().by) == (1500, treasurer)
    entry = AuditEntry.objects.get(action="gift sent back")
    assert (entry.before["amount"], entry.after["amount"]) == ("£20", "£15")
    assert entry.after["why"] == "Paid too much"


@pytest.mark.parametrize("amount", ["0", "-1", "20.01", "5,00", "1e3", "$5", "99999999999999999"])
def test_an_amount_that_cannot_go_back_is_told(browse: Browse, amount: str) -> None:
    page, treasurer = make_books()
    attempt = paid(page, treasurer)
    address = desk(page, f"gifts/{attempt.donation_id}/payments/{attempt.pk}/refund/")
    answer = browse(treasurer).post(address, {"amount": amount, "reason": "x"})
    assert answer.status_code == 400
    assert not Refund.objects.exists()


@pytest.mark.parametrize("what", ["refund", "table", "line"])
def test_money_goes_back_and_names_go_out_only_after_the_password(what: str) -> None:
    page, treasurer = make_books()
    attempt = paid(page, treasurer)
    line = make_line(page.cause, -500, donation=attempt.donation)
    address = {
        "refund": desk(page, f"gifts/{attempt.donation_id}/payments/{attempt.pk}/refund/"),
        "table": desk(page, "table/"),
        "line": statements(page, f"{line.pk}/refund/"),
    }[what]
    client = Client(SERVER_NAME="127.0.0.1")
    assert treasurer.athlete is not None
    client.force_login(treasurer.athlete.user)  # long ago, on a device somebody picked up
    for answer in (client.get(address), client.post(address, {"amount": "5", "reason": "x"})):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert not Refund.objects.exists()
    assert client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": address})


def test_money_sent_back_on_a_statement_is_noted(browse: Browse) -> None:
    page, treasurer = make_books()
    attempt = paid(page, treasurer)
    line = make_line(page.cause, -500, donation=attempt.donation)
    client = browse(treasurer)
    assert "Note it as a refund" in client.get(statements(page, f"{line.pk}/")).content.decode()
    client.post(statements(page, f"{line.pk}/refund/"))
    assert balances(page).raised == 1500


def test_a_waiting_gift_is_verified_or_given_up(browse: Browse) -> None:
    page, treasurer = make_books()
    one, other = make_gift(page, 0), make_gift(page, 1)
    client = browse(treasurer)
    assert one.ref in client.get(desk(page, "gifts/")).content.decode()
    client.post(desk(page, f"gifts/{one.pk}/came/"))
    client.post(desk(page, f"gifts/{other.pk}/given-up/"))
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, other.state) == ("cleared", "cancelled")
    again = client.post(desk(page, f"gifts/{one.pk}/given-up/"), follow=True)
    assert "verified before" in again.content.decode()


def test_what_went_wrong_is_shown_until_it_is_seen_to(browse: Browse) -> None:
    page, treasurer = make_books()
    gift = make_gift(page)
    attempt = PaymentAttempt.objects.create(
        donation=gift, provider="stripe", idem_key="k", amount_minor=2000, currency="GBP",
        complaint="£25 was paid where £20 was asked for", created_at=gift.created_at,
    )  # fmt: skip
    client = browse(treasurer)
    assert "1 payment went wrong" in client.get(desk(page)).content.decode()
    assert gift.ref in client.get(desk(page, "gifts/?which=wrong")).content.decode()
    shown = client.get(desk(page, f"gifts/{gift.pk}/")).content.decode()
    assert "£25 was paid" in shown
    client.post(desk(page, f"gifts/{gift.pk}/payments/{attempt.pk}/seen-to/"))
    assert "went wrong" not in client.get(desk(page)).content.decode()
    entry = AuditEntry.objects.get(action="complaint seen to")
    assert entry.before["complaint"] == "£25 was paid where £20 was asked for"


def table_of(client: Client, page: Campaign) -> list[dict[str, str]]:
    answer = client.post(desk(page, "table/"))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_table_adds_up_to_the_books(browse: Browse) -> None:
    page, treasurer = make_books()
    client = browse(treasurer)
    attempt = paid(page, treasurer)
    address = desk(page, f"gifts/{attempt.donation_id}/payments/{attempt.pk}/refund/")
    client.post(address, {"amount": "5", "reason": "x"})
    make_gift(page, 1, 3000)
    read_in(page, treasurer, ("03/03", REFS[1], "30.00"))
    make_gift(page, 2, 9900)
    *rows, total = table_of(client, page)
    assert [row["raised"] for row in rows] == ["15.00", "30.00", "0.00"]
    assert (total["reference"], total["currency"], total["raised"]) == ("TOTAL", "GBP", "45.00")
    assert balances(page).raised == 4500
    assert AuditEntry.objects.filter(action="table taken out").count() == 1


def test_no_cell_of_the_table_is_a_formula(browse: Browse) -> None:
    page, treasurer = make_books()
    make_gift(page, donor=make_donor('=HYPERLINK("x")', email="+cmd@example.org"))
    (row,) = table_of(browse(treasurer), page)[:1]
    assert (row["donor"], row["email"]) == ('\'=HYPERLINK("x")', "'+cmd@example.org")


def test_donors_are_listed_with_what_the_books_hold_of_theirs(browse: Browse) -> None:
    page, treasurer = make_books()
    sam = {"name": "Sam Reed", "email": "sam@example.org"}
    for number in (0, 1):
        make_gift(page, number, donor=make_donor(**sam))
    make_gift(page, 2, donor=make_donor("Never Paid"))
    read_in(page, treasurer, ("03/03", REFS[0], "20.00"), ("03/03", REFS[1], "20.00"))
    shown = browse(treasurer).get(desk(page, "donors/")).content.decode()
    assert shown.count("Sam Reed") == 1
    assert "2 gifts" in shown
    assert "£40" in shown
    assert "Never Paid" not in shown
    assert "Nobody has" in browse(treasurer).get(desk(page, "donors/?text=zz")).content.decode()


def test_the_desk_names_no_donor_to_an_admin(browse: Browse) -> None:
    page, treasurer = make_books()
    paid(page, treasurer)
    admin = make_member(page.club, "Ada Hale", Role.ADMIN)
    shown = browse(admin).get(desk(page)).content.decode()
    assert "£20" in shown
    assert "Sam Reed" not in shown
    assert desk(page, "donors/") not in shown


@pytest.mark.parametrize("more", ["", "gifts/?which=all", "gifts/?which=wrong", "donors/", "line"])
def test_no_page_costs_more_queries_as_gifts_grow(browse: Browse, more: str) -> None:
    page, treasurer = make_books()
    client = browse(treasurer)

    def cost() -> int:
        address = statements(page) if more == "line" else desk(page, more)
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(address).status_code == 200
        return len(found)

    rows = [(f"{day:02}/03", REFS[day], "20.00") for day in range(1, 3)]
    for number in range(1, 3):
        make_gift(page, number)
    read_in(page, treasurer, *rows)
    few = cost()
    for number in range(3, 15):
        make_gift(page, number)
        make_line(page.cause)
    read_in(page, treasurer, *[(f"{day:02}/03", REFS[day], "20.00") for day in range(3, 10)])
    assert cost() == few
    assert few <= 12 + 3  # session, user and athlete are of the login


def test_a_guess_and_its_form_say_the_same() -> None:
    columns = Columns(on=0, text=(1, 3), paid_in=4, paid_out=5, first=2, decimal=",")
    told = ColumnsForm.told(b"x", columns)
    sent = {name: "" if value is None else value for name, value in told.items()}
    form = ColumnsForm(sent, names=["a", "b", "c", "d", "e", "f"])
    assert form.is_valid(), form.errors
    assert form.columns() == columns

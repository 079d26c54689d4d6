"""Statements and their lines for tests of the desk."""

from datetime import date
from uuid import UUID

from strongstride.clubs.models import Membership, Role
from strongstride.giving.desk.reconcile import Taken, take_in
from strongstride.giving.desk.statement import Line, read
from strongstride.giving.models import Campaign, Cause, Donation, StatementLine
from strongstride.ledger.codes import make_ref
from strongstride.ledger.money import CURRENCIES
from tests.clubs.making import make_member
from tests.giving.making import make_campaign, make_cause, make_donation

REFS = [make_ref([0, 1, 2, 3, 4, last]) for last in range(19)]


def make_books() -> tuple[Campaign, Membership]:
    """A live page and its club's treasurer."""
    cause = make_cause()
    return make_campaign(cause), make_member(cause.club, "Tess Hale", Role.TREASURER)


def make_gift(
    page: Campaign, number: int = 0, amount_minor: int = 2000, **columns: object
) -> Donation:
    """A gift by transfer with a true reference, that nobody has paid yet."""
    return make_donation(page, amount_minor, ref=REFS[number], **columns)


def statement(*rows: tuple[str, str, str]) -> bytes:
    """A statement of (day/month of 2026, text, amount)."""
    lines = [f'{day}/2026,"{text}",{amount}' for day, text, amount in rows]
    return "\n".join(["Date,Description,Amount", *lines]).encode()


def lines_of(cause: Cause, *rows: tuple[str, str, str]) -> tuple[Line, ...]:
    """The lines of such a statement."""
    return read(statement(*rows), CURRENCIES[cause.currency]).lines


def read_in(page: Campaign, by: Membership, *rows: tuple[str, str, str]) -> Taken:
    """Take such a statement of the page's cause in."""
    return take_in(page.cause, lines_of(page.cause, *rows), by)


def only_line(cause: Cause) -> StatementLine:
    """The one line there is."""
    return StatementLine.objects.get(cause=cause)


def make_line(
    cause: Cause, amount_minor: int = 2000, text: str = "S REED", **columns: object
) -> StatementLine:
    """A line nobody has matched."""
    given: dict[str, object] = {
        "checksum": UUID(int=StatementLine.objects.count() + 1).hex,
        "on": date(2026, 3, 2),
        "currency": cause.currency,
        "state": "unmatched",
        "read_at": cause.created_at,
    }
    return StatementLine.objects.create(
        cause=cause, amount_minor=amount_minor, text=text, **{**given, **columns}
    )

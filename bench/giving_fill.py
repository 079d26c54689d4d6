"""Books with very many transfers, nearly all of them of one page, written past the app."""

from hashlib import sha256
from typing import Any

from django.db import connection, transaction
from tests.giving.making import OPENED, make_campaign, make_donation
from tests.giving.plainly import told_plainly

from strongstride.giving.books.actions import FORWARD_EVERY, post
from strongstride.giving.models import (
    AttemptState,
    BroughtForward,
    Campaign,
    Donation,
    DonationState,
    Match,
    PaymentAttempt,
    Posting,
    Receipt,
    ReceiptFile,
    ReceiptKind,
    ReceiptSeries,
    Transfer,
)
from strongstride.giving.receipts import guards as receipt_guards
from strongstride.giving.receipts.document import digest_of
from strongstride.ledger.postings import clearing_of, gift, match_account

EACH = 4  # transfers of a gift: in, to the cause, to the fees, and the match
GIFT, COVER, ADDED = 2_000, 90, 1_000  # minor units
_DOCUMENT = "{}"
_PROVIDER = "bank_transfer"


def fill(transfers: int) -> Campaign:
    """A page with so many transfers, where all agrees: gifts, tries, receipts, a match."""
    gifts = transfers // EACH
    campaign = make_campaign()
    match = Match.objects.create(
        campaign=campaign, sponsor="The baker", pool_minor=gifts * ADDED, rate_percent=50,
        used_minor=gifts * ADDED, starts_at=OPENED, ends_at=OPENED.replace(year=2027),
        created_at=OPENED,
    )  # fmt: skip
    series = ReceiptSeries.objects.create(cause=campaign.cause, year=2026, last=gifts)
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in receipt_guards.lifting(connection.vendor):
            cursor.execute(statement)
        _Copies(cursor, gifts).of(campaign, match, series)
    receipt_guards.set_up(connection)
    _bring_forward(campaign, transfers)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return campaign


def fill_small(beside: Campaign, pages: int) -> list[Campaign]:
    """So many more pages of a few gifts each, up to what is brought forward."""
    made = [make_campaign(beside.cause) for _ in range(pages)]
    for nth, campaign in enumerate(made):
        for number in range(nth):
            post(campaign, gift(f"{nth}-{number}", "manual", GIFT, COVER, "GBP"), at=OPENED)
    return made


class _Copies:
    """One gift with all that hangs on it, copied in the database; the first row is then gift 0."""

    def __init__(self, cursor: Any, gifts: int) -> None:
        self._cursor = cursor
        self._gifts = gifts

    def of(self, campaign: Campaign, match: Match, series: ReceiptSeries) -> None:
        """Write the first gift and copy each of its rows."""
        given = make_donation(
            campaign, GIFT, cover_minor=COVER, state=DonationState.CLEARED, cleared_at=OPENED
        )
        self._copy(given, 1, ref="{n}", asked=_key(9), id=_key(1))
        attempt = PaymentAttempt.objects.create(
            donation=given, provider=_PROVIDER, idem_key="0", amount_minor=GIFT + COVER,
            currency="GBP", state=AttemptState.PAID, created_at=OPENED,
        )  # fmt: skip
        self._copy(attempt, 2, donation_id=_key(1), idem_key="{n}")
        receipt = Receipt.objects.create(
            series=series, number=1, key="0", donation=given, kind=ReceiptKind.RECEIPT,
            document=_DOCUMENT, sha256=digest_of(_DOCUMENT), made_at=OPENED,
        )  # fmt: skip
        self._copy(receipt, 3, donation_id=_key(1), number="n + 1", key="{n}")
        pdf = told_plainly(_DOCUMENT)
        file = ReceiptFile.objects.create(
            receipt=receipt, pdf=pdf, sha256=sha256(pdf).hexdigest(), drawn_at=OPENED
        )
        self._copy(file, 6, receipt_id=_key(3))
        self._book(campaign, given, match)

    def _book(self, campaign: Campaign, gift: Donation, match: Match) -> None:
        given = Posting.objects.create(
            key="gift:0", kind="gift", campaign=campaign, donation=gift, at=OPENED
        )
        self._copy(given, 4, donation_id=_key(1), key="{'gift:' || n}")
        added = Posting.objects.create(
            key="match:0", kind="match", campaign=campaign, donation=gift, match=match, at=OPENED
        )
        self._copy(added, 5, donation_id=_key(1), key="{'match:' || n}")
        clearing = clearing_of(_PROVIDER)
        legs = [
            (given, 4, "donor", clearing, GIFT + COVER),
            (given, 4, clearing, "cause", GIFT),
            (given, 4, clearing, "fees", COVER),
            (added, 5, match_account(match.pk), "matched", ADDED),
        ]
        for nth, (posting, of, debit, credit, amount) in enumerate(legs, 1):
            first = Transfer.objects.create(
                posting=posting, campaign=campaign, number=nth, debit=debit, credit=credit,
                amount_minor=amount, currency="GBP",
            )  # fmt: skip
            self._copy(first, 10 + nth, posting_id=_key(of), number=f"n * {EACH} + {nth}")

    def _copy(self, row: Any, kind: int, **columns: str) -> None:
        options = row._meta  # noqa: SLF001 Django documents it by this name
        told = {"id": _key(kind), **{name: _in_sql(value) for name, value in columns.items()}}
        names = [field.column for field in options.concrete_fields]
        values = ", ".join(told.get(name, f't."{name}"') for name in names)
        quoted = ", ".join(f'"{name}"' for name in names)
        key = row.pk if connection.vendor == "postgresql" else row.pk.hex
        self._cursor.execute(
            f"WITH RECURSIVE series(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series "
            f"WHERE n < {self._gifts - 1}) INSERT INTO {options.db_table} ({quoted}) "
            f"SELECT {values} FROM {options.db_table} t, series WHERE t.id = %s",
            [key],
        )


def _in_sql(value: str) -> str:
    """`{n}` and the like: text."""
    return f"CAST({value[1:-1]} AS text)" if value.startswith("{") else value


def _key(kind: int) -> str:
    """An expression for the key of the n-th row of a kind, as the database at hand keeps it."""
    if connection.vendor == "postgresql":
        return f"('01900000-{kind:04x}-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid"
    return f"printf('01900000{kind:04x}70008000%012x', n)"


def _bring_forward(campaign: Campaign, transfers: int) -> None:
    gifts = range(FORWARD_EVERY // EACH, transfers // EACH + 1, FORWARD_EVERY // EACH)
    BroughtForward.objects.bulk_create(
        BroughtForward(
            campaign=campaign, through=each * EACH, raised=each * GIFT, matched=each * ADDED,
            fees=each * COVER, in_dispute=0,
        )
        for each in gifts
    )  # fmt: skip

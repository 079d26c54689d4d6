"""Statement lines as whoever keeps the books sees them, and what a statement would bring."""

from django.db.models import Count, F, Q, QuerySet
from msgspec import Struct

from strongstride.giving.campaigns.states import SEEN
from strongstride.giving.clearing.refunds import refundable
from strongstride.giving.desk.overview import LOOKED_AT
from strongstride.giving.desk.reconcile import gifts_of_lines
from strongstride.giving.desk.settling import paid_by_people
from strongstride.giving.desk.statement import LeftOut, Line, Statement
from strongstride.giving.models import (
    Campaign,
    Cause,
    Donation,
    LineState,
    StatementLine,
)
from strongstride.ledger.states import WAITING

PAGE = 30
SHOWN = 12  # lines of a preview
_OFFERED = 10  # gifts a line may be
WORDS = {
    "unmatched": "names no gift",
    "matched": "matched",
    "duplicate": "gift paid before",
    "wrong_amount": "another amount",
    "ignored": "set aside",
}


class ListedLine(Struct, frozen=True):
    """A line, and in words what it was found to be."""

    line: StatementLine
    word: str


class LinePage(Struct, frozen=True, kw_only=True):
    """Some lines, newest first; how many wait, and are settled; the next page, 0 for none."""

    lines: tuple[ListedLine, ...]
    waiting: int
    settled: int
    following: int


class WholeLine(Struct, frozen=True, kw_only=True):
    """A line with what can be done about it."""

    line: StatementLine
    word: str
    amount_minor: int  # without a sign: `is_out` says which way
    is_out: bool
    is_open: bool
    offered: tuple[Donation, ...]
    can_refund: bool
    has_pages: bool


class Preview(Struct, frozen=True, kw_only=True):
    """What a statement holds before it is taken in; sums in minor units."""

    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...]
    more: int
    more_left_out: int
    money_in: int
    count_in: int
    money_out: int
    count_out: int
    naming: int


def line_page(cause: Cause, page: int, *, settled: bool) -> LinePage:
    """A page of lines, those somebody has to look at or the others. Two queries."""
    rows = StatementLine.objects.filter(cause=cause)
    waits = Q(state__in=LOOKED_AT)
    counts = rows.aggregate(waiting=Count("pk", filter=waits), settled=Count("pk", filter=~waits))
    first = (page - 1) * PAGE
    chosen = rows.filter(~waits if settled else waits).select_related("donation")
    found = list(chosen.order_by("-on", "-pk")[first : first + PAGE + 1])
    return LinePage(
        lines=tuple(ListedLine(each, _word(each)) for each in found[:PAGE]),
        waiting=counts["waiting"],
        settled=counts["settled"],
        following=page + 1 if len(found) > PAGE else 0,
    )


def whole_line(line: StatementLine) -> WholeLine:
    """A line with the gifts it may be."""
    is_out, is_open = line.amount_minor < 0, line.state in LOOKED_AT
    return WholeLine(
        line=line,
        word=_word(line),
        amount_minor=abs(line.amount_minor),
        is_out=is_out,
        is_open=is_open,
        offered=() if is_out or not is_open else tuple(_offered(line)),
        can_refund=is_out and is_open and _can_refund(line),
        has_pages=pages_of(line.cause).exists(),
    )


def pages_of(cause: Cause) -> QuerySet[Campaign]:
    """The pages for which money may have come: live and completed ones."""
    rows = Campaign.objects.filter(cause=cause, state__in=SEEN, currency=cause.currency)
    return rows.order_by("title", "pk")


def preview(cause: Cause, statement: Statement) -> Preview:
    """What a statement holds. One query."""
    lines, left = statement.lines, statement.left_out
    came = [line.amount_minor for line in lines if line.amount_minor > 0]
    went = [-line.amount_minor for line in lines if line.amount_minor < 0]
    return Preview(
        lines=lines[:SHOWN],
        left_out=left[:SHOWN],
        more=max(0, len(lines) - SHOWN),
        more_left_out=max(0, len(left) - SHOWN),
        money_in=sum(came),
        count_in=len(came),
        money_out=sum(went),
        count_out=len(went),
        naming=sum(bool(found) for found in gifts_of_lines(cause, lines)),
    )


def _word(line: StatementLine) -> str:
    is_out = line.amount_minor < 0 and line.state == LineState.UNMATCHED
    return "money that went out" if is_out else WORDS[line.state]


def _offered(line: StatementLine) -> list[Donation]:
    """Gifts that wait for just this amount, newest first; any other needs a tick in the form."""
    rows = Donation.objects.filter(campaign__cause=line.cause).select_related("donor", "campaign")
    fits = rows.filter(amount_minor=line.amount_minor - F("cover_minor"), state__in=WAITING)
    return list(fits.order_by("-created_at", "-pk")[:_OFFERED])


def _can_refund(line: StatementLine) -> bool:
    attempt = None if line.donation is None else paid_by_people(line.donation)
    return attempt is not None and refundable(attempt) >= -line.amount_minor

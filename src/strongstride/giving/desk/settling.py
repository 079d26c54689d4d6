"""Lines a person has to look at: settled by hand, set aside, counted as a gift of their own."""

from django.db import transaction

from strongstride.clubs.desk.audit import note
from strongstride.clubs.models import Membership
from strongstride.giving.access import MoneyAct
from strongstride.giving.clearing.errors import RefundError
from strongstride.giving.clearing.refunds import ask_refund, send_refund
from strongstride.giving.desk.errors import MoneyDeskError
from strongstride.giving.desk.reconcile import (
    SEEN_BY_PEOPLE,
    clear,
    gifts_named,
    is_refund_in_books,
    judge,
    write,
)
from strongstride.giving.gifts.actions import new_ref
from strongstride.giving.models import (
    AttemptState,
    Campaign,
    Display,
    Donation,
    Donor,
    LineState,
    PaymentAttempt,
    Refund,
    StatementLine,
)
from strongstride.giving.providers.bank_transfer import BankTransfer
from strongstride.giving.turns import lock_campaign, take_money_turn
from strongstride.ledger.money import Money, show
from strongstride.ledger.states import IN_THE_BOOKS
from strongstride.web import clock

_GONE_OUT = "Money that went out pays no gift: note it as a refund, or set it aside."
_SETTLED = "This line is settled. Take it up again first."


@transaction.atomic
def settle(row: StatementLine, gift: Donation, by: Membership, *, takes_amount: bool) -> None:
    """Say that the money of a line is that of a gift.

    `takes_amount`: where the amounts differ, what came is what was given. Raises `MoneyDeskError`.
    """
    line = _turn(row, by)
    if line.amount_minor < 0:
        raise MoneyDeskError(_GONE_OUT)
    lock_campaign(gift.campaign_id)
    gift.refresh_from_db()
    if gift.state in IN_THE_BOOKS:
        raise MoneyDeskError(f"{gift.ref} is paid: count this money as a gift of its own.")
    if line.amount_minor != gift.amount_minor + gift.cover_minor:
        _take_amount(line, gift, by, takes_amount=takes_amount)
    if not clear(line, gift, by):
        raise MoneyDeskError("This gift takes no money any more: count it as one of its own.")
    write(line, LineState.MATCHED, gift)


def _take_amount(
    line: StatementLine, gift: Donation, by: Membership, *, takes_amount: bool
) -> None:
    """What came is what was given, without a cover for fees that nobody took."""
    came = show(Money(line.amount_minor, line.currency))
    asked = show(Money(gift.amount_minor + gift.cover_minor, gift.currency))
    if not takes_amount:
        raise MoneyDeskError(
            f"{came} came where {asked} was to: tick that what came is to be counted."
        )
    if gift.pledge_id is not None:
        raise MoneyDeskError(
            f"{gift.ref} pays a pledge of {asked}: count this as a gift of its own."
        )
    gift.amount_minor, gift.cover_minor = line.amount_minor, 0
    gift.save(update_fields=["amount_minor", "cover_minor"])
    waiting = PaymentAttempt.objects.filter(donation=gift).exclude(state=AttemptState.PAID)
    waiting.filter(provider__in=SEEN_BY_PEOPLE).update(amount_minor=line.amount_minor)
    note(
        by.club,
        by,
        "gift counted as it came",
        gift.campaign.title,
        before={"gift": gift.ref, "amount": asked},
        after={"gift": gift.ref, "amount": came},
    )


@transaction.atomic
def count_on_its_own(
    row: StatementLine, page: Campaign, by: Membership, name: str, display: Display
) -> None:
    """Make the money of a line a gift to a page of its cause. Raises `MoneyDeskError`.

    As any gift somebody writes down it is not matched by sponsors.
    """
    line = _turn(row, by)
    if line.amount_minor < 0:
        raise MoneyDeskError(_GONE_OUT)
    found = lock_campaign(page.pk)
    now = clock.now()
    gift = Donation.objects.create(
        ref=new_ref(),
        asked=line.pk,
        campaign=found,
        donor=Donor.objects.create(name=name, created_at=now),
        amount_minor=line.amount_minor,
        currency=line.currency,
        provider=BankTransfer.key,
        display=display,
        entered_by=by,
        verified_by=by,
        given_on=line.on,
        created_at=now,
    )
    clear(line, gift, by)
    write(line, LineState.MATCHED, gift)


@transaction.atomic
def set_aside(row: StatementLine, by: Membership) -> None:
    """Say that a line is no gift. Raises `MoneyDeskError`."""
    line = _turn(row, by)
    _note_line(line, by, "statement line set aside", line.state, LineState.IGNORED)
    write(line, LineState.IGNORED, line.donation)


@transaction.atomic
def take_up(row: StatementLine, by: Membership) -> None:
    """Look at a line that was set aside as if it had just been read. Raises `MoneyDeskError`."""
    take_money_turn(by, MoneyAct.KEEP_BOOKS)
    line = _locked(row)
    if line.state != LineState.IGNORED:
        raise MoneyDeskError("Only a line that was set aside can be taken up again.")
    judge(line, gifts_named(line), by)
    _note_line(line, by, "statement line taken up again", LineState.IGNORED, line.state)


def note_refund_of(row: StatementLine, by: Membership) -> None:
    """Put money that went back to a donor into the books, once. Raises `MoneyDeskError`."""
    refund = _ask_refund(row, by)
    if refund is not None:
        send_refund(refund)


@transaction.atomic
def _ask_refund(row: StatementLine, by: Membership) -> Refund | None:
    """The refund a line tells of; once it is written, recovery sees it through.

    None where somebody wrote that refund down since the line was read: the line is settled by it.
    """
    line = _turn(row, by)
    gift = line.donation
    attempt = None if gift is None else paid_by_people(gift)
    if gift is None or attempt is None or line.amount_minor >= 0:
        raise MoneyDeskError("This line names no gift that was paid by transfer or by hand.")
    lock_campaign(gift.campaign_id)
    if is_refund_in_books(line, gift):
        write(line, LineState.MATCHED, gift)
        return None
    try:
        refund = ask_refund(attempt, -line.amount_minor, f"On the statement of {line.on}", by)
    except RefundError as error:
        raise MoneyDeskError(str(error)) from None
    write(line, LineState.MATCHED, gift)
    amount = show(Money(-line.amount_minor, line.currency))
    told = {"gift": gift.ref, "amount": amount, "day": line.on.isoformat()}
    note(by.club, by, "refund found on a statement", gift.campaign.title, after=told)
    return refund


def paid_by_people(gift: Donation) -> PaymentAttempt | None:
    """How a gift was paid, where that was by transfer or by hand."""
    paid = PaymentAttempt.objects.filter(donation=gift, state=AttemptState.PAID)
    return paid.filter(provider__in=SEEN_BY_PEOPLE).first()


def _turn(row: StatementLine, by: Membership) -> StatementLine:
    """The line as it stands, locked, for an act of who keeps the books."""
    take_money_turn(by, MoneyAct.KEEP_BOOKS)
    line = _locked(row)
    if line.state in (LineState.MATCHED, LineState.IGNORED):
        raise MoneyDeskError(_SETTLED)
    return line


def _locked(row: StatementLine) -> StatementLine:
    rows = StatementLine.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("cause", "donation__campaign").get(pk=row.pk)


def _note_line(line: StatementLine, by: Membership, act: str, before: str, after: str) -> None:
    amount = show(Money(line.amount_minor, line.currency))
    told = {"amount": amount, "day": line.on.isoformat()}
    note(by.club, by, act, line.cause.name, {"line": before, **told}, {"line": after, **told})

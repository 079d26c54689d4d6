"""The claim for Gift Aid: a cause's gifts that were declared, in the columns HMRC asks for."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from strongstride.formats.spreadsheet import table_line
from strongstride.giving.models import Cause, Donation, DonationState, GiftAidDeclaration
from strongstride.giving.receipts.declarations import covered
from strongstride.giving.receipts.kept import kept_of
from strongstride.giving.receipts.sayings import table
from strongstride.giving.receipts.writing import benefit_of
from strongstride.ledger.money import Money, plain
from strongstride.ledger.states import IN_THE_BOOKS


class ClaimLine(msgspec.Struct, frozen=True):
    """A gift that tax is claimed on: what stays of it, without fee cover, in pence."""

    gift: Donation
    declaration: GiftAidDeclaration
    amount_minor: int


class LeftOut(msgspec.Struct, frozen=True):
    """A gift that was declared and is not claimed on, and why."""

    gift: Donation
    why: str


class Claim(msgspec.Struct, frozen=True):
    """The gifts of some days in the order they were given."""

    lines: tuple[ClaimLine, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def total_minor(self) -> int:
        """What was given, in pence."""
        return sum(line.amount_minor for line in self.lines)

    @property
    def parts(self) -> int:
        """How many spreadsheets it takes."""
        return -(-len(self.lines) // rows_a_part())


def claim_of(cause: Cause, first: date, last: date) -> Claim:
    """The claim on a cause's gifts in pounds from `first` to `last`, both included."""
    rows = Donation.objects.filter(
        campaign__cause=cause,
        currency="GBP",
        given_on__range=(first, last),
        state__in=IN_THE_BOOKS,
        donor__erased_at=None,
    ).select_related("campaign", "donor")
    gifts = list(covered(rows).exclude(declaration=None).order_by("given_on", "pk"))
    amounts = {key: kept.gift_minor for key, kept in kept_of(gifts).items()}
    known = GiftAidDeclaration.objects.in_bulk([gift.declaration for gift in gifts])
    lines, left_out = [], []
    for gift in gifts:
        if why := _why_not(gift, amounts[gift.pk]):
            left_out.append(LeftOut(gift, why))
        else:
            lines.append(ClaimLine(gift, known[gift.declaration], amounts[gift.pk]))
    return Claim(tuple(lines), tuple(left_out))


def most_benefit(amount_minor: int) -> int:
    """What a donor may receive in return for a gift, in pence, before it is none for Gift Aid."""
    rule = _rules()["benefits"]
    first = min(amount_minor, rule["first_minor"])
    share = first * rule["percent_of_first"] + (amount_minor - first) * rule["percent_of_rest"]
    return int(min(share // 100, rule["most_minor"]))


def claim_table(claim: Claim, part: int) -> Iterator[bytes]:
    """The `part`-th spreadsheet of a claim, from 1, with no more rows than HMRC takes."""
    yield table_line(_rules()["claim"]["columns"])
    start = (part - 1) * rows_a_part()
    for line in claim.lines[start : start + rows_a_part()]:
        yield table_line(_cells(line))


def rows_a_part() -> int:
    """How many gifts HMRC takes in one spreadsheet."""
    rows: int = _rules()["claim"]["rows"]
    return rows


def _rules() -> dict[str, Any]:
    return table("gift_aid")


def _why_not(gift: Donation, amount_minor: int) -> str:
    if gift.state == DonationState.DISPUTED:
        return "The donor’s bank has asked for it back."
    if not amount_minor:
        return "It went back to the donor."
    benefit = benefit_of(gift)
    if benefit is not None and benefit.value.minor > most_benefit(amount_minor):
        return "What the donor received is worth more than Gift Aid allows."
    return ""


def _cells(line: ClaimLine) -> list[object]:
    """One row; a title is left blank, as HMRC allows, and no gifts are aggregated."""
    said, gift = line.declaration, line.gift
    is_sponsored = gift.campaign.challenge_id is not None
    return [
        "",
        said.first_name,
        said.last_name,
        said.house,
        said.postcode,
        "",
        "Yes" if is_sponsored else "",
        f"{gift.given_on:%d/%m/%y}",
        plain(Money(line.amount_minor, gift.currency)),
    ]

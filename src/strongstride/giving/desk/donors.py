"""Who gave, for whoever keeps the books and for nobody else; amounts are those of the books."""

from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Sum, When
from msgspec import Struct

from strongstride.clubs.models import Club
from strongstride.giving.models import Transfer
from strongstride.ledger.transfers import AccountKind

PAGE = 50


class DonorLine(Struct, frozen=True, kw_only=True):
    """Somebody who gave, and in one currency what: `given_minor` after what went back."""

    name: str
    email: str
    wants_news: bool
    gifts: int
    given_minor: int
    currency: str


class DonorPage(Struct, frozen=True):
    """Some donors by name, and the number of the next page, 0 for none."""

    lines: tuple[DonorLine, ...]
    following: int = 0


def donor_page(club: Club, text: str, page: int) -> DonorPage:
    """A page of those whose money came. One query.

    People who gave twice under the same name and address are one line.
    """
    rows = given(club)
    if text:
        rows = rows.filter(
            Q(posting__donation__donor__name__icontains=text)
            | Q(posting__donation__donor__email__icontains=text)
        )
    first = (page - 1) * PAGE
    found = list(_by_donor(rows)[first : first + PAGE + 1])
    lines = tuple(
        DonorLine(
            name=row["posting__donation__donor__name"],
            email=row["posting__donation__donor__email"],
            wants_news=bool(row["news"]),
            gifts=row["gifts"],
            given_minor=row["given"],
            currency=row["currency"],
        )
        for row in found[:PAGE]
    )
    return DonorPage(lines, page + 1 if len(found) > PAGE else 0)


def given(club: Club) -> QuerySet[Transfer]:
    """What moved into and out of the causes of the club's pages."""
    cause = AccountKind.CAUSE.value
    return Transfer.objects.filter(Q(debit=cause) | Q(credit=cause), campaign__club=club)


def _by_donor(rows: QuerySet[Transfer]) -> QuerySet[Transfer, dict[str, Any]]:
    signed = Case(
        When(credit=AccountKind.CAUSE.value, then=F("amount_minor")), default=-F("amount_minor")
    )
    donor = "posting__donation__donor__"
    found: QuerySet[Transfer, dict[str, Any]] = (
        rows.values(f"{donor}name", f"{donor}email", "currency")
        .annotate(
            given=Sum(signed),
            gifts=Count("posting__donation", distinct=True),
            news=Count("pk", filter=Q(**{f"{donor}wants_news": True})),
        )
        .order_by(f"{donor}name", f"{donor}email", "currency")
    )
    return found

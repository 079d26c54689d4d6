"""What pages come to, worked out from their transfers: the last balance brought forward and the
few transfers after it. Never a counter.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import BigIntegerField, Case, F, OuterRef, Q, Subquery, Sum, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from strongstride.giving.models import BroughtForward, Campaign, Transfer
from strongstride.ledger.balances import Balances
from strongstride.ledger.transfers import AccountKind

ACCOUNTS = {
    "raised": AccountKind.CAUSE,
    "matched": AccountKind.MATCHED,
    "fees": AccountKind.FEES,
    "in_dispute": AccountKind.DISPUTE,
}
"""The account behind each column of `Balances`."""


def balances(campaign: Campaign) -> Balances:
    """What one page comes to: one query, however many transfers it has."""
    return balances_of([campaign])[campaign.pk]


def balances_of(campaigns: Iterable[Campaign]) -> dict[UUID, Balances]:
    """What each of these pages comes to, by its key: one query."""
    keys = [campaign.pk for campaign in campaigns]
    if not keys:
        return {}
    columns = {name: _balance(name, account) for name, account in ACCOUNTS.items()}
    rows = Campaign.objects.filter(pk__in=keys).annotate(
        through=Coalesce(_forward("through"), 0, output_field=BigIntegerField())
    )
    found = rows.values_list("pk", *columns.values())
    return {pk: Balances(*amounts) for pk, *amounts in found}


def _balance(name: str, account: str) -> Combinable:
    return Coalesce(_forward(name), 0, output_field=BigIntegerField()) + Coalesce(
        _since(account), 0, output_field=BigIntegerField()
    )


def _forward(name: str) -> Subquery:
    last = BroughtForward.objects.filter(campaign=OuterRef("pk")).order_by("-through")
    return Subquery(last.values(name)[:1])


def _since(account: str) -> Subquery:
    """What went in less what went out after the balance brought forward."""
    rows = Transfer.objects.filter(
        Q(credit=account) | Q(debit=account),
        campaign=OuterRef("pk"), number__gt=OuterRef("through"),
    )  # fmt: skip
    signed = Case(When(credit=account, then=F("amount_minor")), default=-F("amount_minor"))
    return Subquery(rows.order_by().values("campaign").annotate(sum=Sum(signed)).values("sum"))

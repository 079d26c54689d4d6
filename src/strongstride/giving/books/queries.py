"""What pages come to, worked out from their transfers: the last balance brought forward and the
few transfers after it. Never a counter.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

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
    field = Campaign._meta.pk  # noqa: SLF001 Django documents it by this name
    keys = [field.get_db_prep_value(campaign.pk, connection) for campaign in campaigns]
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_SQL.format(", ".join(["%s"] * len(keys))), keys)
        return {UUID(str(pk)): Balances(*map(int, sums)) for pk, *sums in cursor.fetchall()}


def _sum(name: str, account: str) -> str:
    moved = (
        f"CASE '{account}' WHEN t.credit THEN t.amount_minor WHEN t.debit THEN -t.amount_minor END"
    )
    return f"COALESCE(f.{name}, 0) + COALESCE(SUM({moved}), 0)"


def _sql() -> str:
    """Written out: the ORM would go through the transfers once for each of the four sums."""
    table, forward = Transfer._meta.db_table, BroughtForward._meta.db_table  # noqa: SLF001
    return (
        f"SELECT c.id, {', '.join(_sum(*column) for column in ACCOUNTS.items())} "  # noqa: S608
        f"FROM {Campaign._meta.db_table} c "  # noqa: SLF001
        f"LEFT JOIN {forward} f ON f.campaign_id = c.id AND f.through = "
        f"(SELECT MAX(through) FROM {forward} WHERE campaign_id = c.id) "
        f"LEFT JOIN {table} t ON t.campaign_id = c.id AND t.number > COALESCE(f.through, 0) "
        "WHERE c.id IN ({0}) GROUP BY c.id, f.id"
    )


_SQL = _sql()

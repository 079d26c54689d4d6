"""What the accounts come to: what went in less what went out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from strongstride.ledger.transfers import AccountKind, Transfer


class Balances(Struct, frozen=True):
    """What a page comes to, in minor units of its currency.

    `raised` is what the cause keeps of the gifts; `fees` what donors added for the provider;
    `in_dispute` is out of `raised` and `fees` until a bank has decided.
    """

    raised: int = 0
    matched: int = 0
    fees: int = 0
    in_dispute: int = 0


def of_accounts(transfers: Iterable[Transfer]) -> dict[str, int]:
    """The balance of every account by its name; together they are zero."""
    found: defaultdict[str, int] = defaultdict(int)
    for transfer in transfers:
        found[transfer.debit] -= transfer.amount_minor
        found[transfer.credit] += transfer.amount_minor
    return dict(found)


def balances(accounts: Mapping[str, int]) -> Balances:
    """What a page comes to, from the balances of its accounts."""
    return Balances(
        raised=accounts.get(AccountKind.CAUSE, 0),
        matched=accounts.get(AccountKind.MATCHED, 0),
        fees=accounts.get(AccountKind.FEES, 0),
        in_dispute=accounts.get(AccountKind.DISPUTE, 0),
    )

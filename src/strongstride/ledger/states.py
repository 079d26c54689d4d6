"""How the state of a gift may go on: forward only, as data."""

_CLEARED_LATE = frozenset({"cleared"})

NEXT: dict[str, frozenset[str]] = {
    "created": frozenset({"pending", "cleared", "failed", "expired", "cancelled"}),
    "pending": frozenset({"cleared", "failed", "expired", "cancelled"}),
    "failed": _CLEARED_LATE,  # money may come in late, after all
    "expired": _CLEARED_LATE,
    "cancelled": _CLEARED_LATE,
    "cleared": frozenset({"partly_refunded", "refunded", "disputed"}),
    "partly_refunded": frozenset({"refunded", "disputed"}),
    "disputed": frozenset({"cleared", "partly_refunded", "lost"}),  # the first two: won
    "refunded": frozenset(),
    "lost": frozenset(),
}
"""Every state and those that may follow it; docs/reference/ledger.md shows it as a table."""

WAITING = frozenset({"created", "pending"})
"""The states of a gift whose money is still to come."""

IN_THE_BOOKS = frozenset({"cleared", "partly_refunded", "refunded", "disputed", "lost"})
"""The states of a gift whose money came; none of the others ever follows one of these."""


def may_become(now: str, then: str) -> bool:
    """Whether a gift in the state `now` may go on to `then`; no state follows itself."""
    return then in NEXT[now]


def state_of(paid_minor: int, gone_minor: int, disputed_minor: int, *, was_lost: bool) -> str:
    """The state of a gift that is in the books, from what the books hold of it.

    Of `paid_minor`, `gone_minor` is with the donor again and `disputed_minor` waits for a bank;
    `was_lost` when a bank has decided for the donor.
    """
    if was_lost:
        return "lost"
    if disputed_minor:
        return "disputed"
    if gone_minor:
        return "refunded" if gone_minor == paid_minor else "partly_refunded"
    return "cleared"

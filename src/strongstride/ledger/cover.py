"""The provider's fee on top of a gift, so that the cause receives the gift whole."""

from msgspec import Struct

_WHOLE = 10_000  # basis points


class Fee(Struct, frozen=True):
    """What a provider keeps of a payment: hundredths of a percent, and so much each time."""

    basis_points: int
    fixed_minor: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.basis_points < _WHOLE or self.fixed_minor < 0:
            raise ValueError("A fee takes from nothing up to less than the whole.")


class Parts(Struct, frozen=True):
    """An amount of money going back, in minor units: the gift's part and the cover's."""

    gift_minor: int
    cover_minor: int


def cover_for(amount_minor: int, fee: Fee) -> int:
    """The least cover, in minor units, after which the fee leaves `amount_minor` whole.

    It is worked out from the whole payment, since the fee is taken of the cover too: 2.9 % and 30
    on 10000 ask for 330, not 320.
    """
    paid = (amount_minor + fee.fixed_minor) * _WHOLE
    return -(-paid // (_WHOLE - fee.basis_points)) - amount_minor


def taken_of(amount_minor: int, fee: Fee) -> int:
    """What the provider keeps of a payment of `amount_minor`, rounded half up, in minor units."""
    return (2 * amount_minor * fee.basis_points + _WHOLE) // (2 * _WHOLE) + fee.fixed_minor


def parts_back(amount_minor: int, cover_minor: int, before_minor: int, back_minor: int) -> Parts:
    """How `back_minor` going back divides, after `before_minor` that went back earlier.

    Cover goes back in proportion to the payment. The proportion is taken of all that went back so
    far and rounded down once, so several refunds come to the same as one of their sum, and the
    last leaves nothing of either.
    """
    paid = amount_minor + cover_minor
    if before_minor < 0 or back_minor <= 0 or before_minor + back_minor > paid:
        raise ValueError(f"{back_minor} after {before_minor} is no part of {paid}")
    cover = (before_minor + back_minor) * cover_minor // paid - before_minor * cover_minor // paid
    return Parts(back_minor - cover, cover)

"""Bands of totals: small totals each have their own, large ones share one with totals close by.

As in an HDR histogram: below 512 every total is a band; above, each doubling is cut into 256 bands
of equal width, so that a band is never wider than 1/256 of the totals in it. Bands of totals up to
2**62 stay below 14,000.
"""

_BITS = 9
_EACH_DOUBLING = 1 << (_BITS - 1)


def band(total: int) -> int:
    """The band of a total of 0 or more. It never falls as the total grows."""
    shift = max(0, total.bit_length() - _BITS)
    return shift * _EACH_DOUBLING + (total >> shift)


def band_top(band: int) -> int:
    """The largest total of a band."""
    shift = max(0, band // _EACH_DOUBLING - 1)
    return ((band - shift * _EACH_DOUBLING + 1) << shift) - 1

"""What a sponsor adds to a gift, and what of it goes back to the pool when the gift does."""


def match_for(
    gift_minor: int, rate_percent: int, pool_left: int, per_gift_left: int | None = None
) -> int:
    """What a match adds to a gift, in minor units, rounded down; never more than is left."""
    wanted = gift_minor * rate_percent // 100
    most = pool_left if per_gift_left is None else min(pool_left, per_gift_left)
    return max(0, min(wanted, most))


def match_back(matched_minor: int, gift_left_minor: int, rate_percent: int) -> int:
    """What goes back to the pool when only `gift_left_minor` stays of a gift matched before.

    What stays matched is what the match would add to what stays of the gift, and never more than
    it had added: a gift cut off at the end of the pool keeps that match as long as it earns it.
    """
    return matched_minor - min(matched_minor, max(0, gift_left_minor) * rate_percent // 100)

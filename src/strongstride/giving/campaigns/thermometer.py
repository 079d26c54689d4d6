"""What a giving page has come to, its sums apart from each other. Pure."""

import msgspec

WIDTH = 1000
"""Units across the bar."""


class Thermometer(msgspec.Struct, frozen=True, kw_only=True):
    """Raised, matched and pledged in minor units, and how far along the bar each one reaches.

    `percent` is of what is raised alone, however much it is; a promise is no money yet, and what a
    sponsor adds is theirs.
    """

    raised: int
    matched: int
    pledged: int
    goal: int | None
    percent: int | None
    raised_to: int = 0
    matched_to: int = 0
    pledged_to: int = 0
    width: int = WIDTH

    @property
    def missing(self) -> int:
        """What is still to come of the goal; 0 once it is reached, or without one."""
        return max(0, (self.goal or 0) - self.raised)


def thermometer(raised: int, matched: int, pledged: int, goal: int | None) -> Thermometer:
    """The bar is the goal, or all there is where that is more; without a goal there is none.

    What is in a dispute can make what is raised less than nothing for a while: then it shows 0.
    """
    raised, matched, pledged = max(0, raised), max(0, matched), max(0, pledged)
    whole = max(goal or 0, raised + matched + pledged) if goal else 0
    return Thermometer(
        raised=raised,
        matched=matched,
        pledged=pledged,
        goal=goal,
        percent=raised * 100 // goal if goal else None,
        raised_to=_along(raised, whole),
        matched_to=_along(raised + matched, whole),
        pledged_to=_along(raised + matched + pledged, whole),
    )


def _along(amount: int, whole: int) -> int:
    return amount * WIDTH // whole if whole else 0

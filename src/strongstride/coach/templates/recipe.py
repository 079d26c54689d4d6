"""A recipe is a session before it is fitted to one athlete: exercises and doses, without loads.

A programme template writes recipes from a coach's file; they are fitted to the athlete and become
`PlannedSession`s.
"""

import msgspec

from strongstride.coach.programme import Dose
from strongstride.coach.rules import Reason


class RecipeItem(msgspec.Struct, frozen=True, kw_only=True):
    """One exercise and its dose; items with the same `pair` are done in alternation."""

    exercise: str  # catalogue id
    dose: Dose
    pair: str | None = None
    reasons: tuple[Reason, ...] = ()


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """One session's content in the order it is done."""

    focus: str
    leg_cost: int  # the most any item takes from the next run, 0-3
    items: tuple[RecipeItem, ...]
    reasons: tuple[Reason, ...] = ()

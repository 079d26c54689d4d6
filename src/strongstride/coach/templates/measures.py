"""Small terms of a written dose: spans, what is counted, and the rule for the next step."""

from enum import StrEnum

import msgspec


class Span(msgspec.Struct, frozen=True):
    """From `low` to `high`, both included; one number when they are equal."""

    low: float
    high: float

    @classmethod
    def of(cls, low: float, high: float | None = None) -> "Span":
        """One number, or two in order."""
        return cls(low, low if high is None else high)

    def __contains__(self, number: float) -> bool:
        """Whether `number` lies in the span."""
        return self.low <= number <= self.high

    @property
    def middle(self) -> float:
        """Half-way between the ends."""
        return (self.low + self.high) / 2


class Unit(StrEnum):
    """What the last number of `3x10` counts."""

    REPS = "reps"
    SECONDS = "s"
    METRES = "m"
    CONTACTS = "contacts"


class Where(StrEnum):
    """In which sets the goal of a step rule must be reached."""

    ANY = "in a set"
    ALL = "in all sets"
    LAST = "in the last set"


class ChangeUnit(StrEnum):
    """What a step changes. Loads are whole grams in `Change.amount`."""

    LOAD = "kg"
    PERCENT = "%"
    REPS = "reps"
    SECONDS = "s"
    CONTACTS = "contacts"
    SETS = "sets"


class Change(msgspec.Struct, frozen=True):
    """A step up (or down, negative): 2500 LOAD is +2.5 kg."""

    amount: float
    unit: ChangeUnit


class StepRule(msgspec.Struct, frozen=True, kw_only=True):
    """When so much is done, the next step: `5 reps -> +2.5 kg`.

    `reach` counts `unit`; it must be reached `where`, in `sessions` sessions in a row.
    """

    reach: int
    unit: Unit
    change: Change
    where: Where = Where.ANY
    sessions: int = 1

    def earned(self, sessions: tuple[tuple[int, ...], ...]) -> bool:
        """Whether sessions, oldest first, each the amounts its sets reached, earn the step."""
        last = sessions[-self.sessions :]
        return len(last) == self.sessions and all(self._reached(sets) for sets in last)

    def _reached(self, sets: tuple[int, ...]) -> bool:
        if not sets:
            return False
        if self.where is Where.LAST:
            return sets[-1] >= self.reach
        best = min(sets) if self.where is Where.ALL else max(sets)
        return best >= self.reach

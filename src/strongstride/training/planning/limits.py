"""What a change of the plan may say, through whichever door it comes."""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from strongstride.coach.adjusting.adjustment import Adjustment, DaysAway

MOST_FILE_BYTES = 5_000_000  # of a calendar or table of planned runs
WITHIN = timedelta(days=400)  # of today lie the days of a change
MOST_AWAY = timedelta(days=120)


class OutOfLimitsError(ValueError):
    """A change says what none may; the message is a sentence, `field` the word it is about."""

    def __init__(self, text: str, field: str) -> None:
        self.field = field
        super().__init__(text)


def check(adjustment: Adjustment, today: date) -> None:
    """OutOfLimitsError when a day is too far from today, or days away are turned round or many."""
    for name, day in _days(adjustment):
        if abs(day - today) > WITHIN:
            raise OutOfLimitsError(
                f"{day} is too far from today: at most {WITHIN.days} days.", name
            )
    if isinstance(adjustment, DaysAway):
        check_away(adjustment.first, adjustment.last)


def check_away(first: date, last: date) -> None:
    """OutOfLimitsError unless the first day comes first and the span is a holiday, not a year."""
    if last < first:
        raise OutOfLimitsError("The last day comes before the first.", "last")
    if last - first > MOST_AWAY:
        text = f"At most {MOST_AWAY.days} days; for longer, change your race instead."
        raise OutOfLimitsError(text, "last")


def _days(said: msgspec.Struct) -> Iterator[tuple[str, date]]:
    for name in said.__struct_fields__:
        value = getattr(said, name)
        if isinstance(value, msgspec.Struct):
            yield from _days(value)
        elif isinstance(value, date):
            yield name, value

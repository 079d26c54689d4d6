"""The track oval of a challenge: how far around it is filled, and the words within. Pure."""

from datetime import date

import msgspec

from strongstride.clubs.crediting.amounts import show
from strongstride.clubs.crediting.terms import ChallengeKind, Terms
from strongstride.clubs.crediting.window import Phase, days_left

NOT_ADDED = frozenset({ChallengeKind.STREAK, ChallengeKind.LONGEST})
"""Kinds of which a sum over people says nothing."""

_OVER = frozenset({Phase.GRACE, Phase.CLOSING, Phase.FINAL, Phase.CANCELLED})


class Oval(msgspec.Struct, frozen=True):
    """`figure` large, `below` under it; `filled` of the lane, 0 to 100; `laps` behind it."""

    figure: str
    below: str
    filled: int
    words: str  # the whole for who cannot see it
    laps: int = 0


def oval(
    total: int | None,
    goal: int | None,
    terms: Terms,
    stands: Phase,
    today: date,
    people: int,
    *,
    whose: str,
) -> Oval:
    """The oval of a total, `whose` it is in words; None where totals of people do not add up.

    With a goal the lane is the goal, and each more times it is done is a lap; without one it is
    the time of the challenge that is gone.
    """
    figure = _crowd(people) if total is None else show(total, terms.kind, terms.unit)
    time = time_words(terms, stands, today)
    if goal and total is not None:
        filled, laps = _filled(total, goal)
        below = f"of {goal_words(goal, terms)} · {time}"
        words = f"{figure} {below}, {total * 100 // goal:,} %"
        return Oval(figure, below, filled, f"{whose.capitalize()}: {words}.", laps)
    filled = _gone(terms, stands, today)
    below = time if total is None else f"{whose} · {time}"
    return Oval(figure, below, filled, f"{figure} {below}; {filled} % of the days are gone.")


def goal_words(goal: int, terms: Terms) -> str:
    """A goal as people say it: `100 mi` where it is whole."""
    return show(goal, terms.kind, terms.unit).replace(".0 ", " ")


def time_words(terms: Terms, stands: Phase, today: date) -> str:
    """`11 days left`, `starts in 5 days`, `finished`; `today` is the reader's date."""
    if stands is Phase.CANCELLED:
        return "called off"
    until = (terms.starts_on - today).days
    if until > 0 and stands not in _OVER:
        return f"starts in {_days(until)}"
    if stands is Phase.DRAFT:
        return "not open yet"
    left = days_left(terms, today)
    if stands in _OVER or not left:
        return "finished" if stands is Phase.FINAL else "over, being counted"
    return "last day" if left == 1 else f"{_days(left)} left"


def _filled(total: int, goal: int) -> tuple[int, int]:
    """Percent of the lap that is run, whole at its end, and the laps that lie behind it."""
    laps, rest = divmod(total, goal)
    if laps and not rest:
        return 100, laps - 1
    return rest * 100 // goal, laps


def _gone(terms: Terms, stands: Phase, today: date) -> int:
    """Percent of the days that are gone."""
    if stands in {Phase.DRAFT, Phase.UPCOMING}:
        return 0
    if stands in _OVER:
        return 100
    days = (terms.ends_on - terms.starts_on).days + 1
    return min(100, max(0, (today - terms.starts_on).days) * 100 // days)


def _days(number: int) -> str:
    return f"{number:,} {'day' if number == 1 else 'days'}"


def _crowd(people: int) -> str:
    return f"{people:,} {'runner' if people == 1 else 'runners'}"

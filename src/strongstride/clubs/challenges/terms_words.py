"""The terms of a challenge in sentences. Pure."""

from collections.abc import Iterator

from strongstride.clubs.crediting.amounts import of_one_entry, show
from strongstride.clubs.crediting.knowledge import n
from strongstride.clubs.crediting.terms import Backfill, ChallengeKind, DayRule, Terms
from strongstride.coach.quantities import DistanceUnit

_WHAT = {
    ChallengeKind.DISTANCE: "The distance of runs adds up.",
    ChallengeKind.TIME: "The time on the move of runs adds up.",
    ChallengeKind.ELEVATION: "The metres uphill of runs add up.",
    ChallengeKind.RUNS: "Each run counts as one.",
    ChallengeKind.STREAK: "Days in a row with a run count: the longest row stands.",
    ChallengeKind.LONGEST: "The longest single run stands.",
}
_NO_RUNS = frozenset({ChallengeKind.STRENGTH})


def terms_words(terms: Terms) -> tuple[str, ...]:
    """One sentence for each thing to know, what counts first."""
    return tuple(_sentences(terms))


def _sentences(terms: Terms) -> Iterator[str]:
    yield _what(terms)
    if terms.kind not in _NO_RUNS:
        yield _entries(terms)
    yield from _limits(terms)
    yield _days(terms)
    if terms.backfill is Backfill.FROM_JOINING:
        yield "It counts from the day somebody joins on."
    else:
        yield "Who joins later gets what they did from the first day on."
    yield _late(terms)


def _what(terms: Terms) -> str:
    least = f"{n('strength-session', 'least_sets'):.0f}"
    if terms.kind is ChallengeKind.STRENGTH:
        return f"Strength sessions of {least} working sets or more count, one a day."
    if terms.kind is not ChallengeKind.POINTS:
        return _WHAT[terms.kind]
    each = "mile" if terms.unit is DistanceUnit.MI else "kilometre"
    far, session = (
        show(points, terms.kind, terms.unit)
        for points in (terms.points_a_unit, terms.points_a_session)
    )
    most = f"{n('strength-points', 'most_a_week'):.0f}"
    return f"{far} for each {each}, {session} for a strength session, up to {most} a week."


def _entries(terms: Terms) -> str:
    counts = {"walks": terms.walks, "treadmills": terms.indoors, "entries by hand": terms.by_hand}
    yes = [name for name, does in counts.items() if does]
    no = [name for name, does in counts.items() if not does]
    told = [f"{_listed(yes)} count too" if yes else ""]
    told.append(f"{_listed(no)} do not count" if no else "")
    sentence = "; ".join(filter(None, told))
    return f"{sentence[0].upper()}{sentence[1:]}."


def _limits(terms: Terms) -> Iterator[str]:
    one = of_one_entry(terms.kind)
    if terms.entry_least:
        yield f"A run has to come to {show(terms.entry_least, one, terms.unit)} to count."
    if terms.entry_most:
        most = show(terms.entry_most, one, terms.unit)
        yield f"A run of more than {most} waits until an organiser has looked at it."
    if terms.day_most:
        yield f"Of one day {show(terms.day_most, terms.kind, terms.unit)} count at most."


def _days(terms: Terms) -> str:
    if terms.day_rule is DayRule.CLUB:
        zone = terms.time_zone.replace("_", " ")
        return f"A run counts for the date it began on in {zone}, whole."
    return "A run counts for the date it began on where the runner was, whole."


def _late(terms: Terms) -> str:
    if not terms.grace_days:
        return "What is uploaded after the last day does not count."
    days = f"{terms.grace_days} {'day' if terms.grace_days == 1 else 'days'}"
    return f"Runs uploaded up to {days} after the last day still count."


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))

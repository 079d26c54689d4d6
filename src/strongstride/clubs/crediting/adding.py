"""What counted entries add together: caps of a day and a week, the longest row, the longest run."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from strongstride.clubs.crediting.amounts import show
from strongstride.clubs.crediting.entry import CreditStatus, EntryKind, RulingWord
from strongstride.clubs.crediting.knowledge import n
from strongstride.clubs.crediting.reading import Reading
from strongstride.clubs.crediting.terms import ChallengeKind, Terms

_DAY = timedelta(days=1)


def add_up(readings: Sequence[Reading], terms: Terms) -> None:
    """Change the amounts of counted entries to what each adds to the total.

    `readings` are in order of their starts. What an organiser set comes first to any cap and is
    never cut.
    """
    counted = [each for each in readings if each.status is CreditStatus.COUNTED]
    counted.sort(key=lambda each: each.word is not RulingWord.SET)
    _limit_strength(counted, terms)
    adding = [each for each in counted if each.amount]
    _KINDS.get(terms.kind, _clip)(adding, terms)


def longest_row(days: Sequence[date]) -> tuple[date, int]:
    """First day and length of the longest row of consecutive days; the earliest of equals.

    `days` are in order, none twice; at least one.
    """
    best = (days[0], 0)
    first, length = days[0], 0
    for day in days:
        if day - first != length * _DAY:
            first, length = day, 0
        length += 1
        if length > best[1]:
            best = (first, length)
    return best


def _limit_strength(counted: Sequence[Reading], terms: Terms) -> None:
    days: Counter[date] = Counter()
    weeks: Counter[tuple[int, int]] = Counter()
    a_week = n("strength-points", "most_a_week")
    for each in counted:
        if each.entry.kind is not EntryKind.STRENGTH:
            continue
        is_set, week = each.word is RulingWord.SET, each.day.isocalendar()[:2]
        if days[each.day] >= n("strength-session", "most_a_day") and not is_set:
            each.stand(CreditStatus.NOT_COUNTED, "session_that_day")
            continue
        days[each.day] += 1
        if terms.kind is not ChallengeKind.POINTS:
            continue
        if weeks[week] >= a_week and not is_set:
            each.stand(CreditStatus.COUNTED, "sessions_that_week")
        weeks[week] += 1


def _clip(adding: Sequence[Reading], terms: Terms) -> None:
    """Cut what is above the cap of a day, the earlier start first."""
    if terms.day_most is None:
        return
    shown = show(terms.day_most, terms.kind, terms.unit)
    of_day: defaultdict[date, int] = defaultdict(int)
    for each in adding:
        room = max(0, terms.day_most - of_day[each.day])
        if each.amount > room and each.word is not RulingWord.SET:
            each.amount = room
            each.reason = "day_cap" if room else "day_full"
            each.detail = show(room, terms.kind, terms.unit) if room else shown
        of_day[each.day] += each.amount


def _keep_row(adding: Sequence[Reading], terms: Terms) -> None:
    """Each day of the longest row is worth one, by its first entry."""
    if not adding:
        return
    first, length = longest_row(sorted({each.day for each in adding}))
    shown = show(length, terms.kind, terms.unit)
    taken: set[date] = set()
    for each in sorted(adding, key=lambda each: (each.starts, each.entry.key)):
        if not first <= each.day < first + length * _DAY:
            each.stand(CreditStatus.COUNTED, "not_in_streak", shown)
        elif each.day in taken:
            each.stand(CreditStatus.COUNTED, "second_of_day")
        else:
            each.amount = 1
            taken.add(each.day)


def _keep_longest(adding: Sequence[Reading], terms: Terms) -> None:
    if not adding:
        return
    longest = min(adding, key=lambda each: (-each.amount, each.starts, each.entry.key))
    shown = show(longest.amount, terms.kind, terms.unit)
    for each in adding:
        if each is not longest:
            each.stand(CreditStatus.COUNTED, "longer_stands", shown)


_KINDS: dict[ChallengeKind, Callable[[Sequence[Reading], Terms], None]] = {
    ChallengeKind.STREAK: _keep_row,
    ChallengeKind.LONGEST: _keep_longest,
}

"""A usual week found in past weeks: habitual days, what runs on them, the rhythm of easy weeks."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median

import msgspec

from strongstride.coach.athlete import Weekday
from strongstride.coach.rules import n
from strongstride.coach.runs import ClassedRun, RunKind, UsualRun, WeeklyPattern

Weeks = dict[date, list[ClassedRun]]  # Monday → believable runs of that week

# the kind a day with several runs is remembered by, and the order in which kinds claim weekdays
_CLAIMS = (RunKind.LONG, RunKind.HARD, RunKind.STEADY)


class _Day(msgspec.Struct, frozen=True, kw_only=True):
    """The runs of one date taken together."""

    weekday: Weekday
    kind: RunKind
    distance_m: float | None
    duration_s: float


def find_pattern(weeks: Weeks, looked_at: Sequence[date]) -> WeeklyPattern:
    """One usual run a habitual weekday, over the weeks `looked_at` (Mondays, in order)."""
    days = [day for monday in looked_at for day in _days(weeks[monday])]
    chosen = _habitual(days, len(looked_at))
    kinds = _kinds(days, chosen, len(looked_at))
    every, latest = _rhythm(weeks)
    return WeeklyPattern(
        runs=tuple(_usual(day, kinds[day], days, len(looked_at)) for day in sorted(kinds)),
        easy_week_every=every,
        easy_week_on=latest,
    )


def _days(week: Sequence[ClassedRun]) -> list[_Day]:
    by_date: dict[date, list[ClassedRun]] = {}
    for item in week:
        by_date.setdefault(item.run.on, []).append(item)
    return [_day(on, items) for on, items in sorted(by_date.items())]


def _day(on: date, items: Sequence[ClassedRun]) -> _Day:
    # a race among past runs is a hard day of the usual week, such as a weekly parkrun
    kinds = {RunKind.HARD if item.kind is RunKind.RACE else item.kind for item in items}
    distances = [item.run.distance_m for item in items]
    return _Day(
        weekday=Weekday(on.weekday()),
        kind=next((kind for kind in _CLAIMS if kind in kinds), RunKind.EASY),
        distance_m=None if None in distances else sum(d for d in distances if d is not None),
        duration_s=sum(item.run.duration_s for item in items),
    )


def _habitual(days: Sequence[_Day], weeks: int) -> list[Weekday]:
    """The weekdays with runs in most weeks: as many as there are running days in a usual week."""
    often = Counter(day.weekday for day in days)
    wanted = max(1, int(len(days) / weeks + 0.5))  # half a day up: legs rest before a run too many
    least = n("running-habits", "day_share") * weeks
    ranked = sorted(often, key=lambda day: (-often[day], day))
    return [day for place, day in enumerate(ranked[:wanted]) if often[day] >= least or place == 0]


def _kinds(days: Sequence[_Day], chosen: Sequence[Weekday], weeks: int) -> dict[Weekday, RunKind]:
    """A kind for every chosen weekday: key kinds claim the days they mostly fall on."""
    kinds: dict[Weekday, RunKind] = {}
    for kind in _CLAIMS:
        often = Counter(day.weekday for day in days if day.kind is kind)
        rate = often.total() / weeks
        wanted = round(rate) if rate >= 1 else int(rate >= n("running-habits", "kind_share"))
        free = [day for day in chosen if day not in kinds and often[day] > 0]
        free.sort(key=lambda day, often=often: (-often[day], day))  # type: ignore[misc]
        kinds |= dict.fromkeys(free[:wanted], kind)
    return {day: kinds.get(day, RunKind.EASY) for day in chosen}


def _usual(weekday: Weekday, kind: RunKind, days: Sequence[_Day], weeks: int) -> UsualRun:
    """The median run of that kind on that weekday, else of that kind, else of that weekday."""
    on_day = [day for day in days if day.weekday is weekday]
    same = [day for day in days if day.kind is kind]
    alike = [day for day in on_day if day.kind is kind] or same or on_day
    distances = [day.distance_m for day in alike if day.distance_m is not None]
    return UsualRun(
        day=weekday,
        kind=kind,
        distance_m=round(median(distances) / 100) * 100
        if len(distances) * 2 > len(alike)
        else None,
        duration_s=round(median(day.duration_s for day in alike) / 60) * 60,
        certainty=round(len(on_day) / weeks, 2),
    )


def _rhythm(weeks: Weeks) -> tuple[int | None, date | None]:
    """Every how many weeks an easier one came, and the latest of them; None without a rhythm."""
    rule = "running-cutback"
    latest = max(weeks)
    span = int(n("running-habits", "look_back_weeks"))
    mondays = [
        latest - timedelta(weeks=back)
        for back in range(span)
        if latest - timedelta(weeks=back) >= min(weeks)
    ]
    volumes = [_volume(weeks.get(monday, [])) for monday in mondays]
    if len(volumes) < n(rule, "least_weeks") or not all(volumes[1:]):
        return None, None  # a week off is a lay-off or a holiday, not a rhythm
    found: list[tuple[float, int, int]] = []
    for every in (4, 3, 5):
        for first in range(1, every + 1):
            easy = volumes[first::every]
            rest = [v for place, v in enumerate(volumes[1:], 1) if (place - first) % every]
            low = n(rule, "below") * median(rest)
            odd = sum(volume < low for volume in rest)
            if len(easy) >= 2 and max(easy) <= low and odd <= n(rule, "exceptions") * len(rest):
                found.append((sum(easy) / len(easy) / median(rest), every, first))
    if not found:
        return None, None
    _, every, first = min(found)
    return every, mondays[first]


def _volume(week: Sequence[ClassedRun]) -> float:
    return sum(item.run.duration_s for item in week)

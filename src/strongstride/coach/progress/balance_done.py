"""The balance of what was really logged: front and back, push and pull, left and right, muscles."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from statistics import fmean
from types import MappingProxyType

import msgspec

from strongstride.coach.catalogue import Exercise, Muscle, catalogue
from strongstride.coach.lifting.exposures import EFFORTS
from strongstride.coach.lifting.reps_curve import MEAN_K, e1rm
from strongstride.coach.log import OTHER, LoggedSession, LoggedSet, Side
from strongstride.coach.progress.weeks_done import sets_by_exercise
from strongstride.coach.rules import Reason, n, reason
from strongstride.coach.sessions.balance import Counts, tallied


class MuscleSets(msgspec.Struct, frozen=True):
    """Working sets a week for one muscle: one for a target, a half for a helper."""

    muscle: Muscle
    sets: float
    level: int  # 0 none, 1 under some, 2 under plenty, 3 plenty (rule `progress-muscles`)


class SideGap(msgspec.Struct, frozen=True, kw_only=True):
    """Left and right on one exercise: what both sides showed on days both were logged."""

    exercise: str
    days: int
    left_sets: int
    right_sets: int
    behind: Side | None  # the side that showed less on average; None when equal
    gap: float  # share it is behind by, on average
    is_told: bool  # by rule `progress-sides`


class BalanceDone(msgspec.Struct, frozen=True, kw_only=True):
    """What the last weeks added up to; exercises outside the catalogue are in none of it."""

    weeks: int
    counts: Counts
    muscles: tuple[MuscleSets, ...]  # every muscle, none left out
    sides: tuple[SideGap, ...]  # most days first
    unknown_sets: int  # of exercises whose muscles we do not know
    says: tuple[Reason, ...]


def balance_done(
    sessions: Sequence[LoggedSession],
    today: date,
    own: Mapping[str, Exercise] = MappingProxyType({}),
) -> BalanceDone:
    """The balance up to `today`; `own` are the athlete's own exercises by id.

    Total: any log, none included.
    """
    weeks = round(n("progress-muscles", "weeks"))
    lately = _since(sessions, today, weeks)
    known = {**own, **catalogue().exercises}
    work, unknown = _work(lately, known)
    counts = tallied(work)
    sides = side_gaps(_since(sessions, today, round(n("progress-sides", "weeks"))))
    return BalanceDone(
        weeks=weeks,
        counts=counts,
        muscles=_muscles(work, weeks),
        sides=sides,
        unknown_sets=unknown,
        says=(_front_back(counts), _push_pull(counts), _left_right(sides, known)),
    )


def _since(sessions: Sequence[LoggedSession], today: date, weeks: int) -> list[LoggedSession]:
    since = today - timedelta(weeks=weeks)
    return [one for one in sessions if since < one.on <= today]


def _work(
    sessions: Iterable[LoggedSession], known: Mapping[str, Exercise]
) -> tuple[list[tuple[Exercise, int]], int]:
    work: list[tuple[Exercise, int]] = []
    unknown = 0
    for session in sessions:
        for key, sets in sets_by_exercise(session.sets).items():
            if key in known and known[key].is_training:
                work.append((known[key], sets))
            elif key not in known:
                unknown += sets
    return work, unknown


def _muscles(work: Iterable[tuple[Exercise, int]], weeks: int) -> tuple[MuscleSets, ...]:
    sums = dict.fromkeys(Muscle, 0.0)
    for exercise, sets in work:
        for muscle in exercise.primary:
            sums[muscle] += sets
        for muscle in exercise.secondary:
            sums[muscle] += n("progress-muscles", "helping") * sets
    return tuple(
        MuscleSets(muscle, round(sets / weeks, 1), _level(sets / weeks))
        for muscle, sets in sums.items()
    )


def _level(sets: float) -> int:
    if sets <= 0:
        return 0
    return 1 + (sets >= n("progress-muscles", "some")) + (sets >= n("progress-muscles", "plenty"))


def _front_back(counts: Counts) -> Reason:
    sides = ("back-of-leg", counts.back), ("front-of-leg", counts.front)
    return _ratio("posterior-anterior", *sides)


def _push_pull(counts: Counts) -> Reason:
    return _ratio("pull-push", ("pulling", counts.pull), ("pushing", counts.push))


def _ratio(rule: str, top: tuple[str, int], bottom: tuple[str, int]) -> Reason:
    (first, many), (second, few) = top, bottom
    numbers = {"first": many, "second": few}
    said = f"{many} {first} to {few} {second} sets"
    if not many and not few:
        return reason(rule, f"No {first} or {second} sets yet.", **numbers)
    low, high = n(rule, "low"), n(rule, "high")
    kept = f"what the plan keeps, {low:g} to {high:g} to one"
    if low * few <= many <= high * few:
        return reason(rule, f"{said}: within {kept}.", **numbers)
    more = second if many < low * few else first
    return reason(rule, f"{said}: more {more} than {kept}.", **numbers)


def side_gaps(sessions: Sequence[LoggedSession]) -> tuple[SideGap, ...]:
    """Every exercise logged on both sides on one day at least, most days first."""
    days: dict[str, list[tuple[float, float]]] = defaultdict(list)
    sets: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for session in sessions:
        for key, (left, right) in _by_side(session.sets).items():
            sets[key] = sets[key][0] + len(left), sets[key][1] + len(right)
            if left and right:
                days[key].append((max(left), max(right)))
    gaps = [_gap(key, shown, *sets[key]) for key, shown in days.items()]
    return tuple(sorted(gaps, key=lambda gap: (-gap.days, gap.exercise)))


def _by_side(sets: Iterable[LoggedSet]) -> dict[str, tuple[list[float], list[float]]]:
    found: dict[str, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for one in sets:
        if one.kind in EFFORTS and one.side is not None and (shown := _shown(one)) > 0:
            found[one.exercise][one.side is Side.RIGHT].append(shown)
    return found


def _shown(one: LoggedSet) -> float:
    """What a set showed, to be compared with the other side's on the same day only."""
    if one.seconds and not one.reps:
        return one.seconds
    possible = (one.reps or 0) + (one.rir or 0)
    return e1rm(one.load_g, possible, MEAN_K) if one.load_g else float(possible)


def _gap(key: str, shown: Sequence[tuple[float, float]], left: int, right: int) -> SideGap:
    gaps = [(a - b) / max(a, b) for a, b in shown]  # above 0: right is behind
    mean = fmean(gaps)
    least = n("progress-sides", "behind")
    told = max(sum(gap >= least for gap in gaps), sum(gap <= -least for gap in gaps))
    steady = abs(mean) >= least and told >= n("progress-sides", "least_days")
    return SideGap(
        exercise=key,
        days=len(shown),
        left_sets=left,
        right_sets=right,
        behind=None if mean == 0 else Side.RIGHT if mean > 0 else Side.LEFT,
        gap=round(abs(mean), 3),
        is_told=steady,
    )


def _left_right(sides: Sequence[SideGap], known: Mapping[str, Exercise]) -> Reason:
    rule = "progress-sides"
    if not sides:
        return reason(rule, "Left and right were not logged apart yet.")
    told = [gap for gap in sides if gap.is_told]
    if not told:
        text = "Left and right differ by no more than they do from day to day."
        return reason(rule, text, exercises=len(sides))
    worst = max(told, key=lambda gap: gap.gap)
    exercise = known.get(worst.exercise)
    name = exercise.name if exercise else worst.exercise.removeprefix(OTHER)
    text = (
        f"{name}: {worst.behind} is {worst.gap * 100:.0f} % behind on several days. "
        f"Begin with that side and let the other do no more."
    )
    return reason(rule, text, behind=worst.gap)

"""The balance of a week in working sets: front and back, push and pull, one side and two."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from math import ceil

import msgspec

from strongstride.coach.catalogue import Chain, Exercise, Measure, Pattern, Region
from strongstride.coach.programme import Balance, PlannedExercise, PlannedSession
from strongstride.coach.rules import Reason, n, reason

PUSH = (Pattern.HORIZONTAL_PUSH, Pattern.VERTICAL_PUSH)
PULL = (Pattern.HORIZONTAL_PULL, Pattern.VERTICAL_PULL)
TALLIED = 10  # entries of a tally, the fields of `Counts` without contacts
CALF = (Pattern.CALF_STRAIGHT, Pattern.CALF_BENT)


class Counts(msgspec.Struct, frozen=True):
    """Working sets of a week that the balance rules look at."""

    lower: int = 0
    core: int = 0
    upper: int = 0
    back: int = 0  # lower body
    front: int = 0  # lower body
    pull: int = 0
    push: int = 0
    one_sided: int = 0  # lower body
    lift_back: int = 0  # lower body without jumps
    lift_front: int = 0
    contacts: int = 0


def tally(exercise: Exercise) -> tuple[int, ...]:
    """Which counts one set of an exercise adds to, in the order of `Counts` without contacts."""
    return _tally(
        exercise.region, exercise.chain, exercise.pattern, exercise.measure, exercise.one_sided
    )


@cache  # of a few words each
def _tally(
    region: Region, chain: Chain, pattern: Pattern, measure: Measure, one_sided: bool
) -> tuple[int, ...]:
    lower = region is Region.LOWER
    lift = measure is not Measure.CONTACTS
    return (
        int(lower),
        int(region is Region.CORE),
        int(region is Region.UPPER),
        int(lower and chain is Chain.BACK),
        int(lower and chain is Chain.FRONT),
        int(pattern in PULL),
        int(pattern in PUSH),
        int(lower and one_sided),
        int(lower and chain is Chain.BACK and lift),
        int(lower and chain is Chain.FRONT and lift),
    )


def tallied(work: Iterable[tuple[Exercise, int]]) -> Counts:
    """Counts over exercises and their numbers of sets, contacts left at zero."""
    alike: dict[tuple[int, ...], int] = {}  # sets by what each adds
    for exercise, sets in work:
        adds = tally(exercise)
        alike[adds] = alike.get(adds, 0) + sets
    return Counts(
        *(sum(adds[place] * sets for adds, sets in alike.items()) for place in range(TALLIED))
    )


def count_sets(work: Iterable[PlannedExercise]) -> Counts:
    """Counts over exercises as planned."""
    items = tuple(work)
    counts = tallied((item.exercise, len(item.sets)) for item in items)
    return msgspec.structs.replace(counts, contacts=contacts(items))


def contacts(work: Iterable[PlannedExercise]) -> int:
    """Ground contacts of exercises as planned, both sides."""
    return sum(
        (2 if item.exercise.one_sided else 1) * planned.contacts
        for item in work
        for planned in item.sets
        if planned.contacts
    )


def misses(counts: Counts) -> tuple[int, int, int]:
    """Sets each bound is off by: back to front, pull to push, one-sided share. 0 = kept.

    Back to front holds with jumps and without: jump sets are legs' work, but no strength for them.
    """
    return (
        _outside(counts.back, counts.front, "posterior-anterior")
        + _outside(counts.lift_back, counts.lift_front, "posterior-anterior"),
        _outside(counts.pull, counts.push, "pull-push"),
        _short(counts.one_sided, counts.lower, n("one-sided", "low")),
    )


def _outside(top: int, bottom: int, rule: str) -> int:
    low, high = n(rule, "low"), n(rule, "high")
    return _short(top, bottom, low) + _short(bottom, top, 1 / high)


def _short(part: int, whole: int, share: float) -> int:
    """Sets missing for part >= share x whole; a hair of tolerance for decimal shares."""
    return max(0, ceil(share * whole - part - 1e-9))


def week_balance(starts_on: date, sessions: Sequence[PlannedSession]) -> Balance:
    """The balance of a finished week."""
    counts = count_sets(item for session in sessions for item in session.work)
    return Balance(
        starts_on=starts_on,
        lower_sets=counts.lower,
        core_sets=counts.core,
        upper_sets=counts.upper,
        posterior_anterior=_ratio(counts.back, counts.front),
        pull_push=_ratio(counts.pull, counts.push),
        one_sided_share=_ratio(counts.one_sided, counts.lower),
        contacts=counts.contacts,
    )


def _ratio(top: int, bottom: int) -> float | None:
    return round(top / bottom, 3) if bottom else None


def balance_given_up(
    balance: Balance,
    sessions: Sequence[PlannedSession],
    *,
    after_race: bool = False,
    light: bool = False,
) -> list[Reason]:
    """Which bounds a week with sessions could not keep, each with its rule and numbers."""
    if not sessions:
        return []
    counts = count_sets(item for session in sessions for item in session.work)
    week = f"Week of {balance.starts_on.day} {balance.starts_on:%b}"
    return [
        *_ratios_given_up(counts, week),
        *_regions_given_up(counts, week, after_race=after_race),
        *(found for session in sessions for found in _missing_parts(session, light=light)),
    ]


def _ratios_given_up(counts: Counts, week: str) -> list[Reason]:
    back, pull, one = misses(counts)
    found: list[Reason] = []
    if back:
        text = f"{week}: {counts.back} back-of-leg to {counts.front} front-of-leg sets"
        if (counts.lift_back, counts.lift_front) != (counts.back, counts.front):
            text += f", {counts.lift_back} to {counts.lift_front} without jumps"
        text += "."
        found.append(reason("posterior-anterior", text, back=counts.back, front=counts.front))
    if pull:
        text = f"{week}: {counts.pull} pulling to {counts.push} pushing sets."
        found.append(reason("pull-push", text, pull=counts.pull, push=counts.push))
    if one:
        text = f"{week}: {counts.one_sided} of {counts.lower} leg sets are one-sided."
        found.append(reason("one-sided", text, one_sided=counts.one_sided, lower=counts.lower))
    return found


def _regions_given_up(counts: Counts, week: str, *, after_race: bool) -> list[Reason]:
    found: list[Reason] = []
    for region, sets in zip(Region, (counts.lower, counts.core, counts.upper), strict=True):
        if not sets:
            part = region if region is Region.CORE else f"{region} body"
            resting = after_race and region is Region.LOWER
            text = "the legs rest after the race" if resting else f"nothing for the {part} fits"
            found.append(reason("weekly-coverage", f"{week}: {text}."))
    return found


def _missing_parts(session: PlannedSession, *, light: bool) -> list[Reason]:
    """A leg session without calf or without side of the hip says so."""
    why = "fits this light week" if light else "fits your equipment, time or pain today"
    if not session.leg_cost:
        return []
    day = f"{session.on:%A} {session.on.day} {session.on:%b}"
    found: list[Reason] = []
    if not any(item.exercise.pattern in CALF for item in session.work):
        text = f"{day}: no calf exercise {why}."
        found.append(reason("calf-each-leg-session", text))
    if not any(is_side_plane(item.exercise) for item in session.work):
        text = f"{day}: no exercise for the side of the hip {why}."
        found.append(reason("side-plane-each-leg-session", text))
    return found


def is_side_plane(exercise: Exercise) -> bool:
    """True for lower-body exercises that work sideways."""
    return exercise.region is Region.LOWER and exercise.chain is Chain.SIDE

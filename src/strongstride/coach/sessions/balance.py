"""The balance of a week in working sets: front and back, push and pull, one side and two."""

from collections.abc import Iterable, Sequence
from datetime import date
from math import ceil

import msgspec

from strongstride.coach.catalogue import Chain, Exercise, Measure, Pattern, Region
from strongstride.coach.programme import Balance, PlannedExercise, PlannedSession
from strongstride.coach.rules import Reason, n, reason

PUSH = (Pattern.HORIZONTAL_PUSH, Pattern.VERTICAL_PUSH)
PULL = (Pattern.HORIZONTAL_PULL, Pattern.VERTICAL_PULL)
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
    contacts: int = 0


def tally(exercise: Exercise) -> tuple[int, ...]:
    """Which counts one set of an exercise adds to, in the order of `Counts` without contacts."""
    lower = exercise.region is Region.LOWER
    return (
        int(lower),
        int(exercise.region is Region.CORE),
        int(exercise.region is Region.UPPER),
        int(lower and exercise.chain is Chain.BACK),
        int(lower and exercise.chain is Chain.FRONT),
        int(exercise.pattern in PULL),
        int(exercise.pattern in PUSH),
        int(lower and exercise.one_sided),
    )


def count_sets(work: Iterable[PlannedExercise]) -> Counts:
    """Counts over exercises as planned."""
    sums = [0] * 8
    contacts = 0
    for item in work:
        sets = len(item.sets)
        for place, adds in enumerate(tally(item.exercise)):
            sums[place] += adds * sets
        if item.exercise.measure is Measure.CONTACTS:
            sides = 2 if item.exercise.one_sided else 1
            contacts += sides * sum(planned.contacts or 0 for planned in item.sets)
    return msgspec.structs.replace(Counts(*sums), contacts=contacts)


def misses(counts: Counts) -> tuple[int, int, int]:
    """Sets each bound is off by: back to front, pull to push, one-sided share. 0 = kept."""
    return (
        _outside(counts.back, counts.front, "posterior-anterior"),
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
    balance: Balance, sessions: Sequence[PlannedSession], *, after_race: bool = False
) -> list[Reason]:
    """Which bounds a week with sessions could not keep, each with its rule and numbers."""
    if not sessions:
        return []
    counts = count_sets(item for session in sessions for item in session.work)
    week = f"Week of {balance.starts_on.day} {balance.starts_on:%b}"
    return [
        *_ratios_given_up(counts, week),
        *_regions_given_up(counts, week, after_race=after_race),
        *(found for session in sessions for found in _missing_parts(session)),
    ]


def _ratios_given_up(counts: Counts, week: str) -> list[Reason]:
    back, pull, one = misses(counts)
    found: list[Reason] = []
    if back:
        text = f"{week}: {counts.back} back-of-leg to {counts.front} front-of-leg sets."
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


def _missing_parts(session: PlannedSession) -> list[Reason]:
    """A leg session without calf or without side of the hip says so."""
    if not session.leg_cost:
        return []
    day = f"{session.on:%A} {session.on.day} {session.on:%b}"
    found: list[Reason] = []
    if not any(item.exercise.pattern in CALF for item in session.work):
        text = f"{day}: no calf exercise fits your equipment, time or pain today."
        found.append(reason("calf-each-leg-session", text))
    if not any(is_side_plane(item.exercise) for item in session.work):
        text = f"{day}: no exercise for the side of the hip fits your equipment, time or pain."
        found.append(reason("side-plane-each-leg-session", text))
    return found


def is_side_plane(exercise: Exercise) -> bool:
    """True for lower-body exercises that work sideways."""
    return exercise.region is Region.LOWER and exercise.chain is Chain.SIDE

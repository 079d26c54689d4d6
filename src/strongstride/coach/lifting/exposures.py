"""What one session said about one exercise: the facts progression and estimation work from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from strongstride.coach.log import LoggedSession, LoggedSet, SetKind, Side

EFFORTS = (SetKind.WORKING, SetKind.FAILURE)


class Exposure(msgspec.Struct, frozen=True, kw_only=True):
    """One exercise in one session, working sets only.

    `load_g` is the load most sets were done with, the heavier when two are as common (None = the
    body alone or not written down); the counts are of the sets at that load. The weakest set speaks
    for the session.
    """

    on: date
    load_g: int | None
    sets: int  # per side where sides were logged
    reps: int | None  # of the weakest set
    best_reps: int | None
    seconds: float | None  # of the weakest hold
    rir: float | None  # of the hardest set, as reported
    mean_rir: float | None  # of all sets at that load
    failed: bool  # a set ended in failure
    form: bool | None  # False if any set was not clean, None if never asked
    pain: int | None  # the worst reported
    efforts: tuple[LoggedSet, ...]  # all working sets, whatever the load


def exposures(history: Sequence[LoggedSession]) -> dict[str, tuple[Exposure, ...]]:
    """Every exercise's exposures by exercise id, in order of date."""
    found: dict[str, list[Exposure]] = defaultdict(list)
    for session in sorted(history, key=lambda each: each.on):
        for exercise, sets in _by_exercise(session.sets).items():
            found[exercise].append(_exposure(session.on, sets))
    return {exercise: tuple(all_) for exercise, all_ in found.items()}


def _by_exercise(sets: Iterable[LoggedSet]) -> dict[str, list[LoggedSet]]:
    efforts: dict[str, list[LoggedSet]] = defaultdict(list)
    for one in sets:
        if one.kind in EFFORTS and (one.reps or one.seconds):
            efforts[one.exercise].append(one)
    return efforts


def _exposure(on: date, efforts: list[LoggedSet]) -> Exposure:
    load_g = _main_load(efforts)
    at_load = [one for one in efforts if one.load_g == load_g]
    reps = [one.reps for one in at_load if one.reps]
    holds = [one.seconds for one in at_load if one.seconds]
    reserves = [one.rir for one in at_load if one.rir is not None]
    pains = [one.pain for one in efforts if one.pain is not None]
    return Exposure(
        on=on,
        load_g=load_g,
        sets=_sets_per_side(at_load),
        reps=min(reps, default=None),
        best_reps=max(reps, default=None),
        seconds=min(holds, default=None),
        rir=min(reserves, default=None),
        mean_rir=sum(reserves) / len(reserves) if reserves else None,
        failed=any(one.kind is SetKind.FAILURE for one in at_load),
        form=_form(efforts),
        pain=max(pains, default=None),
        efforts=tuple(efforts),
    )


def _main_load(efforts: list[LoggedSet]) -> int | None:
    counts: dict[int | None, int] = {}
    for one in efforts:
        counts[one.load_g] = counts.get(one.load_g, 0) + 1
    if len(counts) == 1:  # nearly always
        return efforts[0].load_g
    return max(counts, key=lambda load_g: (counts[load_g], load_g or 0))


def _sets_per_side(sets: list[LoggedSet]) -> int:
    left = right = 0
    for one in sets:
        left += one.side is Side.LEFT
        right += one.side is Side.RIGHT
    return len(sets) - left - right + max(left, right)


def _form(efforts: list[LoggedSet]) -> bool | None:
    told = [one.form_ok for one in efforts if one.form_ok is not None]
    return all(told) if told else None

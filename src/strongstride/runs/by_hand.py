"""Runs written by hand that a file tells as well: the file wins, the runner's words stay.

The run by hand is kept with a pointer to the file's run, so that the runner can take it apart.
"""

from collections.abc import Collection, Iterable
from datetime import timedelta

from strongstride.accounts.models import Athlete
from strongstride.runs.models import Run
from strongstride.runs.rows import plain, recording_in

_DISTANCE = 0.05  # as in `formats.same_run`


def pair(athlete: Athlete, told: Collection[Run]) -> None:
    """Let runs by hand count only as those of files that tell them, within the transaction."""
    days = {run.on for run in told}
    if not days:
        return
    waiting = list(
        Run.objects.filter(
            athlete=athlete, by_hand=True, on__in=days, same_as=None, apart=False, removed_at=None
        ).order_by("listed_at", "id")
    )
    taken: set[object] = set()
    for hand in waiting:
        found = _nearest(hand, (run for run in told if run.pk not in taken))
        if found is not None:
            taken.add(found.pk)
            _join(hand, found)


def _nearest(hand: Run, told: Iterable[Run]) -> Run | None:
    """The run most like the one by hand, if any is the same."""
    same = [run for run in told if is_same(hand, run)]
    return min(same, key=lambda run: (_apart_m(hand, run), run.listed_at), default=None)


def is_same(hand: Run, run: Run) -> bool:
    """Same local date, distances within 5 %, and no known times that do not overlap.

    Without one of the distances only overlapping times tell.
    """
    if hand.on != run.on:
        return False
    timed = hand.starts_at is not None and run.starts_at is not None
    if timed and not _overlap(hand, run):
        return False
    if hand.distance_m is None or run.distance_m is None:
        return timed
    return _apart_m(hand, run) <= _DISTANCE * max(hand.distance_m, run.distance_m)


def _apart_m(hand: Run, run: Run) -> float:
    return abs((hand.distance_m or 0.0) - (run.distance_m or 0.0))


def _overlap(one: Run, other: Run) -> bool:
    ends = [each.listed_at + timedelta(seconds=each.elapsed_s) for each in (one, other)]
    return max(one.listed_at, other.listed_at) < min(ends)


def _join(hand: Run, run: Run) -> None:
    """Words, name and kind go over to the file's run."""
    run.kind_given = run.kind_given or hand.kind_given
    run.note = "\n".join(note for note in (run.note, hand.note) if note)
    if hand.name and "name" not in run.edited:
        run.edited = {**run.edited, "name": hand.name}
        run.name = hand.name
    run.save(update_fields=["kind_given", "note", "edited", "name"])
    hand.same_as = run
    hand.save(update_fields=["same_as"])


def inherit(run: Run, gone: Run) -> None:
    """What was written by hand of a run that turns out to be another counts with that one."""
    Run.objects.filter(same_as=gone).update(same_as=run)


def _name_in_file(run: Run) -> str:
    row = run.recordings.filter(leads=True).first()
    return "" if row is None else plain(recording_in(row).name, 200)


def take_apart(hand: Run) -> None:
    """Two runs after all: each with its own words, and never joined again."""
    run = hand.same_as
    if run is not None:
        if run.kind_given == hand.kind_given:
            run.kind_given = ""
        run.note = run.note.removesuffix(hand.note).rstrip("\n")
        if run.edited.get("name") == hand.name:
            run.edited = {key: value for key, value in run.edited.items() if key != "name"}
            run.name = _name_in_file(run)
        run.save(update_fields=["kind_given", "note", "edited", "name"])
    hand.same_as, hand.apart = None, True
    hand.save(update_fields=["same_as", "apart"])

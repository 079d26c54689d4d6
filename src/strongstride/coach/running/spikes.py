"""Planned runs much longer than any of the last month: told, never forbidden (rule `run-spike`)."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from strongstride.coach.quantities import DistanceUnit, show_distance
from strongstride.coach.rules import Reason, n, reason
from strongstride.coach.runs import ClassedRun, PlannedRun, RunKind


def run_spikes(
    planned: Sequence[PlannedRun], done: Iterable[ClassedRun], today: date, unit: DistanceUnit
) -> tuple[Reason, ...]:
    """A sentence for each run to come that is over 110 % of the longest of the 30 days before it.

    Planned runs before it count as run. Races are left out: they are meant to be far. Without any
    known run in those 30 days nothing is said.
    """
    days = timedelta(days=n("run-spike", "days"))
    known = [(i.run.on, i.run.distance_m) for i in done if i.counts and i.run.distance_m]
    found: list[Reason] = []
    for run in sorted(planned, key=lambda run: run.on):
        if run.distance_m is None or run.on < today:
            continue
        known = [one for one in known if one[0] >= run.on - days]  # what is older stays so
        longest = max((metres for on, metres in known if on < run.on), default=None)
        known.append((run.on, float(run.distance_m)))
        if longest is None or run.kind is RunKind.RACE:
            continue
        if run.distance_m > longest * n("run-spike", "over_longest"):
            found.append(_spike(run, longest, unit))
    return tuple(found)


def _spike(run: PlannedRun, longest_m: float, unit: DistanceUnit) -> Reason:
    assert run.distance_m is not None
    share = run.distance_m / longest_m
    planned, longest = show_distance(run.distance_m, unit), show_distance(longest_m, unit)
    text = (
        f"The run of {run.on} ({planned}) is {share - 1:.0%} longer than your longest of 30 days "
        f"before it ({longest}); such steps went with more injuries."
    )
    return reason("run-spike", text, share=round(share, 2))

"""How hard a pace is for a runner: oxygen cost, climb as level running, maximum heart rate.

Speeds are metres per second, times seconds, oxygen costs ml/kg/min, VDOT in the same unit.
"""

from collections.abc import Sequence
from math import exp, sqrt

from strongstride.coach.quantities import DistanceUnit
from strongstride.coach.rules import n
from strongstride.coach.runs import PastRun


def oxygen_cost(speed_mps: float) -> float:
    """Oxygen cost of level running; Daniels & Gilbert 1979."""
    v = speed_mps * 60
    return max(0.0, -4.60 + 0.182258 * v + 0.000104 * v * v)


def speed_at(oxygen: float) -> float:
    """The level speed that costs `oxygen`: the inverse of `oxygen_cost`."""
    b, a = 0.182258, 0.000104
    return (-b + sqrt(b * b + 4 * a * (4.60 + oxygen))) / (2 * a) / 60


def sustainable_share(seconds: float) -> float:
    """Share of maximum oxygen uptake a runner can hold for `seconds`; Daniels & Gilbert 1979."""
    t = seconds / 60
    return 0.8 + 0.1894393 * exp(-0.012778 * t) + 0.2989558 * exp(-0.1932605 * t)


def vdot(distance_m: float, seconds: float) -> float:
    """Fitness shown by running `distance_m` in `seconds` all out; less if it was not all out."""
    return oxygen_cost(distance_m / seconds) / sustainable_share(seconds)


def climb_cost(gradient: float) -> float:
    """Energy cost of a gradient against the level (1.0 when flat); Minetti et al. 2002."""
    most = n("run-climb", "most_gradient")
    i = max(-most, min(most, gradient))
    return (((((155.4 * i - 30.4) * i - 43.3) * i + 46.3) * i + 19.5) * i + 3.6) / 3.6


def level_distance(distance_m: float, climb_m: float | None) -> float:
    """The level distance that costs as much as a loop of `distance_m` with `climb_m` of climbing.

    Only the climb is known, so half the way is taken as up and half as down, each evenly.
    """
    if not climb_m or climb_m <= 0 or distance_m <= 0:
        return distance_m
    gradient = 2 * climb_m / distance_m
    downhill = max(n("run-climb", "downhill_floor"), climb_cost(-gradient))
    return distance_m * (climb_cost(gradient) + downhill) / 2


def highest_heart_rate(runs: Sequence[PastRun], age: int, given: int | None) -> tuple[float, bool]:
    """Maximum heart rate in beats a minute, and whether it is more than a guess by age.

    Rule `run-max-heart-rate`.
    """
    if given is not None:
        return float(given), True
    rule = "run-max-heart-rate"
    expected = n(rule, "base") - n(rule, "per_year") * age
    spread = n(rule, "spread")
    seen = sorted(
        run.max_hr for run in runs if run.max_hr is not None and run.max_hr <= expected + 2 * spread
    )
    if len(seen) >= n(rule, "least_runs") and seen[-2] >= expected - spread:
        return seen[-2], True  # the very highest may be a spike of the sensor
    return expected, False


def show_pace(speed_mps: float, unit: DistanceUnit) -> str:
    """A pace as runners write it: `5:12 /km`, `8:22 /mi`."""
    seconds = round(float(unit.metres) / speed_mps)
    return f"{seconds // 60}:{seconds % 60:02d} /{unit}"


def show_duration(seconds: float) -> str:
    """A duration: `45 min`, `1 h 30 min`."""
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60:02d} min"

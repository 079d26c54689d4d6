"""What can be said of a lift in a sentence: how strong, how sure, and whether that changed."""

from datetime import timedelta
from math import exp

from strongstride.coach.athlete import Athlete
from strongstride.coach.catalogue import Loading, catalogue
from strongstride.coach.progress.efficiency import show_share
from strongstride.coach.progress.lifts import RULE, LiftMeasure, LiftProgress
from strongstride.coach.progress.trend import Trend
from strongstride.coach.quantities import MassUnit, show_load
from strongstride.coach.rules import Reason, n, reason


def lift_sentence(lift: LiftProgress, athlete: Athlete) -> Reason:
    """Strength now with its range, and the change beside its noise."""
    last = lift.points[-1]
    value, low, high = (
        show_strength(lift.measure, amount, athlete.mass_unit)
        for amount in (last.value, last.low, last.high)
    )
    unit = value.split(" ", 1)[-1]
    span = f"{low.removesuffix(unit).strip()} to {high}"
    text = f"About {value} {_what(lift)} ({span}, four times in five). {_change(lift.trend)}"
    return reason(RULE, text, sessions=len(lift.points))


def show_strength(measure: LiftMeasure, amount: float, unit: MassUnit) -> str:
    """An amount in its measure: `62.5 kg`, `14 reps`, `45 s`."""
    if measure in (LiftMeasure.LOAD, LiftMeasure.HELP):
        return show_load(round(amount / 500) * 500 if unit is MassUnit.KG else round(amount), unit)
    if measure is LiftMeasure.REPS:
        return f"{amount:.0f} reps"
    return f"{amount:.0f} s"


def _what(lift: LiftProgress) -> str:
    if lift.measure is LiftMeasure.HELP:
        return "of help for one repetition"
    if lift.measure is LiftMeasure.REPS:
        return "with the body alone"
    if lift.measure is LiftMeasure.SECONDS:
        return "held"
    exercise = catalogue().exercises.get(lift.exercise)
    added = exercise is not None and exercise.loading is Loading.BODY
    return "added for one repetition" if added else "for one repetition"


def _change(trend: Trend | None) -> str:
    if trend is None:
        needed, of = (round(n("progress-trend", name)) for name in ("least_weeks", "weeks"))
        return f"A change is told from {needed} weeks with it in the last {of}."
    weeks = round((trend.last_on - trend.first_on) / timedelta(weeks=1)) + 1
    low, high = exp(trend.low) - 1, exp(trend.high) - 1
    if not trend.is_told:
        much = show_share(exp(trend.tellable) - 1)
        return (
            f"Over {weeks} weeks no change you could tell from noise: "
            f"it would have to be about {much} to show."
        )
    way = "stronger" if low > 0 else "weaker"
    least, most = sorted((abs(low), abs(high)))
    return (
        f"Over {weeks} weeks {show_share(exp(trend.change) - 1)} {way}: more than noise "
        f"(between {show_share(least)} and {show_share(most)})."
    )

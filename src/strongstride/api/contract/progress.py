"""Progress as JSON: every number with its range, every claim with its rule."""

from datetime import date
from math import exp
from typing import Annotated

import msgspec
from msgspec import Meta

from strongstride.coach.log import LoggedSet
from strongstride.coach.progress.balance_done import BalanceDone
from strongstride.coach.progress.drift import Drift
from strongstride.coach.progress.efficiency import Efficiency
from strongstride.coach.progress.lifts import LiftMeasure, LiftPoint, LiftProgress
from strongstride.coach.progress.race_estimate import RaceEstimates
from strongstride.coach.progress.trend import Trend
from strongstride.coach.progress.weeks_done import WeekDone
from strongstride.coach.rules import Reason
from strongstride.exchange.as_contract import whys
from strongstride.exchange.contract import Why

_UNITS = {
    LiftMeasure.LOAD: "kg",
    LiftMeasure.HELP: "kg of help",
    LiftMeasure.REPS: "reps",
    LiftMeasure.SECONDS: "s",
}


class TrendJson(msgspec.Struct, frozen=True, kw_only=True):
    """A change over some weeks, as a share of the first value, beside its noise."""

    first_on: date
    last_on: date
    weeks: int
    change: Annotated[float, Meta(description="0.05 means 5 % more")]
    low: float
    high: float
    is_told: Annotated[bool, Meta(description="more than noise")]


class BestSetJson(msgspec.Struct, frozen=True, kw_only=True):
    """The set that tells most of a session."""

    load_kg: float | None
    reps: int | None
    seconds: float | None
    rir: float | None


class LiftPointJson(msgspec.Struct, frozen=True, kw_only=True):
    """Strength after one session, with its 80 % range."""

    on: date
    value: float
    low: float
    high: float
    best: BestSetJson


class LiftNowJson(msgspec.Struct, frozen=True, kw_only=True):
    """Strength on one lift today."""

    exercise: str
    unit: Annotated[str, Meta(description="kg, kg of help, reps or s")]
    value: float
    low: float
    high: float
    sessions: int
    last_on: date
    trend: TrendJson | None
    says: Why


class LiftJson(msgspec.Struct, frozen=True, kw_only=True):
    """Strength on one lift, and every session behind it."""

    now: LiftNowJson
    points: list[LiftPointJson]


class WeekDoneJson(msgspec.Struct, frozen=True, kw_only=True):
    """One week from Monday on, runs and strength together."""

    starts_on: date
    runs: int
    hard_runs: int
    distance_m: float
    run_s: float
    sessions: int
    sets: int


class WeeksDoneJson(msgspec.Struct, frozen=True, kw_only=True):
    """The last weeks in order, and how steady they were."""

    weeks: list[WeekDoneJson]
    says: Why


class MuscleJson(msgspec.Struct, frozen=True, kw_only=True):
    """How much a muscle was trained."""

    muscle: str
    sets: Annotated[float, Meta(description="working sets a week; helpers count half")]
    level: Annotated[int, Meta(ge=0, le=3, description="0 none, 1 under some, 2 some, 3 plenty")]


class SideJson(msgspec.Struct, frozen=True, kw_only=True):
    """Left beside right on one exercise."""

    exercise: str
    left_sets: int
    right_sets: int
    behind: Annotated[str | None, Meta(description="left, right, or null")]
    gap: Annotated[float, Meta(description="share it is behind by")]
    is_told: Annotated[bool, Meta(description="more than noise")]


class BalanceDoneJson(msgspec.Struct, frozen=True, kw_only=True):
    """Front and back, pull and push, left and right over the last weeks."""

    weeks: int
    muscles: list[MuscleJson]
    sides: list[SideJson]
    says: list[Why]


class RunPointJson(msgspec.Struct, frozen=True, kw_only=True):
    """What one run shows: metres per second at one heart rate, or a share."""

    run: str
    on: date
    value: float


class RaceTimeJson(msgspec.Struct, frozen=True, kw_only=True):
    """A time for a distance, and the range around it."""

    race: str
    distance_m: float
    seconds: float
    low_s: float
    high_s: float


class RunningProgressJson(msgspec.Struct, frozen=True, kw_only=True):
    """Am I getting faster? Three views, each with what it can say."""

    heart_rate: Annotated[
        int | None, Meta(description="beats a minute at which speeds are compared")
    ]
    efficiency: Annotated[list[RunPointJson], Meta(description="m/s on level ground")]
    efficiency_trend: TrendJson | None
    efficiency_says: Why
    races: list[RaceTimeJson]
    races_say: Why
    drift: Annotated[
        list[RunPointJson], Meta(description="share a heartbeat took less far in the second half")
    ]
    drift_says: Why


def lift_now_json(lift: LiftProgress, says: Reason) -> LiftNowJson:
    """A lift without its points."""
    last = _point(lift.points[-1], lift.measure)
    return LiftNowJson(
        exercise=lift.exercise,
        unit=_UNITS[lift.measure],
        value=last.value,
        low=last.low,
        high=last.high,
        sessions=len(lift.points),
        last_on=last.on,
        trend=_log_trend(lift.trend),
        says=why(says),
    )


def lift_json(lift: LiftProgress, says: Reason) -> LiftJson:
    """A lift with its points."""
    points = [_point(point, lift.measure) for point in lift.points]
    return LiftJson(now=lift_now_json(lift, says), points=points)


def _point(point: LiftPoint, measure: LiftMeasure) -> LiftPointJson:
    parts = 1000 if measure in (LiftMeasure.LOAD, LiftMeasure.HELP) else 1
    return LiftPointJson(
        on=point.on,
        value=round(point.value / parts, 2),
        low=round(point.low / parts, 2),
        high=round(point.high / parts, 2),
        best=_best(point.best),
    )


def _best(best: LoggedSet) -> BestSetJson:
    return BestSetJson(
        load_kg=None if best.load_g is None else best.load_g / 1000,
        reps=best.reps,
        seconds=best.seconds,
        rir=best.rir,
    )


def _log_trend(trend: Trend | None) -> TrendJson | None:
    """A trend of logarithms, told as shares."""
    if trend is None:
        return None
    return TrendJson(
        first_on=trend.first_on,
        last_on=trend.last_on,
        weeks=trend.weeks,
        change=round(exp(trend.change) - 1, 4),
        low=round(exp(trend.low) - 1, 4),
        high=round(exp(trend.high) - 1, 4),
        is_told=trend.is_told,
    )


def weeks_json(weeks: tuple[WeekDone, ...], says: Reason) -> WeeksDoneJson:
    """Weeks in order."""
    told = [
        WeekDoneJson(
            starts_on=week.starts_on,
            runs=week.runs,
            hard_runs=week.hard_runs,
            distance_m=round(week.distance_m),
            run_s=round(week.run_s),
            sessions=week.sessions,
            sets=week.sets,
        )
        for week in weeks
    ]
    return WeeksDoneJson(weeks=told, says=why(says))


def balance_json(balance: BalanceDone) -> BalanceDoneJson:
    """What the last weeks added up to."""
    return BalanceDoneJson(
        weeks=balance.weeks,
        muscles=[
            MuscleJson(muscle=each.muscle.value, sets=round(each.sets, 2), level=each.level)
            for each in balance.muscles
        ],
        sides=[
            SideJson(
                exercise=side.exercise,
                left_sets=side.left_sets,
                right_sets=side.right_sets,
                behind=None if side.behind is None else side.behind.value,
                gap=round(side.gap, 4),
                is_told=side.is_told,
            )
            for side in balance.sides
        ],
        says=whys(balance.says),
    )


def running_json(found: Efficiency, races: RaceEstimates, drift: Drift) -> RunningProgressJson:
    """The three views together."""
    return RunningProgressJson(
        heart_rate=found.heart_rate,
        efficiency=[
            RunPointJson(run=point.run, on=point.on, value=round(point.speed_mps, 3))
            for point in found.points
        ],
        efficiency_trend=_log_trend(found.trend),
        efficiency_says=why(found.says),
        races=[
            RaceTimeJson(
                race=each.race,
                distance_m=each.metres,
                seconds=round(each.seconds),
                low_s=round(each.low_s),
                high_s=round(each.high_s),
            )
            for each in races.estimates
        ],
        races_say=why(races.says),
        drift=[
            RunPointJson(run=point.run, on=point.on, value=round(point.drift, 4))
            for point in drift.points
        ],
        drift_says=why(drift.says),
    )


def why(says: Reason) -> Why:
    """One claim with its rule."""
    return whys([says])[0]

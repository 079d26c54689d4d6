"""Strength on one lift session by session, with its range, and whether it changed beyond noise.

The same filter as the estimate of today is asked after every session, so the last point is what the
coach works with.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from math import exp, log
from types import MappingProxyType

import msgspec

from strongstride.coach.athlete import Athlete
from strongstride.coach.catalogue import Exercise, Implement, Loading, Measure, catalogue
from strongstride.coach.equipment import implement_for
from strongstride.coach.lifting.exposures import Exposure, exposures
from strongstride.coach.lifting.forecast import best_set
from strongstride.coach.lifting.loads import pieces
from strongstride.coach.lifting.reps_curve import reps_at
from strongstride.coach.lifting.strength import (
    is_novice,
    lifts_of,
    longest_hold,
    most_reps,
    unloaded_level,
)
from strongstride.coach.lifting.strength_filter import Bank, Lift, session_reading, shown_by
from strongstride.coach.lifting.transfer import start_system_g
from strongstride.coach.log import LoggedSession, LoggedSet
from strongstride.coach.progress.trend import Dated, Trend, trend_of
from strongstride.coach.rules import n
from strongstride.coach.weeks import WEEK

RULE = "progress-lift"


class LiftMeasure(StrEnum):
    """What strength on a lift is told in."""

    LOAD = "load"  # grams on one implement that could be lifted once
    HELP = "help"  # grams of help with which it could be done once: less is stronger
    REPS = "reps"  # with the body alone, to failure
    SECONDS = "seconds"  # the longest hold


class LiftPoint(msgspec.Struct, frozen=True, kw_only=True):
    """After one session: its best set, and strength with its range in the lift's measure."""

    on: date
    best: LoggedSet
    value: float
    low: float
    high: float


class LiftProgress(msgspec.Struct, frozen=True, kw_only=True):
    """One lift: a point for every session that tells, in order, and the trend of log strength."""

    exercise: str
    measure: LiftMeasure
    points: tuple[LiftPoint, ...]
    trend: Trend | None


class _Scale(msgspec.Struct, frozen=True):
    """From log strength as a system load to what is shown."""

    measure: LiftMeasure
    body_g: int
    pieces: int

    def shown(self, log_g: float, k: float) -> float:
        system_g = exp(log_g)
        if self.measure is LiftMeasure.REPS:
            return reps_at(self.body_g, system_g, k)
        if self.measure is LiftMeasure.HELP:
            return self.body_g - system_g
        return (system_g - self.body_g) / self.pieces


def lift_progress(
    history: Sequence[LoggedSession],
    athlete: Athlete,
    today: date,
    own: Mapping[str, Exercise] = MappingProxyType({}),
) -> tuple[LiftProgress, ...]:
    """Every exercise with enough sessions that tell of strength, most sessions first. Total.

    `own` are the athlete's own exercises by id; others outside the catalogue count as a load.
    """
    seen = exposures([session for session in history if session.on <= today])
    known = {**own, **catalogue().exercises}
    found = [_progress(key, known.get(key), each, athlete, today) for key, each in seen.items()]
    told = [one for one in found if one and len(one.points) >= n(RULE, "least_sessions")]
    return tuple(sorted(told, key=lambda one: (-len(one.points), one.exercise)))


def _progress(
    key: str,
    exercise: Exercise | None,
    seen: Sequence[Exposure],
    athlete: Athlete,
    today: date,
) -> LiftProgress | None:
    implement = _implement(exercise, athlete)
    lifted = [
        (one, lifts)
        for one in seen
        if (lifts := lifts_of(exercise, implement, athlete.body_mass_g, one))
    ]
    if lifted:
        return _loaded(key, exercise, implement, lifted, athlete, today)
    return _unloaded(key, exercise, seen, today)


def _implement(exercise: Exercise | None, athlete: Athlete) -> Implement | None:
    if exercise is None:
        return None
    owned = implement_for(athlete.equipment, exercise)
    return owned or next(iter(exercise.implements), None)


def _loaded(
    key: str,
    exercise: Exercise | None,
    implement: Implement | None,
    lifted: Sequence[tuple[Exposure, list[Lift]]],
    athlete: Athlete,
    today: date,
) -> LiftProgress:
    novice = is_novice(athlete)
    guess_g = start_system_g(exercise, athlete, today) if exercise else None
    bank = Bank(guess_g, novice=novice)
    scale = _scale(exercise, implement, athlete, [one for one, _ in lifted])
    points: list[LiftPoint] = []
    for one, lifts in lifted:
        bank.feed(one.on, lifts)
        points.append(_loaded_point(one, bank, scale))
    slope = n("reserve-bias", "slope_novice" if novice else "slope_lifter")
    return LiftProgress(
        exercise=key,
        measure=scale.measure,
        points=tuple(points),
        trend=_trend_whatever_the_curve(lifted, bank, slope, today),
    )


def _scale(
    exercise: Exercise | None,
    implement: Implement | None,
    athlete: Athlete,
    seen: Sequence[Exposure],
) -> _Scale:
    if exercise is None:
        return _Scale(LiftMeasure.LOAD, 0, 1)
    body_g = round(exercise.body_fraction * athlete.body_mass_g)
    measure = LiftMeasure.LOAD
    if exercise.loading is Loading.ASSISTED:
        measure = LiftMeasure.HELP
    elif exercise.loading is Loading.BODY and sum(not one.load_g for one in seen) * 2 >= len(seen):
        measure = LiftMeasure.REPS  # mostly done with the body alone
    return _Scale(measure, body_g, pieces(implement))


def _loaded_point(one: Exposure, bank: Bank, scale: _Scale) -> LiftPoint:
    mean, spread, k, _ = bank.belief(one.on)
    reach = n(RULE, "z") * spread
    low, value, high = (max(scale.shown(mean + step, k), 0.0) for step in (-reach, 0.0, reach))
    return LiftPoint(
        on=one.on,
        best=best_set(one.efforts),
        value=value,
        low=min(low, high),
        high=max(low, high),
    )


def _trend_whatever_the_curve(
    lifted: Sequence[tuple[Exposure, list[Lift]]], bank: Bank, slope: float, today: date
) -> Trend | None:
    """The trend of what sessions show, its interval wide enough for every believable curve.

    Going from sets of twelve to sets of five changes what a wrong curve reads, not strength.
    """
    bias = n("reserve-bias", "bias_2")
    since = today - n("progress-trend", "weeks") * WEEK
    lately = [(one.on, lifts) for one, lifts in lifted if one.on > since]
    told: list[tuple[float, Trend]] = []
    for k, share in bank.curves():
        if share < n(RULE, "least_curve"):
            continue
        shown = [
            Dated(on, session_reading(shown_by(lifts, bias, slope), k)[0]) for on, lifts in lately
        ]
        if trend := trend_of(shown, today, n(RULE, "least_change")):
            told.append((share, trend))
    if not told:
        return None
    _, middle = max(told, key=lambda one: one[0])
    return msgspec.structs.replace(
        middle,
        low=min(trend.low for _, trend in told),
        high=max(trend.high for _, trend in told),
    )


def _unloaded(
    key: str, exercise: Exercise | None, seen: Sequence[Exposure], today: date
) -> LiftProgress | None:
    """Repetitions or seconds to failure with the body alone."""
    holds = exercise is not None and exercise.measure is Measure.SECONDS
    told = [
        (one, value)
        for one in seen
        if (value := longest_hold(one.efforts) if holds else most_reps(one.efforts))
    ]
    if not told:
        return None
    return LiftProgress(
        exercise=key,
        measure=LiftMeasure.SECONDS if holds else LiftMeasure.REPS,
        points=tuple(_unloaded_points(told, holds=holds)),
        trend=trend_of(
            [Dated(one.on, log(value)) for one, value in told], today, n(RULE, "least_change_body")
        ),
    )


def _unloaded_points(told: Sequence[tuple[Exposure, float]], *, holds: bool) -> Iterator[LiftPoint]:
    used = int(n("strength-noise", "sessions_used"))
    for count, (one, _) in enumerate(told, 1):
        level, spread = unloaded_level([value for _, value in told[max(count - used, 0) : count]])
        reach = n(RULE, "z") * spread * level
        best = max(one.efforts, key=lambda each: (each.seconds if holds else each.reps) or 0)
        yield LiftPoint(
            on=one.on, best=best, value=level, low=max(level - reach, 0.0), high=level + reach
        )


def too_few(history: Sequence[LoggedSession], today: date) -> dict[str, int]:
    """Exercises logged on fewer days than a lift needs, with those days."""
    days: dict[str, set[date]] = defaultdict(set)
    for key, seen in exposures([one for one in history if one.on <= today]).items():
        days[key] = {one.on for one in seen}
    least = n(RULE, "least_sessions")
    return {key: len(seen) for key, seen in days.items() if len(seen) < least}

"""What one exercise says about another: first loads from relatives, or from body mass alone."""

from collections.abc import Mapping
from datetime import date
from math import exp, log

from strongstride.coach.athlete import Athlete
from strongstride.coach.catalogue import Exercise, Loading, catalogue
from strongstride.coach.lifting.estimate import StrengthEstimate
from strongstride.coach.lifting.loads import measured
from strongstride.coach.lifting.reps_curve import MEAN_K
from strongstride.coach.rules import n


def start_load_g(exercise: Exercise, athlete: Athlete, today: date) -> float | None:
    """The cautious first external load by body mass, experience and age; unrounded."""
    if exercise.start_fraction is None:
        return None
    age = athlete.age_on(today)
    share = n("first-load", athlete.experience.value)
    for who in ("oldest", "older"):
        if age >= n("first-load", f"{who}_from"):
            share *= n("first-load", who)
            break
    return exercise.start_fraction * share * athlete.body_mass_g


def start_system_g(exercise: Exercise, athlete: Athlete, today: date) -> float | None:
    """The 1RM (system load) behind the cautious first load; None when the catalogue is mute."""
    body_g = exercise.body_fraction * athlete.body_mass_g
    possible = 1.0 + (n("first-load", "start_n") - 1.0) / MEAN_K
    if exercise.loading is Loading.EXTERNAL:
        load_g = start_load_g(exercise, athlete, today)
        return None if load_g is None else (load_g + body_g) * possible
    return None


def transfer(
    exercise: Exercise, known: Mapping[str, StrengthEstimate], athlete: Athlete, today: date
) -> StrengthEstimate | None:
    """Strength on `exercise` as its relatives show it, or None when none was trained lately.

    How much stronger the athlete is on a relative than its catalogue start, is taken to hold here.
    """
    own_g = start_system_g(exercise, athlete, today)
    if own_g is None or not measured(exercise):
        return None
    total = weights = 0.0
    sessions = 0
    for key, estimate in known.items():
        relative = catalogue().exercises.get(key)
        if relative is None or estimate.e1rm_g is None or estimate.last_on is None:
            continue
        start_g = start_system_g(relative, athlete, today)
        spread = _kinship(exercise, relative)
        too_old = (today - estimate.last_on).days > n("related-strength", "age_days")
        if start_g is None or spread is None or too_old:
            continue
        weight = 1.0 / (spread**2 + estimate.spread**2)
        total += weight * log(estimate.e1rm_g / start_g)
        weights += weight
        sessions = max(sessions, estimate.sessions)
    if not weights:
        return None
    return _inferred(exercise.id, own_g * exp(total / weights), weights, sessions)


def _inferred(exercise_id: str, e1rm_g: float, weights: float, sessions: int) -> StrengthEstimate:
    least = n("related-strength", "spread")
    return StrengthEstimate(
        exercise=exercise_id,
        e1rm_g=round(e1rm_g),
        weaker_g=round(e1rm_g),
        spread=max((1.0 / weights) ** 0.5, least),
        k=MEAN_K,
        sessions=sessions,
        direct=False,
    )


def _kinship(exercise: Exercise, relative: Exercise) -> float | None:
    """How far a guess across two exercises may be off (log); None when they are no kin."""
    if not set(exercise.primary) & set(relative.primary) or exercise.region is not relative.region:
        return None
    if exercise.pattern is relative.pattern:
        return n("related-strength", "spread")
    return n("related-strength", "spread_other_pattern")

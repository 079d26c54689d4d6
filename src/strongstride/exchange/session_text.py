"""A session in plain text, as it stands in a calendar entry: complete, and readable on a phone."""

from collections.abc import Iterator

from strongstride.coach.athlete import Athlete
from strongstride.coach.programme import PlannedExercise, PlannedSession
from strongstride.coach.quantities import DistanceUnit, show_distance
from strongstride.coach.runs import PlannedRun
from strongstride.exchange import wording


def session_title(session: PlannedSession) -> str:
    """`Strength: legs and core (40 min)`: what a calendar shows in a day's box."""
    return f"Strength: {session.focus} ({session.minutes} min)"


def run_title(run: PlannedRun, unit: DistanceUnit) -> str:
    """`Long run 18.0 km`, `Easy run 45 min`, the race by its name."""
    title = run.name or f"{run.kind.value.capitalize()} run"
    if run.distance_m is not None:
        return f"{title} {show_distance(run.distance_m, unit)}"
    if run.duration_s is not None:
        return f"{title} {round(run.duration_s / 60)} min"
    return title


def session_text(session: PlannedSession, athlete: Athlete) -> str:
    """Warm-up, work with loads and cues, cool-down and why, a line each."""
    return "\n".join(_lines(session, athlete))


def _lines(session: PlannedSession, athlete: Athlete) -> Iterator[str]:
    yield wording.session_facts(session)
    yield from ("", "WARM-UP")
    for step in session.warm_up:
        yield f"- {wording.warm_up_words(step, athlete.mass_unit)}"
    yield from ("", "WORK")
    for number, item in enumerate(session.work, 1):
        yield f"{number}. {_work_words(item, athlete)}"
        yield f"   {' '.join(_closed(cue) for cue in item.exercise.cues)}"
        if item.note:
            yield f"   {item.note}"
    yield from ("", "COOL-DOWN")
    for stretch in session.cool_down:
        yield f"- {wording.cool_down_words(stretch)}"
    if session.reasons:
        yield from ("", "WHY")
        for why in session.reasons:
            yield f"- {why.text} ({why.rule})"


def _work_words(item: PlannedExercise, athlete: Athlete) -> str:
    """`Goblet squat: 3 × 8, 20 kg dumbbell, leave 3 in reserve, rest 90 s`."""
    load = wording.load_words(item, athlete.mass_unit)
    parts = [wording.sets_words(item), f"{load} {wording.implement_words(item)}".strip()]
    if any(each.rir is not None for each in item.sets):
        parts.append(f"leave {wording.reserve_words(item)} in reserve")
    if any(each.rest_s for each in item.sets):
        parts.append(f"rest {wording.rest_words(item)}")
    return f"{item.exercise.name}: {', '.join(parts)}"


def _closed(cue: str) -> str:
    return cue if cue.endswith((".", "!", "?")) else f"{cue}."

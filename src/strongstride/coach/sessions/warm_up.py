"""The RAMP warm-up: raise, activate, mobilise, potentiate with lighter sets of the first lift."""

from collections.abc import Sequence

from strongstride.coach.athlete import Athlete
from strongstride.coach.catalogue import Exercise, Measure, Muscle
from strongstride.coach.equipment import loadable
from strongstride.coach.programme import Phase, PlannedExercise, PlannedSet, WarmUpItem
from strongstride.coach.rules import n
from strongstride.coach.sessions.timing import work_seconds

RULE = "ramp-warm-up"
EASY_FIRST_S = 20
LONG_MIN = 60  # minutes from which three ramp sets fit
MOST_RAMP_S = 30.0  # a lighter set is brisk, whatever the exercise
STAGES = ("activate", "mobilise", "potentiate")


def warm_up_for(
    work: Sequence[PlannedExercise],
    athlete: Athlete,
    drills: Sequence[Exercise],
    phase: Phase,
    *,
    after_run: bool,
) -> tuple[WarmUpItem, ...]:
    """Warm-up of a session with this work; shorter when the session is short or follows a run.

    `drills` are those this athlete may do (`open_to`).
    """
    short = athlete.availability.minutes <= n(RULE, "short_session_min")
    raise_s = int(n(RULE, "raise_short_s" if short or after_run else "raise_s"))
    how = (
        "Easy marching on the spot" if after_run else "Brisk walk, easy jog or marching on the spot"
    )
    steps = [WarmUpItem(exercise=None, text=f"{how}, until warm.", seconds=raise_s, stage="raise")]
    trained = {muscle for item in work for muscle in item.exercise.primary}
    legs = any(item.exercise.leg_cost for item in work)
    stages = STAGES[1:] if short else STAGES
    for stage in stages if legs else stages[:-1]:
        drill = _best_drill(stage, trained, drills)
        if drill is not None:
            steps.append(_drill_step(drill, stage))
    ramp = _ramp(work, athlete, _ramp_sets(athlete, phase))
    steps.extend(ramp)
    if work and not legs and not ramp:
        steps.append(_easy_first(work[0]))
    return tuple(steps)


def _ramp_sets(athlete: Athlete, phase: Phase) -> int:
    """How many lighter sets come first: none where the work is light, most before heavy work."""
    if phase in (Phase.FORM, Phase.RECOVERY):
        return 0
    if athlete.availability.minutes <= n(RULE, "short_session_min"):
        return 1
    return 1 if phase is Phase.STRENGTH else 2 if athlete.availability.minutes < LONG_MIN else 3


def warm_up_budget_s(athlete: Athlete, phase: Phase) -> float:
    """An upper bound of the seconds `warm_up_for` takes, to plan the work before it is known."""
    short = athlete.availability.minutes <= n(RULE, "short_session_min")
    drills = EASY_FIRST_S + (2 if short else 3) * (
        2 * n(RULE, "drill_s") + n("session-length", "side_change_s")
    )
    ramps = _ramp_sets(athlete, phase) * (MOST_RAMP_S + n(RULE, "ramp_rest_s"))
    return n(RULE, "raise_short_s" if short else "raise_s") + drills + ramps


def _best_drill(stage: str, trained: set[Muscle], drills: Sequence[Exercise]) -> Exercise | None:
    fits = [
        (len(trained & {*drill.primary, *drill.secondary}), -drill.skill, drill.id, drill)
        for drill in drills
        if drill.stage == stage
    ]
    return max(fits, default=(0, 0, "", None))[3]


def _easy_first(first: PlannedExercise) -> WarmUpItem:
    """Without a load to lower or a drill for the legs, a few easy repetitions lead in."""
    text = f"A few easy, quick repetitions of {first.exercise.name.lower()}"
    return WarmUpItem(exercise=first.exercise, text=text, seconds=EASY_FIRST_S, stage="potentiate")


def _drill_step(drill: Exercise, stage: str) -> WarmUpItem:
    hold = int(n(RULE, "drill_s"))
    seconds = 2 * hold + int(n("session-length", "side_change_s")) if drill.one_sided else hold
    side = " each side" if drill.one_sided else ""
    text = f"{drill.name}, {hold} s{side}: {drill.cues[0].lower()}"
    return WarmUpItem(exercise=drill, text=text, seconds=seconds, stage=stage)


def _ramp(work: Sequence[PlannedExercise], athlete: Athlete, count: int) -> list[WarmUpItem]:
    """Lighter sets of the first loaded lift, only with loads that can be made."""
    first = next((item for item in work if _ramps(item)), None)
    if first is None or first.implement is None:
        return []
    work_g = first.sets[0].load_g or 0
    makeable = loadable(athlete.equipment, first.implement)
    sets: list[PlannedSet] = []
    for share in ("first", "second", "third")[:count]:
        below = [g for g in makeable if g <= n(RULE, f"{share}_share") * work_g]
        if below and (not sets or below[-1] > (sets[-1].load_g or 0)):
            reps = int(n(RULE, f"{share}_reps"))
            sets.append(PlannedSet(reps=reps, load_g=below[-1], rest_s=int(n(RULE, "ramp_rest_s"))))
    if not sets:
        return []
    seconds = sum(
        min(MOST_RAMP_S, work_seconds(first.exercise, s.reps or 0)) + s.rest_s for s in sets
    )
    text = f"{first.exercise.name}, lighter sets first"
    return [
        WarmUpItem(
            exercise=first.exercise,
            text=text,
            seconds=int(seconds),
            stage="potentiate",
            sets=tuple(sets),
        )
    ]


def _ramps(item: PlannedExercise) -> bool:
    return (
        item.exercise.measure is Measure.REPS
        and item.exercise.leg_cost >= 2
        and item.implement is not None
        and item.sets[0].load_g is not None
    )

"""Before planning: answers that need a professional first, and things to say beside any plan."""

from datetime import date

from strongstride.coach.athlete import Athlete, Pain
from strongstride.coach.catalogue import Condition
from strongstride.coach.rules import Reason, n, reason

_STOPPING = {
    Condition.PREGNANT: (
        "screening-pregnancy",
        "You are pregnant: no loaded plan until your doctor or midwife has agreed to one.",
    ),
    Condition.POSTPARTUM: (
        "screening-postpartum",
        "Not cleared after a birth: no loaded plan until a clinician has cleared you.",
    ),
}


def must_stop(athlete: Athlete, today: date | None = None) -> tuple[Reason, ...]:
    """Why nothing loaded may be planned for this athlete; empty when planning may go on.

    Without `today` the age is judged by the condition `under 16` alone.
    """
    answers = tuple(
        reason("screening-stop", _first(said.strip().rstrip("."))) for said in athlete.stop_reasons
    )
    conditions = tuple(
        reason(rule, sentence)
        for condition, (rule, sentence) in _STOPPING.items()
        if condition in athlete.conditions - athlete.cleared
    )
    return answers + conditions + _too_young(athlete, today)


def _first(said: str) -> str:
    """Who comes first; a sentence that says so itself stands as it is."""
    if ": " in said:
        return f"{said}."
    return f"{said}: see a doctor or physiotherapist first; no loaded plan until they agree."


def _too_young(athlete: Athlete, today: date | None) -> tuple[Reason, ...]:
    youngest = int(n("age-limits", "youngest"))
    by_year = today is not None and athlete.age_on(today) < youngest
    if not by_year and Condition.UNDER_16 not in athlete.conditions:
        return ()
    if Condition.UNDER_16 in athlete.cleared:  # an adult who knows the lifts is there
        return ()
    sentence = (
        f"Runners under {youngest} train strength with an adult who can coach technique, "
        "not from a plan alone."
    )
    return (reason("age-limits", sentence, youngest=youngest),)


def cautions(athlete: Athlete, today: date) -> tuple[Reason, ...]:
    """What to tell this athlete beside the plan: it goes on, but with these limits."""
    pains = sorted(athlete.pains, key=lambda pain: (-pain.level, pain.part))
    said = [_pain_caution(pain) for pain in pains if pain.level >= n("pain-monitoring", "hold")]
    if Condition.BONE_STRESS in athlete.conditions:
        weeks = int(n("no-jumps", "bone_stress_weeks"))
        said.append(
            reason(
                "no-jumps",
                f"A bone stress injury under {weeks} weeks: no jumps, and whoever treats "
                "it decides about loads on that leg.",
                weeks=weeks,
            )
        )
    elder = int(n("age-limits", "no_drops_from"))
    if athlete.age_on(today) >= elder:
        said.append(reason("age-limits", f"From {elder} on no drop jumps are planned.", age=elder))
    return tuple(said)


def _pain_caution(pain: Pain) -> Reason:
    rule = "pain-monitoring"
    if pain.level >= n(rule, "stop"):
        advice = (
            "nothing that stresses it is planned. If it lasts two weeks, hurts at night or at "
            "rest, or sits on one spot of bone, see a professional"
        )
    elif pain.level >= n(rule, "reduce"):
        advice = "kinder exercises are planned there until it is 3 or less"
    else:
        advice = "loads that stress it are kept, not raised"
    return reason(rule, f"Pain {pain.level}/10 in the {pain.part}: {advice}.", pain=pain.level)

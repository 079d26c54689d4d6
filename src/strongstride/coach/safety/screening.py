"""Before planning: answers that need a professional first, and things to say beside any plan."""

from datetime import date

from strongstride.coach.answers import Answer
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

_NEXT = {
    "screening-stop": (
        "Next: see a doctor or physiotherapist about it. Once they agree to strength training, "
        "say so among your answers; once it is over, take the answer back."
    ),
    "screening-pregnancy": (
        "Next: ask your doctor or midwife. Once they agree to strength training, say so among "
        "your answers."
    ),
    "screening-postpartum": (
        "Next: ask your doctor, midwife or pelvic health physiotherapist. Once they agree, say so "
        "among your answers."
    ),
    "age-limits": (
        "Next: find an adult who can coach technique. Once they train with you, say so among "
        "your answers."
    ),
}
_ANSWERS: dict[str, dict[str, str]] = {
    "screening-stop": {"answer": Answer.CLEARED},
    "screening-pregnancy": {"answer": Answer.CLEARED, "question": "pregnant"},
    "screening-postpartum": {"answer": Answer.CLEARED, "question": "recent_birth"},
    "age-limits": {"answer": Answer.WITH_ADULT},
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


def next_steps(athlete: Athlete, today: date | None = None) -> tuple[Reason, ...]:
    """What someone whom `must_stop` stops can do to get a plan, one step for each rule."""
    by_rule = {stop.rule: stop for stop in must_stop(athlete, today)}
    return tuple(reason(rule, _NEXT[rule], **_ANSWERS[rule]) for rule in by_rule)


def gentle_phases(athlete: Athlete) -> bool:
    """Whether the plan stays with general strength and moderate effort, as in pregnancy.

    The reserve to keep is `reserve` of the rule `screening-pregnancy`.
    """
    return Condition.PREGNANT in athlete.conditions


def cautions(athlete: Athlete, today: date) -> tuple[Reason, ...]:
    """What to tell this athlete beside the plan: it goes on, but with these limits."""
    pains = sorted(athlete.pains, key=lambda pain: (-pain.level, pain.part))
    said = [_pain_caution(pain) for pain in pains if pain.level >= n("pain-monitoring", "hold")]
    if gentle_phases(athlete):
        said.append(_pregnancy_caution())
    if Condition.POSTPARTUM in athlete.conditions:
        said.append(_postpartum_caution())
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


def _pregnancy_caution() -> Reason:
    rule = "screening-pregnancy"
    reserve = int(n(rule, "reserve"))
    low, high = int(n(rule, "effort_low")), int(n(rule, "effort_high"))
    week = int(n(rule, "off_the_back_from_week"))
    text = (
        f"Pregnancy: stay at {low}-{high} of 20 in effort, {reserve} or more repetitions in "
        "reserve, and breathe out as you lift, never hold your breath. No jumps, heavy barbells "
        f"or lying flat are planned; from week {week} on do not lie long on your back elsewhere "
        "either. Stop and call your doctor or midwife with bleeding, leaking fluid, contractions, "
        "dizziness, headache, chest pain, breathlessness before you begin, or a painful calf."
    )
    return reason(rule, text, reserve=reserve, effort_low=low, effort_high=high)


def _postpartum_caution() -> Reason:
    rule = "screening-postpartum"
    weeks = int(n(rule, "impact_after_weeks"))
    text = (
        "After a birth: no jumps are planned in the first year, nor work that presses hard on the "
        "belly and pelvic floor. Breathe out as you lift. Leaking, heaviness, a bulge or pain: "
        f"take less, and see a pelvic health physiotherapist; no running before week {weeks} "
        "without their word."
    )
    return reason(rule, text, impact_after_weeks=weeks)


def _pain_caution(pain: Pain) -> Reason:
    rule = "pain-monitoring"
    if pain.level >= n(rule, "stop"):
        advice = (
            "nothing that stresses it is planned. If it lasts two weeks, hurts at night or at "
            "rest, or sits on one spot of bone, see a professional"
        )
    elif pain.level >= n(rule, "reduce"):
        advice = (
            "less load and fewer sets of what stresses it, no jumps or hard lifts there, until it "
            f"is {int(n(rule, 'hold'))} or less"
        )
    else:
        advice = "loads that stress it are kept, not raised"
    return reason(rule, f"Pain {pain.level}/10 in the {pain.part}: {advice}.", pain=pain.level)

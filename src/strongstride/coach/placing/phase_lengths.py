"""How long each phase lasts: back from a race, or in an open-ended cycle."""

from datetime import date

import msgspec

from strongstride.coach.athlete import Athlete, Experience
from strongstride.coach.programme import Phase
from strongstride.coach.rules import Reason, n, reason

# Which phase gets weeks first: the fewest weeks of each, then the usual ones, then the most.
_FILL = (
    (Phase.STRENGTH, "strength_fewest"),
    (Phase.MAX_STRENGTH, "max_strength_fewest"),
    (Phase.POWER, "power_fewest"),
    (Phase.MAX_STRENGTH, "max_strength_usual"),
    (Phase.STRENGTH, "strength_usual"),
    (Phase.POWER, "power_usual"),
    (Phase.MAINTENANCE, "maintenance_most"),
    (Phase.MAX_STRENGTH, "max_strength_most"),
    (Phase.STRENGTH, "strength_most"),
    (Phase.POWER, "power_most"),
)
_ORDER = (Phase.STRENGTH, Phase.MAX_STRENGTH, Phase.POWER, Phase.MAINTENANCE)


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """Consecutive weeks of one phase; `light` ones never cost the legs more than 1."""

    phase: Phase
    weeks: int
    light: bool = False
    block: int = 0
    reasons: tuple[Reason, ...] = ()


def form_weeks(athlete: Athlete, today: date, trained: bool) -> Stretch:
    """The form phase this athlete needs before anything heavy."""
    never = athlete.experience is Experience.NONE and not trained
    key = "trained" if trained else _FORM_BY_EXPERIENCE[athlete.experience]
    weeks = int(n("form-weeks", key))
    age = athlete.age_on(today)
    if age > n("form-weeks", "older_than"):
        weeks += int(n("form-weeks", "older_never_extra" if never else "older_extra"))
    text = f"{weeks} weeks of form first."
    why = reason("form-weeks", text, weeks=weeks, experience=athlete.experience, age=age)
    return Stretch(phase=Phase.FORM, weeks=weeks, reasons=(why,))


_FORM_BY_EXPERIENCE = {
    Experience.NONE: "never",
    Experience.SOME: "some",
    Experience.REGULAR: "trained",
    Experience.EXPERT: "trained",
}


def build(form: Stretch, training: int, long_race: bool) -> tuple[Stretch, ...]:
    """`training` weeks before the taper: form, then strength, max strength, power, maintenance."""
    if training <= form.weeks:
        return (_cut(form, training),) if training else ()
    lengths = dict.fromkeys(_ORDER, 0)
    left = training - form.weeks
    for phase, key in _FILL:
        if phase is Phase.MAINTENANCE and not long_race:
            continue
        more = min(left, int(n("phases", key)) - lengths[phase])
        lengths[phase] += more
        left -= more
    # What no phase takes makes form longer: nobody was hurt by learning a movement well.
    form = msgspec.structs.replace(form, weeks=form.weeks + left)
    after = [_stretch(phase, weeks, training) for phase, weeks in lengths.items() if weeks]
    return (form, *after) if form.weeks else tuple(after)


def cycle(form: Stretch, weeks: int) -> tuple[Stretch, ...]:
    """`weeks` weeks without a race: form once, then strength, max strength, power, over again."""
    found = [form] if form.weeks else []
    turn = 0
    phases = (
        (Phase.STRENGTH, "strength"),
        (Phase.MAX_STRENGTH, "max_strength"),
        (Phase.POWER, "power"),
    )
    while sum(stretch.weeks for stretch in found) < weeks:
        phase, key = phases[turn % len(phases)]
        length = int(n("no-race", key))
        why = reason(
            "no-race", f"{length} weeks of {phase} in a cycle without a race.", weeks=length
        )
        found.append(Stretch(phase=phase, weeks=length, reasons=(why,)))
        turn += 1
    over = sum(stretch.weeks for stretch in found) - weeks
    if over:
        found[-1] = msgspec.structs.replace(found[-1], weeks=found[-1].weeks - over)
    return tuple(found)


def _cut(form: Stretch, weeks: int) -> Stretch:
    text = (
        f"Only {weeks} of {form.weeks} weeks of form fit before the taper: nothing heavy is begun."
    )
    why = reason("form-weeks", text, weeks=weeks, wanted=form.weeks)
    return msgspec.structs.replace(form, weeks=weeks, reasons=(*form.reasons, why))


def _stretch(phase: Phase, weeks: int, training: int) -> Stretch:
    text = f"{weeks} week{'s' * (weeks > 1)} of {phase} in {training} weeks before the taper."
    why = [reason("phases", text, weeks=weeks, training_weeks=training)]
    preferred = n("block-before-race", "preferred_weeks")
    if training < preferred and phase is Phase.STRENGTH:
        short = f"{training} weeks before the taper; {preferred:.0f} or more work better."
        why.append(reason("block-before-race", short, weeks=training))
    return Stretch(phase=phase, weeks=weeks, reasons=tuple(why))

"""What an athlete told, each section in one short line for the You page."""

from datetime import date

from strongstride.accounts.answers.running import KINDS
from strongstride.accounts.answers.sections import Section
from strongstride.accounts.profile import Profile
from strongstride.coach.athlete import Athlete, Equipment, Experience
from strongstride.coach.quantities import show_load

_EXPERIENCE = {
    Experience.NONE: "new to lifting",
    Experience.SOME: "has lifted on and off",
    Experience.REGULAR: "lifts regularly",
    Experience.EXPERT: "experienced lifter",
}
_NAMES = {word: label.partition(":")[0] for word, label in KINDS}


def told_in_short(profile: Profile, today: date) -> dict[Section, str]:
    """A line for each section."""
    athlete = profile.athlete
    runs = profile.running.pattern.runs if profile.running.pattern else ()
    week = ", ".join(f"{run.day.name.title()[:3]} {_NAMES[run.kind.value]}" for run in runs)
    return {
        Section.BODY: _body(athlete),
        Section.SAFETY: _safety(profile, today),
        Section.TIME: f"{athlete.availability.sessions_a_week} × "
        f"{athlete.availability.minutes} min a week",
        Section.EQUIPMENT: equipment_in_short(athlete.equipment),
        Section.RACE: _race(athlete),
        Section.WEEK: week or "as your runs show",
        Section.PACE: _pace(athlete),
        Section.UNITS: f"{athlete.mass_unit}, {athlete.distance_unit}, "
        + athlete.time_zone.replace("_", " "),
    }


def equipment_in_short(own: Equipment) -> str:
    """The kinds of weights owned."""
    kinds = (
        ("barbell", own.barbell),
        ("dumbbells", own.dumbbell_pairs_g or own.dumbbells_g),
        ("kettlebells", own.kettlebells_g or own.kettlebell_pairs_g),
        ("machines", own.machine_g),
        ("bands", own.bands),
        ("vest", own.vest_g),
    )
    return ", ".join(name for name, has in kinds if has) or "your own body"


def _body(athlete: Athlete) -> str:
    mass = show_load(athlete.body_mass_g, athlete.mass_unit)
    parts = (athlete.name, mass, _EXPERIENCE[athlete.experience])
    return ", ".join(part for part in parts if part)


def _safety(profile: Profile, today: date) -> str:
    from strongstride.coach.safety.screening import must_stop

    athlete = profile.athlete
    if must_stop(athlete, today):
        return "a professional comes first"
    hurting = [pain.part.value for pain in athlete.pains if pain.level]
    if hurting:
        return f"pain: {', '.join(hurting)}"
    return "some exercises left out" if athlete.conditions else "nothing to mind"


def _race(athlete: Athlete) -> str:
    goal = athlete.goal
    if goal is None:
        return "none"
    return f"{goal.name or goal.distance.value}, {goal.on.day} {goal.on:%b %Y}"


def _pace(athlete: Athlete) -> str:
    pace = athlete.easy_pace_s_per_km
    if pace is None:
        return "as your runs show"
    pace *= float(athlete.distance_unit.metres) / 1000
    return f"easy {round(pace) // 60}:{round(pace) % 60:02d} /{athlete.distance_unit}"

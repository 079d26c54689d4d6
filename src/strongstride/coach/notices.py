"""What the athlete should know besides the plan: what it can and cannot promise in their case."""

from collections.abc import Sequence
from datetime import date

from strongstride.coach.athlete import Athlete
from strongstride.coach.catalogue import Pattern, Region
from strongstride.coach.log import LoggedSession
from strongstride.coach.programme import Phase, PlannedWeek
from strongstride.coach.rules import Reason, reason
from strongstride.coach.safety import cautions
from strongstride.coach.sessions.cast import Pool

RUNS_CLOSE_DAYS = ("easy-run-days", "legs-before-key-run", "day-after-long-run")


def notices(
    athlete: Athlete,
    history: Sequence[LoggedSession],
    pool: Pool,
    given_up: Sequence[Reason],
    weeks: Sequence[PlannedWeek],
    today: date,
) -> tuple[Reason, ...]:
    """Honest sentences for this athlete, most important first."""
    found = list(cautions(athlete, today))
    legs = [
        candidate
        for candidates in pool.by_pattern.values()
        for candidate in candidates
        if candidate.exercise.region is Region.LOWER
    ]
    if not any(candidate.loadable for candidate in legs):
        text = (
            "You train with your body alone. That builds strength and control, but the running "
            "benefit in trials came from heavy loads: a loaded backpack or one pair of dumbbells "
            "would widen what this plan can do."
        )
        found.append(reason("heavy-evidence", text))
    power = [s for week in weeks if week.phase is Phase.POWER for s in week.sessions]
    jumps = any(i.exercise.pattern is Pattern.JUMP for s in power for i in s.work)
    if power and not jumps:
        text = "The power weeks hold no jumps: none fits your days, your equipment or how you are."
        found.append(reason("no-jumps", text))
    crowded = any(lost.rule in RUNS_CLOSE_DAYS for lost in given_up)
    if crowded and not athlete.availability.hard_day_doubles:
        text = (
            "Your runs leave few safe days for the legs. If you keep easy days easy, "
            "`hard_day_doubles = true` lets a session follow a hard run by six hours."
        )
        found.append(reason("hard-day-doubles", text))
    if not history:
        text = (
            "Nothing is logged yet, so first loads are cautious guesses, in later weeks too. Each "
            "session you log moves them to what you can lift."
        )
        found.append(reason("first-load", text))
    found.append(
        reason("no-promises", "Expect to get stronger; faster or injury-free is not promised.")
    )
    return tuple(found)

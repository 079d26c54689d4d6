"""What the athlete should know besides the plan: what it can and cannot promise in their case."""

from collections.abc import Sequence
from datetime import date

from strongstride.coach.answers import Answer
from strongstride.coach.athlete import Athlete
from strongstride.coach.catalogue import Pattern, Region
from strongstride.coach.equipment import loadable
from strongstride.coach.lifting.loads import pieces
from strongstride.coach.log import LoggedSession
from strongstride.coach.pains import lapse_notices
from strongstride.coach.programme import Phase, PlannedWeek
from strongstride.coach.quantities import show_load
from strongstride.coach.rules import Reason, n, reason
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
    found = [*cautions(athlete, today), *lapse_notices(athlete, today)]
    found.extend(_heavy_evidence(athlete, pool))
    power = [s for week in weeks if week.phase is Phase.POWER for s in week.sessions]
    jumps = any(i.exercise.pattern is Pattern.JUMP for s in power for i in s.work)
    if power and not jumps:
        text = "The power weeks hold no jumps: none fits your days, your equipment or how you are."
        found.append(reason("no-jumps", text))
    crowded = any(lost.rule in RUNS_CLOSE_DAYS for lost in given_up)
    if crowded and not athlete.availability.hard_day_doubles:
        text = (
            "Your runs leave few safe days for the legs. If you keep easy days easy, you can let a "
            "session follow a hard run by six hours."
        )
        found.append(reason("hard-day-doubles", text, answer=Answer.HARD_DAY_DOUBLES))
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


def _heavy_evidence(athlete: Athlete, pool: Pool) -> tuple[Reason, ...]:
    """What to expect where no heavy load for the legs can be made."""
    heaviest_g = max(
        (
            pieces(candidate.implement) * max(loadable(athlete.equipment, candidate.implement))
            for candidates in pool.by_pattern.values()
            for candidate in candidates
            if candidate.exercise.region is Region.LOWER
            and candidate.loadable
            and candidate.implement is not None
        ),
        default=0,
    )
    if heaviest_g >= n("heavy-evidence", "least_share") * athlete.body_mass_g:
        return ()
    what = "your body alone"
    if heaviest_g:
        what = f"at most {show_load(heaviest_g, athlete.mass_unit)} for the legs"
    text = (
        f"You train with {what}. That builds strength and control, but the running benefit in "
        "trials came from heavy loads: a loaded backpack or heavier dumbbells would widen what "
        "this plan can do."
    )
    return (reason("heavy-evidence", text, heaviest_kg=heaviest_g / 1000),)

"""Somebody with a known week of runs and a race ten weeks away: few weeks, planned often."""

from datetime import datetime, timedelta

import msgspec

from strongstride.accounts.actions import change_profile
from strongstride.accounts.models import Athlete
from strongstride.coach.athlete import Availability, Goal, RaceDistance, Weekday
from strongstride.coach.athletes.file import RunningWish
from strongstride.coach.runs import RunKind, UsualRun, WeeklyPattern
from strongstride.web import clock
from tests.casting import login, new_user
from tests.coach.making import athlete as runner

PATTERN = WeeklyPattern(
    runs=(
        UsualRun(day=Weekday.TUESDAY, kind=RunKind.HARD, duration_s=3000),
        UsualRun(day=Weekday.WEDNESDAY, kind=RunKind.EASY, duration_s=2400),
        UsualRun(day=Weekday.FRIDAY, kind=RunKind.EASY, duration_s=2700),
        UsualRun(day=Weekday.SUNDAY, kind=RunKind.LONG, duration_s=6000),
    )
)
TO_THE_RACE = timedelta(weeks=9, days=6)


def made_ready(athlete: Athlete, now: datetime) -> Athlete:
    """Through the set-up, with the known week and a race in spring."""
    person = runner(
        name="Alice",
        goal=Goal(on=now.date() + TO_THE_RACE, distance=RaceDistance.HALF),
        availability=Availability(sessions_a_week=3),
    )
    change_profile(
        athlete,
        lambda profile: msgspec.structs.replace(
            profile, athlete=person, running=RunningWish(pattern=PATTERN)
        ),
    )
    athlete.set_up_at = now
    athlete.save(update_fields=["set_up_at"])
    return athlete


def somebody_with_a_plan() -> dict[str, str]:
    """For browser tests: a new user through the set-up, as {"session"}."""
    user = new_user("Alice")
    made_ready(user.athlete, clock.now())
    return {"session": login(user)}

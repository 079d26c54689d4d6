"""A runner whose week is known: intervals on Tuesday, long on Sunday, on a Monday."""

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
import pytest
import time_machine
from django.test import Client

from strongstride.accounts.actions import change_profile
from strongstride.accounts.models import Athlete
from strongstride.coach.athlete import Availability, Goal, RaceDistance, Weekday
from strongstride.coach.athletes.file import RunningWish
from strongstride.coach.runs import RunKind, UsualRun, WeeklyPattern
from tests.casting import Cast
from tests.coach.making import athlete as runner

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PATTERN = WeeklyPattern(
    runs=(
        UsualRun(day=Weekday.TUESDAY, kind=RunKind.HARD, duration_s=3000),
        UsualRun(day=Weekday.WEDNESDAY, kind=RunKind.EASY, duration_s=2400),
        UsualRun(day=Weekday.FRIDAY, kind=RunKind.EASY, duration_s=2700),
        UsualRun(day=Weekday.SUNDAY, kind=RunKind.LONG, duration_s=6000),
    )
)


@pytest.fixture(autouse=True)
def monday() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


def made_ready(athlete: Athlete) -> Athlete:
    """Through the set-up, with the known week and a race in spring."""
    person = runner(
        name="Alice",
        goal=Goal(on=datetime(2027, 4, 25).date(), distance=RaceDistance.HALF),  # noqa: DTZ001
        availability=Availability(sessions_a_week=3),
    )
    change_profile(
        athlete,
        lambda profile: msgspec.structs.replace(
            profile, athlete=person, running=RunningWish(pattern=PATTERN)
        ),
    )
    athlete.set_up_at = MONDAY
    athlete.save(update_fields=["set_up_at"])
    return athlete


@pytest.fixture
def alice(cast: Cast) -> Athlete:
    return made_ready(cast.alice.athlete)


@pytest.fixture
def page(client: Client, alice: Athlete) -> Client:
    """Alice's browser."""
    client.force_login(alice.user)
    return client

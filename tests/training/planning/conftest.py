"""A runner whose week is known: intervals on Tuesday, long on Sunday, on a Monday."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from strongstride.accounts.models import Athlete
from tests.casting import Cast
from tests.training.planning.people import made_ready

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def monday() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def alice(cast: Cast) -> Athlete:
    return made_ready(cast.alice.athlete, MONDAY)


@pytest.fixture
def page(client: Client, alice: Athlete) -> Client:
    """Alice's browser."""
    client.force_login(alice.user)
    return client

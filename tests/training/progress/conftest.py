"""Alice with weeks of history, Bob without any; both through the set-up."""

from datetime import date

import pytest
from django.test import Client

from strongstride.accounts.models import User
from strongstride.web import clock
from tests.casting import Cast
from tests.training.progress.history import fill


def client_of(user: User) -> Client:
    if user.athlete.set_up_at is None:
        user.athlete.set_up_at = clock.now()
        user.athlete.save(update_fields=["set_up_at"])
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def today() -> date:
    return clock.local_today("UTC")


@pytest.fixture
def alice(cast: Cast, today: date) -> Client:
    fill(cast.alice.athlete, today)
    return client_of(cast.alice)


@pytest.fixture
def bob(cast: Cast) -> Client:
    return client_of(cast.bob)

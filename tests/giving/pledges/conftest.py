"""Pledges on a server that sends mail, in the middle of a challenge."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings

from tests.giving.pledges.making import MID_MARCH


@pytest.fixture(autouse=True)
def with_mail(settings: LazySettings) -> None:
    """Without mail pledges are not offered."""
    settings.HAS_MAIL = True


@pytest.fixture(autouse=True)
def traveller() -> Iterator[Any]:
    """The clock, which stands in the middle of March until a test moves it."""
    with time_machine.travel(MID_MARCH, tick=False) as moved:
        yield moved

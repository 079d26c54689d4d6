"""No page asks more for a long history than for a short one, and none asks much."""

from collections.abc import Iterable

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from strongstride.accounts.actions import touch_inputs
from strongstride.operations.demo.filling import live_twelve_weeks
from strongstride.web.ids import uuid7
from tests.casting import new_user

PAGES = (
    "/",
    "/plan/",
    "/runs/",
    "/runs/add/",
    "/runs/imports/",
    "/progress/",
    "/progress/running/",
    "/progress/lifts/dumbbell-row/",
    "/exercises/",
    "/exercises/goblet-squat/",
    "/programmes/",
    "/you/",
    "/you/tokens/",
)
MOST = 12


def queries(client: Client, address: str) -> int:
    """Queries of a page whose plan is stored already, as on every visit but the day's first."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    said = [each["sql"] for each in seen.captured_queries]
    return sum(not sql.startswith(("SAVEPOINT", "RELEASE")) for sql in said)


def doubled(rows: Iterable[Model]) -> None:
    """Every row once more, under a key of its own."""
    for row in rows:
        row.pk = uuid7()
        row._state.adding = True
        row.save(force_insert=True)


@pytest.mark.django_db
def test_no_page_asks_more_for_a_longer_history() -> None:
    user = new_user()
    live_twelve_weeks(user.athlete)
    client = Client()
    client.force_login(user)
    before = {address: queries(client, address) for address in PAGES}
    for rows in (user.athlete.runs, user.athlete.training_sessions, user.athlete.logged_sets):
        doubled(rows.all())
    touch_inputs(user.athlete)
    after = {address: queries(client, address) for address in PAGES}
    assert {address: count for address, count in before.items() if count > MOST} == {}
    assert after == before

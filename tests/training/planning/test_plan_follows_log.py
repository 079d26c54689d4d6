"""The stored plan never goes stale unseen: while it is valid, it is what planning gives now."""

from uuid import uuid4

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strongstride.accounts.models import Athlete
from strongstride.training.models import PlannedSession, Programme
from strongstride.training.planning.inputs import planning_of
from strongstride.training.planning.programme import head_for
from strongstride.training.session_log.actions import record
from strongstride.training.session_log.operations import Kind, Operation
from strongstride.web import clock
from tests.casting import new_user
from tests.sync.strategies import operations
from tests.training.planning.people import made_ready

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def with_own_keys(told: list[Operation]) -> list[Operation]:
    """The same operations about sessions and sets nobody else has."""
    own: dict[str, str] = {}

    def mine(key: str) -> str:
        return own.setdefault(key, str(uuid4()))

    return [
        msgspec.structs.replace(
            each,
            session=mine(each.session),
            body=each.body | ({"set": mine(each.body["set"])} if "set" in each.body else {}),
        )
        for each in told
    ]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    told=st.lists(operations(), max_size=14, unique_by=lambda one: one.op), size=st.integers(1, 4)
)
def test_what_the_plan_is_made_of_changes_only_with_its_version(
    told: list[Operation], size: int
) -> None:
    athlete: Athlete = new_user().athlete
    today = clock.now().date()
    told = with_own_keys(told)
    seen = {athlete.inputs_version: planning_of(athlete, today)}
    while told:
        record(athlete, told[:size])
        told = told[size:]
        athlete = Athlete.objects.get(pk=athlete.pk)
        now = planning_of(athlete, today)
        assert seen.setdefault(athlete.inputs_version, now) == now


def test_a_set_of_an_open_session_leaves_the_stored_plan_as_planning_gives_it() -> None:
    athlete = made_ready(new_user().athlete, clock.now())
    today = clock.now().date()
    head_for(athlete, today)
    exercise = msgspec.json.decode(
        PlannedSession.objects.filter(athlete=athlete).earliest("on").document
    )
    body = {"exercise": exercise["work"][0]["exercise"], "position": 0, "done_at": 1, "reps": 30}
    session = str(uuid4())
    begun = {"on": today.isoformat(), "title": "", "planned_key": None, "planned": None}
    said = [
        (Kind.SESSION_STARTED, {**begun, "source": "player", "started_at": None}),
        (Kind.SET_LOGGED, {"set": str(uuid4()), **body, "load_g": 200_000, "rir": 5.0}),
    ]
    record(
        athlete,
        [
            Operation(op=str(uuid4()), device=session, session=session, kind=kind, at=at, body=body)
            for at, (kind, body) in enumerate(said, start=1)
        ],
    )
    athlete = Athlete.objects.get(pk=athlete.pk)
    stored = head_for(athlete, today)
    Programme.objects.filter(athlete=athlete).delete()
    assert head_for(athlete, today) == stored

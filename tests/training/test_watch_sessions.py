"""Strength sessions of a watch in the log."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from strongstride.accounts.models import Athlete
from strongstride.runs.models import StoredRecording
from strongstride.training.models import LoggedSet, PlannedSession, TrainingSession
from strongstride.training.planning.inputs import history_of
from strongstride.training.session_log.actions import Outcome, record
from strongstride.training.session_log.hand import discard_or_return
from strongstride.training.session_log.operations import Kind, Operation
from strongstride.training.session_log.rows import milliseconds
from strongstride.training.watch_sessions import WITHOUT_A_PLAN, fill_from_watch
from tests.casting import Cast
from tests.formats.making import START, fit, fit_file_id, fit_session
from tests.runs.conftest import bring
from tests.training.session_log.test_actions import rows_are_the_fold

pytestmark = pytest.mark.both_databases

ON = date(2026, 3, 14)
GYM = {"sport": "training", "sub_sport": "strength_training", "total_distance": None}


def gym_file(sets: int = 3) -> bytes:
    done = [
        (
            "set",
            {
                "timestamp": START,
                "set_type": "active",
                "category": ["squat"],
                "category_subtype": [37],  # goblet squat
                "repetitions": 8,
                "weight": 16.0,
                "duration": 40.0,
            },
        )
        for _ in range(sets)
    ]
    return fit([fit_file_id(), *done, fit_session(**GYM)])


@pytest.fixture
def athlete(cast: Cast) -> Athlete:
    return cast.alice.athlete


def plan(athlete: Athlete) -> PlannedSession:
    return PlannedSession.objects.create(
        athlete=athlete, key="2026-03-14-a", on=ON, focus="Legs", minutes=40, document="{}"
    )


def test_fills_the_planned_session_of_its_day(athlete: Athlete) -> None:
    plan(athlete)
    bring(athlete, {"gym.fit": gym_file()})
    (session,) = TrainingSession.objects.filter(athlete=athlete)
    assert (session.on, session.planned_key, session.title) == (ON, "2026-03-14-a", "Legs")
    assert (session.state, session.source) == ("finished", "watch")
    sets = LoggedSet.objects.filter(training_session=session).order_by("position")
    assert [(one.exercise, one.reps, one.load_g) for one in sets] == [
        ("goblet-squat", 8, 16_000)
    ] * 3


def test_without_a_plan_it_stands_by_itself(athlete: Athlete) -> None:
    bring(athlete, {"gym.fit": gym_file()})
    session = TrainingSession.objects.get(athlete=athlete)
    assert (session.planned_key, session.title) == ("", WITHOUT_A_PLAN)


def test_without_sets_only_a_planned_session_is_filled(athlete: Athlete) -> None:
    bring(athlete, {"gym.fit": gym_file(sets=0)})
    assert not TrainingSession.objects.filter(athlete=athlete).exists()
    plan(athlete)
    assert fill_from_watch(athlete) == 1
    assert TrainingSession.objects.get(athlete=athlete).planned_key == "2026-03-14-a"


def test_a_day_logged_by_hand_is_left_as_it_is(athlete: Athlete) -> None:
    TrainingSession.objects.create(athlete=athlete, on=ON, source="player", state="finished")
    bring(athlete, {"gym.fit": gym_file()})
    assert TrainingSession.objects.filter(athlete=athlete).count() == 1


def test_nothing_comes_twice_and_the_plan_is_told_once(athlete: Athlete) -> None:
    bring(athlete, {"gym.fit": gym_file()})
    athlete.refresh_from_db()
    before = athlete.inputs_version
    assert fill_from_watch(athlete) == 0
    athlete.refresh_from_db()
    assert athlete.inputs_version == before
    assert StoredRecording.objects.filter(athlete=athlete).count() == 1


def test_a_discarded_session_stays_discarded(athlete: Athlete) -> None:
    bring(athlete, {"gym.fit": gym_file()})
    TrainingSession.objects.filter(athlete=athlete).update(state="discarded")
    bring(athlete, {"gym.fit": gym_file()})
    assert TrainingSession.objects.get(athlete=athlete).state == "discarded"


def by_phone(athlete: Athlete, planned_key: str | None, began: datetime, on: date = ON) -> str:
    """A session of 40 minutes with one set, as a phone sends it; its key."""
    key, began_ms = uuid4(), milliseconds(began)
    begun = {"title": "Legs", "planned": None, "source": "player", "started_at": began_ms}
    one = {"set": str(uuid4()), "exercise": "goblet-squat", "position": 0, "done_at": began_ms}
    told = [
        (Kind.SESSION_STARTED, {**begun, "on": on.isoformat(), "planned_key": planned_key}),
        (Kind.SET_LOGGED, {**one, "reps": 8, "load_g": 16_000}),
        (Kind.SESSION_FINISHED, {"finished_at": began_ms + 40 * 60_000}),
    ]
    for at, (kind, body) in enumerate(told, start=began_ms):
        op, device = str(uuid4()), str(uuid4())
        said = Operation(op=op, device=device, session=str(key), kind=kind, at=at, body=body)
        assert record(athlete, [said])[0].outcome is Outcome.APPLIED
    return str(key)


@pytest.mark.parametrize("is_watch_first", [True, False])
@pytest.mark.parametrize(
    ("planned_key", "began", "on", "sets"),
    [
        ("2026-03-14-a", START + timedelta(hours=5), ON, 3),
        ("2026-03-14-a", START + timedelta(days=1), ON + timedelta(days=1), 0),
        (None, START - timedelta(minutes=10), ON, 3),
    ],
    ids=["same planned session", "done on another day", "same time"],
)
def test_one_workout_on_watch_and_phone_counts_once(
    athlete: Athlete,
    planned_key: str | None,
    began: datetime,
    on: date,
    sets: int,
    *,
    is_watch_first: bool,
) -> None:
    planned = plan(athlete)
    steps = [
        lambda: bring(athlete, {"gym.fit": gym_file(sets)}),
        lambda: by_phone(athlete, planned_key, began, on),
    ]
    for step in steps if is_watch_first else steps[::-1]:
        step()
    (counted,) = history_of(athlete)
    assert TrainingSession.objects.get(pk=counted.id).source == "player"
    states = TrainingSession.objects.filter(athlete=athlete, source="watch").values_list("state")
    assert {state for (state,) in states} <= {"discarded"}
    assert PlannedSession.objects.get().key == planned.key


def test_the_watchs_session_comes_back_and_then_stays(athlete: Athlete) -> None:
    plan(athlete)
    bring(athlete, {"gym.fit": gym_file()})
    watch = TrainingSession.objects.get(athlete=athlete)
    phone = by_phone(athlete, "2026-03-14-a", START)
    watch.refresh_from_db()
    assert watch.state == "discarded"
    discard_or_return(watch)
    finished = {"finished_at": milliseconds(START) + 1}
    op, device = str(uuid4()), str(uuid4())
    again = Operation(
        op=op, device=device, session=phone, kind=Kind.SESSION_FINISHED, at=2**41, body=finished
    )
    record(athlete, [again])
    watch.refresh_from_db()
    assert (watch.state, watch.sets.count()) == ("finished", 3)
    assert rows_are_the_fold(athlete)


@pytest.mark.parametrize("began", [START + timedelta(hours=9), START - timedelta(hours=9)])
def test_another_workout_of_the_day_leaves_the_watchs_alone(
    athlete: Athlete, began: datetime
) -> None:
    bring(athlete, {"gym.fit": gym_file()})
    by_phone(athlete, None, began)
    assert len(history_of(athlete)) == 2

"""Strength sessions of a watch in the log."""

from datetime import date

import pytest

from strongstride.accounts.models import Athlete
from strongstride.runs.models import StoredRecording
from strongstride.training.models import LoggedSet, PlannedSession, TrainingSession
from strongstride.training.watch_sessions import WITHOUT_A_PLAN, fill_from_watch
from tests.casting import Cast
from tests.formats.making import START, fit, fit_file_id, fit_session
from tests.runs.conftest import bring

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

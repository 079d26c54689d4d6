"""Pain said in a session changes what comes next, and can be taken back."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from strongstride.accounts.models import Athlete
from strongstride.coach.adjusting.adjustment import Hurts
from strongstride.training.models import Adjustment
from strongstride.training.planning.actions import undo
from strongstride.training.planning.inputs import planning_of
from strongstride.training.session_log.actions import record
from strongstride.training.session_log.operations import Kind
from tests.casting import Cast
from tests.training.session_log.test_actions import logged, said, started

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ON = date(2026, 11, 22)
ENDED = 1_795_000_000_000


def trained(athlete: Athlete, session: UUID, ended: int = ENDED, **pain: int) -> None:
    """A finished session with what hurt in it."""
    record(
        athlete,
        [
            started(session),
            said(Kind.SESSION_NOTED, session, pain=pain),
            said(Kind.SESSION_FINISHED, session, finished_at=ended),
        ],
    )


def hurting(athlete: Athlete) -> dict[str, int]:
    """What the coach plans around on the day after."""
    said = planning_of(athlete, ON + timedelta(days=1)).adjustments
    return {each.part: each.level for each in said if isinstance(each, Hurts)}


def test_pain_in_a_session_reaches_the_coach(cast: Cast) -> None:
    trained(cast.alice.athlete, uuid4(), knee=5, shin=3, hip=2)
    assert hurting(cast.alice.athlete) == {"knee": 5, "shin": 3}


def test_pain_of_an_open_session_waits_for_its_end(cast: Cast) -> None:
    session = uuid4()
    record(
        cast.alice.athlete,
        [started(session), said(Kind.SESSION_NOTED, session, pain={"knee": 5})],
    )
    assert hurting(cast.alice.athlete) == {}


def test_pain_goes_with_its_session(cast: Cast) -> None:
    athlete, session = cast.alice.athlete, uuid4()
    trained(athlete, session, knee=5)
    record(athlete, [said(Kind.SESSION_DISCARDED, session, at=30)])
    assert hurting(athlete) == {}
    record(athlete, [said(Kind.SESSION_REOPENED, session, at=31)])
    record(athlete, [said(Kind.SESSION_FINISHED, session, at=32, finished_at=ENDED)])
    assert hurting(athlete) == {"knee": 5}


def test_pain_put_right_is_said_once(cast: Cast) -> None:
    athlete, session = cast.alice.athlete, uuid4()
    trained(athlete, session, knee=5)
    record(athlete, [said(Kind.SESSION_NOTED, session, at=30, pain={"knee": 3})])
    assert hurting(athlete) == {"knee": 3}
    assert Adjustment.objects.get().body["adjustment"]["level"] == 3


def test_a_part_that_is_better_is_better_for_the_coach(cast: Cast) -> None:
    trained(cast.alice.athlete, uuid4(), knee=5)
    trained(cast.alice.athlete, uuid4(), ended=ENDED + 1, knee=0)
    assert hurting(cast.alice.athlete) == {"knee": 0}


def test_pain_can_be_taken_back_and_stays_so(cast: Cast) -> None:
    athlete, session = cast.alice.athlete, uuid4()
    trained(athlete, session, knee=5)
    undo(athlete, Adjustment.objects.get(), ON)
    record(athlete, [said(Kind.SESSION_NOTED, session, at=30, note="fine by now")])
    assert hurting(athlete) == {}


def test_the_pain_of_a_set_reaches_the_coach_with_it(cast: Cast) -> None:
    athlete, session = cast.alice.athlete, uuid4()
    end = said(Kind.SESSION_FINISHED, session, finished_at=ENDED)
    record(athlete, [started(session), logged(session, uuid4(), pain=4), end])
    (one,) = planning_of(athlete, ON).history[0].sets
    assert one.pain == 4


def test_pain_in_a_session_changes_the_next_one_with_the_coachs_words(cast: Cast) -> None:
    athlete = cast.alice.athlete
    calm = planning_of(athlete, ON).programme().programme
    trained(athlete, uuid4(), knee=7)
    hurt = planning_of(athlete, ON).programme().programme
    assert hurt != calm
    assert "in your knee" in repr(hurt)
    assert "in your knee" not in repr(calm)

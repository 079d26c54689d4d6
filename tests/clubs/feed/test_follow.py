"""From what was done to the feed and back: it never tells what no credit carries any more."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from strongstride.accounts.actions import touch_inputs
from strongstride.clubs.challenges.actions import leave_challenge, take_part
from strongstride.clubs.club.actions import join, present
from strongstride.clubs.crediting.terms import ChallengeKind, Terms
from strongstride.clubs.feed.milestones import keys_in
from strongstride.clubs.models import (
    Challenge,
    Club,
    Credit,
    Membership,
    Participation,
    Post,
    PostKind,
    ShownAs,
)
from strongstride.runs import actions as runs
from strongstride.runs.models import Run
from strongstride.training.models import LoggedSet, SessionState, TrainingSession
from strongstride.web import clock
from tests.casting import new_user
from tests.clubs.making import ENDS, STARTS, make_challenge, make_club, make_run

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

NOW = datetime(2026, 3, 20, 18, tzinfo=UTC)
STEPS = 30


@pytest.fixture(autouse=True)
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def club(db: None) -> Club:
    return make_club()


@pytest.fixture
def challenges(club: Club) -> list[Challenge]:
    """One of miles, one of strength."""
    kinds = (ChallengeKind.DISTANCE, ChallengeKind.STRENGTH)
    return [
        make_challenge(
            club,
            title=kind.value,
            goal=100_000 if kind is ChallengeKind.DISTANCE else 8,
            terms=Terms(kind=kind, starts_on=STARTS, ends_on=ENDS, time_zone=club.time_zone),
        )
        for kind in kinds
    ]


@pytest.fixture
def robin(club: Club, challenges: list[Challenge]) -> Membership:
    """Somebody who joins the club and both challenges as one does."""
    member = join(club, new_user().athlete, name="Robin Hale", shown_as=ShownAs.NAME)
    for challenge in challenges:
        take_part(challenge, member)
    return member


def lift(member: Membership, days_ago: int = 0) -> TrainingSession:
    assert member.athlete is not None
    session = TrainingSession.objects.create(
        athlete=member.athlete,
        on=NOW.date() - timedelta(days=days_ago),
        state=SessionState.FINISHED,
        source="player",
    )
    for place in range(6):
        LoggedSet.objects.create(
            athlete=member.athlete,
            training_session=session,
            position=place,
            exercise="goblet-squat",
            reps=8,
            done_at=NOW,
        )
    touch_inputs(member.athlete)
    return session


def discard(session: TrainingSession) -> None:
    TrainingSession.objects.filter(pk=session.pk).update(state=SessionState.DISCARDED)
    touch_inputs(session.athlete)


def kinds_told() -> list[str]:
    return sorted(Post.objects.values_list("kind", flat=True))


def test_joining_is_told(robin: Membership) -> None:
    assert kinds_told() == ["joined"] * 3


def test_a_run_brings_a_milestone_and_its_removal_takes_it(robin: Membership) -> None:
    assert robin.athlete is not None
    run = make_run(robin.athlete, NOW.date(), 30.0)
    touch_inputs(robin.athlete)
    (post,) = Post.objects.filter(kind=PostKind.MILESTONE, challenge__title="distance")
    assert set(keys_in(post)) == {"first-run", "quarter"}
    runs.remove_run(run)
    assert not Post.objects.filter(kind=PostKind.MILESTONE).exists()
    runs.restore_run(run)
    assert Post.objects.filter(kind=PostKind.MILESTONE, challenge__title="distance").exists()


def test_a_strength_session_is_told_and_its_end_takes_it(robin: Membership) -> None:
    session = lift(robin)
    assert Post.objects.get(kind=PostKind.STRENGTH).entry == session.pk
    discard(session)
    assert not Post.objects.filter(kind=PostKind.STRENGTH).exists()


def assert_told_is_true(member: Membership) -> None:
    """Every badge told is held, once; every session told is one that counts, once a day."""
    for part in Participation.objects.filter(membership=member):
        posts = Post.objects.filter(participation=part, kind=PostKind.MILESTONE)
        told = [key for post in posts for key in keys_in(post)]
        assert len(told) == len(set(told))
        assert set(told) <= {badge["key"] for badge in part.badges}
    sessions = list(Post.objects.filter(author=member, kind=PostKind.STRENGTH))
    counted = Credit.objects.filter(participation__membership=member, status="counted")
    days = dict(counted.values_list("entry", "on"))
    assert len({days[post.entry] for post in sessions if post.entry}) == len(sessions)


@pytest.mark.parametrize("seed", range(2))
def test_the_feed_never_tells_what_no_credit_carries(
    robin: Membership, challenges: list[Challenge], seed: int
) -> None:
    random = Random(seed)
    assert robin.athlete is not None
    made: list[Run] = []
    lifted: list[TrainingSession] = []
    for _ in range(STEPS):
        step = random.randrange(6)
        if step == 0 or not made:
            day = NOW.date() - timedelta(days=random.randrange(12))
            made.append(make_run(robin.athlete, day, random.uniform(3, 40)))
            touch_inputs(robin.athlete)
        elif step == 1 or not lifted:
            lifted.append(lift(robin, random.randrange(2)))
        elif step == 2:
            runs.remove_run(random.choice(made))
        elif step == 3:
            runs.restore_run(random.choice(made))
        elif step == 4:
            discard(random.choice(lifted))
        else:
            present(robin, name="Robin Hale", shown_as=random.choice(list(ShownAs)))
        assert_told_is_true(robin)
    leave_challenge(Participation.objects.get(membership=robin, challenge=challenges[0]))
    assert_told_is_true(robin)

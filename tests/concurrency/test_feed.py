"""The feed under many hands at once: told once, tapped once, limited exactly."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction

from strongstride.clubs.feed import actions, limits
from strongstride.clubs.feed.automatic import follow_credits, tell_joined_challenge
from strongstride.clubs.feed.errors import TooMuchError
from strongstride.clubs.feed.milestones import keys_in
from strongstride.clubs.models import Kudos, Membership, Participation, Post
from tests.clubs.making import make_challenge, make_club, make_member, make_part
from tests.concurrency.test_two_at_once import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

HANDS = 6


@pytest.fixture
def part() -> Iterator[Participation]:
    """Somebody in a challenge."""
    club = make_club()
    yield make_part(make_challenge(club), make_member(club))
    cache.clear()


def again(part: Participation) -> Participation:
    """The row as another process reads it."""
    return Participation.objects.select_related("membership__club", "challenge").get(pk=part.pk)


def test_what_is_told_at_once_by_many_is_there_once(part: Participation) -> None:
    @transaction.atomic  # as whoever tells does
    def tell(mine: Participation) -> None:
        tell_joined_challenge(participation=mine)
        follow_credits(
            participation=mine,
            gained={"first-run", "half"},
            lost=set(),
            strength_gained=set(),
            strength_lost=set(),
        )

    rows = [again(part) for _ in range(HANDS)]
    together(*(lambda mine=row: tell(mine) for row in rows))
    assert sorted(Post.objects.values_list("kind", flat=True)) == ["joined", "milestone"]
    milestone = Post.objects.get(kind="milestone")
    assert sorted(keys_in(milestone)) == ["first-run", "half"]


def test_kudos_tapped_at_once_are_one(part: Participation) -> None:
    member = make_member(part.challenge.club, "Kit Lane")
    post = actions.post(again(part).membership, "Hello")
    together(*[lambda: actions.set_kudos(member, post, given=True)] * HANDS)
    assert Kudos.objects.count() == 1


def test_no_post_slips_by_the_limit(part: Participation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_AN_HOUR", 3)
    refused = []

    def write(member: Membership) -> None:
        try:
            actions.post(member, "Hello")
        except TooMuchError:
            refused.append(1)

    members = [again(part).membership for _ in range(HANDS)]
    together(*(lambda mine=each: write(mine) for each in members))
    assert (Post.objects.count(), len(refused)) == (3, HANDS - 3)

"""What comes by itself: exactly once, gone with its credit, never of who does not want it."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import transaction

from strongstride.clubs.feed import moderation, queries, switches
from strongstride.clubs.models import (
    Club,
    Credit,
    Membership,
    MemberState,
    Participation,
    Post,
    PostKind,
    ShownAs,
)
from strongstride.clubs.signals import challenge_joined, credits_changed, member_joined
from strongstride.web import clock
from strongstride.web.ids import uuid7
from tests.clubs.feed.conftest import People
from tests.clubs.making import make_challenge, make_part

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

NOW = datetime(2026, 3, 10, 18, 47, 31, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def part(people: People) -> Participation:
    return make_part(make_challenge(people.club), people.robin)


def credited(part: Participation, on: date = TODAY, entry: UUID | None = None) -> UUID:
    """A strength session that counts."""
    key = entry or uuid7()
    Credit.objects.create(
        challenge=part.challenge,
        participation=part,
        entry=key,
        kind="strength",
        status="counted",
        amount=0,
        on=on,
        reason="counted",
        done_at=NOW,
        arrived_at=NOW,
    )
    return key


def tell(part: Participation, **changes: object) -> None:
    told = {"gained": set(), "lost": set(), "strength_gained": set(), "strength_lost": set()}
    credits_changed.send(sender=Participation, participation=part, **{**told, **changes})


def took(part: Participation, entry: UUID) -> None:
    """The credit of a session goes."""
    Credit.objects.filter(participation=part, entry=entry).update(status="gone")
    tell(part, strength_lost={str(entry)})


def told(people: People) -> list[str]:
    page = queries.items(people.club, people.kit, now=NOW)
    return sorted(f"{each.author} {each.told}" for each in page.items)


def test_joining_is_told_once(people: People, part: Participation) -> None:
    for _ in range(3):
        member_joined.send(sender=Membership, membership=people.robin)
        challenge_joined.send(sender=Participation, participation=part)
    assert told(people) == ["Robin Hale joined Spring miles", "Robin Hale joined the club"]


def test_milestones_of_a_day_are_one_item(people: People, part: Participation) -> None:
    tell(part, gained={"first-run"})
    tell(part, gained={"half", "quarter"})
    tell(part, gained={"half"})
    assert told(people) == [
        "Robin Hale earned “On the way”, “A quarter” and “Halfway” in Spring miles"
    ]


def test_a_badge_told_yesterday_is_not_told_again(
    people: People, part: Participation, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(part, gained={"quarter"})
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))
    tell(part, gained={"quarter"})
    tell(part, gained={"half"})
    assert told(people) == [
        "Robin Hale earned “A quarter” in Spring miles",
        "Robin Hale earned “Halfway” in Spring miles",
    ]


def test_a_badge_that_goes_leaves_the_feed(people: People, part: Participation) -> None:
    tell(part, gained={"quarter", "half"})
    tell(part, lost={"half"})
    assert told(people) == ["Robin Hale earned “A quarter” in Spring miles"]
    tell(part, lost={"quarter", "half"})
    assert told(people) == []
    assert not Post.objects.exists()
    tell(part, gained={"quarter"})
    assert len(told(people)) == 1


def test_strength_is_told_once_a_day_whatever_counts_it(
    people: People, part: Participation
) -> None:
    other = make_part(make_challenge(people.club, title="Other"), people.robin)
    first = credited(part)
    credited(other, entry=first)
    second = credited(part)
    for _ in range(2):
        tell(part, strength_gained={str(first), str(second)})
        tell(other, strength_gained={first})
    assert told(people) == ["Robin Hale did a strength session"]


def test_a_deleted_session_takes_its_item_unless_another_stands(
    people: People, part: Participation
) -> None:
    first, second = credited(part), credited(part)
    credited(make_part(part.challenge, people.kit))  # of somebody else
    credited(part, TODAY - timedelta(days=1))  # of another day
    tell(part, strength_gained={first, second})
    took(part, first)
    assert told(people) == ["Robin Hale did a strength session"]
    took(part, second)
    assert told(people) == []


def test_a_session_that_counts_elsewhere_still_stands(people: People, part: Participation) -> None:
    other = make_part(make_challenge(people.club, title="Other"), people.robin)
    session = credited(part)
    credited(other, entry=session)
    tell(part, strength_gained={session})
    took(part, session)
    post = Post.objects.get()
    assert (post.participation, post.challenge) == (other, other.challenge)


def test_old_sessions_come_in_silently(people: People, part: Participation) -> None:
    keys = {credited(part, TODAY - timedelta(days=ago)) for ago in range(40)}
    tell(part, strength_gained=keys)
    assert len(told(people)) == 3  # of today and the two days before


@pytest.mark.parametrize("who", ["member", "club"])
@pytest.mark.parametrize("kind", [PostKind.JOINED, PostKind.MILESTONE, PostKind.STRENGTH])
def test_each_kind_can_be_switched_off(
    people: People, part: Participation, who: str, kind: PostKind
) -> None:
    if who == "member":
        switches.quiet_member(people.robin, [kind])
    else:
        switches.quiet_club(people.owner, [kind])
    part = Participation.objects.get(pk=part.pk)
    member_joined.send(sender=Membership, membership=part.membership)
    tell(part, gained={"half"}, strength_gained={credited(part)})
    kinds = set(Post.objects.values_list("kind", flat=True))
    assert kinds == {PostKind.JOINED, PostKind.MILESTONE, PostKind.STRENGTH} - {kind}


def test_switching_off_takes_what_is_there(people: People, part: Participation) -> None:
    tell(part, gained={"half"}, strength_gained={credited(part)})
    switches.quiet_member(people.robin, ["strength", "post", "nonsense"])
    assert people.robin.quiet == ["strength"]
    assert told(people) == ["Robin Hale earned “Halfway” in Spring miles"]


@pytest.mark.parametrize(
    "columns",
    [{"shown_as": ShownAs.HIDDEN}, {"state": MemberState.LEFT}, {"state": MemberState.BANNED}],
)
def test_nothing_is_made_of_who_is_hidden_or_gone(
    people: People, part: Participation, columns: dict[str, str]
) -> None:
    Membership.objects.filter(pk=people.robin.pk).update(**columns)
    part = Participation.objects.get(pk=part.pk)
    member_joined.send(sender=Membership, membership=part.membership)
    challenge_joined.send(sender=Participation, participation=part)
    tell(part, gained={"half"}, strength_gained={credited(part)})
    assert not Post.objects.exists()


def test_no_item_tells_a_time_of_day(people: People, part: Participation) -> None:
    tell(part, gained={"half"}, strength_gained={credited(part)})
    member_joined.send(sender=Membership, membership=people.robin)
    for item in queries.items(people.club, people.kit, now=NOW).items:
        assert (item.at, item.on) == (None, TODAY)
    for post in Post.objects.all():
        assert post.created_at == datetime(2026, 3, 10, tzinfo=UTC)  # midnight in London
        made_ms = post.pk.int >> 80  # a UUIDv7 begins with its milliseconds
        assert made_ms == post.created_at.timestamp() * 1000


def test_the_day_is_the_clubs(people: People, part: Participation) -> None:
    Club.objects.update(time_zone="Pacific/Auckland")
    part = Participation.objects.get(pk=part.pk)
    tell(part, gained={"half"})
    people.club.refresh_from_db()
    (item,) = queries.items(people.club, people.kit, now=NOW).items
    assert item.on == date(2026, 3, 11)


def test_an_item_a_moderator_hid_is_not_told_anew(people: People, part: Participation) -> None:
    session = credited(part)
    tell(part, strength_gained={session})
    moderation.hide(people.moderator, Post.objects.get(), "Not now")
    tell(part, strength_gained={session})
    assert told(people) == []


def test_an_item_goes_with_the_transaction_that_told_it(
    people: People, part: Participation
) -> None:
    with transaction.atomic():
        tell(part, gained={"half"})
        assert len(told(people)) == 1
        transaction.set_rollback(True)
    assert not Post.objects.exists()

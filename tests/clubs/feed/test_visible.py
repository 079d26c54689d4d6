"""Who sees what: hidden, muted, banned and erased never come through, nor automatic news."""

import json
from datetime import timedelta

import pytest

from strongstride.clubs.feed import actions, moderation, queries
from strongstride.clubs.feed.automatic import tell_joined_challenge, tell_joined_club
from strongstride.clubs.feed.items import FORMER, NAMELESS, FeedPage
from strongstride.clubs.models import (
    Comment,
    Membership,
    MemberState,
    Post,
    ShownAs,
    Visibility,
)
from strongstride.web import clock
from tests.clubs.feed.conftest import People
from tests.clubs.making import make_challenge, make_club, make_member, make_part

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def read(people: People, reader: Membership | None) -> FeedPage:
    return queries.items(people.club, reader, now=clock.now())


def bodies(people: People, reader: Membership | None) -> list[str]:
    page = read(people, reader)
    pinned = [page.pinned] if page.pinned else []
    return [each.body or each.told for each in (*pinned, *page.items)]


def change(member: Membership, **columns: object) -> None:
    for name, value in columns.items():
        setattr(member, name, value)
    member.save()


def test_members_read_everything_newest_first(people: People) -> None:
    for words in ("one", "two", "three"):
        actions.post(people.robin, words)
    assert bodies(people, people.kit) == ["three", "two", "one"]


def test_without_a_membership_only_announcements_of_a_public_club_are_seen(people: People) -> None:
    actions.post(people.robin, "among us")
    actions.post(people.owner, "to all", announcement=True)
    assert bodies(people, None) == ["to all"]
    for visibility in (Visibility.LINK, Visibility.PRIVATE):
        people.club.visibility = visibility
        people.club.save()
        assert bodies(people, None) == []


def test_who_is_no_member_reads_the_clubs_name_and_no_members(people: People) -> None:
    post = actions.post(people.owner, "to all", announcement=True)
    actions.comment(people.kit, post, "Great")
    actions.set_kudos(people.kit, post, given=True)
    item = read(people, None).pinned
    assert item is not None
    assert item.author == people.club.name
    assert (item.kudos, item.comments, item.latest) == (0, 0, ())


def test_nothing_comes_from_another_club(people: People) -> None:
    elsewhere = make_club("Elsewhere")
    actions.post(make_member(elsewhere, "Ed Else"), "theirs")
    assert bodies(people, people.kit) == []


def test_a_hidden_post_is_seen_by_its_author_alone_with_the_reason(people: People) -> None:
    post = actions.post(people.robin, "spam")
    moderation.hide(people.moderator, post, "No advertising")
    assert bodies(people, people.kit) == bodies(people, people.moderator) == []
    (mine,) = read(people, people.robin).items
    assert mine.hidden_why == "No advertising"


def test_a_hidden_comment_is_seen_by_its_author_alone(people: People) -> None:
    post = actions.post(people.robin, "Hello")
    comment = actions.comment(people.kit, post, "spam")
    moderation.hide(people.moderator, comment, "No")
    (item,) = read(people, people.robin).items
    assert (item.comments, item.latest) == (0, ())
    (item,) = read(people, people.kit).items
    assert [each.hidden_why for each in item.latest] == ["No"]


def test_who_is_muted_vanishes_for_one_reader_only(people: People) -> None:
    actions.post(people.robin, "from robin")
    mine = actions.post(people.owner, "from olive")
    actions.comment(people.robin, mine, "robin again")
    tell_joined_club(membership=people.robin)
    actions.mute(people.kit, people.robin)
    (item,) = read(people, people.kit).items
    assert (item.body, item.comments, item.latest) == ("from olive", 0, ())
    assert len(bodies(people, people.moderator)) == 3
    assert len(bodies(people, people.robin)) == 3
    assert queries.comments_of(mine, people.kit)[0] == ()
    actions.unmute(people.kit, people.robin)
    assert len(bodies(people, people.kit)) == 3


def test_an_announcement_is_the_clubs_word_even_from_a_muted_member(people: People) -> None:
    actions.post(people.owner, "The bridge is closed", announcement=True)
    actions.mute(people.kit, people.owner)
    assert bodies(people, people.kit) == ["The bridge is closed"]


@pytest.mark.parametrize("reader", ["kit", "moderator", "robin"])
def test_what_a_banned_member_wrote_is_gone(people: People, reader: str) -> None:
    post = actions.post(people.robin, "from robin")
    mine = actions.post(people.owner, "from olive")
    actions.comment(people.robin, mine, "robin again")
    change(people.robin, state=MemberState.BANNED)
    member = getattr(people, reader)
    assert bodies(people, member) == ["from olive"]
    assert read(people, member).items[0].comments == 0
    assert queries.seen_post(people.club, member, post.pk) is None


def test_posts_of_who_left_stay_but_not_what_came_by_itself(people: People) -> None:
    tell_joined_club(membership=people.robin)
    actions.post(people.robin, "from robin")
    change(people.robin, state=MemberState.LEFT)
    (item,) = read(people, people.kit).items
    assert (item.body, item.author, item.letters) == ("from robin", FORMER, "")


def test_nothing_automatic_is_seen_of_who_hides_later(people: People) -> None:
    tell_joined_club(membership=people.robin)
    assert bodies(people, people.kit) == ["joined the club"]
    change(people.robin, shown_as=ShownAs.HIDDEN)
    for reader in (people.kit, people.robin, people.owner):
        assert bodies(people, reader) == []


def test_nothing_automatic_is_seen_of_a_challenge_somebody_left(people: People) -> None:
    part = make_part(make_challenge(people.club), people.robin)
    tell_joined_challenge(participation=part)
    assert bodies(people, people.kit) == ["joined Spring miles"]
    part.left_at = clock.now()
    part.save()
    assert bodies(people, people.kit) == []


@pytest.mark.parametrize(
    ("shown_as", "name"),
    [
        (ShownAs.NAME, "Robin Hale"),
        (ShownAs.INITIALS, "RH"),
        (ShownAs.HIDDEN, NAMELESS),
    ],
)
def test_members_are_called_as_they_chose(people: People, shown_as: str, name: str) -> None:
    post = actions.post(people.robin, "Hello")
    actions.comment(people.robin, post, "Me again")
    change(people.robin, shown_as=shown_as)
    (item,) = read(people, people.kit).items
    assert item.author == item.latest[0].author == name


def test_nobody_under_18_is_called_by_name(people: People) -> None:
    actions.post(people.robin, "Hello")
    athlete = people.robin.athlete
    assert athlete is not None
    profile = json.loads(athlete.document)
    profile["athlete"]["birth_year"] = clock.now().year - 16
    athlete.document = json.dumps(profile)
    athlete.save()
    assert read(people, people.kit).items[0].author == "RH"


def test_what_an_erased_account_left_is_never_seen(people: People) -> None:
    post = actions.post(people.robin, "from robin")
    actions.comment(people.robin, post, "again")
    change(people.robin, athlete=None, name="")
    assert bodies(people, people.kit) == []
    assert not queries.seen_comment(people.club, people.kit, Comment.objects.get().pk)


def test_the_last_announcement_is_pinned_for_two_weeks(people: People) -> None:
    first = actions.post(people.owner, "first", announcement=True)
    actions.post(people.robin, "between")
    second = actions.post(people.owner, "second", announcement=True)
    page = read(people, people.kit)
    assert page.pinned is not None
    assert page.pinned.key == second.pk
    assert [each.body for each in page.items] == ["between", "first"]
    moderation.hide(people.moderator, second, "Wrong date")
    for reader in (people.kit, people.owner):  # its author sees it, though not on top
        pinned = read(people, reader).pinned
        assert pinned is not None
        assert pinned.key == first.pk
    Post.objects.update(created_at=clock.now() - timedelta(days=14, minutes=1))
    page = read(people, people.kit)
    assert page.pinned is None
    assert [each.body for each in page.items] == ["between", "first"]


def test_pages_hold_every_item_once(people: People) -> None:
    made = Post.objects.bulk_create(
        Post(
            club=people.club, kind="post", author=people.robin, body=str(n), created_at=clock.now()
        )
        for n in range(queries.PAGE * 2 + 1)
    )
    actions.post(people.owner, "pinned", announcement=True)
    seen, after, pages = [], None, 0
    while True:
        page = queries.items(people.club, people.kit, after, now=clock.now())
        seen += [each.body for each in page.items]
        assert (page.pinned is not None) == (after is None)
        pages, after = pages + 1, page.following
        if after is None:
            break
        actions.post(people.robin, "meanwhile")
    assert seen == [str(n) for n in reversed(range(len(made)))]
    assert pages == 3


def test_the_last_two_comments_stand_under_an_item(people: People) -> None:
    posts = [actions.post(people.robin, "Hello") for _ in range(2)]
    for post in posts:
        for word in ("one", "two", "three"):
            actions.comment(people.kit, post, word)
    for item in read(people, people.robin).items:
        assert item.comments == 3
        assert [each.body for each in item.latest] == ["two", "three"]


def test_comments_come_in_pages_too(people: People) -> None:
    post = actions.post(people.robin, "Hello")
    Comment.objects.bulk_create(
        Comment(post=post, author=people.kit, body=str(n), created_at=clock.now())
        for n in range(queries.COMMENT_PAGE + 3)
    )
    last, earlier = queries.comments_of(post, people.robin)
    first, none = queries.comments_of(post, people.robin, earlier)
    assert [each.body for each in (*first, *last)] == [str(n) for n in range(53)]
    assert none is None


def test_kudos_are_counted_and_ones_own_is_known(people: People) -> None:
    post = actions.post(people.robin, "Hello")
    for member in (people.kit, people.owner):
        actions.set_kudos(member, post, given=True)
    for reader, mine in ((people.kit, True), (people.moderator, False)):
        (item,) = read(people, reader).items
        assert (item.kudos, item.has_my_kudos) == (2, mine)

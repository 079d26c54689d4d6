"""Posting, kudos, comments, reports, mutes: every rule of the actions."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from strongstride.clubs.feed import actions, limits, moderation
from strongstride.clubs.feed.errors import FeedError, PhotoError, TooMuchError
from strongstride.clubs.models import (
    AuditEntry,
    Comment,
    Kudos,
    Membership,
    MemberState,
    Mute,
    Photo,
    Post,
    PostKind,
    Report,
    Role,
)
from strongstride.web import clock
from tests.clubs.feed.conftest import People
from tests.clubs.feed.pictures import picture, told_all, uploaded, written

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_a_post_is_kept_as_clean_text(people: People) -> None:
    made = actions.post(people.robin, " Long run\r\non <b>Sunday</b>\u202e? ")
    row = Post.objects.get()
    assert row == made
    assert (row.body, row.kind, row.author, row.photo) == (
        "Long run\non <b>Sunday</b>?",
        PostKind.POST,
        people.robin,
        None,
    )


def test_a_post_may_be_a_photo_alone(people: People) -> None:
    actions.post(people.robin, "", uploaded(told_all((120, 80))), alt=" The\nbridge ")
    photo = Photo.objects.get(post__author=people.robin)
    assert (photo.width, photo.height, photo.alt) == (120, 80, "The bridge")
    assert b"Secret" not in bytes(photo.data)


@pytest.mark.parametrize("body", ["", "  \n ", "\u202e\u200b"])
def test_nothing_is_no_post(people: People, body: str) -> None:
    with pytest.raises(FeedError, match="Write or show something"):
        actions.post(people.robin, body)
    with pytest.raises(FeedError, match="Write something first"):
        actions.post(people.owner, body, uploaded(told_all()), announcement=True)
    assert not Post.objects.exists()
    assert not Photo.objects.exists()


def test_a_post_has_a_longest_length(people: People) -> None:
    actions.post(people.robin, "x" * 2000)
    with pytest.raises(FeedError, match=r"at most 2,000 characters; this one has 2,001"):
        actions.post(people.robin, "x" * 2001)


def test_a_post_with_a_bad_photo_is_not_made(people: People) -> None:
    with pytest.raises(PhotoError):
        actions.post(people.robin, "Look", uploaded(b"no photo"))
    assert not Post.objects.exists()


def test_a_comment_is_clean_and_has_a_longest_length(people: People) -> None:
    post = actions.post(people.robin, "Hello")
    actions.comment(people.kit, post, "\u2067Well done ")
    assert Comment.objects.get().body == "Well done"
    with pytest.raises(FeedError, match=r"at most 1,000 characters"):
        actions.comment(people.kit, post, "x" * 1001)
    with pytest.raises(FeedError, match="Write something first"):
        actions.comment(people.kit, post, " ")


def test_kudos_are_given_once_and_taken_back(people: People) -> None:
    post = actions.post(people.robin, "Hello")
    for _ in range(2):
        actions.set_kudos(people.kit, post, given=True)
    assert Kudos.objects.count() == 1
    for _ in range(2):
        actions.set_kudos(people.kit, post, given=False)
    assert not Kudos.objects.exists()


def test_nobody_gives_kudos_to_themselves(people: People) -> None:
    post = actions.post(people.robin, "Hello")
    with pytest.raises(FeedError, match="for others"):
        actions.set_kudos(people.robin, post, given=True)


def test_deleting_a_post_takes_all_that_belongs_to_it(people: People) -> None:
    post = actions.post(people.robin, "Hello", uploaded(written(picture())))
    comment = actions.comment(people.kit, post, "Hi")
    actions.set_kudos(people.kit, post, given=True)
    actions.report(people.kit, post, "Rude")
    actions.report(people.robin, post, "Rude", said_in=comment)
    actions.delete_post(people.robin, post)
    for model in (Post, Photo, Comment, Kudos, Report):
        assert not model.objects.exists(), model


def test_only_its_author_deletes(people: People) -> None:
    post = actions.post(people.robin, "Hello")
    comment = actions.comment(people.kit, post, "Hi")
    with pytest.raises(FeedError, match="Only its author"):
        actions.delete_post(people.moderator, post)
    with pytest.raises(FeedError, match="Only its author"):
        actions.delete_comment(people.robin, comment)
    actions.delete_comment(people.kit, comment)
    assert not Comment.objects.exists()


def test_something_is_reported_once_by_each(people: People) -> None:
    post = actions.post(people.robin, "Hello")
    comment = actions.comment(people.robin, post, "Again")
    for _ in range(2):
        actions.report(people.kit, post, "Rude")
        actions.report(people.kit, post, "Rude too", said_in=comment)
    actions.report(people.owner, post, "Very rude")
    assert Report.objects.count() == 3


def test_a_report_says_why_and_is_not_of_ones_own(people: People) -> None:
    post = actions.post(people.robin, "Hello")
    with pytest.raises(FeedError, match="in a few words"):
        actions.report(people.kit, post, " ")
    with pytest.raises(FeedError, match="at most 300"):
        actions.report(people.kit, post, "x" * 301)
    with pytest.raises(FeedError, match="delete it instead"):
        actions.report(people.robin, post, "Rude")


def test_one_mutes_others_once_and_not_oneself(people: People) -> None:
    for _ in range(2):
        actions.mute(people.kit, people.robin)
    assert Mute.objects.count() == 1
    with pytest.raises(FeedError, match="yourself"):
        actions.mute(people.kit, people.kit)
    actions.unmute(people.kit, people.robin)
    assert not Mute.objects.exists()


def test_there_is_a_most_for_an_hour(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_AN_HOUR", 3)
    post = actions.post(people.robin, "One")
    actions.comment(people.robin, post, "Two")
    actions.report(people.robin, actions.post(people.kit, "Mine"), "Three")
    with pytest.raises(TooMuchError, match="3 posts and comments within the hour"):
        actions.post(people.robin, "Four")
    with pytest.raises(TooMuchError):
        actions.comment(people.robin, post, "Four")
    actions.comment(people.kit, post, "Others go on")
    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    actions.post(people.robin, "The next hour")


def test_what_is_refused_for_its_text_does_not_count(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_AN_HOUR", 1)
    for _ in range(3):
        with pytest.raises(FeedError):
            actions.post(people.robin, "")
    actions.post(people.robin, "Now")


def test_who_has_left_meanwhile_writes_no_more(people: People) -> None:
    post = actions.post(people.robin, "Hello")
    people.kit.state = MemberState.LEFT
    people.kit.save()
    with pytest.raises(FeedError, match="not a member"):
        actions.post(people.kit, "Still here")
    with pytest.raises(FeedError, match="not a member"):
        actions.comment(people.kit, post, "Still here")


def test_hiding_settles_the_reports_and_is_in_the_log(people: People) -> None:
    post = actions.post(people.robin, "Buy my shoes")
    comment = actions.comment(people.robin, post, "Buy them")
    actions.report(people.kit, post, "Advertising")
    actions.report(people.kit, post, "Advertising", said_in=comment)
    moderation.hide(people.moderator, post, "No advertising")
    post.refresh_from_db()
    assert (post.hidden_by, post.hidden_why) == (people.moderator, "No advertising")
    settled = Report.objects.get(comment=None)
    assert (settled.settled_by, settled.settled_at) == (people.moderator, post.hidden_at)
    assert Report.objects.get(comment=comment).settled_at is None
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.action) == (people.moderator, "post hidden")
    assert entry.before["hidden"] is False
    assert entry.after == {"key": str(post.pk), "hidden": True, "why": "No advertising"}
    assert "shoes" not in entry.about


def test_what_was_hidden_is_shown_again(people: People) -> None:
    post = actions.post(people.robin, "Hello")
    comment = actions.comment(people.robin, post, "Hi")
    for thing in (post, comment):
        moderation.hide(people.moderator, thing, "By mistake")
        moderation.show_again(people.moderator, thing)
        thing.refresh_from_db()
        assert (thing.hidden_at, thing.hidden_by, thing.hidden_why) == (None, None, "")
    actions_done = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions_done) == [
        "post hidden",
        "post shown again",
        "comment hidden",
        "comment shown again",
    ]


def test_hiding_says_why(people: People) -> None:
    post = actions.post(people.robin, "Hello")
    for why in (" ", "x" * 201):
        with pytest.raises(FeedError):
            moderation.hide(people.moderator, post, why)
    assert not AuditEntry.objects.exists()


def test_settling_lets_stand_and_is_noted_once(people: People) -> None:
    post = actions.post(people.robin, "Hello")
    for member in (people.kit, people.owner):
        actions.report(member, post, "Rude")
    for report in Report.objects.all():
        moderation.settle(people.moderator, report)
    assert not Report.objects.filter(settled_at=None).exists()
    assert AuditEntry.objects.count() == 1
    post.refresh_from_db()
    assert post.hidden_at is None


def test_who_lost_the_role_meanwhile_neither_announces_nor_moderates(people: People) -> None:
    post = actions.post(people.robin, "Buy shoes")
    actions.report(people.kit, post, "Advertising")
    report = Report.objects.get()
    Membership.objects.filter(club=people.club).update(role=Role.MEMBER)
    with pytest.raises(PermissionDenied):
        actions.post(people.owner, "To all", announcement=True)
    with pytest.raises(PermissionDenied):
        moderation.hide(people.moderator, post, "No advertising")
    with pytest.raises(PermissionDenied):
        moderation.show_again(people.moderator, post)
    with pytest.raises(PermissionDenied):
        moderation.settle(people.moderator, report)
    assert not AuditEntry.objects.exists()
    assert Post.objects.get().hidden_at is None

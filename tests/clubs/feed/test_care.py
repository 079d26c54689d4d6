"""Keeping a feed a good place: deleting, reporting, hiding, muting, switching kinds off."""

import pytest

from strongstride.clubs.feed import actions
from strongstride.clubs.feed.automatic import tell_joined_club
from strongstride.clubs.models import (
    Mute,
    Post,
    Report,
)
from strongstride.web import clock
from tests.clubs.feed.browsing import Browse, at, page
from tests.clubs.feed.conftest import People
from tests.clubs.feed.pictures import picture, uploaded, written
from tests.clubs.making import make_club, make_member

pytestmark = pytest.mark.django_db


def test_deleting_asks_first(people: People, browse: Browse) -> None:
    post = actions.post(people.robin, "Hello")
    comment = actions.comment(people.robin, post, "Me too")
    robin = browse(people.robin)
    for name, key in (("comment", comment.pk), ("post", post.pk)):
        address = at(people, f"feed-{name}-delete", key)
        assert "There is no way back" in page(robin, address)
        assert browse(people.kit).post(address).status_code == 404
        assert browse(people.owner).post(address).status_code == 404
        assert robin.post(address).status_code == 302
    assert not Post.objects.exists()


def test_one_may_delete_what_came_by_itself_about_oneself(people: People, browse: Browse) -> None:
    tell_joined_club(membership=people.robin)
    today = clock.local_today(people.club.time_zone).isoformat()
    assert f'<time class="small muted" datetime="{today}">' in page(browse(people.kit), at(people))
    post = Post.objects.get()
    browse(people.robin).post(at(people, "feed-post-delete", post.pk))
    assert not Post.objects.exists()


def test_reporting_and_moderating(people: People, browse: Browse) -> None:
    post = actions.post(people.robin, "Buy my shoes", uploaded(written(picture())))
    comment = actions.comment(people.robin, post, "Really cheap")
    kit, mo = browse(people.kit), browse(people.moderator)
    for name, key in (("post", post.pk), ("comment", comment.pk)):
        address = at(people, f"feed-{name}-report", key)
        assert "What is wrong with it?" in page(kit, address)
        assert kit.post(address, {"reason": ""}).status_code == 400
        assert kit.post(address, {"reason": "Advertising"}).status_code == 302
    html = page(mo, at(people, "feed-moderation"))
    assert html.count("Advertising") >= 2
    assert "Buy my shoes" in html
    assert "Really cheap" in html
    assert '<span class="chip bad">2</span>' in page(mo, at(people))
    hide = at(people, "feed-post-hide", post.pk)
    assert "Its author will read this" in page(mo, hide)
    assert mo.post(hide, {"reason": ""}).status_code == 400
    assert mo.post(hide, {"reason": "No advertising"}).status_code == 302
    (report,) = Report.objects.filter(settled_at=None)
    assert mo.post(at(people, "feed-report-settle", report.pk)).status_code == 302
    assert "Nothing waits for you" in page(mo, at(people, "feed-moderation"))
    assert "Buy my shoes" not in page(kit, at(people))
    assert "Hidden by a moderator: No advertising" in page(browse(people.robin), at(people))
    assert mo.post(at(people, "feed-post-show", post.pk)).status_code == 302
    assert "Buy my shoes" in page(kit, at(people))
    mo.post(at(people, "feed-comment-hide", comment.pk), {"reason": "No"})
    assert "Really cheap" not in page(kit, at(people, "feed-post", post.pk))
    assert "Really cheap" in page(mo, at(people, "feed-moderation"))
    mo.post(at(people, "feed-comment-show", comment.pk))
    assert "Really cheap" in page(kit, at(people, "feed-post", post.pk))


def test_muting_and_reading_again(people: People, browse: Browse) -> None:
    actions.post(people.robin, "Hello")
    kit = browse(people.kit)
    html = kit.post(at(people, "feed-mute", people.robin.pk), follow=True).content.decode()
    assert "You will not read Robin Hale any more" in html
    assert "Hello" not in html
    assert "Robin Hale" in page(kit, at(people, "feed-settings"))
    assert "Robin Hale" not in page(browse(people.robin), at(people, "feed-settings"))
    kit.post(at(people, "feed-unmute", people.robin.pk))
    assert "Hello" in page(kit, at(people))


def test_feed_settings_are_kept(people: People, browse: Browse) -> None:
    robin, olive = browse(people.robin), browse(people.owner)
    address = at(people, "feed-settings")
    assert page(robin, address).count("checked") == 3
    robin.post(address, {"kinds": ["joined"]})
    people.robin.refresh_from_db()
    assert people.robin.quiet == ["milestone", "strength"]
    olive.post(at(people, "feed-club-settings"), {"club-kinds": []})
    people.club.refresh_from_db()
    assert people.club.quiet == ["joined", "milestone", "strength"]
    assert robin.post(at(people, "feed-club-settings"), {}).status_code == 403
    assert "For the whole club" not in page(robin, address)
    assert robin.post(address, {"kinds": ["nonsense"]}).status_code == 400


def test_muting_oneself_is_refused_in_words(people: People, browse: Browse) -> None:
    answer = browse(people.kit).post(at(people, "feed-mute", people.kit.pk), follow=True)
    assert "You cannot mute yourself." in answer.content.decode()
    assert not Mute.objects.exists()


def test_mutes_are_of_ones_own_club(people: People, browse: Browse) -> None:
    other = make_member(make_club("Else"), "Ed Else")
    assert browse(people.kit).post(at(people, "feed-mute", other.pk)).status_code == 404
    assert not Mute.objects.exists()

"""The pages of the feed: what they show, ask and refuse, with and without htmx."""

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from strongstride.clubs.feed import actions, limits, moderation
from strongstride.clubs.feed.automatic import tell_joined_club
from strongstride.clubs.models import (
    Comment,
    Kudos,
    Membership,
    Photo,
    Post,
    PostKind,
    Visibility,
)
from strongstride.web import clock
from tests.clubs.feed.browsing import Browse, at, page
from tests.clubs.feed.conftest import People
from tests.clubs.feed.pictures import picture, told_all, uploaded, written
from tests.clubs.making import make_member

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
MOST_QUERIES = 12


def test_a_post_with_a_photo_is_made_and_shown(people: People, browse: Browse) -> None:
    robin = browse(people.robin)
    answer = robin.post(
        at(people, "feed-write"),
        {
            "body": "See https://a.example <b>now</b>",
            "photo": uploaded(told_all((120, 80))),
            "alt": 'The "old" bridge',
        },
    )
    assert answer.status_code == 302
    assert answer["Location"] == at(people)
    html = page(browse(people.kit), at(people))
    assert "@example.org" not in html  # nobody's address
    assert '<a href="https://a.example" rel="nofollow noopener ugc">' in html
    assert "&lt;b&gt;now&lt;/b&gt;" in html
    photo = Photo.objects.get()
    assert f'src="{at(people, "feed-photo", photo.pk)}" width="120" height="80"' in html
    assert 'alt="The &quot;old&quot; bridge" loading="lazy"' in html


def test_a_large_upload_goes_through_the_disk(people: People, browse: Browse) -> None:
    noise = told_all((2000, 1500)) + b"\0" * 3_000_000
    browse(people.robin).post(at(people, "feed-write"), {"photo": uploaded(noise)})
    assert Photo.objects.get().width == 1600


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"nothing", "This file is no photo we can read"),
        (b"\0" * (12 << 20) + b"\0", "the most is 12 MB"),
        (told_all()[:-60], "damaged"),
    ],
)
def test_a_bad_photo_is_refused_in_words_and_the_text_stays(
    people: People, browse: Browse, data: bytes, words: str
) -> None:
    body = {"body": "My long words", "photo": uploaded(data)}
    answer = browse(people.robin).post(at(people, "feed-write"), body)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert "My long words</textarea>" in answer.content.decode()
    assert not Post.objects.exists()


def test_what_the_server_does_not_take_is_said(
    people: People, browse: Browse, settings: pytest.FixtureRequest
) -> None:
    settings.UPLOAD_MOST_MB = 1  # type: ignore[attr-defined]
    body = {"body": "Hello", "photo": uploaded(b"\0" * 2_000_000)}
    answer = browse(people.robin).post(at(people, "feed-write"), body)
    assert answer.status_code == 413
    assert "this server takes at most 1 MB" in answer.content.decode()
    assert not Post.objects.exists()


def test_only_organisers_announce(people: People, browse: Browse) -> None:
    body = {"body": "To all", "announcement": "on"}
    for member in (people.moderator, people.owner):
        browse(member).post(at(people, "feed-write"), body)
    kinds = list(Post.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == [PostKind.POST, PostKind.ANNOUNCEMENT]
    assert 'name="announcement"' not in page(browse(people.moderator), at(people))
    assert 'name="announcement"' in page(browse(people.owner), at(people))


def test_too_much_is_refused_with_429(
    people: People, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_AN_HOUR", 1)
    robin = browse(people.robin)
    assert robin.post(at(people, "feed-write"), {"body": "One"}).status_code == 302
    answer = robin.post(at(people, "feed-write"), {"body": "Two"})
    assert answer.status_code == 429
    assert "Wait a little" in answer.content.decode()


def test_a_photo_is_private_and_a_jpeg_and_nothing_else(people: People, browse: Browse) -> None:
    post = actions.post(people.robin, "", uploaded(written(picture())))
    answer = browse(people.kit).get(at(people, "feed-photo", post.photo.pk))  # type: ignore[union-attr]
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("inline")
    assert set(answer["Cache-Control"].split(", ")) == {"private", "max-age=3600"}
    assert answer.content.startswith(b"\xff\xd8")


def test_a_photo_is_for_who_may_see_its_post(
    people: People, browse: Browse, stranger: Client
) -> None:
    post = actions.post(people.robin, "", uploaded(written(picture())))
    address = at(people, "feed-photo", post.photo.pk)  # type: ignore[union-attr]
    assert stranger.get(address).status_code == 404
    assert Client().get(address).status_code == 302
    moderation.hide(people.moderator, post, "No")
    seen = {who: browse(getattr(people, who)).get(address).status_code for who in ("kit", "robin")}
    assert seen == {"kit": 404, "robin": 200}
    assert browse(people.moderator).get(address).status_code == 200
    moderation.show_again(people.moderator, post)
    actions.mute(people.kit, people.robin)
    assert browse(people.kit).get(address).status_code == 404
    other = uploaded(written(picture()))
    told = actions.post(people.owner, "To all", other, announcement=True)
    address = at(people, "feed-photo", told.photo.pk)  # type: ignore[union-attr]
    assert Client().get(address).status_code == 200


def test_announcements_of_a_public_club_are_read_without_login(people: People) -> None:
    actions.post(people.robin, "Among us")
    actions.post(people.owner, "Come all", announcement=True)
    html = page(Client(), at(people))
    assert "Come all" in html
    assert "Among us" not in html
    for member in (people.owner, people.robin):
        assert member.name not in html
    assert "<form" not in html.split("<main")[1]
    people.club.visibility = Visibility.PRIVATE
    people.club.save()
    assert Client().get(at(people)).status_code == 302


def test_an_empty_feed_invites(people: People, browse: Browse, stranger: Client) -> None:
    assert "Be the first" in page(browse(people.kit), at(people))
    assert "for members only" in page(stranger, at(people))


def test_kudos_with_htmx_answer_with_the_button(people: People, browse: Browse) -> None:
    post = actions.post(people.robin, "Hello")
    kit, address = browse(people.kit), at(people, "feed-kudos", post.pk)
    html = kit.post(address, {"given": "1"}, headers=HTMX).content.decode()
    assert 'aria-pressed="true"' in html
    assert '<span class="num">1</span>' in html
    assert "<main" not in html
    html = kit.post(address, {"given": ""}, headers=HTMX).content.decode()
    assert 'aria-pressed="false"' in html
    assert not Kudos.objects.exists()


def test_kudos_without_script_return_to_the_page(people: People, browse: Browse) -> None:
    post = actions.post(people.robin, "Hello")
    address = at(people, "feed-kudos", post.pk)
    kit = browse(people.kit)
    assert kit.post(address, {"given": "1", "next": "/x#y"})["Location"] == "/x#y"
    for foreign in ("https://evil.example/", "//evil.example", ""):
        answer = kit.post(address, {"given": "1", "next": foreign})
        assert answer["Location"] == at(people, "feed-post", post.pk)


def test_a_comment_with_htmx_answers_with_the_item(people: People, browse: Browse) -> None:
    post = actions.post(people.robin, "Hello")
    kit, address = browse(people.kit), at(people, "feed-comment", post.pk)
    html = kit.post(address, {"body": "Well done"}, headers=HTMX).content.decode()
    assert html.strip().startswith("<article")
    assert "Well done" in html
    html = kit.post(address, {"body": "x" * 1001}, headers=HTMX).content.decode()
    assert "at most 1,000 characters" in html
    assert "x" * 1001 in html


def test_a_comment_without_script_leads_to_the_post(people: People, browse: Browse) -> None:
    post = actions.post(people.robin, "Hello")
    kit, address = browse(people.kit), at(people, "feed-comment", post.pk)
    answer = kit.post(address, {"body": "Well done"}, follow=True)
    assert "Well done" in answer.content.decode()
    answer = kit.post(address, {"body": ""})
    assert answer.status_code == 400
    assert "Write something first" in answer.content.decode()


@pytest.mark.parametrize("change", ["mute", "hide", "banned", "erased"])
def test_what_may_not_be_seen_is_on_no_page(people: People, browse: Browse, change: str) -> None:
    post = actions.post(people.robin, "SecretWords", uploaded(written(picture())), alt="SecretAlt")
    mine = actions.post(people.owner, "Open words")
    comment = actions.comment(people.robin, mine, "SecretComment")
    if change == "mute":
        actions.mute(people.kit, people.robin)
    elif change == "hide":
        for thing in (post, comment):
            moderation.hide(people.moderator, thing, "No")
    elif change == "banned":
        Membership.objects.filter(pk=people.robin.pk).update(state="banned")
    else:
        people.robin.athlete.user.delete()  # type: ignore[union-attr]
    kit = browse(people.kit)
    for address in (at(people), at(people, "feed-post", mine.pk)):
        html = page(kit, address)
        assert "Open words" in html
        assert "Secret" not in html
        assert "Robin" not in html
    for name in ("feed-post", "feed-post-report", "feed-kudos"):
        address = at(people, name, post.pk)
        assert {kit.get(address).status_code, kit.post(address).status_code} <= {404, 405}
    assert kit.get(at(people, "feed-comment-report", comment.pk)).status_code == 404


def test_older_items_come_by_link_and_by_htmx(people: People, browse: Browse) -> None:
    Post.objects.bulk_create(
        Post(
            club=people.club,
            kind="post",
            author=people.robin,
            body=f"n{n}.",
            created_at=clock.now(),
        )
        for n in range(25)
    )
    kit = browse(people.kit)
    html = page(kit, at(people))
    (mark,) = set(re.findall(r"\?after=([0-9a-f-]+)", html))
    assert "n5." in html
    assert "n4." not in html
    for headers in ({}, HTMX):
        answer = kit.get(at(people), {"after": mark}, headers=headers)
        more = answer.content.decode()
        assert "n4." in more
        assert "n5." not in more
        assert ("<main" in more) == (not headers)
        assert "HX-Request" in answer["Vary"]
    assert "n24." in page(kit, f"{at(people)}?after=nonsense")


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        page(client, address)
    said = [each["sql"] for each in seen.captured_queries]
    return sum(not sql.startswith(("SAVEPOINT", "RELEASE")) for sql in said)


def fill(people: People, times: int, under: Post) -> None:
    """Posts with all that may belong to them; every second one hidden."""
    for _ in range(times):
        shown, hidden = (
            actions.post(people.robin, "Hello " * 30, uploaded(written(picture())))
            for _ in range(2)
        )
        moderation.hide(people.moderator, hidden, "No")
        said = [
            Comment.objects.create(post=post, author=member, body="Hi", created_at=clock.now())
            for member in (people.owner, people.moderator)
            for post in (shown, under)
        ]
        moderation.hide(people.owner, said[0], "No")
        actions.set_kudos(people.owner, shown, given=True)
        actions.report(people.kit, shown, "Rude")
        actions.report(people.kit, shown, "Rude", said_in=said[1])
        newcomer = make_member(people.club, "New Comer")
        actions.mute(people.moderator, newcomer)
        tell_joined_club(membership=newcomer)


def test_pages_ask_little_and_the_same_for_many(
    people: People, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_AN_HOUR", 1000)
    mo, under = browse(people.moderator), actions.post(people.robin, "Under this")
    actions.post(people.owner, "To all", announcement=True)
    names = ("feed", "feed-moderation", "feed-settings")
    addresses = [*(at(people, name) for name in names), at(people, "feed-post", under.pk)]
    fill(people, 1, under)
    before = {address: queries(mo, address) for address in addresses}
    assert max(before.values()) <= MOST_QUERIES
    fill(people, 12, under)
    assert {address: queries(mo, address) for address in addresses} == before
    assert page(mo, at(people)).count("<article") == 15


def test_times_are_the_readers_own(people: People, browse: Browse) -> None:
    athlete = people.kit.athlete
    assert athlete is not None
    profile = json.loads(athlete.document)
    profile["athlete"]["time_zone"] = "Asia/Tokyo"
    athlete.document = json.dumps(profile)
    athlete.save()
    actions.post(people.owner, "Hello", announcement=True)
    assert "+09:00" in page(browse(people.kit), at(people))
    assert "+09:00" not in page(Client(), at(people))


def test_giving_oneself_kudos_is_refused_in_words(people: People, browse: Browse) -> None:
    post = actions.post(people.robin, "Hello")
    address = at(people, "feed-kudos", post.pk)
    answer = browse(people.robin).post(address, {"given": "1"}, follow=True)
    assert "Kudos are for others." in answer.content.decode()

"""What members do in the feed. One transaction each; photos are drawn before it begins."""

from typing import IO, Protocol

from django.core.exceptions import PermissionDenied
from django.db import transaction

from strongstride.clubs.access import NOT_YOUR_ROLE, Act, may
from strongstride.clubs.feed.errors import FeedError
from strongstride.clubs.feed.limits import count_one
from strongstride.clubs.feed.photos import Drawn, draw
from strongstride.clubs.feed.text import clean, clean_line
from strongstride.clubs.models import (
    Comment,
    Kudos,
    Membership,
    Mute,
    Photo,
    Post,
    PostKind,
    Report,
)
from strongstride.web import clock

MOST_IN_POST = 2000  # characters
MOST_IN_COMMENT = 1000
MOST_IN_ALT = 200
MOST_IN_REASON = 300


class PhotoFile(Protocol):
    """An uploaded file."""

    file: IO[bytes]
    size: int


def post(
    member: Membership,
    body: str,
    photo: PhotoFile | None = None,
    *,
    alt: str = "",
    announcement: bool = False,
) -> Post:
    """Write into the club's feed: words, a photo, or both.

    Raises `FeedError`, `PhotoError` and `TooMuchError` among them.
    """
    text = _text(body, MOST_IN_POST, "A post")
    if not text and (photo is None or announcement):
        raise FeedError("Write something first." if announcement else "Write or show something.")
    _take_turn(member, Act.ANNOUNCE if announcement else Act.TAKE_PART)
    drawn = None if photo is None else draw(photo.file, photo.size)
    kind = PostKind.ANNOUNCEMENT if announcement else PostKind.POST
    return _written(member, kind, text, drawn, clean_line(alt)[:MOST_IN_ALT])


@transaction.atomic
def _written(member: Membership, kind: PostKind, text: str, drawn: Drawn | None, alt: str) -> Post:
    now, photo = clock.now(), None
    if drawn is not None:
        photo = Photo.objects.create(club=member.club, alt=alt, created_at=now, **drawn._asdict())
    return Post.objects.create(
        club=member.club, kind=kind, author=member, body=text, photo=photo, created_at=now
    )


def comment(member: Membership, under: Post, body: str) -> Comment:
    """Write under a post. Raises `FeedError`."""
    text = _text(body, MOST_IN_COMMENT, "A comment")
    if not text:
        raise FeedError("Write something first.")
    _take_turn(member)
    return Comment.objects.create(post=under, author=member, body=text, created_at=clock.now())


def set_kudos(member: Membership, of: Post, *, given: bool) -> None:
    """Give kudos, or take them back; done twice it is done once.

    Raises `FeedError` for one's own post.
    """
    if of.author_id == member.pk:
        raise FeedError("Kudos are for others.")
    if given:
        Kudos.objects.bulk_create([Kudos(post=of, member=member)], ignore_conflicts=True)
    else:
        Kudos.objects.filter(post=of, member=member).delete()


@transaction.atomic
def delete_post(member: Membership, mine: Post) -> None:
    """Take one's own post away, with its photo and what was said under it; there is no way back."""
    _must_be_mine(member, mine)
    Photo.objects.filter(post=mine).delete()
    mine.delete()


@transaction.atomic
def delete_comment(member: Membership, mine: Comment) -> None:
    """Take one's own comment away."""
    _must_be_mine(member, mine)
    mine.delete()


def report(member: Membership, about: Post, why: str, *, said_in: Comment | None = None) -> None:
    """Tell the moderators that a post, or a comment under it, should not stand.

    Told once; again changes nothing. Raises `FeedError`.
    """
    reason = clean_line(why)
    if not reason:
        raise FeedError("Say in a few words what is wrong.")
    if len(reason) > MOST_IN_REASON:
        raise FeedError(f"Say it in at most {MOST_IN_REASON} characters.")
    if (said_in or about).author_id == member.pk:
        raise FeedError("This is your own: delete it instead.")
    _take_turn(member)
    told = Report(
        club_id=about.club_id,
        post=about,
        comment=said_in,
        reporter=member,
        why=reason,
        created_at=clock.now(),
    )
    Report.objects.bulk_create([told], ignore_conflicts=True)


def mute(member: Membership, muted: Membership) -> None:
    """Read nothing more of a member; they are not told. Raises `FeedError` for oneself."""
    if muted.pk == member.pk:
        raise FeedError("You cannot mute yourself.")
    Mute.objects.bulk_create([Mute(member=member, muted=muted)], ignore_conflicts=True)


def unmute(member: Membership, muted: Membership) -> None:
    """Read a member again."""
    Mute.objects.filter(member=member, muted=muted).delete()


@transaction.atomic
def _take_turn(member: Membership, act: Act = Act.TAKE_PART) -> None:
    """Count what a member is about to write; one at a time, so that none slips by."""
    known = Membership.objects.select_for_update(no_key=True).filter(pk=member.pk).first()
    if not may(known, Act.TAKE_PART):
        raise FeedError("You are not a member of this club any more.")
    if not may(known, act):
        raise PermissionDenied(NOT_YOUR_ROLE)
    count_one(member, clock.now())


def _text(body: str, most: int, what: str) -> str:
    text = clean(body)
    if len(text) > most:
        raise FeedError(f"{what} has at most {most:,} characters; this one has {len(text):,}.")
    return text


def _must_be_mine(member: Membership, thing: Post | Comment) -> None:
    if thing.author_id != member.pk:
        raise FeedError("Only its author can delete it; a moderator can hide it.")

"""Items of a feed as somebody sees them: nothing is in them that they may not know.

What comes by itself tells a day, never a time of day: when a run or session was done is its
runner's own.
"""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from strongstride.clubs.club.names import mark_of
from strongstride.clubs.feed.milestones import told
from strongstride.clubs.feed.visible import AUTOMATIC
from strongstride.clubs.models import Club, Comment, Membership, MemberState, Photo, Post, PostKind
from strongstride.clubs.settling.looks import board_name

NAMELESS, FORMER = "A member", "A former member"


class PhotoShown(msgspec.Struct, frozen=True, kw_only=True):
    """A photo's place, size in pixels, and what it shows; "" where its author did not say."""

    key: UUID
    width: int
    height: int
    alt: str


class CommentShown(msgspec.Struct, frozen=True, kw_only=True):
    """A comment; `hidden_why` is for its author alone, None where it was not hidden."""

    key: UUID
    author: str
    body: str
    at: datetime
    is_mine: bool
    hidden_why: str | None


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A post, an announcement, or what came by itself.

    `on` is its day in the club's zone; `at` its instant, None where it came by itself. `told` is
    what an automatic item says after the name. `member` is the author's membership.
    """

    key: UUID
    kind: PostKind
    author: str
    member: UUID
    told: str
    body: str
    photo: PhotoShown | None
    on: date
    at: datetime | None
    is_mine: bool
    kudos: int
    has_my_kudos: bool
    comments: int
    latest: tuple[CommentShown, ...]
    hidden_why: str | None

    @property
    def letters(self) -> str:
        """For the disc before the name; none for whom we do not name."""
        return "" if self.author in (NAMELESS, FORMER) else mark_of(self.author)

    @property
    def label(self) -> str:
        """What it is, in a few words."""
        if self.is_automatic:
            return f"{self.author} {self.told}"
        return f"{'Announcement' if self.is_announcement else 'Post'} by {self.author}"

    @property
    def photo_words(self) -> str:
        """What its photo shows, as far as its author said."""
        return (self.photo and self.photo.alt) or f"Photo by {self.author}, without a description"

    @property
    def is_announcement(self) -> bool:
        """Whether it is the club's word."""
        return self.kind == PostKind.ANNOUNCEMENT

    @property
    def is_automatic(self) -> bool:
        """Whether it came by itself."""
        return self.kind in AUTOMATIC


class FeedPage(msgspec.Struct, frozen=True, kw_only=True):
    """Some items, what is pinned above them, and the mark of the next page if there is one."""

    pinned: Item | None
    items: tuple[Item, ...]
    following: UUID | None


def name_of(member: Membership) -> str:
    """How a member is called in the feed: as on boards, so that leaving takes the name too."""
    if member.state != MemberState.ACTIVE:
        return FORMER
    return board_name(member) or NAMELESS


def item_of(
    post: Post,
    club: Club,
    reader: Membership | None,
    *,
    kudos: tuple[int, bool] = (0, False),
    latest: tuple[CommentShown, ...] = (),
    comments: int = 0,
) -> Item:
    """A post as `reader` sees it; somebody who is no member is told the club's name only."""
    is_automatic = post.kind in AUTOMATIC
    return Item(
        key=post.pk,
        kind=PostKind(post.kind),
        author=club.name if reader is None else name_of(post.author),
        member=post.author_id,
        told=told(post) if is_automatic else "",
        body="" if is_automatic else post.body,
        photo=None if post.photo is None else photo_shown(post.photo),
        on=post.created_at.astimezone(ZoneInfo(club.time_zone)).date(),
        at=None if is_automatic else post.created_at,
        is_mine=reader is not None and post.author_id == reader.pk,
        kudos=kudos[0],
        has_my_kudos=kudos[1],
        comments=comments,
        latest=latest,
        hidden_why=None if post.hidden_at is None else post.hidden_why,
    )


def comment_shown(comment: Comment, reader: Membership) -> CommentShown:
    """A comment as `reader` sees it."""
    return CommentShown(
        key=comment.pk,
        author=name_of(comment.author),
        body=comment.body,
        at=comment.created_at,
        is_mine=comment.author_id == reader.pk,
        hidden_why=None if comment.hidden_at is None else comment.hidden_why,
    )


def photo_shown(photo: Photo) -> PhotoShown:
    """A photo without its data."""
    return PhotoShown(key=photo.pk, width=photo.width, height=photo.height, alt=photo.alt)

"""What the pages of a feed show: as many queries for two items as for twenty."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from strongstride.clubs.feed.items import CommentShown, FeedPage, Item, comment_shown, item_of
from strongstride.clubs.feed.visible import seen_comments, seen_posts
from strongstride.clubs.models import Club, Comment, Kudos, Membership, Mute, Post, PostKind, Report

PAGE = 20
COMMENT_PAGE = 50
_LATEST = 2  # comments shown under each item of the feed
PINNED = timedelta(days=14)
_MOST_MUTED = 200


def items(
    club: Club, reader: Membership | None, after: UUID | None = None, *, now: datetime
) -> FeedPage:
    """A page of the feed behind `after`, newest first; the first one with what is pinned."""
    top = pinned(club, reader, now)
    rows = seen_posts(club, reader)
    rows = rows if top is None else rows.exclude(pk=top.pk)
    rows = rows if after is None else rows.filter(pk__lt=after)
    found = list(_with_all(rows).order_by("-pk")[: PAGE + 1])
    above = [] if top is None or after is not None else [top]
    made = _items([*above, *found[:PAGE]], club, reader)
    return FeedPage(
        pinned=made[0] if above else None,
        items=made[len(above) :],
        following=found[PAGE - 1].pk if len(found) > PAGE else None,
    )


def pinned(club: Club, reader: Membership | None, now: datetime) -> Post | None:
    """The announcement on top: the last one, while it is no older than `PINNED`."""
    rows = seen_posts(club, reader).filter(kind=PostKind.ANNOUNCEMENT, hidden_at=None)
    return _with_all(rows.filter(created_at__gt=now - PINNED)).order_by("-pk").first()


def one_item(post: Post, club: Club, reader: Membership | None) -> Item:
    """One post as the feed shows it."""
    return _items([post], club, reader)[0]


def seen_post(club: Club, reader: Membership | None, key: UUID) -> Post | None:
    """A post this reader may see."""
    return _with_all(seen_posts(club, reader)).filter(pk=key).first()


def seen_comment(club: Club, reader: Membership, key: UUID) -> Comment | None:
    """A comment this reader may see, under a post they may see."""
    rows = seen_comments(reader).filter(post__in=seen_posts(club, reader))
    return rows.select_related("author__athlete", "post").filter(pk=key).first()


def comments_of(
    post: Post, reader: Membership, before: UUID | None = None
) -> tuple[tuple[CommentShown, ...], UUID | None]:
    """Comments of a post, oldest first: the last ones before `before`; and the mark for earlier."""
    rows = seen_comments(reader).filter(post=post)
    rows = rows if before is None else rows.filter(pk__lt=before)
    found = list(rows.select_related("author__athlete").order_by("-pk")[: COMMENT_PAGE + 1])
    earlier = found[COMMENT_PAGE - 1].pk if len(found) > COMMENT_PAGE else None
    shown = reversed(found[:COMMENT_PAGE])
    return tuple(comment_shown(each, reader) for each in shown), earlier


def open_reports(club: Club) -> QuerySet[Report]:
    """What members have reported and nobody has settled, oldest first."""
    rows = Report.objects.filter(club=club, settled_at=None).order_by("pk")
    return rows.select_related(
        "post__author__athlete",
        "post__photo",
        "post__challenge",
        "comment__author__athlete",
        "reporter__athlete",
    ).defer("post__photo__data")


def hidden_posts(club: Club) -> QuerySet[Post]:
    """The posts moderators hid, the last hidden first."""
    rows = Post.objects.filter(club=club).exclude(hidden_at=None).order_by("-hidden_at", "-pk")
    return rows.select_related("author__athlete", "hidden_by__athlete", "photo", "challenge").defer(
        "photo__data"
    )


def hidden_comments(club: Club) -> QuerySet[Comment]:
    """The comments moderators hid, the last hidden first."""
    rows = Comment.objects.filter(post__club=club).exclude(hidden_at=None)
    return rows.order_by("-hidden_at", "-pk").select_related(
        "author__athlete", "hidden_by__athlete", "post"
    )


def muted_by(member: Membership) -> tuple[Mute, ...]:
    """Whom a member has muted."""
    rows = Mute.objects.filter(member=member).select_related("muted__athlete")
    return tuple(rows.order_by("muted__name", "pk")[:_MOST_MUTED])


def _with_all(rows: QuerySet[Post]) -> QuerySet[Post]:
    return rows.select_related("author__athlete", "photo", "challenge").defer("photo__data")


def _items(posts: Collection[Post], club: Club, reader: Membership | None) -> tuple[Item, ...]:
    keys = [post.pk for post in posts]
    kudos = _kudos(keys, reader) if reader else {}
    comments, counts = _latest_comments(keys, reader) if reader else ({}, {})
    return tuple(
        item_of(
            post,
            club,
            reader,
            kudos=kudos.get(post.pk, (0, False)),
            latest=comments.get(post.pk, ()),
            comments=counts.get(post.pk, 0),
        )
        for post in posts
    )


def _kudos(posts: Iterable[UUID], reader: Membership) -> dict[UUID, tuple[int, bool]]:
    """How many each post has, and whether one is the reader's."""
    rows = Kudos.objects.filter(post__in=posts).values("post").order_by("post")
    counted = rows.annotate(n=Count("pk"), mine=Count("pk", filter=Q(member=reader)))
    return {row["post"]: (row["n"], row["mine"] > 0) for row in counted}


def _latest_comments(
    posts: Iterable[UUID], reader: Membership
) -> tuple[dict[UUID, tuple[CommentShown, ...]], dict[UUID, int]]:
    """The last comments of each post, oldest first, and how many there are."""
    rows = seen_comments(reader).filter(post__in=posts)
    counts = dict(rows.order_by("post").values_list("post").annotate(n=Count("pk")))
    window = Window(RowNumber(), partition_by=F("post"), order_by=F("id").desc())
    last = rows.annotate(back=window).filter(back__lte=_LATEST)
    latest: defaultdict[UUID, list[CommentShown]] = defaultdict(list)
    for each in last.select_related("author__athlete").order_by("pk"):
        latest[each.post_id].append(comment_shown(each, reader))
    return {post: tuple(shown) for post, shown in latest.items()}, counts

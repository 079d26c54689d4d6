"""Which posts, comments and photos a request may touch; what it may not gives 404."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from strongstride.accounts.access import athlete_of
from strongstride.clubs.access import Act, may, member_for, see_club, visitor
from strongstride.clubs.feed.queries import seen_comment, seen_post
from strongstride.clubs.feed.visible import seen_posts
from strongstride.clubs.models import Club, Comment, Membership, Photo, Post, Report


def see_feed(request: HttpRequest, slug: str) -> tuple[Club, Membership | None]:
    """The club, and the reader's membership if they are in it."""
    club, reader = see_club(visitor(request), slug)
    if reader is not None:
        reader.club = club
    return club, reader


def member_of(request: HttpRequest, slug: str, act: Act = Act.TAKE_PART) -> Membership:
    """The membership of who asks, for an act their role allows."""
    return member_for(athlete_of(request), slug, act)[1]


def post_for(request: HttpRequest, slug: str, key: UUID) -> tuple[Membership, Post]:
    """A post the member who asks may see."""
    member = member_of(request, slug)
    found = seen_post(member.club, member, key)
    if found is None:
        raise Http404
    return member, found


def see_post(request: HttpRequest, slug: str, key: UUID) -> tuple[Club, Membership | None, Post]:
    """A post this visitor may see: without a membership the announcements of a public club."""
    club, reader = see_feed(request, slug)
    found = seen_post(club, reader, key)
    if found is None:
        raise Http404
    return club, reader, found


def own_post(request: HttpRequest, slug: str, key: UUID) -> tuple[Membership, Post]:
    """What the member who asks wrote, or what came by itself about them."""
    member = member_of(request, slug)
    rows = Post.objects.filter(club=member.club, author=member)
    return member, get_object_or_404(rows.select_related("author", "challenge"), pk=key)


def own_comment(request: HttpRequest, slug: str, key: UUID) -> tuple[Membership, Comment]:
    """A comment of the member who asks."""
    member = member_of(request, slug)
    rows = Comment.objects.filter(post__club=member.club, author=member)
    return member, get_object_or_404(rows.select_related("author", "post"), pk=key)


def comment_for(request: HttpRequest, slug: str, key: UUID) -> tuple[Membership, Comment]:
    """A comment the member who asks may see."""
    member = member_of(request, slug)
    found = seen_comment(member.club, member, key)
    if found is None:
        raise Http404
    return member, found


def post_to_moderate(request: HttpRequest, slug: str, key: UUID) -> tuple[Membership, Post]:
    """Any post of the club, for a moderator."""
    moderator = member_of(request, slug, Act.MODERATE)
    rows = Post.objects.filter(club=moderator.club)
    return moderator, get_object_or_404(rows.select_related("author", "challenge"), pk=key)


def comment_to_moderate(request: HttpRequest, slug: str, key: UUID) -> tuple[Membership, Comment]:
    """Any comment in the club, for a moderator."""
    moderator = member_of(request, slug, Act.MODERATE)
    rows = Comment.objects.filter(post__club=moderator.club)
    return moderator, get_object_or_404(rows.select_related("author", "post"), pk=key)


def report_to_settle(request: HttpRequest, slug: str, key: UUID) -> tuple[Membership, Report]:
    """A report of the club, for a moderator."""
    moderator = member_of(request, slug, Act.MODERATE)
    rows = Report.objects.filter(club=moderator.club)
    return moderator, get_object_or_404(rows.select_related("post", "comment"), pk=key)


def photo_for(request: HttpRequest, slug: str, key: UUID) -> Photo:
    """A photo of a post that who asks may see, or that they may moderate."""
    club, reader = see_feed(request, slug)
    moderates = may(reader, Act.MODERATE)
    rows = Post.objects.filter(club=club) if moderates else seen_posts(club, reader)
    if not rows.filter(photo=key).exists():
        raise Http404
    return Photo.objects.get(pk=key)


def other_member(member: Membership, key: UUID) -> Membership:
    """Somebody of the same club."""
    return get_object_or_404(Membership, club=member.club, pk=key)

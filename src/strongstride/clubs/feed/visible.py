"""Which posts and comments somebody may see. Everything that shows or changes one asks here.

Left out for everybody: what a banned member wrote, and what comes by itself about somebody who is
hidden, has left the club or left the challenge. Left out for all but its author: what a moderator
hid. Left out for one reader: what those wrote whom they muted; an announcement is the club's word
and stays.
"""

from django.db.models import Q, QuerySet

from strongstride.clubs.models import (
    Club,
    Comment,
    Membership,
    MemberState,
    Mute,
    Post,
    PostKind,
    ShownAs,
    Visibility,
)

AUTOMATIC = (PostKind.JOINED, PostKind.MILESTONE, PostKind.STRENGTH)


def seen_posts(club: Club, reader: Membership | None) -> QuerySet[Post]:
    """The posts a member may see; without a membership the announcements of a public club."""
    rows = Post.objects.filter(club=club).exclude(author__athlete=None)
    rows = rows.exclude(author__state=MemberState.BANNED)
    if reader is None:
        listed = club.visibility == Visibility.PUBLIC
        rows = rows.filter(kind=PostKind.ANNOUNCEMENT, hidden_at=None)
        return rows if listed else rows.none()
    by_hand = ~Q(kind__in=AUTOMATIC)
    to_be_told = Q(author__state=MemberState.ACTIVE) & ~Q(author__shown_as=ShownAs.HIDDEN)
    still_in = Q(participation=None) | Q(participation__left_at=None)
    rows = rows.filter(by_hand | (to_be_told & still_in))
    rows = rows.filter(Q(kind=PostKind.ANNOUNCEMENT) | ~Q(author__in=_muted_by(reader)))
    return rows.filter(Q(hidden_at=None) | Q(author=reader))


def seen_comments(reader: Membership) -> QuerySet[Comment]:
    """The comments a member may see, of posts they may see."""
    rows = Comment.objects.exclude(author__athlete=None)
    rows = rows.exclude(author__state=MemberState.BANNED)
    rows = rows.exclude(author__in=_muted_by(reader))
    return rows.filter(Q(hidden_at=None) | Q(author=reader))


def _muted_by(reader: Membership) -> QuerySet[Mute, "object"]:
    return Mute.objects.filter(member=reader).values("muted")

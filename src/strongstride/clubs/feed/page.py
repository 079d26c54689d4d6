"""What the pages of the feed show, for their templates."""

from uuid import UUID

import msgspec

from strongstride.accounts.models import Athlete
from strongstride.clubs.access import Act, may
from strongstride.clubs.feed.forms import ClubKindsForm, CommentForm, KindsForm, PostForm
from strongstride.clubs.feed.items import CommentShown, Item, comment_shown, item_of, name_of
from strongstride.clubs.feed.queries import (
    comments_of,
    hidden_comments,
    hidden_posts,
    items,
    muted_by,
    one_item,
    open_reports,
)
from strongstride.clubs.feed.times import Reading
from strongstride.clubs.models import Club, Comment, Membership, Post, Report, ShownAs
from strongstride.web import clock

Context = dict[str, object]
_MOST_IN_QUEUE = 50  # reports, hidden posts and hidden comments, each


def feed_context(
    club: Club,
    reader: Membership | None,
    viewer: Athlete | None,
    *,
    after: UUID | None = None,
    form: PostForm | None = None,
) -> Context:
    """All that `clubs/feed/_feed.html` needs."""
    moderates = may(reader, Act.MODERATE)
    return {
        **who_reads(club, reader, viewer),
        "feed": items(club, reader, after, now=clock.now()),
        "is_first_page": after is None,
        "post_form": form or PostForm(may_announce=may(reader, Act.ANNOUNCE)),
        "reports_open": open_reports(club).count() if moderates else 0,
    }


def post_context(
    club: Club,
    reader: Membership | None,
    viewer: Athlete | None,
    post: Post,
    *,
    before: UUID | None = None,
    form: CommentForm | None = None,
) -> Context:
    """One post with its comments."""
    comments, earlier = comments_of(post, reader, before) if reader else ((), None)
    return {
        **who_reads(club, reader, viewer),
        "item": one_item(post, club, reader),
        "comments": comments,
        "earlier": earlier,
        "comment_form": form or CommentForm(),
    }


def one_context(
    club: Club,
    reader: Membership,
    viewer: Athlete,
    post: Post,
    *,
    form: CommentForm | None = None,
) -> Context:
    """One post as it stands in the feed."""
    return {
        **who_reads(club, reader, viewer),
        "item": one_item(post, club, reader),
        "comment_form": form,
        "is_open": True,
    }


def about_context(member: Membership, viewer: Athlete, thing: Post | Comment) -> Context:
    """A post or comment that something is asked about."""
    if isinstance(thing, Comment):
        return {**who_reads(member.club, member, viewer), "shown": comment_shown(thing, member)}
    return {**who_reads(member.club, member, viewer), "shown": item_of(thing, member.club, member)}


def settings_context(member: Membership, viewer: Athlete, form: KindsForm) -> Context:
    """What comes by itself about a member, whom they muted; for organisers the club's kinds."""
    club = member.club
    changes = may(member, Act.CHANGE_CLUB)
    return {
        **who_reads(club, member, viewer),
        "form": form,
        "club_form": ClubKindsForm(initial=KindsForm.told(club.quiet)) if changes else None,
        "muted": [(mute.muted_id, name_of(mute.muted)) for mute in muted_by(member)],
    }


def moderation_context(moderator: Membership, viewer: Athlete) -> Context:
    """What is reported and what is hidden."""
    club = moderator.club
    return {
        **who_reads(club, moderator, viewer),
        "reports": [_reported(each, moderator) for each in open_reports(club)[:_MOST_IN_QUEUE]],
        "hidden_posts": [
            (item_of(each, club, moderator), name_of(each.hidden_by) if each.hidden_by else "")
            for each in hidden_posts(club)[:_MOST_IN_QUEUE]
        ],
        "hidden_comments": [
            (comment_shown(each, moderator), name_of(each.hidden_by) if each.hidden_by else "")
            for each in hidden_comments(club)[:_MOST_IN_QUEUE]
        ],
    }


class ReportShown(msgspec.Struct, frozen=True, kw_only=True):
    """A report in the queue, with what it is about."""

    key: UUID
    why: str
    reporter: str
    shown: Item | CommentShown
    is_comment: bool


def _reported(report: Report, moderator: Membership) -> ReportShown:
    about = report.comment
    return ReportShown(
        key=report.pk,
        why=report.why,
        reporter=name_of(report.reporter),
        shown=item_of(report.post, moderator.club, moderator)
        if about is None
        else comment_shown(about, moderator),
        is_comment=about is not None,
    )


def who_reads(club: Club, reader: Membership | None, viewer: Athlete | None) -> Context:
    """Club, reader, and when and where they read."""
    zone = club.time_zone if viewer is None else viewer.profile.athlete.time_zone
    return {
        "club": club,
        "reader": reader,
        "reading": Reading(now=clock.now(), zone=zone, club_zone=club.time_zone),
        "may_moderate": may(reader, Act.MODERATE),
        "is_nameless": reader is not None and reader.shown_as == ShownAs.HIDDEN,
    }

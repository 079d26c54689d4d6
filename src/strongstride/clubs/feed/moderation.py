"""What moderators do: hide and show again, settle reports. Each act stands in the audit log."""

from django.db import transaction
from django.db.models import QuerySet

from strongstride.clubs.access import Act
from strongstride.clubs.club.turns import take_turn
from strongstride.clubs.desk.audit import note
from strongstride.clubs.feed.errors import FeedError
from strongstride.clubs.feed.text import clean_line
from strongstride.clubs.models import Comment, Membership, Post, Report
from strongstride.web import clock

MOST_IN_REASON = 200  # characters


@transaction.atomic
def hide(moderator: Membership, thing: Post | Comment, why: str) -> None:
    """Hide a post or comment from everybody but its author, who is told why.

    Reports of it are settled. Raises `FeedError`.
    """
    reason = clean_line(why)
    if not reason:
        raise FeedError("Say why: its author will read it.")
    if len(reason) > MOST_IN_REASON:
        raise FeedError(f"Say why in at most {MOST_IN_REASON} characters.")
    club, before, now = take_turn(moderator, Act.MODERATE), _as_noted(thing), clock.now()
    thing.hidden_at, thing.hidden_by, thing.hidden_why = now, moderator, reason
    thing.save(update_fields=["hidden_at", "hidden_by", "hidden_why"])
    _reports_of(thing).update(settled_at=now, settled_by=moderator)
    note(club, moderator, f"{_word(thing)} hidden", _about(thing), before, _as_noted(thing))


@transaction.atomic
def show_again(moderator: Membership, thing: Post | Comment) -> None:
    """Let everybody see again what was hidden."""
    club, before = take_turn(moderator, Act.MODERATE), _as_noted(thing)
    thing.hidden_at, thing.hidden_by, thing.hidden_why = None, None, ""
    thing.save(update_fields=["hidden_at", "hidden_by", "hidden_why"])
    note(club, moderator, f"{_word(thing)} shown again", _about(thing), before, _as_noted(thing))


@transaction.atomic
def settle(moderator: Membership, report: Report) -> None:
    """Let what was reported stand; everything said against it so far is settled with it."""
    club, now = take_turn(moderator, Act.MODERATE), clock.now()
    thing = report.comment or report.post
    if _reports_of(thing).update(settled_at=now, settled_by=moderator):
        note(club, moderator, "report settled", _about(thing), {}, _as_noted(thing))


def _reports_of(thing: Post | Comment) -> QuerySet[Report]:
    """What is said against it and not settled yet."""
    rows = Report.objects.filter(settled_at=None)
    if isinstance(thing, Comment):
        return rows.filter(comment=thing)
    return rows.filter(post=thing, comment=None)


def _word(thing: Post | Comment) -> str:
    return "comment" if isinstance(thing, Comment) else "post"


def _about(thing: Post | Comment) -> str:
    """Which one, in words that outlive neither its author's name nor what they wrote."""
    return f"A {_word(thing)} of {thing.created_at:%-d %B %Y}"


def _as_noted(thing: Post | Comment) -> dict[str, object]:
    return {"key": str(thing.pk), "hidden": thing.hidden_at is not None, "why": thing.hidden_why}

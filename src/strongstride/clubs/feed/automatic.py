"""What comes into the feed by itself: told by signals, written in the transaction of what it tells.

Each item has a key, so that it is there once however often it is told. It carries a day
and no time of day; its key says nothing of the moment either. It goes with the credit it
stands on.
"""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from strongstride.clubs.crediting.entry import CreditStatus, EntryKind
from strongstride.clubs.feed.milestones import body_of, keys_in
from strongstride.clubs.models import (
    Credit,
    Membership,
    MemberState,
    Participation,
    Post,
    PostKind,
    ShownAs,
)
from strongstride.web import clock
from strongstride.web.ids import uuid7_at

RECENT = timedelta(days=2)  # older strength sessions come in silently: an archive is no news


def tell_joined_club(*, membership: Membership, **_: object) -> None:
    """Somebody became a member."""
    _tell(membership, PostKind.JOINED, f"joined:{membership.pk}")


def tell_joined_challenge(*, participation: Participation, **_: object) -> None:
    """Somebody joined a challenge."""
    key = f"joined:{participation.pk}"
    _tell(participation.membership, PostKind.JOINED, key, participation)


def follow_credits(
    *,
    participation: Participation,
    gained: Collection[str],
    lost: Collection[str],
    strength_gained: Collection[UUID | str],
    strength_lost: Collection[UUID | str],
    **_: object,
) -> None:
    """What recounting somebody's credits brought and took."""
    if lost:
        _forget_milestones(participation, lost)
    if strength_lost:
        _forget_sessions(participation.membership, strength_lost)
    if gained:
        _tell_milestones(participation, gained)
    if strength_gained:
        _tell_sessions(participation, strength_gained)


def _tell(
    member: Membership,
    kind: PostKind,
    key: str,
    participation: Participation | None = None,
    on: date | None = None,
    **columns: object,
) -> None:
    """Write an item unless it is there, or club or member do not want its kind."""
    club = member.club
    wanted = kind not in club.quiet and kind not in member.quiet
    is_shown = member.state == MemberState.ACTIVE and member.shown_as != ShownAs.HIDDEN
    if not wanted or not is_shown:
        return
    at = _begin_of(member, on or _today(member))
    item = Post(
        pk=uuid7_at(at),
        club=club,
        kind=kind,
        author=member,
        challenge=None if participation is None else participation.challenge,
        participation=participation,
        key=key,
        created_at=at,
        **columns,
    )
    Post.objects.bulk_create([item], ignore_conflicts=True)


def _today(member: Membership) -> date:
    return clock.local_today(member.club.time_zone)


def _begin_of(member: Membership, day: date) -> datetime:
    """When a day of the club began: an item tells no more of its time than that."""
    return datetime.combine(day, time(), ZoneInfo(member.club.time_zone))


def _tell_milestones(participation: Participation, gained: Collection[str]) -> None:
    """One item a day for a challenge; what comes later that day joins it."""
    member = participation.membership
    known = {badge for post in _milestones(participation) for badge in keys_in(post)}
    fresh = sorted(set(gained) - known)
    if not fresh:
        return
    key = f"milestone:{participation.pk}:{_today(member).isoformat()}"
    _tell(member, PostKind.MILESTONE, key, participation, body=body_of(fresh))
    for post in _milestones(participation).filter(key=key):
        _set_badges(post, [*keys_in(post), *fresh])


def _forget_milestones(participation: Participation, lost: Collection[str]) -> None:
    for post in _milestones(participation):
        _set_badges(post, [badge for badge in keys_in(post) if badge not in lost])


def _milestones(participation: Participation) -> QuerySet[Post]:
    """What was told of somebody's milestones in a challenge, with nobody else changing it."""
    rows = Post.objects.filter(participation=participation, kind=PostKind.MILESTONE)
    return rows.select_for_update(of=("self",))


def _set_badges(post: Post, keys: Collection[str]) -> None:
    body = body_of(dict.fromkeys(keys))
    if not body:
        post.delete()
    elif body != post.body:
        post.body = body
        post.save(update_fields=["body"])


def _tell_sessions(participation: Participation, gained: Collection[UUID | str]) -> None:
    """One item a day for a member, whatever challenges the session counts in."""
    member = participation.membership
    today = _today(member)
    credits_ = Credit.objects.filter(
        participation=participation,
        entry__in=gained,
        status=CreditStatus.COUNTED,
        on__gte=today - RECENT,
    )
    for credit in credits_.order_by("on", "entry"):
        key = f"strength:{member.pk}:{credit.on.isoformat()}"
        on = min(credit.on, today)  # it may be tomorrow already where they trained
        _tell(member, PostKind.STRENGTH, key, participation, on, entry=credit.entry)


def _forget_sessions(member: Membership, lost: Collection[UUID | str]) -> None:
    """Take back what was told, unless another credit of that day still carries it."""
    for post in Post.objects.filter(author=member, kind=PostKind.STRENGTH, entry__in=lost):
        other = _session_of(member, (post.key or "").rpartition(":")[2])
        if other is None:
            post.delete()
        else:
            post.entry, post.participation = other.entry, other.participation
            post.challenge = other.challenge
            post.save(update_fields=["entry", "participation", "challenge"])


def _session_of(member: Membership, day: str) -> Credit | None:
    rows = Credit.objects.filter(
        participation__membership=member,
        kind=EntryKind.STRENGTH,
        status=CreditStatus.COUNTED,
        on=day,
    )
    return rows.select_related("participation", "challenge").order_by("pk").first()

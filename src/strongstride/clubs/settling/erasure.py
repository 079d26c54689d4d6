"""An account goes: no name is left in any club, and no total changes."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from strongstride.accounts.actions import lock
from strongstride.accounts.models import Athlete
from strongstride.clubs.challenges.teams import hand_on, lock_teams
from strongstride.clubs.club.roles import pass_on
from strongstride.clubs.desk.forgetting import forget_words
from strongstride.clubs.models import (
    AuditEntry,
    Club,
    Comment,
    Kudos,
    Membership,
    MemberState,
    Mute,
    Participation,
    Photo,
    Post,
    Report,
    Role,
    ShownAs,
)
from strongstride.clubs.settling.settle import lock_rows, settle_rows
from strongstride.web import clock

SOMEBODY = "a former member"  # who an audit entry was about
_AT_ONCE = 500


def forget(instance: Athlete, **_: object) -> None:
    """Take an athlete out of all clubs before their row is deleted: a receiver of `pre_delete`.

    What they wrote goes. What they did stays counted, under no name. A club they owned passes on.
    """
    lock(instance)  # before the clubs, as who logs a run does
    AuditEntry.objects.filter(person=instance).update(about=SOMEBODY)  # under any name they had
    members = list(Membership.objects.filter(athlete=instance).order_by("club_id"))
    if not members:
        return
    locked = Club.objects.select_for_update(no_key=True).filter(memberships__in=members)
    clubs = list(locked.order_by("pk"))
    names = {member.name for member in members} | {instance.user.name, instance.user.email}
    owned = {member.club_id for member in members if member.role == Role.OWNER}
    _take_back_words(members)
    _leave(members)
    forget_words(members)
    _forget_names(clubs, names - {""})
    for club in clubs:
        if club.pk in owned and club.closed_at is None:
            pass_on(club)


def _take_back_words(members: Sequence[Membership]) -> None:
    Photo.objects.filter(post__author__in=members).delete()
    for model, column in ((Post, "author"), (Comment, "author"), (Kudos, "member")):
        model.objects.filter(**{f"{column}__in": members}).delete()
    Report.objects.filter(reporter__in=members).delete()
    Mute.objects.filter(Q(member__in=members) | Q(muted__in=members)).delete()


def _leave(members: Sequence[Membership]) -> None:
    now = clock.now()
    for member in members:
        member.athlete, member.name, member.quiet = None, "", []
        member.role, member.shown_as = Role.MEMBER, ShownAs.HIDDEN
        member.state, member.left_at = MemberState.LEFT, member.left_at or now
    Membership.objects.bulk_update(
        members, ["athlete", "name", "quiet", "role", "shown_as", "state", "left_at"]
    )
    parts = Participation.objects.filter(membership__in=members)
    parts.update(is_public=False, shares=[], goal=None)
    parts.filter(left_at=None).update(left_at=now)
    left = lock_rows().filter(membership__in=members)
    rows = list(left)
    lock_teams(row.team_id for row in rows)
    settle_rows(left)
    for row in rows:
        hand_on(row)


def _forget_names(clubs: Iterable[Club], names: Iterable[str]) -> None:
    """The audit log keeps what was done, not to whom."""
    said = sorted(names, key=len, reverse=True)
    changed = []
    for entry in AuditEntry.objects.filter(club__in=clubs).iterator(_AT_ONCE):
        words = (entry.about, entry.before, entry.after)
        entry.about, entry.before, entry.after = (_without(each, said) for each in words)
        if words != (entry.about, entry.before, entry.after):
            changed.append(entry)
    AuditEntry.objects.bulk_update(changed, ["about", "before", "after"], batch_size=_AT_ONCE)


def _without(value: Any, names: Sequence[str]) -> Any:
    """Text or JSON with `SOMEBODY` in the place of names."""
    if isinstance(value, str):
        for name in names:
            value = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", SOMEBODY, value)
        return value
    if isinstance(value, dict):
        return {key: _without(each, names) for key, each in value.items()}
    if isinstance(value, list):
        return [_without(each, names) for each in value]
    return value

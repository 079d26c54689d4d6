"""Invites: links that let one person each register where registration is by invite."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from strongstride.accounts.models import Invite, User
from strongstride.accounts.secrets import digest_of, new_secret
from strongstride.web import clock

LASTS = timedelta(days=14)
MOST_OPEN = 100  # of one user


class InviteError(ValueError):
    """An invite cannot be made or used; the message says why."""


def may_let_in(user: User) -> bool:
    """Whether this user may let people onto the server, whatever registration is like now."""
    return bool(user.is_staff or settings.MEMBERS_INVITE)


def may_invite(user: User) -> bool:
    """Whether this user may make invites: administrators, and members where the server lets them.

    With registration closed an invite opens nothing; with registration open nobody needs one.
    """
    return bool(settings.REGISTRATION == "invite" and may_let_in(user))


@transaction.atomic
def make_invite(user: User, note: str = "") -> tuple[Invite, str]:
    """A new invite and the secret of its link, which is told this once."""
    if not may_invite(user):
        raise InviteError("You may not invite people to this server.")
    now = clock.now()
    if _open(now).filter(made_by=user).count() >= MOST_OPEN:
        raise InviteError(f"You have {MOST_OPEN} invites open: withdraw one first.")
    secret = new_secret()
    invite = Invite.objects.create(
        made_by=user,
        digest=digest_of(secret),
        note=note.strip(),
        created_at=now,
        expires_at=now + LASTS,
    )
    return invite, secret


def invites_of(user: User) -> Iterable[Invite]:
    """The newest invites of this user, with those who came."""
    return Invite.objects.filter(made_by=user).select_related("used_by").order_by("-id")[:MOST_OPEN]


def withdraw_invite(user: User, invite_id: UUID) -> bool:
    """Take back an invite of this user's that nobody has used; False when there is none."""
    found = Invite.objects.filter(made_by=user, pk=invite_id, used_at=None)
    return bool(found.delete()[0])


def is_usable(secret: str) -> bool:
    """Whether somebody may register with this secret now."""
    return _open(clock.now()).filter(digest=digest_of(secret)).exists()


def use_invite(secret: str, user: User) -> None:
    """Mark the invite as used by a new user; raises `InviteError` when it is not open any more.

    One statement decides, so of two people with one link one gets in. Call it in the transaction
    that makes the user.
    """
    now = clock.now()
    digest = digest_of(secret)
    unused = Invite.objects.filter(digest=digest, used_at=None)
    if not is_usable(secret) or not unused.update(used_by=user, used_at=now):
        raise InviteError("This invite was used meanwhile, or is too old. Ask for a new link.")


def _open(now: datetime) -> QuerySet[Invite]:
    return Invite.objects.filter(used_at=None, expires_at__gt=now, made_by__is_active=True)

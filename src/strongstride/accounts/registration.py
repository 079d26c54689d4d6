"""Who may register: everybody, who has an invite, or nobody; but always the first one."""

from enum import StrEnum

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from strongstride.accounts.actions import give_athlete
from strongstride.accounts.invites import InviteError, is_usable, use_invite
from strongstride.accounts.models import Athlete, User
from strongstride.accounts.profile import Profile


class Door(StrEnum):
    """What somebody who wants to register finds."""

    OPEN = "open"
    FIRST = "first"  # of a new server, who will administer it
    INVITE_NEEDED = "invite"
    CLOSED = "closed"


class RegistrationError(ValueError):
    """Somebody may not register (any more); the message says why."""


def door(invite_secret: str = "") -> Door:
    """What this visitor finds; `invite_secret` comes from a link they followed."""
    if not User.objects.exists():
        return Door.FIRST
    if settings.REGISTRATION == "open":
        return Door.OPEN
    if settings.REGISTRATION == "closed":
        return Door.CLOSED
    return Door.OPEN if invite_secret and is_usable(invite_secret) else Door.INVITE_NEEDED


@transaction.atomic
def register(user: User, profile: Profile, invite_secret: str = "") -> Athlete:
    """Save a new user with its athlete; the first of a server administers it.

    One at a time, or two could be the first. Raises `RegistrationError` when the door has closed
    since the page was shown.
    """
    _wait_for_my_turn()
    found = door(invite_secret)
    if found in (Door.CLOSED, Door.INVITE_NEEDED):
        raise RegistrationError("Registration has closed since you opened this page.")
    user.is_staff = user.is_superuser = found is Door.FIRST
    user.save(force_insert=True)
    if found is Door.OPEN and settings.REGISTRATION == "invite":
        try:
            use_invite(invite_secret, user)
        except InviteError as error:
            raise RegistrationError(str(error)) from None
    return give_athlete(user, profile)


def _wait_for_my_turn() -> None:
    """Hold a lock until the transaction ends; SQLite's transactions are one at a time anyway."""
    row = ContentType.objects.get_for_model(User)
    ContentType.objects.select_for_update().get(pk=row.pk)

"""Who may register: everybody, who has an invite, or nobody; but always the first one."""

from collections.abc import Callable
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


_OTHER_LINKS: list[Callable[[str], bool]] = []


def also_opens(is_open: Callable[[str], bool]) -> None:
    """Let links that a room above makes open the door like invites, for more than one person.

    `is_open` tells whether somebody may register with a link's secret now.
    """
    if is_open not in _OTHER_LINKS:
        _OTHER_LINKS.append(is_open)


def door(invite_secret: str = "") -> Door:
    """What this visitor finds; `invite_secret` comes from a link they followed."""
    if not User.objects.exists():
        return Door.FIRST
    if settings.REGISTRATION == "open":
        return Door.OPEN
    if settings.REGISTRATION == "closed":
        return Door.CLOSED
    opens = invite_secret and (is_usable(invite_secret) or _is_other_link(invite_secret))
    return Door.OPEN if opens else Door.INVITE_NEEDED


def _is_other_link(secret: str) -> bool:
    return any(is_open(secret) for is_open in _OTHER_LINKS)


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
        _use(invite_secret, user)
    return give_athlete(user, profile)


def _use(secret: str, user: User) -> None:
    """Use up the invite; a link of another kind lets more people in."""
    if _is_other_link(secret):
        return
    try:
        use_invite(secret, user)
    except InviteError as error:
        raise RegistrationError(str(error)) from None


def _wait_for_my_turn() -> None:
    """Hold a lock until the transaction ends; SQLite's transactions are one at a time anyway."""
    row = ContentType.objects.get_for_model(User)
    ContentType.objects.select_for_update().get(pk=row.pk)

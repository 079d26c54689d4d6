"""What changes clubs. One transaction each, with the club locked: its members take turns."""

from collections.abc import Mapping

import msgspec
from django.db import IntegrityError, transaction

from strongstride.accounts.actions import lock
from strongstride.accounts.invites import may_let_in
from strongstride.accounts.models import Athlete
from strongstride.clubs.access import Act, may_let_in_people
from strongstride.clubs.club.addresses import new_join_secret, new_slug
from strongstride.clubs.club.errors import NO_NAME, ClubError
from strongstride.clubs.club.joining import approve, join, leave, present, refuse
from strongstride.clubs.club.names import clean_name, initials
from strongstride.clubs.club.roles import ban, give_role, hand_over, pass_on, unban
from strongstride.clubs.club.turns import take_turn
from strongstride.clubs.desk.audit import note
from strongstride.clubs.feed.text import clean, clean_line
from strongstride.clubs.models import (
    Club,
    DistanceUnits,
    JoinMode,
    Membership,
    MemberState,
    Role,
    ShownAs,
    Visibility,
)
from strongstride.web import clock

__all__ = [
    "ClubWords",
    "approve",
    "ban",
    "change_club",
    "close_club",
    "create_club",
    "give_role",
    "hand_over",
    "join",
    "leave",
    "let_register",
    "pass_on",
    "present",
    "refuse",
    "renew_join_link",
    "unban",
]
MOST_OWNED = 20  # open clubs of one owner: against floods, more than anybody runs
_COLUMNS = ("name", "about", "time_zone", "unit", "visibility", "join_mode")


class ClubWords(msgspec.Struct, frozen=True, kw_only=True):
    """A club as its organiser tells it. `time_zone` is an IANA name, `about` plain text."""

    name: str
    time_zone: str
    unit: DistanceUnits
    visibility: Visibility
    join_mode: JoinMode
    about: str = ""


@transaction.atomic
def create_club(
    athlete: Athlete, words: ClubWords, *, name: str = "", shown_as: str = ShownAs.INITIALS
) -> Club:
    """A new club with its owner, who is called `name` in it; without one as their account is.

    Raises `ClubError` when they own too many, or for a name that is none.
    """
    lock(athlete)  # so that clubs made at once are counted one after the other
    owned = Membership.objects.filter(athlete=athlete, role=Role.OWNER, club__closed_at=None)
    if owned.count() >= MOST_OWNED:
        raise ClubError(f"You own {MOST_OWNED} clubs: close one or hand one over first.")
    now = clock.now()
    club = Club(
        join_secret=new_join_secret(),
        lets_register=may_let_in(athlete.user),
        created_at=now,
        **_told(words),
    )
    _add(club)
    owner = Membership(club=club, athlete=athlete, role=Role.OWNER, state=MemberState.ACTIVE)
    owner.name, owner.joined_at = clean_name(name or athlete.user.name), now
    owner.shown_as = shown_as
    owner.save(force_insert=True)
    note(club, owner, "club made", club.name, after=_told(words))
    return club


def _add(club: Club) -> None:
    """Keep a new club at an address of its own, whoever takes the same at the same moment."""
    while True:
        club.slug = new_slug(club.name, club.visibility)
        try:
            with transaction.atomic():
                club.save(force_insert=True)
        except IntegrityError:
            if not Club.objects.filter(slug=club.slug).exists():
                raise
        else:
            return


@transaction.atomic
def change_club(actor: Membership, words: ClubWords) -> Club:
    """Change what a club is; one that is public no more gets a new address nobody can guess."""
    club = take_turn(actor, Act.CHANGE_CLUB)
    before, after = {name: getattr(club, name) for name in _COLUMNS}, _told(words)
    changed = {name: value for name, value in after.items() if before[name] != value}
    if not changed:
        return club
    if before["visibility"] == Visibility.PUBLIC and "visibility" in changed:
        changed["slug"] = new_slug(words.name, words.visibility)
    _save(club, changed)
    note(club, actor, "club changed", club.name, _some(before, changed), _some(after, changed))
    return club


@transaction.atomic
def renew_join_link(actor: Membership) -> Club:
    """A new join link; the old one opens nothing any more."""
    club = take_turn(actor, Act.CHANGE_CLUB)
    _save(club, {"join_secret": new_join_secret()})
    note(club, actor, "join link renewed")
    return club


@transaction.atomic
def let_register(actor: Membership, *, lets: bool) -> Club:
    """Whether the join link lets people make an account where registration is by invite.

    Switched on by an owner who may invite to this server only; raises `ClubError` for others.
    """
    club = take_turn(actor, Act.HAND_OVER)
    if lets and not may_let_in_people(actor):
        raise ClubError("Only somebody who may invite people to this server can switch that on.")
    if club.lets_register != lets:
        _save(club, {"lets_register": lets})
        note(club, actor, "accounts by join link", after={"lets_register": lets})
    return club


@transaction.atomic
def close_club(actor: Membership) -> Club:
    """End a club: nobody finds it any more. What was run in it stays with whom it belongs to."""
    club = take_turn(actor, Act.CLOSE_CLUB)
    _save(club, {"closed_at": clock.now()})
    note(club, actor, "club closed", club.name)
    return club


def _told(words: ClubWords) -> dict[str, str]:
    """The columns, cleaned; raises `ClubError` for a name that is none."""
    told = {name: str(getattr(words, name)) for name in _COLUMNS}
    told |= {"name": clean_line(words.name), "about": clean(words.about)}
    if not initials(told["name"]):
        raise ClubError(NO_NAME)
    return told


def _some(columns: dict[str, str], changed: Mapping[str, object]) -> dict[str, str]:
    return {name: value for name, value in columns.items() if name in changed}


def _save(club: Club, changed: Mapping[str, object]) -> None:
    for name, value in changed.items():
        setattr(club, name, value)
    club.save(update_fields=list(changed))

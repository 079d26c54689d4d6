"""Becoming a member, being approved, how one appears, leaving."""

from datetime import datetime
from secrets import compare_digest

from django.db import transaction

from strongstride.accounts.actions import lock
from strongstride.accounts.models import Athlete
from strongstride.clubs.access import Act, may_be_minor
from strongstride.clubs.challenges.teams import hand_on, lock_teams
from strongstride.clubs.club.errors import NO_NAME, ClubError, NoEntryError, StillOwnerError
from strongstride.clubs.club.names import clean_name, initials
from strongstride.clubs.club.turns import lock_club, read_again, take_turn
from strongstride.clubs.desk.audit import note
from strongstride.clubs.models import (
    Club,
    JoinMode,
    Membership,
    MemberState,
    Role,
    ShownAs,
    Visibility,
)
from strongstride.clubs.settling.appearance import appear
from strongstride.clubs.settling.settle import lock_rows
from strongstride.clubs.signals import member_joined
from strongstride.web import clock


@transaction.atomic
def join(club: Club, athlete: Athlete, *, name: str, shown_as: str, secret: str = "") -> Membership:
    """Become a member, or ask to where the club approves its members; asking twice asks once.

    Whoever left comes back as the same member. `secret` is the join link's. Raises `NoEntryError`
    for somebody banned or without the link the club wants, `ClubError` for a name that is none.
    """
    lock(athlete)  # before the club, as whoever erases their account does
    lock_club(club)
    known = Membership.objects.filter(club=club, athlete=athlete).first()
    if known is not None and known.state == MemberState.BANNED:
        raise NoEntryError("You cannot join this club.")
    if known is not None and known.state == MemberState.ACTIVE:
        return known
    state = _state_found(club, secret)
    member = known or Membership(club=club, athlete=athlete, role=Role.MEMBER)
    member.club = club
    _call(member, name, shown_as)
    return _enter(member, state, clock.now())


def _state_found(club: Club, secret: str) -> MemberState:
    """What somebody who comes with this secret becomes."""
    has_link = compare_digest(secret.encode(), club.join_secret.encode())
    if not has_link and (
        club.join_mode == JoinMode.INVITE or club.visibility == Visibility.PRIVATE
    ):
        raise NoEntryError("One joins this club by its join link: ask one of its organisers.")
    return MemberState.ASKED if club.join_mode == JoinMode.APPROVAL else MemberState.ACTIVE


def _call(member: Membership, name: str, shown_as: str) -> None:
    """Write down how somebody wants to be called and shown."""
    cleaned = clean_name(name)
    if not initials(cleaned):
        raise ClubError(NO_NAME)
    if shown_as == ShownAs.NAME and member.athlete and may_be_minor(member.athlete):
        raise ClubError("Under 18 a board shows initials, or nothing at all.")
    member.name, member.shown_as = cleaned, ShownAs(shown_as)


def _enter(member: Membership, state: MemberState, now: datetime) -> Membership:
    """Save a membership that begins, or begins again."""
    is_new = member.joined_at is None
    if is_new:
        member.joined_at = now
    member.state = state
    if state == MemberState.ACTIVE:
        member.left_at = None
    member.save(force_insert=is_new)
    if state == MemberState.ACTIVE:
        appear(member)
        member_joined.send(sender=Membership, membership=member)
    return member


@transaction.atomic
def approve(actor: Membership, member: Membership) -> Membership:
    """Let somebody in who asked."""
    club = take_turn(actor, Act.MANAGE_MEMBERS)
    _must_have_asked(member, club)
    _enter(member, MemberState.ACTIVE, clock.now())
    note(club, actor, "member approved", member.name, person=member.athlete)
    return member


@transaction.atomic
def refuse(actor: Membership, member: Membership) -> None:
    """Turn somebody down who asked; they may ask again. Who was a member once has left again."""
    club = take_turn(actor, Act.MANAGE_MEMBERS)
    _must_have_asked(member, club)
    note(club, actor, "member refused", member.name, person=member.athlete)
    withdraw_question(member)


def withdraw_question(member: Membership) -> None:
    """As before they asked: a membership that was, or none."""
    if member.left_at is None:
        member.delete()
    else:
        member.state = MemberState.LEFT
        member.save(update_fields=["state"])


def _must_have_asked(member: Membership, club: Club) -> None:
    read_again(member, club)
    if member.state != MemberState.ASKED:
        raise ClubError("They do not wait for an answer any more.")


@transaction.atomic
def leave(member: Membership) -> None:
    """Leave a club, or take back that one asked. What counted stays counted in the totals.

    Raises `StillOwnerError` for the owner.
    """
    club = member.club
    lock_club(club)
    read_again(member, club)
    if member.state == MemberState.ASKED:
        withdraw_question(member)
    elif member.state == MemberState.ACTIVE:
        end(member, MemberState.LEFT)


def end(member: Membership, state: MemberState) -> None:
    """End a membership of a locked club, with its role, its teams and its open pages."""
    if member.role == Role.OWNER:
        raise StillOwnerError
    member.role, member.state, member.left_at = Role.MEMBER, state, clock.now()
    member.save(update_fields=["role", "state", "left_at"])
    parts = lock_rows().filter(membership=member)
    rows = list(parts)
    parts.update(is_public=False)  # who comes back says so anew
    lock_teams(row.team_id for row in rows)
    appear(member)
    for row in rows:
        hand_on(row)


@transaction.atomic
def present(member: Membership, *, name: str, shown_as: str) -> None:
    """Change how a member is called and shown.

    Raises `ClubError` for a name that is none.
    """
    take_turn(member, Act.TAKE_PART)
    _call(member, name, shown_as)
    member.save(update_fields=["name", "shown_as"])
    appear(member)

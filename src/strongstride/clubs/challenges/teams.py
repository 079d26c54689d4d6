"""Teams of a challenge: made by a captain, with room for so many. One transaction each."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from strongstride.clubs.access import Act
from strongstride.clubs.challenges.words import TeamError
from strongstride.clubs.club.turns import take_turn
from strongstride.clubs.crediting.terms import Scope
from strongstride.clubs.crediting.window import Phase, phase
from strongstride.clubs.desk.audit import note
from strongstride.clubs.feed.text import clean_line
from strongstride.clubs.models import Challenge, Membership, MemberState, Participation, Team
from strongstride.clubs.settling.appearance import change_team
from strongstride.clubs.settling.settle import lock_rows
from strongstride.clubs.settling.terms import terms_of
from strongstride.web import clock

LONGEST_NAME = 60
TEAMS = 100  # on one page; others are found by name
_OVER = "The challenge is over: its teams stay as they are."
_LOCKED = "The challenge has begun: only an organiser moves somebody to another team."


@transaction.atomic
def make_team(participation: Participation, name: str) -> Team:
    """A new team with the participant as its captain and first member."""
    row = _locked(participation)
    _must_be_free(row, None)
    name = _free_name(row.challenge, name)
    team = Team(challenge=row.challenge, name=name, captain=row.membership, created_at=clock.now())
    _save_named(team, force_insert=True)
    _put(row, participation, team)
    return team


@transaction.atomic
def join_team(participation: Participation, team: Team) -> None:
    """Join a team that has room; another one only before the challenge begins."""
    row = _locked(participation)
    _must_be_free(row, team)
    _put(row, participation, _with_room(row, team))


@transaction.atomic
def leave_team(participation: Participation) -> None:
    """Be in no team again, before the challenge begins."""
    row = _locked(participation)
    _must_be_free(row, None)
    _put(row, participation, None)


@transaction.atomic
def move(participation: Participation, team: Team | None, organiser: Membership) -> None:
    """Put somebody into another team, or none, at any time until the challenge is final."""
    club = take_turn(organiser, Act.RUN_CHALLENGES)
    row = _locked(participation)
    if row.challenge.club_id != club.pk:
        raise TeamError("That is a challenge of another club.")
    before = "" if row.team is None else row.team.name
    _put(row, participation, None if team is None else _with_room(row, team))
    about = f"{row.board_name or 'a hidden member'} in {row.challenge.title}"
    after = "" if team is None else team.name
    person = row.membership.athlete
    note(club, organiser, "team changed", about, {"team": before}, {"team": after}, person=person)


def move_by_name(participation: Participation, name: str, organiser: Membership) -> Team | None:
    """The same, as an organiser writes it: the team of that name, or none without a name."""
    team = None
    if named := clean_line(name):
        team = Team.objects.filter(
            challenge=participation.challenge_id, name__iexact=named[:LONGEST_NAME]
        ).first()
        if team is None:
            raise TeamError(f"This challenge has no team called {named[:LONGEST_NAME]}.")
    move(participation, team, organiser)
    return team


@transaction.atomic
def rename_team(team: Team, membership: Membership, name: str) -> Team:
    """Call a team otherwise; only its captain does."""
    team.refresh_from_db(from_queryset=Team.objects.select_for_update(no_key=True))
    if team.captain_id != membership.pk:
        raise TeamError("Only the captain renames a team.")
    if team.challenge.ended_at is not None:
        raise TeamError(_OVER)
    team.name = _free_name(team.challenge, name, team)
    _save_named(team, update_fields=["name"])
    return team


def _save_named(team: Team, **how: Any) -> None:
    try:
        with transaction.atomic():
            team.save(**how)
    except IntegrityError:  # somebody else has taken the name at this moment
        raise TeamError(_taken(team.name)) from None


def teams_called(challenge: Challenge, text: str = "") -> list[Team]:
    """The teams whose name has this text in it, by name; the first hundred."""
    named = Team.objects.filter(challenge=challenge, name__icontains=text.replace("\0", ""))
    return list(named.order_by("name", "pk")[:TEAMS])


def lock_teams(keys: Iterable[UUID | None]) -> list[Team]:
    """Some teams, locked: in one order, and before the sums that settling changes after teams."""
    wanted = {key for key in keys if key is not None}
    rows = Team.objects.select_for_update(no_key=True).filter(pk__in=wanted)
    return list(rows.order_by("pk")) if wanted else []


def hand_on(row: Participation) -> None:
    """Give the team of somebody who goes to its longest member; an empty one goes."""
    if row.team_id is None:
        return
    team = Team.objects.get(pk=row.team_id)
    if team.captain_id == row.membership_id:
        others = Participation.objects.filter(
            team=team, left_at=None, membership__state=MemberState.ACTIVE
        )
        heir = others.exclude(pk=row.pk).order_by("joined_at", "pk").first()
        Team.objects.filter(pk=team.pk).update(captain=None if heir is None else heir.membership_id)
    with suppress(ProtectedError):  # a giving page may stand in its name
        Team.objects.filter(pk=team.pk, members=0, total=0).delete()


def _locked(participation: Participation) -> Participation:
    """The participant as they stand, whose challenge has teams and is not over."""
    row = (
        lock_rows()
        .select_related("challenge", "membership__athlete", "team")
        .get(pk=participation.pk)
    )
    if row.challenge.scope != Scope.TEAM:
        raise TeamError("This challenge has no teams.")
    if row.left_at is not None:
        raise TeamError("Join the challenge first, then a team.")
    if row.challenge.ended_at is not None:
        raise TeamError(_OVER)
    return row


def _must_be_free(row: Participation, team: Team | None) -> None:
    """Raise where somebody has a team already and the challenge has begun."""
    if row.team_id is None or (team is not None and team.pk == row.team_id):
        return
    challenge = row.challenge
    stands = phase(challenge.state, terms_of(challenge), challenge.closes_at, clock.now())
    if stands is not Phase.UPCOMING:
        raise TeamError(_LOCKED)


def _with_room(row: Participation, team: Team) -> Team:
    """The team, locked together with the one that is left, while it has room for one more."""
    challenge = row.challenge
    locked = next((each for each in lock_teams((team.pk, row.team_id)) if each == team), None)
    if locked is None or locked.challenge_id != challenge.pk:
        raise TeamError("That team is not there any more.")
    if challenge.team_most is not None and locked.members >= challenge.team_most:
        raise TeamError(f"{locked.name} is full: it has its {challenge.team_most} members.")
    return locked


def _put(row: Participation, participation: Participation, team: Team | None) -> None:
    """Change the team of a locked participant; the old one goes on without them."""
    if team is not None and row.team_id == team.pk:
        return
    left = row.team_id
    change_team(participation, team)
    if left is not None:
        hand_on(row)


def _free_name(challenge: Challenge, name: str, but: Team | None = None) -> str:
    """A name no other team of the challenge has."""
    name = clean_line(name)
    if not any(letter.isprintable() and not letter.isspace() for letter in name):
        raise TeamError("Write a name for the team.")
    if len(name) > LONGEST_NAME:
        raise TeamError(f"Write a shorter name: {LONGEST_NAME} letters at most.")
    others = Team.objects.filter(challenge=challenge, name__iexact=name)
    if (others if but is None else others.exclude(pk=but.pk)).exists():
        raise TeamError(_taken(name))
    return name


def _taken(name: str) -> str:
    return f"There is a team called {name} already."

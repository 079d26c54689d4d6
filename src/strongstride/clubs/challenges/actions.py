"""What organisers do with challenges, and joining or leaving one. One transaction each."""

from datetime import timedelta
from typing import Any

import msgspec
from django.db import transaction

from strongstride.accounts.actions import lock
from strongstride.clubs.access import Act
from strongstride.clubs.challenges.teams import hand_on, join_team, lock_teams
from strongstride.clubs.challenges.turns import lock_challenge, take_challenge
from strongstride.clubs.challenges.words import (
    ChallengeError,
    ChallengeWords,
    FrozenTermsError,
    free_slug,
    words_of,
)
from strongstride.clubs.club.errors import ClubError
from strongstride.clubs.club.turns import lock_club, take_turn
from strongstride.clubs.crediting.amounts import of_one_entry, show
from strongstride.clubs.crediting.terms import ChallengeKind, Scope, Terms
from strongstride.clubs.crediting.window import Phase, closes_at, phase
from strongstride.clubs.desk.audit import note
from strongstride.clubs.feed.text import clean
from strongstride.clubs.models import (
    Challenge,
    ChallengeState,
    Membership,
    MemberState,
    Participation,
    Route,
    Team,
)
from strongstride.clubs.settling.settle import lock_rows, settle
from strongstride.clubs.settling.terms import terms_of, write_terms
from strongstride.clubs.signals import challenge_ended, challenge_joined
from strongstride.web import clock

A_YEAR = timedelta(weeks=52)  # the same weekday, a year later
_MUST_COME = frozenset({Phase.DRAFT, Phase.UPCOMING})
_OVER = "The challenge is over: nobody can join it any more."


def phase_of(challenge: Challenge) -> Phase:
    """Where a challenge stands now."""
    return phase(challenge.state, terms_of(challenge), challenge.closes_at, clock.now())


def has_begun(challenge: Challenge) -> bool:
    """Whether its terms are frozen: it is open and its first day has begun somewhere."""
    return phase_of(challenge) not in _MUST_COME


@transaction.atomic
def create_challenge(membership: Membership, words: ChallengeWords) -> Challenge:
    """A draft, which only organisers see."""
    club = take_turn(membership, Act.RUN_CHALLENGES)
    challenge = Challenge(club=club, slug=free_slug(club, words.title), created_at=clock.now())
    _say(challenge, words)
    challenge.save(force_insert=True)
    note(club, membership, "challenge drafted", challenge.title)
    return challenge


def _say(challenge: Challenge, words: ChallengeWords) -> None:
    """Write the words into the columns."""
    challenge.title, challenge.about = words.title, words.about
    challenge.scope, challenge.goal = words.scope.value, words.goal
    challenge.team_result, challenge.team_most = words.team_result, words.team_most
    challenge.kind = words.terms.kind.value
    challenge.starts_on, challenge.ends_on = words.terms.starts_on, words.terms.ends_on
    challenge.terms, challenge.closes_at = write_terms(words.terms), closes_at(words.terms)


@transaction.atomic
def edit_challenge(
    challenge: Challenge, membership: Membership, words: ChallengeWords
) -> Challenge:
    """Change a challenge: all of it before it begins, then its title, text and a shared goal.

    Raises `FrozenTermsError` for terms that stand, `ChallengeError` once it is over.
    """
    take_challenge(challenge, membership)
    before = words_of(challenge)
    _must_be_free(challenge, before, words)
    _say(challenge, words)
    if challenge.state == ChallengeState.DRAFT and before.title != words.title:
        challenge.slug = free_slug(challenge.club, words.title)
    challenge.save()
    changed = _differences(before, words)
    note(challenge.club, membership, "challenge changed", challenge.title, *changed)
    return challenge


def _must_be_free(challenge: Challenge, before: ChallengeWords, words: ChallengeWords) -> None:
    """Raise where something would change that stands."""
    if challenge.ended_at is not None:
        raise ChallengeError("The challenge is over: it stays as it is.")
    if challenge.state == ChallengeState.DRAFT:
        return
    if has_begun(challenge):
        if _frozen(before) != _frozen(words):
            raise FrozenTermsError(
                "The challenge has begun: what counts, when and for whom stays as it is."
            )
    elif phase("open", words.terms, closes_at(words.terms), clock.now()) not in _MUST_COME:
        raise ChallengeError(
            "The challenge is open already: its first day can only be one that is still to come."
        )
    elif before.scope is not words.scope and challenge.participations.exists():
        raise ChallengeError("People take part already: who is counted together stays as it is.")


def _frozen(words: ChallengeWords) -> ChallengeWords:
    """The part of the words that stands once the challenge has begun."""
    free: dict[str, Any] = {"title": "", "about": ""}
    if words.scope is Scope.GROUP:  # nobody is ranked by it
        free["goal"] = None
    return msgspec.structs.replace(words, **free)


def _differences(
    before: ChallengeWords, after: ChallengeWords
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What changed, as it was and as it is, for the audit log."""
    was, now = _flat(before), _flat(after)
    changed = [name for name in now if was[name] != now[name]]
    return {name: was[name] for name in changed}, {name: now[name] for name in changed}


def _flat(words: ChallengeWords) -> dict[str, Any]:
    """All words by their names, amounts as people read them."""
    told: dict[str, Any] = msgspec.to_builtins(words)
    terms: dict[str, Any] = told.pop("terms")
    told |= terms
    kind, unit = words.terms.kind, words.terms.unit
    kinds = {"goal": kind, "day_most": kind}
    kinds |= dict.fromkeys(("entry_least", "entry_most"), of_one_entry(kind))
    kinds |= dict.fromkeys(("points_a_unit", "points_a_session"), ChallengeKind.POINTS)
    for name, of in kinds.items():
        if told.get(name) is not None:
            told[name] = show(told[name], of, unit)
    return told


@transaction.atomic
def open_challenge(challenge: Challenge, membership: Membership) -> Challenge:
    """Let members see it and join; ChallengeError when it is no draft or its days are over."""
    take_challenge(challenge, membership)
    if challenge.state != ChallengeState.DRAFT:
        raise ChallengeError("The challenge is open already.")
    terms = terms_of(challenge)
    if phase("open", terms, challenge.closes_at, clock.now()) in {Phase.GRACE, Phase.CLOSING}:
        raise ChallengeError("Its last day is over: give it new dates, then open it.")
    challenge.state, challenge.opened_at = ChallengeState.OPEN, clock.now()
    challenge.save(update_fields=["state", "opened_at"])
    note(challenge.club, membership, "challenge opened", challenge.title)
    return challenge


@transaction.atomic
def cancel_challenge(challenge: Challenge, membership: Membership, why: str) -> Challenge:
    """Call an open challenge off; what counted stays to be seen, nothing new counts."""
    take_challenge(challenge, membership)
    if challenge.state != ChallengeState.OPEN:
        raise ChallengeError("Only a challenge that is open can be called off.")
    why = clean(why)
    if not why:
        raise ChallengeError("Say in a sentence why it is called off: its runners will read it.")
    challenge.state, challenge.ended_at = ChallengeState.CANCELLED, clock.now()
    challenge.end_note = why
    challenge.save(update_fields=["state", "ended_at", "end_note"])
    note(challenge.club, membership, "challenge called off", challenge.title, after={"why": why})
    challenge_ended.send(Challenge, challenge=challenge)
    return challenge


@transaction.atomic
def discard_draft(challenge: Challenge, membership: Membership) -> None:
    """Delete a draft; nobody takes part in one."""
    take_challenge(challenge, membership)
    if challenge.state != ChallengeState.DRAFT:
        raise ChallengeError("Only a draft can be deleted: call an open challenge off.")
    note(challenge.club, membership, "draft deleted", challenge.title)
    challenge.delete()


@transaction.atomic
def clone_challenge(challenge: Challenge, membership: Membership) -> Challenge:
    """The same challenge as a draft, on the same weekdays of the next year that is to come."""
    club = take_turn(membership, Act.RUN_CHALLENGES)
    words = words_of(challenge)
    terms = _moved_on(words.terms)
    made = create_challenge(membership, msgspec.structs.replace(words, terms=terms))
    made.cloned_from = challenge
    made.save(update_fields=["cloned_from"])
    made.club = club
    for each in Route.objects.filter(challenge=challenge).values():
        Route.objects.create(**each | {"challenge_id": made.pk})
    return made


def _moved_on(terms: Terms) -> Terms:
    """The terms of as many years later as brings the first day behind today, one at least."""
    today, moved = clock.local_today(terms.time_zone), A_YEAR
    while terms.starts_on + moved < today:
        moved += A_YEAR
    starts_on, ends_on = terms.starts_on + moved, terms.ends_on + moved
    return msgspec.structs.replace(terms, starts_on=starts_on, ends_on=ends_on)


@transaction.atomic
def take_part(
    challenge: Challenge, membership: Membership, *, team: Team | None = None
) -> Participation:
    """Join a challenge, or come back to it; what is in the log already counts at once.

    Raises `ChallengeError` for who is no active member and once its last day is over, `TeamError`
    for a team that has no room.
    """
    athlete = membership.athlete
    if athlete is None:
        raise ChallengeError("There is no account to take part with.")
    lock(athlete)  # an upload that comes at this moment counts too
    try:
        lock_club(challenge.club)  # whoever leaves it at this moment leaves before or after
    except ClubError as error:
        raise ChallengeError(str(error)) from None
    lock_challenge(challenge)
    membership.refresh_from_db(fields=["state"])
    _must_be_joinable(challenge, membership)
    part, is_new = Participation.objects.get_or_create(
        challenge=challenge,
        membership=membership,
        defaults={"joined_at": clock.now(), "joined_on": athlete.local_today()},
    )
    has_returned = part.left_at is not None
    if has_returned:
        part.left_at = None
        part.save(update_fields=["left_at"])
    if team is not None:
        join_team(part, team)
    settle(part)  # last: it writes what many wait for
    if is_new or has_returned:
        challenge_joined.send(sender=Participation, participation=part)
    return part


def _must_be_joinable(challenge: Challenge, membership: Membership) -> None:
    if membership.state != MemberState.ACTIVE:
        raise ChallengeError("Only members of the club can take part: join the club first.")
    stands = phase_of(challenge)
    if stands is Phase.DRAFT:
        raise ChallengeError("The challenge is not open yet.")
    if stands is Phase.CANCELLED:
        raise ChallengeError("The challenge was called off.")
    if stands not in {Phase.UPCOMING, Phase.RUNNING}:
        raise ChallengeError(_OVER)


@transaction.atomic
def leave_challenge(participation: Participation) -> None:
    """Leave a challenge: what counted stays in the totals, the row leaves the boards."""
    for row in lock_rows().filter(pk=participation.pk, left_at=None):
        if row.challenge.ended_at is not None:
            raise ChallengeError("The challenge is over: its results stay as they are.")
        row.left_at = participation.left_at = clock.now()
        row.is_public = participation.is_public = False  # who comes back says so anew
        row.save(update_fields=["left_at", "is_public"])
        lock_teams([row.team_id])
        settle(participation)
        hand_on(row)


@transaction.atomic
def set_goal(participation: Participation, goal: int | None) -> None:
    """One's own goal in the small unit of the kind; None takes it back."""
    Participation.objects.filter(pk=participation.pk).update(goal=goal)
    participation.goal = goal
    settle(participation)  # badges go by it

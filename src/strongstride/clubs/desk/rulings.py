"""An organiser's word on an entry: let it count, set what it counts for, or do not let it count."""

import hashlib

import msgspec
from django.db import transaction

from strongstride.clubs.access import ROLES, Act
from strongstride.clubs.challenges.page import in_club_unit
from strongstride.clubs.club.turns import take_turn
from strongstride.clubs.crediting.amounts import show
from strongstride.clubs.crediting.entry import CreditStatus, Entry, EntryKind, RulingWord
from strongstride.clubs.crediting.judge import facts_of
from strongstride.clubs.crediting.terms import ChallengeKind, Terms
from strongstride.clubs.desk.audit import note
from strongstride.clubs.desk.errors import DeskError
from strongstride.clubs.desk.forgetting import RULED
from strongstride.clubs.feed.text import clean_line
from strongstride.clubs.models import (
    ChallengeState,
    Credit,
    Membership,
    MemberState,
    Participation,
)
from strongstride.clubs.settling.entries import done
from strongstride.clubs.settling.settle import lock_rows, settle
from strongstride.clubs.settling.terms import terms_of
from strongstride.web import clock

_COLUMNS = ("ruling", "ruling_facts", "ruling_amount", "ruling_note", "ruled_by", "ruled_at")
_MEASURED = frozenset(
    {
        ChallengeKind.DISTANCE,
        ChallengeKind.TIME,
        ChallengeKind.ELEVATION,
        ChallengeKind.LONGEST,
        ChallengeKind.POINTS,
    }
)
_GONE = "This entry is not there any more: its owner has removed it."


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """What an organiser says of an entry; `amount`, in the small unit of the kind, goes with SET.

    `said` is read by the runner.
    """

    word: RulingWord
    amount: int | None = None
    said: str = ""


def can_be_set(kind: str, terms: Terms) -> bool:
    """Whether an entry of this kind counts for an amount that an organiser could set."""
    is_strength = kind == EntryKind.STRENGTH
    return terms.kind in _MEASURED and (not is_strength or terms.kind is ChallengeKind.POINTS)


def as_seen(credit: Credit, entry: Entry | None) -> str:
    """A mark of how an entry and the word on it stood when somebody looked at them."""
    facts = "" if entry is None else facts_of(entry)
    ruled_at = credit.ruled_at and credit.ruled_at.isoformat()
    told = (credit.status, credit.ruling, credit.ruling_amount, ruled_at, facts)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


@transaction.atomic
def rule(actor: Membership, credit: Credit, word: Word, seen: str | None = None) -> None:
    """Say what an entry counts for; the totals follow at once.

    It holds while the entry stays as it is: an edited run is judged anew. Raises `DeskError` when
    the challenge is over, the entry is gone, it is one's own and others could rule on it, or it is
    not as it was `seen` any more.
    """
    part = _turn(actor, credit)
    entry = _entry_of(part, credit)
    if entry is None:
        raise DeskError(_GONE)
    _must_be(credit, entry, seen)
    terms = in_club_unit(part.challenge)
    if word.word is RulingWord.SET and (word.amount is None or not can_be_set(credit.kind, terms)):
        raise DeskError("In this challenge an entry counts or it does not: no amount can be set.")
    before = _told(credit, terms)
    credit.ruling, credit.ruling_amount = word.word.value, word.amount
    credit.ruling_note, credit.ruling_facts = clean_line(word.said), facts_of(entry)
    credit.ruled_by, credit.ruled_at = actor, clock.now()
    _follow(actor, part, credit, before)


@transaction.atomic
def take_back(actor: Membership, credit: Credit, seen: str | None = None) -> None:
    """Take a word back: the entry counts as the terms alone say. Raises as `rule` does.

    Where the entry is gone nothing is left of it then.
    """
    part = _turn(actor, credit)
    _must_be(credit, _entry_of(part, credit), seen)
    before = _told(credit, in_club_unit(part.challenge))
    credit.ruling = credit.ruling_note = credit.ruling_facts = ""
    credit.ruling_amount = credit.ruled_by = credit.ruled_at = None
    _follow(actor, part, credit, before)


def _turn(actor: Membership, credit: Credit) -> Participation:
    """The part in the challenge that the credit is of, locked, for an act that may still be done.

    An upload that comes at this moment waits; the credit is then as it stands.
    """
    club = take_turn(actor, Act.RULE)
    part = lock_rows().get(pk=credit.participation_id, challenge__club=club)
    part.challenge.club = club
    if part.challenge.state != ChallengeState.OPEN:
        raise DeskError("This challenge is over: what counted in it stays as it is.")
    if is_own(actor, part) and others_may_rule(actor):
        raise DeskError("This entry is your own: another organiser has to look at it.")
    try:
        credit.refresh_from_db()
    except Credit.DoesNotExist:
        raise DeskError(_GONE) from None
    return part


def is_own(actor: Membership, part: Participation) -> bool:
    """Whether the part in a challenge is the actor's own."""
    return part.membership_id == actor.pk


def others_may_rule(actor: Membership) -> bool:
    """Whether somebody else in the club may rule on entries."""
    others = Membership.objects.filter(
        club=actor.club_id, state=MemberState.ACTIVE, role__in=ROLES[Act.RULE]
    )
    return others.exclude(pk=actor.pk).exists()


def _entry_of(part: Participation, credit: Credit) -> Entry | None:
    """The entry as it stands, which the word is said of; None where it is gone."""
    athlete = part.membership.athlete_id
    if athlete is None or credit.status == CreditStatus.GONE:
        return None
    found = done([athlete], [terms_of(part.challenge)], clock.now())
    return next((each for each in found.get(athlete, ()) if each.key == str(credit.entry)), None)


def _must_be(credit: Credit, entry: Entry | None, seen: str | None) -> None:
    if seen is not None and seen != as_seen(credit, entry):
        raise DeskError(
            "This entry has changed since you looked, or somebody else has ruled on it: "
            "look at it as it is now."
        )


def _told(credit: Credit, terms: Terms) -> dict[str, object]:
    return {
        "status": credit.status,
        "amount": show(credit.amount, terms.kind, terms.unit),
        "ruling": credit.ruling,
        "note": credit.ruling_note,
    }


def _follow(
    actor: Membership, part: Participation, credit: Credit, before: dict[str, object]
) -> None:
    credit.save(update_fields=_COLUMNS)
    settle(part)
    terms = in_club_unit(part.challenge)
    kept = Credit.objects.filter(pk=credit.pk).first()
    after = {"status": CreditStatus.GONE.value} if kept is None else _told(kept, terms)
    about = f"{part.challenge.title}: {credit.kind} of {credit.on.day} {credit.on:%B %Y}"
    note(
        actor.club,
        actor,
        RULED,
        about,
        before,
        {**after, "participant": str(part.pk), "challenge": part.challenge.slug},
    )
    if kept is not None:
        credit.refresh_from_db()

"""An organiser's word on an entry: let it count, set what it counts for, or do not let it count."""

import msgspec
from django.db import transaction

from strongstride.clubs.access import ROLES, Act
from strongstride.clubs.club.turns import take_turn
from strongstride.clubs.crediting.entry import CreditStatus, Entry, RulingWord
from strongstride.clubs.crediting.judge import facts_of
from strongstride.clubs.desk.audit import note
from strongstride.clubs.desk.errors import DeskError
from strongstride.clubs.models import (
    ChallengeState,
    Credit,
    Membership,
    MemberState,
    Participation,
)
from strongstride.clubs.settling.entries import done
from strongstride.clubs.settling.settle import settle
from strongstride.clubs.settling.terms import terms_of
from strongstride.web import clock

_COLUMNS = ("ruling", "ruling_facts", "ruling_amount", "ruling_note", "ruled_by", "ruled_at")


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """What an organiser says of an entry; `amount`, in the small unit of the kind, goes with SET.

    `said` is read by the runner.
    """

    word: RulingWord
    amount: int | None = None
    said: str = ""


@transaction.atomic
def rule(actor: Membership, credit: Credit, word: Word) -> None:
    """Say what an entry counts for; the totals follow at once.

    It holds while the entry stays as it is: an edited run is judged anew. Raises `DeskError` when
    the challenge is over, the entry is gone, or it is one's own and others could rule on it.
    """
    part = _turn(actor, credit)
    entry = _entry_of(part, credit)
    before = _told(credit)
    credit.ruling, credit.ruling_amount = word.word.value, word.amount
    credit.ruling_note, credit.ruling_facts = word.said.strip(), facts_of(entry)
    credit.ruled_by, credit.ruled_at = actor, clock.now()
    _follow(actor, part, credit, before)


@transaction.atomic
def take_back(actor: Membership, credit: Credit) -> None:
    """Take a word back: the entry counts as the terms alone say. Raises as `rule` does."""
    part = _turn(actor, credit)
    before = _told(credit)
    credit.ruling = credit.ruling_note = credit.ruling_facts = ""
    credit.ruling_amount = credit.ruled_by = credit.ruled_at = None
    _follow(actor, part, credit, before)


def _turn(actor: Membership, credit: Credit) -> Participation:
    """The part in the challenge that the credit is of, for an act that may still be done."""
    club = take_turn(actor, Act.RULE)
    part = Participation.objects.select_related("challenge", "membership").get(
        pk=credit.participation_id, challenge__club=club
    )
    if part.challenge.state != ChallengeState.OPEN:
        raise DeskError("This challenge is over: what counted in it stays as it is.")
    if part.membership_id == actor.pk and _others_may_rule(actor):
        raise DeskError("This entry is your own: another organiser has to look at it.")
    credit.refresh_from_db()
    return part


def _others_may_rule(actor: Membership) -> bool:
    others = Membership.objects.filter(
        club=actor.club, state=MemberState.ACTIVE, role__in=ROLES[Act.RULE]
    )
    return others.exclude(pk=actor.pk).exists()


def _entry_of(part: Participation, credit: Credit) -> Entry:
    """The entry as it stands, which the word is said of."""
    athlete = part.membership.athlete_id
    if athlete is not None and credit.status != CreditStatus.GONE:
        found = done([athlete], [terms_of(part.challenge)], clock.now())
        for entry in found.get(athlete, ()):
            if entry.key == str(credit.entry):
                return entry
    raise DeskError("This entry is not there any more: its owner has removed it.")


def _told(credit: Credit) -> dict[str, object]:
    return {
        "status": credit.status,
        "amount": credit.amount,
        "ruling": credit.ruling,
        "note": credit.ruling_note,
    }


def _follow(
    actor: Membership, part: Participation, credit: Credit, before: dict[str, object]
) -> None:
    credit.save(update_fields=_COLUMNS)
    settle(part)
    credit.refresh_from_db()
    about = f"{part.challenge.title}: {credit.kind} of {credit.on.isoformat()}"
    note(actor.club, actor, "entry ruled on", about, before, _told(credit))

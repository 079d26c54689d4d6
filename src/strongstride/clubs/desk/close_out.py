"""The last word on a challenge: after it nothing is counted anew."""

import msgspec
from django.db import transaction
from django.db.models import Count, Sum

from strongstride.clubs.board.queries import together
from strongstride.clubs.challenges.oval import NOT_ADDED
from strongstride.clubs.challenges.page import in_club_unit
from strongstride.clubs.challenges.turns import take_challenge
from strongstride.clubs.crediting.amounts import show
from strongstride.clubs.crediting.entry import CreditStatus, EntryKind
from strongstride.clubs.crediting.terms import Terms
from strongstride.clubs.desk.audit import note
from strongstride.clubs.desk.errors import DeskError
from strongstride.clubs.desk.waiting import waiting
from strongstride.clubs.feed.actions import post
from strongstride.clubs.feed.text import clean
from strongstride.clubs.models import Challenge, ChallengeState, Credit, Membership
from strongstride.clubs.signals import challenge_ended
from strongstride.web import clock

MOST_SAID = 1_500  # characters; with its heading it fits into a post


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """What entries of one source come to; `amount` is "" where it does not add up over people."""

    source: str
    entries: int
    amount: str


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What a challenge comes to before its end."""

    total: str
    people: int
    waiting: int
    shares: tuple[Share, ...]


def result(challenge: Challenge) -> Result:
    """Totals by where entries came from, people, and what waits. Three queries."""
    terms, all_of_it = in_club_unit(challenge), together(challenge)
    return Result(
        total=_added(all_of_it.total, terms),
        people=all_of_it.people,
        waiting=waiting(challenge).count(),
        shares=_shares(challenge, terms),
    )


def _shares(challenge: Challenge, terms: Terms) -> tuple[Share, ...]:
    counted = Credit.objects.filter(challenge=challenge, status=CreditStatus.COUNTED.value)
    rows = counted.values_list("kind", "by_hand").annotate(Count("pk"), Sum("amount")).order_by()
    sums: dict[str, tuple[int, int]] = {}
    for kind, by_hand, entries, amount in rows:
        source = _source(kind, by_hand=by_hand)
        before = sums.get(source, (0, 0))
        sums[source] = (before[0] + entries, before[1] + amount)
    return tuple(
        Share(source=source, entries=entries, amount=_added(amount, terms))
        for source, (entries, amount) in sorted(sums.items())
    )


def _source(kind: str, *, by_hand: bool) -> str:
    if kind == EntryKind.STRENGTH:
        return "Strength sessions"
    return "By hand" if by_hand else "By file"


def _added(amount: int, terms: Terms) -> str:
    return "" if terms.kind in NOT_ADDED else show(amount, terms.kind, terms.unit)


@transaction.atomic
def close(
    actor: Membership,
    challenge: Challenge,
    said: str,
    *,
    leave: bool = False,
    announce: bool = False,
) -> None:
    """Make the results final, and say so in the feed where that is wished: both or neither.

    Raises what `finalise` does, and `FeedError` when the announcement cannot be made.
    """
    finalise(actor, challenge, said, leave=leave)
    if announce:
        body = f"The results of {challenge.title} are final.\n\n{challenge.end_note}"
        post(actor, body.strip(), announcement=True)


@transaction.atomic
def finalise(
    actor: Membership, challenge: Challenge, said: str = "", *, leave: bool = False
) -> None:
    """Make the results final. `said` is the organiser's word to everybody.

    Raises `DeskError` before the grace period is over everywhere, and while entries wait for an
    organiser unless `leave` says to close without them.
    """
    take_challenge(challenge, actor)
    if challenge.state != ChallengeState.OPEN:
        raise DeskError("This challenge is not open, so there is nothing to close.")
    now = clock.now()
    if now < challenge.closes_at:
        raise DeskError(
            "Late uploads still count: a challenge can be closed after its days of grace."
        )
    left = waiting(challenge).count()
    if left and not leave:
        raise DeskError(
            f"{left} {'entries wait' if left > 1 else 'entry waits'} for your word: rule on "
            "them first, or say that the challenge closes without them."
        )
    challenge.state, challenge.ended_at = ChallengeState.FINAL, now
    challenge.end_note = clean(said)
    challenge.save(update_fields=["state", "ended_at", "end_note"])
    note(challenge.club, actor, "challenge closed", challenge.title, after={"waiting": left})
    challenge_ended.send(Challenge, challenge=challenge)

"""The last word on a challenge: after it nothing is counted anew."""

from django.db import transaction

from strongstride.clubs.access import Act
from strongstride.clubs.club.turns import take_turn
from strongstride.clubs.crediting.entry import CreditStatus
from strongstride.clubs.desk.audit import note
from strongstride.clubs.desk.errors import DeskError
from strongstride.clubs.models import Challenge, ChallengeState, Credit, Membership
from strongstride.web import clock


@transaction.atomic
def finalise(
    actor: Membership, challenge: Challenge, said: str = "", *, leave: bool = False
) -> None:
    """Make the results final. `said` is the organiser's word to everybody.

    Raises `DeskError` before the grace period is over everywhere, and while entries wait for an
    organiser unless `leave` says to close without them.
    """
    club = take_turn(actor, Act.RUN_CHALLENGES)
    challenge.refresh_from_db(from_queryset=Challenge.objects.select_for_update(no_key=True))
    if challenge.state != ChallengeState.OPEN:
        raise DeskError("This challenge is not open, so there is nothing to close.")
    now = clock.now()
    if now < challenge.closes_at:
        raise DeskError(
            "Late uploads still count: a challenge can be closed after its days of grace."
        )
    waiting = Credit.objects.filter(challenge=challenge, status=CreditStatus.WAITING).count()
    if waiting and not leave:
        raise DeskError(
            f"{waiting} {'entries wait' if waiting > 1 else 'entry waits'} for your word: rule on "
            "them first, or say that the challenge closes without them."
        )
    challenge.state, challenge.ended_at = ChallengeState.FINAL, now
    challenge.end_note = said.strip()
    challenge.save(update_fields=["state", "ended_at", "end_note"])
    note(club, actor, "challenge closed", challenge.title, after={"waiting": waiting})

"""Many members at once."""

from datetime import timedelta

from strongstride.accounts.models import Athlete, User
from strongstride.clubs.models import Club, Membership, MemberState, ShownAs
from tests.clubs.making import JOINED


def crowd(club: Club, size: int) -> None:
    """Members made at once, each joined a minute after the other."""
    users = User.objects.bulk_create(
        User(email=f"crowd-{club.pk}-{number}@example.org", date_joined=JOINED)
        for number in range(size)
    )
    athletes = Athlete.objects.bulk_create(Athlete(user=user, document="{}") for user in users)
    Membership.objects.bulk_create(
        Membership(
            club=club,
            athlete=athlete,
            state=MemberState.ACTIVE,
            name=f"Runner {number:04}",
            shown_as=ShownAs.NAME,
            joined_at=JOINED + timedelta(minutes=number // 3),
        )
        for number, athlete in enumerate(athletes)
    )

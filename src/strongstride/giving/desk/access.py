"""What of the money desk somebody may open; what is of another club is as if it did not exist."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from strongstride.accounts.models import Athlete
from strongstride.clubs.models import Membership
from strongstride.giving.access import MoneyAct, cause_for, member_for_money
from strongstride.giving.models import Cause, Donation, PaymentAttempt, StatementLine


def keeper(athlete: Athlete, club: str) -> Membership:
    """Whoever keeps the books of this club; raises as `member_for_money`."""
    _, me = member_for_money(athlete, club, MoneyAct.KEEP_BOOKS)
    return me


def cause_of_books(athlete: Athlete, club: str, cause: str) -> tuple[Cause, Membership]:
    """A cause of the club, for whoever keeps its books."""
    return cause_for(athlete, club, cause, MoneyAct.KEEP_BOOKS)


def gift_of_books(athlete: Athlete, club: str, key: UUID) -> tuple[Donation, Membership]:
    """A gift to a page of the club, for whoever keeps its books."""
    me = keeper(athlete, club)
    found = gifts_of(me).filter(pk=key).first()
    if found is None:
        raise Http404
    return found, me


def attempt_of_books(
    athlete: Athlete, club: str, gift: UUID, key: UUID
) -> tuple[PaymentAttempt, Membership]:
    """A try at paying a gift, for whoever keeps the club's books."""
    of, me = gift_of_books(athlete, club, gift)
    found = PaymentAttempt.objects.filter(donation=of, pk=key).first()
    if found is None:
        raise Http404
    found.donation = of
    return found, me


def line_of_books(
    athlete: Athlete, club: str, cause: str, key: UUID
) -> tuple[StatementLine, Membership]:
    """A line of a cause's statement, for whoever keeps the club's books."""
    of, me = cause_of_books(athlete, club, cause)
    rows = StatementLine.objects.select_related("donation__campaign", "donation__donor")
    found = rows.filter(cause=of, pk=key).first()
    if found is None:
        raise Http404
    found.cause = of
    return found, me


def gifts_of(me: Membership) -> QuerySet[Donation]:
    """All gifts to pages of the club, with page, cause and donor."""
    rows = Donation.objects.filter(campaign__club=me.club)
    return rows.select_related("campaign__cause", "donor")

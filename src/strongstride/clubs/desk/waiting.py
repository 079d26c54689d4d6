"""Entries that wait for an organiser's word."""

from django.db.models import Q, QuerySet

from strongstride.clubs.crediting.entry import CreditStatus
from strongstride.clubs.models import Challenge, Credit
from strongstride.web.marks import Mark


def waiting(challenge: Challenge) -> QuerySet[Credit]:
    """What waits, oldest first; not of people whose account is gone, which nobody can judge."""
    rows = Credit.objects.filter(challenge=challenge, status=CreditStatus.WAITING.value)
    return rows.filter(participation__membership__athlete__isnull=False).order_by("done_at", "id")


def behind(rows: QuerySet[Credit], mark: Mark | None) -> QuerySet[Credit]:
    """The rows of `waiting` behind a mark."""
    if mark is None:
        return rows
    return rows.filter(Q(done_at__gt=mark.at) | Q(done_at=mark.at, id__gt=mark.key))

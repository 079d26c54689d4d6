"""Entries that wait for an organiser's word."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from strongstride.clubs.crediting.entry import CreditStatus
from strongstride.clubs.models import Challenge, Credit

Mark = tuple[datetime, UUID]
"""When the last entry of a page was done, and its key."""


def waiting(challenge: Challenge) -> QuerySet[Credit]:
    """What waits, oldest first; not of people whose account is gone, which nobody can judge."""
    rows = Credit.objects.filter(challenge=challenge, status=CreditStatus.WAITING.value)
    return rows.filter(participation__membership__athlete__isnull=False).order_by("done_at", "id")


def behind(rows: QuerySet[Credit], mark: Mark | None) -> QuerySet[Credit]:
    """The rows of `waiting` behind a mark."""
    if mark is None:
        return rows
    done_at, key = mark
    return rows.filter(Q(done_at__gt=done_at) | Q(done_at=done_at, id__gt=key))


def read_mark(text: str) -> Mark | None:
    """The mark as an address carries it; None for any other text."""
    at, _, key = text.partition("_")
    try:
        mark = datetime.fromisoformat(at), UUID(key)
    except ValueError:
        return None
    return mark if mark[0].tzinfo is not None else None


def mark_of(credit: Credit) -> str:
    """The mark of a row, for an address."""
    return f"{credit.done_at.isoformat()}_{credit.pk}"

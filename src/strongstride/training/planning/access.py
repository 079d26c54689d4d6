"""Whose adjustments and calendars a request may touch."""

from hmac import compare_digest
from uuid import UUID

from django.http import Http404

from strongstride.accounts.models import Athlete
from strongstride.training.models import Adjustment


def get_own_adjustment_or_404(athlete: Athlete, key: UUID) -> Adjustment:
    """An adjustment of this athlete that is still in force."""
    row = Adjustment.objects.filter(athlete=athlete, pk=key, undone_at=None).first()
    if row is None:
        raise Http404
    return row


def athlete_of_calendar_or_404(key: UUID, secret: str) -> Athlete:
    """The athlete whose private calendar has this address."""
    athlete = Athlete.objects.filter(pk=key).first()
    if athlete is None:
        raise Http404
    known = athlete.profile.calendar_secret
    if not known or not compare_digest(known.encode(), secret.encode()):
        raise Http404
    return athlete

"""Whose sessions and sets a request may touch: a stranger's and a missing one give the same 404."""

from uuid import UUID

from django.db.models import Max
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from strongstride.accounts.access import athlete_of
from strongstride.training.models import LoggedSet, TrainingSession
from strongstride.training.session_log.operations import LAST_POSITION


def get_own_training_session_or_404(request: HttpRequest, key: UUID) -> TrainingSession:
    """A session of the athlete, discarded ones too."""
    rows = TrainingSession.objects.select_related("athlete__user")
    return get_object_or_404(rows, pk=key, athlete=athlete_of(request))


def next_position_or_404(request: HttpRequest, key: UUID) -> int:
    """The position of a set that comes after all others of a session of the athlete."""
    mine = TrainingSession.objects.filter(pk=key, athlete=athlete_of(request))
    newest = mine.annotate(newest=Max("sets__position")).values_list("newest", flat=True).first()
    if newest is None and not mine.exists():
        raise Http404
    return 0 if newest is None else min(newest + 1, LAST_POSITION)


def get_own_set_or_404(request: HttpRequest, key: UUID) -> LoggedSet:
    """A set of the athlete that has not been removed."""
    return get_object_or_404(LoggedSet, pk=key, athlete=athlete_of(request), removed=False)


def get_any_own_set_or_404(request: HttpRequest, key: UUID) -> LoggedSet:
    """A set of the athlete, with its session; one that was removed too."""
    rows = LoggedSet.objects.select_related("training_session", "athlete__user")
    return get_object_or_404(rows, pk=key, athlete=athlete_of(request))

"""Whose sessions and sets a request may touch: a stranger's and a missing one give the same 404."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from strongstride.accounts.access import athlete_of
from strongstride.training.models import LoggedSet, TrainingSession


def get_own_training_session_or_404(request: HttpRequest, key: UUID) -> TrainingSession:
    """A session of the athlete, discarded ones too."""
    rows = TrainingSession.objects.select_related("athlete__user")
    return get_object_or_404(rows, pk=key, athlete=athlete_of(request))


def get_own_set_or_404(request: HttpRequest, key: UUID) -> LoggedSet:
    """A set of the athlete that has not been removed."""
    return get_object_or_404(LoggedSet, pk=key, athlete=athlete_of(request), removed=False)


def get_any_own_set_or_404(request: HttpRequest, key: UUID) -> LoggedSet:
    """A set of the athlete, with its session; one that was removed too."""
    rows = LoggedSet.objects.select_related("training_session", "athlete__user")
    return get_object_or_404(rows, pk=key, athlete=athlete_of(request))

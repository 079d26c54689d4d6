"""Whose runs a request may touch: a stranger's and a missing one give the same 404."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from strongstride.accounts.access import athlete_of
from strongstride.runs.models import Import, Original, Run, StoredRecording


def get_own_run_or_404(request: HttpRequest, key: UUID) -> Run:
    """A run of the athlete that has not been removed."""
    return get_object_or_404(Run, pk=key, athlete=athlete_of(request), removed_at=None)


def get_own_removed_run_or_404(request: HttpRequest, key: UUID) -> Run:
    """A run the athlete removed."""
    run = get_object_or_404(Run, pk=key, athlete=athlete_of(request))
    if run.removed_at is None:
        raise Http404
    return run


def get_own_import_or_404(request: HttpRequest, key: UUID) -> Import:
    """An import of the athlete."""
    return get_object_or_404(Import, pk=key, athlete=athlete_of(request))


def get_own_recording_or_404(request: HttpRequest, key: UUID) -> StoredRecording:
    """What one of the athlete's files tells."""
    recordings = StoredRecording.objects.select_related("original", "athlete__user")
    return get_object_or_404(recordings, pk=key, athlete=athlete_of(request))


def get_own_original_or_404(request: HttpRequest, key: UUID) -> Original:
    """A file of the athlete."""
    return get_object_or_404(Original, pk=key, athlete=athlete_of(request))

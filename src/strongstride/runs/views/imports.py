"""Uploads, how far their reading has come, and what came of them."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from strongstride.accounts.access import athlete_of
from strongstride.runs import actions
from strongstride.runs.access import get_own_import_or_404
from strongstride.runs.models import ImportState
from strongstride.runs.not_read import looked_at
from strongstride.runs.queries import latest_imports, unnamed_recordings
from strongstride.runs.uploads import upload_problem, upload_status

_NOTHING = "Choose at least one file first."


def upload(request: HttpRequest) -> HttpResponse:
    """Where files come in; the reading happens behind the scenes."""
    athlete = athlete_of(request)
    problem = ""
    if request.method == "POST":
        files = request.FILES.getlist("files")
        problem = upload_problem(request) or ("" if files else _NOTHING)
        if not problem:
            return redirect("runs:import", actions.start_import(athlete, files).pk)
    context = {
        "problem": problem,
        "imports": latest_imports(athlete),
        "most_mb": settings.UPLOAD_MOST_MB,
        "most_files": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
    }
    status = upload_status(request) if problem else 200
    return render(request, "runs/imports.html", context, status=status)


def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """One import: its progress, then its summary."""
    return render(request, "runs/import.html", _context(request, key))


def progress(request: HttpRequest, key: UUID) -> HttpResponse:
    """The part of the page that changes while files are read."""
    return render(request, "runs/_import.html", _context(request, key))


@require_POST
def read_on(request: HttpRequest, key: UUID) -> HttpResponse:
    """Try again what stopped."""
    job = get_own_import_or_404(request, key)
    actions.try_again(job)
    return redirect("runs:import", job.pk)


def _context(request: HttpRequest, key: UUID) -> dict[str, object]:
    job = get_own_import_or_404(request, key)
    looked_at(request, job)
    return {
        "units": athlete_of(request).profile.athlete,
        "job": job,
        "is_waiting": job.state == ImportState.WAITING,
        "has_failed": job.state == ImportState.FAILED,
        "unnamed": unnamed_recordings(athlete_of(request)) if job.finished_at else (),
    }

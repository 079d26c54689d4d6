"""Bringing a strength log of another app: look, take, undo."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from strongstride.accounts.access import athlete_of
from strongstride.formats.lifts.record import LogError
from strongstride.training.log_import import (
    LogImportError,
    Reading,
    get_own_log_import_or_404,
    keep_log,
    log_imports_of,
    look,
    take,
    undo,
)
from strongstride.training.models import LogImport
from strongstride.training.own_data.forms import LogFileForm, LogReadingForm


def upload(request: HttpRequest) -> HttpResponse:
    """The imports so far, and a form for a log; POST keeps it to be looked at."""
    athlete = athlete_of(request)
    form = LogFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["log"]
        try:
            job = keep_log(athlete, file.name, file.read())
        except LogError as error:
            form.add_error("log", str(error))
        else:
            return redirect("training:look-at-log", job.pk)
    context = {"form": form, "imports": log_imports_of(athlete)}
    return render(request, "training/log_import.html", context, status=400 if form.errors else 200)


def look_at(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """What the log holds, read as chosen; nothing is written yet."""
    job = get_own_log_import_or_404(athlete_of(request), import_id)
    form = LogReadingForm(request.GET)
    unit, together = form.chosen() if form.is_valid() else (None, None)
    return _shown(request, job, form, look(job, unit, together))


@require_POST
def take_it(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Take what was looked at into the log."""
    job = get_own_log_import_or_404(athlete_of(request), import_id)
    form = LogReadingForm(request.POST)
    unit, together = form.chosen() if form.is_valid() else (None, None)
    try:
        count = take(job, unit, together)
    except LogImportError as error:
        messages.error(request, str(error))
    else:
        sessions = "1 session is" if count == 1 else f"{count} sessions are"
        messages.success(request, f"{sessions} in your log now. You can undo it here.")
    return redirect("training:import-log")


@require_POST
def undo_it(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Take an import back."""
    job = get_own_log_import_or_404(athlete_of(request), import_id)
    try:
        count = undo(job)
    except LogImportError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Undone: {count} sessions were taken out of your log again.")
    return redirect("training:import-log")


def _shown(
    request: HttpRequest, job: LogImport, form: LogReadingForm, reading: Reading
) -> HttpResponse:
    context = {"job": job, "form": form, "reading": reading, "sample": reading.sessions[-3:]}
    return render(request, "training/log_look.html", context)

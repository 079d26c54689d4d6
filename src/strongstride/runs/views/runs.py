"""The list of runs, one run, and runs written by hand."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from strongstride.accounts.access import athlete_of
from strongstride.runs import actions
from strongstride.runs.access import get_own_original_or_404, get_own_run_or_404
from strongstride.runs.folders import original_path
from strongstride.runs.forms import CorrectionForm, FilterForm, KindForm, RunForm
from strongstride.runs.listing import RunFilter, in_weeks, run_page
from strongstride.runs.not_read import not_read
from strongstride.runs.queries import removed_run
from strongstride.runs.run_page import shown
from strongstride.web.marks import Mark


def list_runs(request: HttpRequest) -> HttpResponse:
    """All runs, newest first, a page at a time."""
    athlete = athlete_of(request)
    units = athlete.profile.athlete
    form = FilterForm(request.GET or None, units=units)
    wanted = form.chosen() if form.is_bound else RunFilter()
    page = run_page(athlete, wanted, Mark.read(request.GET.get("after", "")))
    kept = request.GET.copy()
    for name in ("after", "undo"):
        kept.pop(name, None)
    context = {
        "form": form,
        "is_filtered": wanted != RunFilter(),
        "wanted": wanted,
        "page": page,
        "weeks": in_weeks(athlete, page.runs),
        "units": units,
        "today": athlete.local_today(),
        "query": kept.urlencode(),
        "not_read": not_read(request),
        "undo": removed_run(athlete, request.GET.get("undo", "")),
    }
    return render(request, "runs/list.html", context)


def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """One run; one by hand that counts with a file's is shown there."""
    run = get_own_run_or_404(request, key)
    if run.same_as_id is not None:
        return redirect("runs:run", run.same_as_id)
    units = athlete_of(request).profile.athlete
    form = KindForm(initial={"kind": run.kind_given})
    context = {"run": run, "shown": shown(run, units), "units": units, "kind_form": form}
    return render(request, "runs/run.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """A run written by hand: distance and time, the rest is there already."""
    athlete = athlete_of(request)
    units, today = athlete.profile.athlete, athlete.local_today()
    form = RunForm(request.POST or None, initial={"on": today}, units=units, today=today)
    if request.method == "POST" and form.is_valid():
        run = actions.add_run(athlete, form.words())
        messages.success(request, "The run is in.")
        return redirect("runs:run", run.pk)
    return render(request, "runs/add.html", {"form": form})


def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Correct what is known of a run."""
    run = get_own_run_or_404(request, key)
    athlete = athlete_of(request)
    form = CorrectionForm(
        request.POST or None,
        initial=CorrectionForm.told(run),
        units=athlete.profile.athlete,
        today=athlete.local_today(),
    )
    if request.method == "POST" and form.is_valid():
        actions.edit_run(run, form.changes())
        messages.success(request, "Corrected.")
        return redirect("runs:run", run.pk)
    return render(request, "runs/edit.html", {"form": form, "run": run})


def download(request: HttpRequest, key: UUID) -> HttpResponse | FileResponse:
    """A file as it was uploaded."""
    original = get_own_original_or_404(request, key)
    path = original_path(original.athlete_id, original.sha256)
    if not path.is_file():
        raise Http404("This file is not on the server's disk any more.")
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=original.name,
        content_type="application/octet-stream",
    )

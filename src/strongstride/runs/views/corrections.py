"""What a runner corrects about runs with one tap. All by POST."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from strongstride.runs import actions
from strongstride.runs.access import (
    get_own_recording_or_404,
    get_own_removed_run_or_404,
    get_own_run_or_404,
)
from strongstride.runs.forms import KindForm
from strongstride.web.addresses import way_back


@require_POST
def give_kind(request: HttpRequest, key: UUID) -> HttpResponse:
    """The runner's own word for what a run was."""
    run = get_own_run_or_404(request, key)
    form = KindForm(request.POST)
    if form.is_valid():
        actions.give_kind(run, form.word())
        run.refresh_from_db()
    if request.headers.get("HX-Request"):
        shown = KindForm(initial={"kind": run.kind_given})
        return render(request, "runs/_kind.html", {"run": run, "kind_form": shown, "saved": True})
    return redirect("runs:run", run.pk)


@require_POST
def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a run away, with a way back."""
    run = get_own_run_or_404(request, key)
    actions.remove_run(run)
    return redirect(f"{reverse('runs:list')}?undo={run.pk}")


@require_POST
def restore(request: HttpRequest, key: UUID) -> HttpResponse:
    """Bring a removed run back."""
    run = get_own_removed_run_or_404(request, key)
    actions.restore_run(run)
    messages.success(request, "The run is back.")
    return redirect("runs:run", run.pk)


@require_POST
def purge(request: HttpRequest, key: UUID) -> HttpResponse:
    """Delete a removed run for good."""
    actions.purge_run(get_own_removed_run_or_404(request, key))
    messages.success(request, "Deleted for good, its files too.")
    return redirect(f"{reverse('runs:list')}?removed=on")


@require_POST
def set_apart(request: HttpRequest, key: UUID) -> HttpResponse:
    """A file that tells of a run of its own after all."""
    recording = actions.set_apart(get_own_recording_or_404(request, key), apart=True)
    messages.success(request, "That file is a run of its own now.")
    return _to_run(recording.run_id)


@require_POST
def count_apart(request: HttpRequest, key: UUID) -> HttpResponse:
    """A run by hand that is not the one a file tells."""
    run = get_own_run_or_404(request, key)
    actions.count_apart(run)
    messages.success(request, "The run you wrote down is a run of its own again.")
    return redirect("runs:run", run.pk)


@require_POST
def put_together(request: HttpRequest, key: UUID) -> HttpResponse:
    """A file that was set apart may be a copy again."""
    recording = actions.set_apart(get_own_recording_or_404(request, key), apart=False)
    messages.success(request, "It counts once again with the files that tell of the same run.")
    return _to_run(recording.run_id)


@require_POST
def call_run(request: HttpRequest, key: UUID) -> HttpResponse:
    """A file that does not say its sport was a run."""
    recording = actions.call_run(get_own_recording_or_404(request, key))
    back = way_back(request)
    if back is not None:
        messages.success(request, "Counted as a run.")
        return redirect(back)
    return _to_run(recording.run_id)


def _to_run(key: UUID | None) -> HttpResponse:
    return redirect("runs:list") if key is None else redirect("runs:run", key)

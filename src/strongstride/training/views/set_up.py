"""The first visit's steps: each is saved by itself, and one can go back."""

from django.contrib import messages
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from strongstride.accounts.access import athlete_of
from strongstride.accounts.actions import finish_set_up, skip_sections
from strongstride.accounts.views.asking import PICK_BUTTONS, questions, saved
from strongstride.runs.actions import start_import
from strongstride.runs.queries import latest_imports
from strongstride.runs.uploads import upload_problem
from strongstride.training.set_up import ORDER, STEPS, Step, next_open, step_after, step_before


def start(request: HttpRequest) -> HttpResponse:
    """Go to the first step not done yet."""
    athlete = athlete_of(request)
    if athlete.set_up_at is not None:
        return redirect("accounts:you")
    return redirect("training:set-up-step", next_open(athlete.profile) or ORDER[-1])


def ask(request: HttpRequest, step: str) -> HttpResponse:
    """Show a step, or save it and go to the next."""
    here = _known(step)
    asked = questions(request, STEPS[here].sections)
    if saved(request, asked):
        return _onward(request, here)
    is_wrong = any(question.form.is_bound for question in asked)
    context = {
        "questions": asked,
        "asking": STEPS[here],
        "step": here,
        "number": ORDER.index(here) + 1,
        "steps": ORDER,
        "back": step_before(here),
        "picks": PICK_BUTTONS,
        "imports": len(latest_imports(athlete_of(request))) if here is Step.RUNS else 0,
    }
    return render(request, "training/set_up.html", context, status=400 if is_wrong else 200)


@require_POST
def import_files(request: HttpRequest) -> HttpResponse:
    """Take files or archives of runs, which are read in the background, and go on."""
    sent = request.FILES.getlist("files")
    files = [file for file in sent if isinstance(file, TemporaryUploadedFile)]
    problem = upload_problem(request) or ("" if files else "Choose at least one file.")
    if problem:
        messages.error(request, problem)
        return redirect("training:set-up-step", Step.RUNS)
    start_import(athlete_of(request), files)
    skip_sections(athlete_of(request), STEPS[Step.RUNS].sections)
    messages.success(request, "Thank you: your runs are being read while you go on.")
    return _onward(request, Step.RUNS)


@require_POST
def skip(request: HttpRequest, step: str) -> HttpResponse:
    """Go on without an answer where there need be none."""
    here = _known(step)
    if not STEPS[here].can_skip:
        raise Http404
    skip_sections(athlete_of(request), STEPS[here].sections)
    return _onward(request, here)


def _known(step: str) -> Step:
    if step not in set(Step):
        raise Http404
    return Step(step)


def _onward(request: HttpRequest, here: Step) -> HttpResponse:
    """The next step; after the last, whatever was passed over, and then the plan."""
    athlete = athlete_of(request)
    after = step_after(here) or next_open(athlete.profile)
    if after is not None:
        return redirect("training:set-up-step", after)
    finish_set_up(athlete)
    return redirect("training:today")

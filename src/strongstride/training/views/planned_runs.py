"""Planned runs by hand: change one, move it, take it out, add one."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from strongstride.accounts.access import athlete_of
from strongstride.accounts.models import Athlete
from strongstride.coach.adjusting.adjustment import (
    AddRun,
    Adjustment,
    EditRun,
    MoveRun,
    RemoveRun,
)
from strongstride.coach.quantities import DistanceUnit
from strongstride.coach.runs import PlannedRun, RunKind
from strongstride.exchange.contract import RunJson
from strongstride.training.planning.actions import NotAdjustedError, adjust
from strongstride.training.planning.forms import MoveForm, RunForm
from strongstride.training.planning.programme import head_for


def edit(request: HttpRequest, on: date, kind: str) -> HttpResponse:
    """One run: change it, or see what can be done with it."""
    athlete = athlete_of(request)
    unit = athlete.profile.athlete.distance_unit
    run = _run_or_404(athlete, on, kind)
    form = RunForm(request.POST or None, initial=_initial(run, unit))
    if request.method == "POST" and form.is_valid():
        wish = EditRun(
            made_on=athlete.local_today(), on=on, run=RunKind(kind), becomes=form.run(unit)
        )
        if _kept(form, athlete, wish):
            return redirect("training:plan")
    return render(request, "training/planned_run.html", {"form": form, "run": run, "unit": unit})


def add(request: HttpRequest) -> HttpResponse:
    """A run more."""
    athlete = athlete_of(request)
    unit = athlete.profile.athlete.distance_unit
    form = RunForm(request.POST or None, initial={"on": request.GET.get("on", "")})
    if request.method == "POST" and form.is_valid():
        wish = AddRun(made_on=athlete.local_today(), added=form.run(unit))
        if _kept(form, athlete, wish):
            return redirect("training:plan")
    return render(request, "training/planned_run.html", {"form": form, "run": None, "unit": unit})


@require_POST
def move(request: HttpRequest, on: date, kind: str) -> HttpResponse:
    """A run to another day."""
    athlete = athlete_of(request)
    run = _run_or_404(athlete, on, kind)
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose the day to move the run to.")
        return redirect("training:plan")
    wish = MoveRun(
        made_on=athlete.local_today(),
        on=on,
        run=RunKind(kind),
        to=form.cleaned_data["to"],
        was=_as_planned(run),
    )
    _made(request, athlete, wish)
    return redirect("training:plan")


@require_POST
def remove(request: HttpRequest, on: date, kind: str) -> HttpResponse:
    """A run falls away."""
    athlete = athlete_of(request)
    _run_or_404(athlete, on, kind)
    _made(request, athlete, RemoveRun(made_on=athlete.local_today(), on=on, run=RunKind(kind)))
    return redirect("training:plan")


def _kept(form: RunForm, athlete: Athlete, wish: Adjustment) -> bool:
    """Whether the change was made; else the form says at the field what is wrong."""
    try:
        adjust(athlete, wish, athlete.local_today())
    except NotAdjustedError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return False
    return True


def _made(request: HttpRequest, athlete: Athlete, wish: Adjustment) -> None:
    try:
        adjust(athlete, wish, athlete.local_today())
    except NotAdjustedError as error:
        messages.error(request, str(error))


def _run_or_404(athlete: Athlete, on: date, kind: str) -> RunJson:
    """The planned run of a kind on a day to come."""
    today = athlete.local_today()
    runs = (run for week in head_for(athlete, today).weeks for run in week.runs)
    found = next((run for run in runs if run.on == on and run.kind == kind), None)
    if found is None or on < today:
        raise Http404
    return found


def _as_planned(run: RunJson) -> PlannedRun:
    return PlannedRun(
        on=run.on,
        kind=RunKind(run.kind),
        distance_m=run.distance_m,
        duration_s=run.duration_s,
        starts_at=run.starts_at,
        name=run.name,
    )


def _initial(run: RunJson, unit: DistanceUnit) -> dict[str, object]:
    each_m = float(unit.metres)
    return {
        "on": run.on,
        "kind": run.kind,
        "distance": None if run.distance_m is None else round(run.distance_m / each_m, 2),
        "minutes": None if run.duration_s is None else round(run.duration_s / 60),
        "starts_at": run.starts_at,
        "name": run.name,
    }

"""The Plan page, a session's page, and what goes out of the plan: files and a sheet to print."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from strongstride.accounts.access import athlete_of
from strongstride.exchange.watch import watch_files, watch_workout
from strongstride.formats.fit.workout import encode_workout
from strongstride.training.planning.forms import AwayForm, RunsFileForm
from strongstride.training.planning.outgoing import programme_out, session_out
from strongstride.training.planning.plan_page import plan_page
from strongstride.training.planning.programme import head_for, sessions_between
from strongstride.training.planning.session_page import session_page
from strongstride.training.planning.session_words import cool_down_words, doings
from strongstride.web.addresses import absolute

WATCH_WEEKS = timedelta(weeks=4)
SHEET_DAYS = timedelta(days=13)


def show(request: HttpRequest) -> HttpResponse:
    """The weeks to the race."""
    athlete = athlete_of(request)
    if athlete.set_up_at is None:
        return redirect("training:set-up")
    today = athlete.local_today()
    context = {
        "page": plan_page(athlete, today),
        "away": AwayForm(request.GET if "first" in request.GET else None, today=today),
        "runs_file": RunsFileForm(),
        "calendar_secret": athlete.profile.calendar_secret,
        "calendar_address": _calendar_address(request),
    }
    return render(request, "training/plan.html", context)


def session(request: HttpRequest, key: str) -> HttpResponse:
    """One session in full, with everything that can be changed about it.

    With `days` in the address also where it may move: only who asks for it waits for the planning.
    """
    athlete = athlete_of(request)
    today = athlete.local_today()
    page = session_page(athlete, key, today, with_days="days" in request.GET)
    if page is None:
        raise Http404
    return render(request, "training/session.html", {"page": page})


def sheet(request: HttpRequest) -> HttpResponse:
    """The sessions of the next two weeks on paper."""
    athlete = athlete_of(request)
    person = athlete.profile.athlete
    today = athlete.local_today()
    head = head_for(athlete, today)
    sessions = [
        (each, doings(each, head.gains.get(each.id, {}), person.mass_unit), cool_down_words(each))
        for each in sessions_between(athlete, today, today + SHEET_DAYS)
    ]
    return render(request, "training/plan_sheet.html", {"sessions": sessions, "today": today})


def workout(request: HttpRequest, key: str) -> HttpResponse:
    """A session as a FIT workout for the watch."""
    athlete = athlete_of(request)
    person = athlete.profile.athlete
    found = session_out(athlete, key, athlete.local_today())
    if found is None:
        raise Http404
    data = encode_workout(watch_workout(found, person.mass_unit))
    return _download(data, f"strongstride-{found.on}.fit", "application/vnd.ant.fit")


def workouts(request: HttpRequest) -> HttpResponse:
    """The workouts of the next four weeks in one zip."""
    athlete = athlete_of(request)
    person = athlete.profile.athlete
    today = athlete.local_today()
    programme = programme_out(athlete, today)
    until = today + WATCH_WEEKS
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in watch_files(programme, person.mass_unit, since=today):
            if name[:10] < until.isoformat():
                archive.writestr(name, data)
    return _download(buffer.getvalue(), "strongstride-workouts.zip", "application/zip")


def _download(data: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _calendar_address(request: HttpRequest) -> str:
    athlete = athlete_of(request)
    secret = athlete.profile.calendar_secret
    if not secret:
        return ""
    return absolute("training:calendar", athlete.pk, secret)

"""The Today page."""

from functools import cache

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from strongstride.accounts.access import athlete_of
from strongstride.runs.not_read import not_read
from strongstride.training.planning.forms import HurtsForm, SoreForm
from strongstride.training.planning.today_page import today_page
from strongstride.web.clock import now


def show(request: HttpRequest) -> HttpResponse:
    """The one thing to do next; the set-up as long as nothing is known."""
    athlete = athlete_of(request)
    if athlete.set_up_at is None:
        return redirect("training:set-up")
    person = athlete.profile.athlete
    context = {
        "page": today_page(athlete, athlete.local_today()),
        "person": person,
        "now": now(),
        "not_read": not_read(request),
        "sore": _fields(SoreForm),
        "hurts": _fields(HurtsForm),
    }
    return render(request, "training/today.html", context)


@cache
def _fields(form: type[Form]) -> SafeString:
    """The fields of an empty form: the same for everybody, and thirty options take long."""
    return render_to_string("web/components/_fields.html", {"form": form()})

"""The session player's shell: the same bytes for everybody, as it is kept on phones."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

MODULES = (
    "alarm",
    "clock",
    "dialogs",
    "dom",
    "edges",
    "hold",
    "ids",
    "outbox",
    "player",
    "presence",
    "reducer",
    "screens",
    "steppers",
    "sync",
    "timer",
    "training",
    "walk",
    "words",
)


@require_GET
@login_not_required  # it holds nothing of anybody, and must open when a login has run out
@cache_control(no_cache=True)
def show(request: HttpRequest) -> HttpResponse:
    """The shell; what it shows lies on the phone."""
    modules = [f"js/session/{name}.js" for name in MODULES]
    return render(request, "training/player.html", {"modules": modules})

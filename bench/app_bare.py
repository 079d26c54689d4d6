"""What the same server needs for the least that a page behind a login can do."""

import json
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.csrf import csrf_exempt

from strongstride.accounts.access import athlete_of
from strongstride.config.urls import urlpatterns as app_urls
from strongstride.training.models import LoggedSet
from strongstride.web import clock


def bare_list(request: HttpRequest) -> JsonResponse:
    """The newest twenty sets of whoever asks, in one query, as JSON."""
    rows = LoggedSet.objects.filter(athlete=athlete_of(request)).order_by("-done_at", "-id")
    found = list(rows.values("id", "exercise", "load_g", "reps", "seconds", "done_at")[:20])
    return JsonResponse({"sets": found})


def bare_insert(request: HttpRequest) -> JsonResponse:
    """One set more of whoever asks: one insert, nothing checked."""
    return _inserted(request, athlete_of(request).pk)


@csrf_exempt
@login_not_required
def open_insert(request: HttpRequest) -> JsonResponse:
    """One set more of whomever the sender names: no login, one insert."""
    return _inserted(request, UUID(json.loads(request.body)["athlete"]))


def _inserted(request: HttpRequest, athlete: UUID) -> JsonResponse:
    said = json.loads(request.body)
    row = LoggedSet(
        id=UUID(said["id"]),
        athlete_id=athlete,
        training_session_id=UUID(said["row"]),
        position=0,
        exercise=said["exercise"],
        load_g=round(said["load_kg"] * 1000),
        reps=said["reps"],
        done_at=clock.now(),
    )
    row.save(force_insert=True)
    return JsonResponse({"id": row.pk, "reps": row.reps})


urlpatterns: list[URLPattern | URLResolver] = [
    *app_urls,
    path("bare/", bare_list),
    path("bare/insert/", bare_insert),
    path("bare/open-insert/", open_insert),
]

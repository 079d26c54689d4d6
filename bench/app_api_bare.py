"""Bare Django views: the least that reads a list or inserts a row, in the app's own middleware."""

import json
from datetime import UTC, datetime
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from strongstride.training.models import LoggedSet

FIELDS = (
    "id",
    "training_session_id",
    "exercise",
    "load_g",
    "reps",
    "seconds",
    "rir",
    "side",
    "kind",
    "form_ok",
    "pain",
    "note",
    "done_at",
)


@login_not_required
def bare_list(_: HttpRequest, athlete: UUID) -> JsonResponse:
    """The newest 20 sets: one query, and Django's own JSON."""
    rows = LoggedSet.objects.filter(athlete_id=athlete, removed=False)
    newest = rows.order_by("-done_at", "-id")[:20]
    items = [{name: getattr(row, name) for name in FIELDS} for row in newest]
    return JsonResponse({"items": items})


@csrf_exempt
@login_not_required
def bare_insert(request: HttpRequest, athlete: UUID, session: UUID) -> JsonResponse:
    """One set more: one insert, nothing checked."""
    said = json.loads(request.body)
    row = LoggedSet(
        id=UUID(said["id"]),
        athlete_id=athlete,
        training_session_id=session,
        position=0,
        exercise=said["exercise"],
        load_g=round(said["load_kg"] * 1000),
        reps=said["reps"],
        rir=said["rir"],
        done_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    row.save(force_insert=True)
    return JsonResponse({name: getattr(row, name) for name in FIELDS}, status=201)


urlpatterns = [
    path("bare/list/<uuid:athlete>", bare_list),
    path("bare/insert/<uuid:athlete>/<uuid:session>", bare_insert),
    path("", include("strongstride.config.urls")),
]

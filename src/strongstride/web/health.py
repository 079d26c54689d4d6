"""Whether the app works, for whatever watches it: no login, no data, two words."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from strongstride.web.heartbeat import worker_is_alive


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and a worker lives, 503 with what is wrong otherwise."""
    del request
    found = {"database": "ok", "worker": "ok"}
    try:
        connection.ensure_connection()
        if not worker_is_alive():
            found["worker"] = "no sign of life"
    except DatabaseError:
        found = {"database": "does not answer", "worker": "unknown"}
    well = set(found.values()) == {"ok"}
    return JsonResponse(found, status=200 if well else 503)

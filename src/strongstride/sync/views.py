"""What the phone asks and says. Answers are JSON; a login that has run out is a plain 401.

Every call says whose phone it believes to be: one person's outbox is never taken for another's.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import wraps
from uuid import UUID

import msgspec
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_POST

from strongstride.accounts.access import athlete_of
from strongstride.accounts.models import Athlete
from strongstride.sync.kit import kit_for
from strongstride.sync.receiving import UnreadableBatchError, receive
from strongstride.training.session_log.queries import changes_since

View = Callable[[HttpRequest, Athlete], HttpResponse]
SHOWN = timedelta(days=14)  # how far back a phone that knows nothing is told


def for_the_owner(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """Call `view` with the athlete who is logged in, if the phone's data are theirs."""

    @login_not_required  # it answers 401 itself: a script cannot follow the way to the login page
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return _refusal(401, "Log in to send what this phone holds.")
        athlete = athlete_of(request)
        believed = request.headers.get("X-Athlete", "")
        if believed and believed != str(athlete.pk):
            return _refusal(409, "Somebody else is logged in on this phone.")
        return view(request, athlete)

    return guarded


@require_POST
@for_the_owner
def operations(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Take a batch of operations; an answer for each."""
    if "X-Athlete" not in request.headers:
        return _refusal(400, "Say whose operations these are: X-Athlete is missing.")
    try:
        return _json({"answers": receive(athlete, request.body)})
    except UnreadableBatchError as error:
        return _refusal(400, str(error))


@require_GET
@for_the_owner
def changes(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """What other devices did since a cursor."""
    try:
        since = request.GET.get("since")
        cursor = UUID(since) if since else None
        device = UUID(request.GET.get("device", ""))
    except ValueError:
        return _refusal(400, "`since` and `device` must be UUIDs.")
    return _json(changes_since(athlete, cursor, device, _shown_since(athlete)))


@require_GET
@ensure_csrf_cookie
@for_the_owner
def kit(_: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Everything a phone needs to train without a network for the coming days."""
    return _json(kit_for(athlete, athlete.local_today()))


def _shown_since(athlete: Athlete) -> date:
    return athlete.local_today() - SHOWN


def _json(document: object, status: int = 200) -> HttpResponse:
    return HttpResponse(
        msgspec.json.encode(document), content_type="application/json", status=status
    )


def _refusal(status: int, message: str) -> HttpResponse:
    return _json({"error": {"code": str(status), "message": message}}, status)

"""Where Stripe tells of payments. No browser comes here, so no cookie and no CSRF token counts."""

from logging import getLogger

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from strongstride.giving.providers.stripe import events
from strongstride.giving.providers.stripe.account import account

MOST_BYTES = 256 * 1024
"""Of one event: Stripe's largest are a few ten thousand bytes. Our choice."""

_log = getLogger("strongstride.stripe")


@csrf_exempt
@login_not_required
@require_POST
def webhook(request: HttpRequest) -> HttpResponse:
    """Keep what Stripe tells, and act on it.

    404 where gifts by card are off, 413 for what is too long, 400 for what Stripe did not sign:
    of these nothing is kept.
    """
    keys = account()
    if keys is None:
        raise Http404
    if _length(request) > MOST_BYTES:
        return HttpResponse(status=413)
    try:
        told = events.read(request.body, request.headers.get("Stripe-Signature", ""), keys)
    except events.NotFromStripeError as error:
        _log.warning("webhook refused", extra={"fields": {"why": str(error)}})
        return HttpResponse(status=400)
    if told is not None:
        event = events.keep(told)
        if event.handled_at is None:
            events.handle(event)
    return HttpResponse(status=200)


def _length(request: HttpRequest) -> int:
    """What the request says of its length; no more than that is ever read."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isdecimal() else 0

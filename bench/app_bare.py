"""What the same server needs for the least that a page behind a login can do."""

from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, URLResolver, path

from strongstride.accounts.access import athlete_of
from strongstride.config.urls import urlpatterns as app_urls
from strongstride.training.models import LoggedSet


def bare_list(request: HttpRequest) -> JsonResponse:
    """The newest twenty sets of whoever asks, in one query, as JSON."""
    rows = LoggedSet.objects.filter(athlete=athlete_of(request)).order_by("-done_at", "-id")
    found = list(rows.values("id", "exercise", "load_g", "reps", "seconds", "done_at")[:20])
    return JsonResponse({"sets": found})


urlpatterns: list[URLPattern | URLResolver] = [*app_urls, path("bare/", bare_list)]

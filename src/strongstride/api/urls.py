"""Where the API is mounted; whatever is asked here is answered in JSON."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt

from strongstride.api import views
from strongstride.api.errors import ApiError, not_found
from strongstride.api.routes import service

app_name = "api"
View = Callable[..., Any]


def answered_by_the_api(view: View) -> View:
    """A view that asks who it is itself, and whose refusals are in the API's shape."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return not_found("No address here has a NUL character.").response()
        response: HttpResponse = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            response = _not_allowed(request, response)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return csrf_exempt(login_not_required(answer))


def _not_allowed(request: HttpRequest, response: HttpResponseNotAllowed) -> HttpResponse:
    allowed = response.headers["Allow"]
    return ApiError(
        HTTPStatus.METHOD_NOT_ALLOWED,
        "method_not_allowed",
        f"{request.method} is not possible here; {allowed} is.",
        headers={"Allow": allowed},
    ).response()


def _operations() -> list[URLPattern]:
    """ninja's addresses, each view wrapped."""
    found = []
    for pattern in service.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name != "api-root":
            pattern.callback = answered_by_the_api(pattern.callback)
            found.append(pattern)
    return found


def nothing_here(_: HttpRequest) -> HttpResponse:
    """404 for every other address under the API."""
    return not_found().response()


urlpatterns = [
    path("openapi.json", answered_by_the_api(views.openapi), name="openapi"),
    path("docs", login_not_required(views.reference), name="docs"),
    *_operations(),
    re_path(r"", answered_by_the_api(nothing_here)),
]

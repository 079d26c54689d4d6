"""The API described: its OpenAPI document, and the same for people."""

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from strongstride.api.openapi import document
from strongstride.api.reference import areas_of, shapes_of
from strongstride.api.routes import service


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document, for everybody."""
    del request
    content = msgspec.json.encode(document(service, _prefix()))
    return HttpResponse(
        content, content_type="application/json", headers={"Cache-Control": "public, max-age=3600"}
    )


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Every operation on one page."""
    described = document(service, _prefix())
    context = {"areas": areas_of(described), "shapes": shapes_of(described)}
    return render(request, "api/docs.html", context)


def _prefix() -> str:
    return reverse("api:openapi").removesuffix("openapi.json")

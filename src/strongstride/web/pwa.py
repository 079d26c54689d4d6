"""What makes the app installable and able to open without a network: manifest and service worker.

Neither holds anything of anybody; the worker caches the player's shell, its scripts and figures.
"""

import msgspec
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control

from strongstride import __version__
from strongstride.coach import figures

_PAPER = "#faf6f0"


@login_not_required
@cache_control(max_age=0, must_revalidate=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker; its bytes change with the static files and drawings."""
    version = getattr(staticfiles_storage, "manifest_hash", "") or __version__
    names = {"version": version, "drawings": figures.version()}
    return render(request, "web/sw.js", names, content_type="text/javascript")


@login_not_required
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest."""
    del request
    document = {
        "name": "Strongstride",
        "short_name": "Strongstride",
        "description": "The strength coach that knows your runs.",
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": _PAPER,
        "theme_color": _PAPER,
        "icons": _icons(),
        "shortcuts": [{"name": "Train now", "url": "/session/"}],
    }
    return HttpResponse(msgspec.json.encode(document), content_type="application/manifest+json")


def _icons() -> list[dict[str, str]]:
    """The drawing, and pictures of it for phones that take no SVG (made by `tools.make_icons`)."""
    png = {"type": "image/png"}
    return [
        {"src": static("img/icon.svg"), "sizes": "any", "type": "image/svg+xml"},
        {"src": static("img/icon-192.png"), "sizes": "192x192", **png},
        {"src": static("img/icon-512.png"), "sizes": "512x512", **png},
        {
            "src": static("img/icon-maskable-512.png"),
            "sizes": "512x512",
            "purpose": "maskable",
            **png,
        },
    ]

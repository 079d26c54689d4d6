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

_PAPER = "#faf6f0"


@login_not_required
@cache_control(max_age=0, must_revalidate=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker; its bytes change with the static files, which makes phones renew them."""
    version = getattr(staticfiles_storage, "manifest_hash", "") or __version__
    return render(request, "web/sw.js", {"version": version}, content_type="text/javascript")


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
        "icons": [{"src": static("img/icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
        "shortcuts": [{"name": "Train now", "url": "/session/"}],
    }
    return HttpResponse(msgspec.json.encode(document), content_type="application/manifest+json")

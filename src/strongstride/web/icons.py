"""The icon where browsers look for it without being told."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static


@login_not_required
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead to the icon: browsers ask here for what is no page of ours, such as JSON."""
    del request
    return redirect(static("img/icon.svg"))

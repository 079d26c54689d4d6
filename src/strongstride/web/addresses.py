"""Addresses: whole for other programs and people, and checked where a form says where to return."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def absolute(name: str, *args: object) -> str:
    """The address of a page by its name, under the address the server is known by."""
    return f"{settings.PUBLIC_URL}{reverse(name, args=args)}"


def way_back(request: HttpRequest) -> str | None:
    """The page the form stood on, by its field `next`; None where that is no page of ours."""
    wanted = request.POST.get("next", "")
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else None

"""Addresses as other programs and people need them: whole, whatever name this request came by."""

from django.conf import settings
from django.urls import reverse


def absolute(name: str, *args: object) -> str:
    """The address of a page by its name, under the address the server is known by."""
    return f"{settings.PUBLIC_URL}{reverse(name, args=args)}"

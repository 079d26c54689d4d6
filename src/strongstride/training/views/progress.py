"""The progress page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def show(request: HttpRequest) -> HttpResponse:
    """The page."""
    return render(request, "training/progress.html")

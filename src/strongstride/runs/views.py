"""Pages of runs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def list_runs(request: HttpRequest) -> HttpResponse:
    """All runs, newest first."""
    return render(request, "runs/list.html")

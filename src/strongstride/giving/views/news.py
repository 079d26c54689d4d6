"""The end of news by mail: at once, without a login, also for mail programs (RFC 8058)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from strongstride.giving.letters.news import end_news
from strongstride.giving.links import donor_of_news


@csrf_exempt  # a mail program has no cookie of ours; the link itself is the proof
@login_not_required
@require_http_methods(("GET", "HEAD", "POST"))
def end(request: HttpRequest, token: str) -> HttpResponse:
    """Ask with a button, for programs open links too; sent, there is no more news."""
    donor = donor_of_news(token)
    if request.method == "POST":
        end_news(donor)
        return render(request, "giving/gifts/news_ended.html")
    return render(request, "giving/gifts/news_end.html", {"wants_news": donor.wants_news})

"""Messages of donors: reporting one, and what moderators and the page's owner do about it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from strongstride.accounts.access import athlete_of
from strongstride.clubs.feed.asking import sent
from strongstride.clubs.models import Membership
from strongstride.giving.access import see_campaign
from strongstride.giving.gifts import messages as care
from strongstride.giving.gifts.forms import ReportForm
from strongstride.giving.gifts.limits import may_report
from strongstride.web import clock


@login_not_required
@require_http_methods(("GET", "HEAD", "POST"))
def report(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Ask why, then tell the moderators."""
    campaign = see_campaign(slug)
    donation = care.message_of(campaign, key)
    form = ReportForm(sent(request))
    status = 200
    if request.method == "POST":
        if not may_report(request):
            form.add_error(None, "That is a lot of reports. Wait a little, then go on.")
            status = 429
        elif form.is_valid():
            care.report(donation, form.why(), clock.now())
            messages.success(request, "Thank you: the moderators look at it.")
            return redirect("giving:page", slug)
        else:
            status = 400
    context = {"campaign": campaign, "message": donation.message, "form": form}
    return render(request, "giving/gifts/report.html", context, status=status)


@require_safe
def in_question(request: HttpRequest, club: str) -> HttpResponse:
    """The messages that were reported or are hidden."""
    member = _moderator(request, club)
    found = care.in_question(member)
    asked = [(each, care.whys(each)) for each in found]
    context = {
        "club": member.club,
        "reported": [(each, whys) for each, whys in asked if each.message_hidden_at is None],
        "hidden": [(each, whys) for each, whys in asked if each.message_hidden_at is not None],
    }
    return render(request, "giving/gifts/messages.html", context)


@require_POST
def hide(request: HttpRequest, club: str, key: UUID) -> HttpResponse:
    """Take a message off its page."""
    member = _moderator(request, club)
    care.hide(care.to_moderate(member, key), member, clock.now())
    messages.success(request, "The message is hidden; the gift stays.")
    return redirect("giving:messages", club)


@require_POST
def show(request: HttpRequest, club: str, key: UUID) -> HttpResponse:
    """Let a message stand, or put it back."""
    member = _moderator(request, club)
    care.show_again(care.to_moderate(member, key), member, clock.now())
    messages.success(request, "The message stands on the page.")
    return redirect("giving:messages", club)


def _moderator(request: HttpRequest, slug: str) -> Membership:
    return care.moderator_in(athlete_of(request), slug)

"""Gifts that were handed over: writing them down. The money desk verifies them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from strongstride.accounts.access import athlete_of
from strongstride.clubs.access import NOT_YOUR_ROLE
from strongstride.clubs.feed.asking import sent
from strongstride.clubs.models import Membership
from strongstride.giving.access import MoneyAct, campaign_for, may_money
from strongstride.giving.gifts import offline
from strongstride.giving.gifts.errors import GiftError
from strongstride.giving.gifts.forms import OfflineForm
from strongstride.giving.gifts.offline_page import entered_for
from strongstride.giving.models import Campaign
from strongstride.giving.providers.manual import ByHand
from strongstride.giving.views.refusals import refusals_on
from strongstride.web import clock


@require_http_methods(("GET", "HEAD", "POST"))
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down a gift of cash or a cheque."""
    campaign, member = campaign_for(athlete_of(request), slug)
    if not offline.may_enter(campaign, member):
        raise PermissionDenied(NOT_YOUR_ROLE)
    keeps_books = may_money(member, MoneyAct.KEEP_BOOKS)
    data = sent(request)
    form = OfflineForm(data, campaign=campaign, keeps_books=keeps_books)
    status = 200
    if data is not None:
        status = 400
        if form.is_valid() and _entered(campaign, member, form):
            messages.success(request, _words(form))
            return redirect("giving:offline", slug)
    context = {"campaign": campaign, "form": form, "keeps_books": keeps_books}
    context |= {"takes": ByHand.key in campaign.cause.ways, "entered": entered_for(campaign)}
    return render(request, "giving/gifts/offline.html", context, status=status)


def _entered(campaign: Campaign, member: Membership, form: OfflineForm) -> bool:
    with refusals_on(form, GiftError):
        attempt = offline.enter(campaign, member, form.words(), clock.now())
        if form.has_money():
            offline.verify(attempt.donation, member)
        return True
    return False


def _words(form: OfflineForm) -> str:
    if form.has_money():
        return "The gift is written down, and counts."
    return "The gift is written down. It counts once who keeps the books has seen the money."

"""Gifts that were handed over: writing them down, and verifying them."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from strongstride.accounts.access import athlete_of
from strongstride.clubs.access import NOT_YOUR_ROLE
from strongstride.clubs.models import Membership
from strongstride.giving.access import MoneyAct, campaign_for, may_money, member_for_money
from strongstride.giving.gifts import offline
from strongstride.giving.gifts.errors import GiftError
from strongstride.giving.gifts.forms import OfflineForm
from strongstride.giving.gifts.offline_page import entered_for, list_context
from strongstride.giving.models import Campaign, Donation
from strongstride.giving.providers.manual import ByHand
from strongstride.web import clock
from strongstride.web.marks import Mark


@require_http_methods(("GET", "HEAD", "POST"))
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down a gift of cash or a cheque."""
    campaign, member = campaign_for(athlete_of(request), slug)
    if not offline.may_enter(campaign, member):
        raise PermissionDenied(NOT_YOUR_ROLE)
    keeps_books = may_money(member, MoneyAct.KEEP_BOOKS)
    data = request.POST if request.method == "POST" else None
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


@require_safe
def waiting(request: HttpRequest, club: str) -> HttpResponse:
    """The gifts written down that wait to be verified, for who keeps the books."""
    found, _ = member_for_money(athlete_of(request), club, MoneyAct.KEEP_BOOKS)
    after = Mark.read(request.GET.get("after", ""))
    return render(request, "giving/gifts/offline_waiting.html", list_context(found, after))


@require_POST
def verify(request: HttpRequest, club: str, key: UUID) -> HttpResponse:
    """The money is there."""
    member, donation = _to_verify(request, club, key)
    try:
        offline.verify(donation, member)
    except GiftError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{donation.ref} counts from now on.")
    return redirect("giving:offline-waiting", club)


@require_POST
def refuse(request: HttpRequest, club: str, key: UUID) -> HttpResponse:
    """The money never came."""
    member, donation = _to_verify(request, club, key)
    try:
        offline.refuse(donation, member)
    except GiftError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{donation.ref} is taken off the list.")
    return redirect("giving:offline-waiting", club)


def _to_verify(request: HttpRequest, club: str, key: UUID) -> tuple[Membership, Donation]:
    found, member = member_for_money(athlete_of(request), club, MoneyAct.KEEP_BOOKS)
    rows = Donation.objects.filter(campaign__club=found, provider=ByHand.key, pk=key)
    donation = rows.select_related("campaign").first()
    if donation is None:
        raise Http404
    return member, donation


def _entered(campaign: Campaign, member: Membership, form: OfflineForm) -> bool:
    try:
        attempt = offline.enter(campaign, member, form.words(), clock.now())
        if form.has_money():
            offline.verify(attempt.donation, member)
    except GiftError as error:
        form.add_error(None, str(error))
        return False
    return True


def _words(form: OfflineForm) -> str:
    if form.has_money():
        return "The gift is written down, and counts."
    return "The gift is written down. It counts once who keeps the books has seen the money."

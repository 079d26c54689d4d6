"""Giving: the form, the donor's own page of a gift, and how it is shown."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from strongstride.clubs.access import visitor
from strongstride.clubs.feed.asking import sent
from strongstride.giving.access import see_campaign
from strongstride.giving.campaigns.standing import why_not
from strongstride.giving.clearing.attempts import new_attempt
from strongstride.giving.clearing.errors import AlreadyPaidError
from strongstride.giving.clearing.looking import look_again
from strongstride.giving.gifts.actions import has_begun, make_gift, start_attempt
from strongstride.giving.gifts.asking import give_context, known, leads_to
from strongstride.giving.gifts.display import change_display
from strongstride.giving.gifts.errors import GiftError, NotStartedError
from strongstride.giving.gifts.forms import DisplayForm, GiftForm, suggested
from strongstride.giving.gifts.limits import may_start
from strongstride.giving.gifts.page import gift_context, standing, ways_of
from strongstride.giving.links import donation_of
from strongstride.giving.models import Campaign, Donation
from strongstride.giving.providers.base import BACK
from strongstride.giving.views.refusals import refusals_told
from strongstride.web import clock

_READ_OR_SENT = ("GET", "HEAD", "POST")


@login_not_required
@require_http_methods(_READ_OR_SENT)
def give(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of a gift; sent, it leads on to paying."""
    campaign = see_campaign(slug)
    if reason := why_not(campaign):
        context = {"campaign": campaign, "reason": reason}
        return render(request, "giving/gifts/no_gifts.html", context)
    amount = suggested(request.GET.get("amount", ""), campaign)
    initial = {"amount": amount, **known(visitor(request))}
    form = GiftForm(sent(request), campaign=campaign, initial=initial)
    answer = _given(request, campaign, form) if request.method == "POST" else 200
    if isinstance(answer, int):
        context = give_context(campaign, form)
        answer = render(request, "giving/gifts/give.html", context, status=answer)
    return leads_to(answer, campaign.cause)


@login_not_required
@never_cache
@require_http_methods(_READ_OR_SENT)
def gift(request: HttpRequest, token: str) -> HttpResponse:
    """A gift as its donor sees it; sent, the form changes how everybody else does."""
    donation = donation_of(token)
    if request.method == "GET" and BACK in request.GET:
        look_again(donation)
        return redirect("giving:gift", token)
    form = DisplayForm(sent(request), initial=DisplayForm.told(donation))
    if request.method == "POST" and form.is_valid():
        change_display(donation, form.shown())
        messages.success(request, "Saved: the page shows it like this from now on.")
        return redirect("giving:gift", token)
    context = {**gift_context(donation), "form": form}
    status = 400 if form.errors else 200
    answer = render(request, "giving/gifts/gift.html", context, status=status)
    return leads_to(answer, donation.campaign.cause)


@login_not_required
@never_cache
@require_POST
def pay(request: HttpRequest, token: str) -> HttpResponse:
    """Try again to pay a gift, by this way or another."""
    donation = donation_of(token)
    way = request.POST.get("way", donation.provider)
    with refusals_told(request, GiftError, AlreadyPaidError):
        url = _paid_again(request, donation, way)
        return leads_to(redirect(url), donation.campaign.cause)
    return redirect("giving:gift", token)


def _given(request: HttpRequest, campaign: Campaign, form: GiftForm) -> HttpResponse | int:
    """On to paying; or the status of the page with the form, which says why not."""
    if not form.is_valid():
        return GiftError.status
    words = form.words()
    try:
        if not has_begun(words.asked) and not may_start(request, campaign):
            raise NotStartedError
        _, attempt = make_gift(campaign, words, clock.now(), athlete=visitor(request))
        return redirect(start_attempt(attempt))
    except GiftError as error:
        form.add_error(None, str(error))
        return error.status


def _paid_again(request: HttpRequest, donation: Donation, way: str) -> str:
    if not standing(donation).may_pay or way not in {each.key for each in ways_of(donation)}:
        raise GiftError("This gift cannot be paid like that any more.")
    if not may_start(request, donation.campaign):
        raise NotStartedError
    attempt = new_attempt(donation, way)
    return start_attempt(attempt)

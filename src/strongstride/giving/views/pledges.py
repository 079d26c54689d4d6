"""Pledging: the form, what it would cost, the donor's own page of a pledge, and who has pledged."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from strongstride.accounts.access import athlete_of
from strongstride.clubs.access import visitor
from strongstride.clubs.feed.asking import sent
from strongstride.giving.access import MoneyAct, campaign_for, may_money, see_campaign
from strongstride.giving.campaigns.standing import today_of
from strongstride.giving.clearing.errors import AlreadyPaidError
from strongstride.giving.gifts.actions import start_attempt
from strongstride.giving.gifts.asking import known, leads_to
from strongstride.giving.gifts.errors import GiftError, NotStartedError
from strongstride.giving.gifts.limits import may_start
from strongstride.giving.links import pledge_of
from strongstride.giving.models import Campaign, Display, Pledge
from strongstride.giving.pledges import actions, paying
from strongstride.giving.pledges.errors import PledgeError
from strongstride.giving.pledges.forms import CapForm, PledgeDisplayForm, PledgeForm
from strongstride.giving.pledges.limits import may_ask
from strongstride.giving.pledges.offering import offered_units
from strongstride.giving.pledges.page import list_context, look_context, pledge_context
from strongstride.giving.views.refusals import refusals_on, refusals_told
from strongstride.web import clock
from strongstride.web.marks import page_number

_FORM = ("GET", "HEAD", "POST")
_TOO_MANY = "Too many pledges were begun from here. Wait some minutes, then try again."


@login_not_required
@require_http_methods(_FORM)
def make(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; sent, first what it would cost, then the letter that asks to confirm it."""
    campaign = see_campaign(slug)
    units = offered_units(campaign, clock.now())
    context: dict[str, object] = {"campaign": campaign, "cause": campaign.cause}
    if not units:
        return render(request, "giving/pledges/no_pledges.html", context)
    said = sent(request)
    form = PledgeForm(said, campaign=campaign, units=units, initial=known(visitor(request)))
    context["form"] = form
    step = request.POST.get("step", "")
    if not form.is_valid() or step == "change":
        status = 400 if said is not None and form.errors else 200
        return render(request, "giving/pledges/pledge.html", context, status=status)
    if step != "send":
        context |= look_context(campaign, form.words())
        return render(request, "giving/pledges/look.html", context)
    if _asked(request, campaign, form):
        return redirect("giving:pledge-sent", slug)
    return render(request, "giving/pledges/pledge.html", context, status=400)


def _asked(request: HttpRequest, campaign: Campaign, form: PledgeForm) -> bool:
    """Whether the letter is written; the form says why not."""
    if not may_ask(request, form.cleaned_data["email"]):
        form.add_error(None, _TOO_MANY)
        return False
    with refusals_on(form, PledgeError):
        actions.make_pledge(campaign, form.words(), clock.now(), athlete=visitor(request))
        return True
    return False


@login_not_required
@require_safe
def letter_sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Look into your mail."""
    campaign = see_campaign(slug)
    context = {"campaign": campaign, "cause": campaign.cause}
    return render(request, "giving/pledges/sent.html", context)


@login_not_required
@never_cache
@require_safe
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """A pledge as its donor sees it."""
    return _managed(request, token, pledge_of(token))


def _managed(
    request: HttpRequest, token: str, pledge: Pledge, status: int = 200, **forms: object
) -> HttpResponse:
    context = {
        "token": token,
        "display_form": PledgeDisplayForm(initial=PledgeDisplayForm.of(pledge)),
        "cap_form": CapForm(pledge=pledge),
        **pledge_context(pledge),
        **forms,
    }
    answer = render(request, "giving/pledges/manage.html", context, status=status)
    return leads_to(answer, pledge.campaign.cause)


@login_not_required
@require_POST
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Mean it."""
    pledge = pledge_of(token)
    return _done(
        request,
        token,
        lambda: actions.confirm(pledge, clock.now()),
        "Your pledge stands. Thank you.",
    )


@login_not_required
@never_cache
@require_POST
def cap(request: HttpRequest, token: str) -> HttpResponse:
    """A lower cap."""
    pledge = pledge_of(token)
    form = CapForm(request.POST, pledge=pledge)
    if not form.is_valid():
        return _managed(request, token, pledge, 400, cap_form=form)
    return _done(
        request,
        token,
        lambda: actions.lower_cap(pledge, form.cleaned_data["cap"]),
        "Saved: it never costs more than that.",
    )


@login_not_required
@never_cache
@require_POST
def display(request: HttpRequest, token: str) -> HttpResponse:
    """How the page shows it."""
    pledge = pledge_of(token)
    form = PledgeDisplayForm(request.POST)
    if not form.is_valid():
        return _managed(request, token, pledge, 400, display_form=form)
    shown, hides = Display(form.cleaned_data["display"]), form.cleaned_data["hides_amount"]
    return _done(
        request,
        token,
        lambda: actions.change_display(pledge, shown, hides_amount=hides),
        "Saved: the page shows it like this from now on.",
    )


@login_not_required
@require_POST
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """Take it back."""
    pledge = pledge_of(token)
    return _done(
        request,
        token,
        lambda: actions.cancel(pledge, clock.now()),
        "Your pledge is cancelled: nothing is owed.",
    )


@login_not_required
@never_cache
@require_POST
def pay(request: HttpRequest, token: str) -> HttpResponse:
    """On to paying it."""
    pledge = pledge_of(token)
    with refusals_told(request, PledgeError, GiftError, AlreadyPaidError):
        if not may_start(request, pledge.campaign):
            raise NotStartedError
        attempt = paying.pay(pledge, request.POST.get("way", ""), clock.now())
        return leads_to(redirect(start_attempt(attempt)), pledge.campaign.cause)
    return redirect("giving:pledge-manage", token)


@never_cache
@require_safe
def of_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has pledged: by name for who keeps the books, else as the page shows them."""
    campaign, me = campaign_for(athlete_of(request), slug)
    context = list_context(campaign, me, page_number(request.GET.get("page", "")))
    return render(request, "giving/pledges/list.html", context)


@require_POST
def cash(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """The money of a pledge was handed over."""
    campaign, me = campaign_for(athlete_of(request), slug)
    pledge = campaign.pledges.filter(pk=key).first()
    if pledge is None or not may_money(me, MoneyAct.KEEP_BOOKS):
        raise Http404
    with refusals_told(request, PledgeError, AlreadyPaidError):
        gift = paying.take_cash(pledge, me, today_of(campaign), clock.now())
        messages.success(request, f"Paid: the gift is {gift.ref}.")
    return redirect("giving:pledges", slug)


def _done(request: HttpRequest, token: str, act: Callable[[], object], words: str) -> HttpResponse:
    """Do it and say so, or say why not."""
    with refusals_told(request, PledgeError):
        act()
        messages.success(request, words)
    return redirect("giving:pledge-manage", token)

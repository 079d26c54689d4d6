"""What is done with giving pages: made, sent, approved, written on, ended."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from strongstride.accounts.access import athlete_of
from strongstride.clubs.feed.asking import sent
from strongstride.clubs.models import Membership
from strongstride.giving.access import MoneyAct, campaign_for, may_money, member_for_money
from strongstride.giving.campaigns import actions, updates
from strongstride.giving.campaigns.beginning import Beginning, begin, challenge_in, kind_of
from strongstride.giving.campaigns.forms import NewPageForm, PageForm, UpdateForm, WhyForm
from strongstride.giving.campaigns.queries import update_of
from strongstride.giving.campaigns.standing import today_of
from strongstride.giving.campaigns.words import CampaignError
from strongstride.giving.causes.queries import open_causes
from strongstride.giving.models import Campaign, OwnerKind
from strongstride.giving.pledges.offering import invitation
from strongstride.giving.views.refusals import refusals_on, refusals_told
from strongstride.web import clock

_FORM = ["GET", "HEAD", "POST"]


@require_http_methods(_FORM)
def add(request: HttpRequest, club: str) -> HttpResponse:
    """A new page: filled in so that it can be sent as it is."""
    found, member = member_for_money(athlete_of(request), club, MoneyAct.MAKE_PAGE)
    challenge = challenge_in(found, request.GET.get("challenge", ""))
    try:
        beginning = begin(member, kind_of(request.GET.get("for", "")), challenge)
    except CampaignError as error:
        return _not_now(request, member, str(error))
    causes = list(open_causes(found))
    if not causes:
        return _not_now(request, member, "")
    form = NewPageForm(
        sent(request),
        initial=NewPageForm.preset(beginning, causes),
        causes=causes,
        kind=beginning.kind,
        today=clock.local_today(found.time_zone),
    )
    if request.method == "POST" and form.is_valid():
        return _made(request, beginning, form)
    return _asked(request, beginning, form)


def _not_now(request: HttpRequest, member: Membership, why: str) -> HttpResponse:
    manages = may_money(member, MoneyAct.MANAGE_CAUSES)
    context = {"club": member.club, "why": why, "manages": manages}
    return render(request, "giving/campaigns/not_now.html", context, status=400 if why else 200)


def _made(request: HttpRequest, beginning: Beginning, form: NewPageForm) -> HttpResponse:
    with refusals_on(form, CampaignError):
        words = form.words(beginning.name)
        campaign = actions.make_page(beginning, form.cause_chosen(), words)
        if "send" in request.POST:
            actions.submit(campaign, beginning.owner)
        messages.success(request, _said(campaign))
        return redirect("giving:page", campaign.slug)
    return _asked(request, beginning, form)


def _asked(request: HttpRequest, beginning: Beginning, form: NewPageForm) -> HttpResponse:
    owner = beginning.owner
    context = {
        "club": owner.club,
        "beginning": beginning,
        "challenge": beginning.challenge,
        "invitation": _invitation(beginning),
        "form": form,
        "may_approve": may_money(owner, MoneyAct.APPROVE_PAGES),
    }
    status = 400 if form.errors else 200
    return render(request, "giving/campaigns/new.html", context, status=status)


def _invitation(beginning: Beginning) -> str:
    if beginning.part is None or beginning.challenge is None:
        return ""
    return invitation(beginning.challenge, clock.now())


def _said(campaign: Campaign) -> str:
    return {
        "draft": "Saved as a draft. Only you and the club’s organisers see it.",
        "submitted": "Sent. You get its address to pass on once an organiser has looked at it.",
        "live": "It is live. Send its address to your friends.",
    }[campaign.state]


@require_http_methods(_FORM)
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what the page says."""
    campaign, member = campaign_for(athlete_of(request), slug)
    form = PageForm(
        sent(request),
        initial=PageForm.told(campaign),
        kind=OwnerKind(campaign.owner_kind),
        currency=campaign.currency,
        today=today_of(campaign),
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, CampaignError):
            actions.change_page(campaign, member, form.words(campaign.owner_name))
            messages.success(request, "Saved.")
            return redirect("giving:page", slug)
    context = {"campaign": campaign, "club": campaign.club, "form": form}
    status = 400 if form.errors else 200
    return render(request, "giving/campaigns/edit.html", context, status=status)


@require_POST
def submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Send it to the organisers."""
    campaign, member = campaign_for(athlete_of(request), slug)
    with refusals_told(request, CampaignError):
        actions.submit(campaign, member)
        messages.success(request, _said(campaign))
    return redirect("giving:page", slug)


@require_POST
def approve(request: HttpRequest, slug: str) -> HttpResponse:
    """Let everybody see it."""
    campaign, member = campaign_for(athlete_of(request), slug)
    with refusals_told(request, CampaignError):
        actions.approve(campaign, member)
        messages.success(request, "It is live.")
    return redirect("giving:page", slug)


@require_http_methods(_FORM)
def send_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what is to change first."""
    return _with_reason(request, slug, actions.send_back, "giving/campaigns/send_back.html")


@require_http_methods(_FORM)
def cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Take it away."""
    return _with_reason(request, slug, actions.cancel, "giving/campaigns/cancel.html")


def _with_reason(
    request: HttpRequest,
    slug: str,
    act: Callable[[Campaign, Membership, str], None],
    template: str,
) -> HttpResponse:
    campaign, member = campaign_for(athlete_of(request), slug)
    form = WhyForm(sent(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, CampaignError):
            act(campaign, member, form.cleaned_data["why"])
            messages.success(request, "Done. Its owner can read why.")
            return redirect("giving:page", slug)
    context = {"campaign": campaign, "club": campaign.club, "form": form}
    return render(request, template, context, status=400 if form.errors else 200)


@require_http_methods(_FORM)
def complete(request: HttpRequest, slug: str) -> HttpResponse:
    """Take no more gifts: asked once more, since it cannot be taken back."""
    campaign, member = campaign_for(athlete_of(request), slug)
    if request.method == "POST":
        with refusals_told(request, CampaignError):
            actions.complete(campaign, member)
            messages.success(request, "It is completed. Thank your donors with an update.")
        return redirect("giving:page", slug)
    context = {"campaign": campaign, "club": campaign.club}
    return render(request, "giving/campaigns/complete.html", context)


@require_POST
def write_update(request: HttpRequest, slug: str) -> HttpResponse:
    """Write news on the page."""
    campaign, member = campaign_for(athlete_of(request), slug)
    form = UpdateForm(request.POST)
    if form.is_valid():
        with refusals_told(request, CampaignError):
            updates.write(campaign, member, form.cleaned_data["body"])
            messages.success(request, "It stands on your page.")
    else:
        messages.error(request, _problems(form))
    return redirect("giving:page", slug)


@require_POST
def hide_update(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Take news away."""
    campaign, member = campaign_for(athlete_of(request), slug)
    update = update_of(campaign, key)
    if update is None:
        raise Http404
    updates.hide(campaign, member, update)
    messages.success(request, "It is taken away.")
    return redirect("giving:page", slug)


def _problems(form: forms.Form) -> str:
    """Everything that is wrong with a form, on one line."""
    return " ".join(str(problem) for of_field in form.errors.values() for problem in of_field)

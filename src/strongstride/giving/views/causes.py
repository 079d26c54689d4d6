"""Causes of a club: who receives the money, by whose leave, and what is to be seen to."""

from datetime import date

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from strongstride.accounts.access import athlete_of
from strongstride.clubs.feed.asking import sent
from strongstride.clubs.models import Membership
from strongstride.giving.access import MoneyAct, cause_for, member_for_money
from strongstride.giving.causes import actions
from strongstride.giving.causes.bank import lines_of
from strongstride.giving.causes.checklist import checks_for, left_of
from strongstride.giving.causes.errors import CauseError
from strongstride.giving.causes.forms import CauseForm, ChecksForm, MoneyForm, PermissionForm
from strongstride.giving.causes.presets import new_cause
from strongstride.giving.causes.queries import causes_of, has_pages, is_open, is_permitted
from strongstride.giving.models import Cause
from strongstride.giving.providers import PROVIDERS
from strongstride.giving.views.refusals import refusals_on
from strongstride.web import clock

_FORM = ["GET", "HEAD", "POST"]


@require_safe
def list_causes(request: HttpRequest, club: str) -> HttpResponse:
    """The causes of a club, and whether each takes gifts."""
    found, _ = member_for_money(athlete_of(request), club, MoneyAct.MANAGE_CAUSES)
    lines = [(each, is_open(each), is_permitted(each)) for each in causes_of(found)]
    return render(request, "giving/causes/list.html", {"club": found, "lines": lines})


@require_http_methods(_FORM)
def add(request: HttpRequest, club: str) -> HttpResponse:
    """A new cause: who it is, where the money goes, by whose leave."""
    found, member = member_for_money(athlete_of(request), club, MoneyAct.MANAGE_CAUSES)
    said, first = sent(request), new_cause(found)
    who, money = CauseForm(said, initial=first), MoneyForm(said, initial=first)
    leave = PermissionForm(said, today=_today(member))
    parts: tuple[forms.Form, ...] = (who, money, leave)
    wrong = [part for part in parts if not part.is_valid()]  # each of them says what is wrong
    if said is not None and not wrong:
        with refusals_on(who, CauseError):
            cause = actions.create_cause(member, who.words(), money.words(), leave.words())
            messages.success(request, "The cause is there. See to its checklist next.")
            return redirect("giving:cause", found.slug, cause.slug)
    context = {"club": found, "who": who, "money": money, "leave": leave}
    status = 400 if any(part.errors for part in parts) else 200
    return render(request, "giving/causes/new.html", context, status=status)


@require_safe
def show(request: HttpRequest, club: str, cause: str) -> HttpResponse:
    """A cause as its organisers know it, with its checklist."""
    found, _ = cause_for(athlete_of(request), club, cause)
    context = {
        "club": found.club,
        "cause": found,
        "is_open": is_open(found),
        "is_permitted": is_permitted(found),
        "bank": lines_of(found.bank),
        "ways": [each.title for key, each in PROVIDERS.items() if key in found.ways],
        "checks": [(each, each.key in found.checks) for each in checks_for(found.country)],
        "left": left_of(found.country, found.checks),
        "noted_by": found.permission_noted_by,
    }
    return render(request, "giving/causes/show.html", context)


@require_http_methods(_FORM)
def edit(request: HttpRequest, club: str, cause: str) -> HttpResponse:
    """Who the cause is."""
    found, member = cause_for(athlete_of(request), club, cause)
    form = CauseForm(sent(request), initial=CauseForm.told(found))
    if request.method == "POST" and form.is_valid():
        actions.change_cause(found, member, form.words())
        return _saved(request, found)
    return _form(request, found, form, "Who the cause is")


@require_http_methods(_FORM)
@reauthentication_required  # type: ignore[untyped-decorator]
def money(request: HttpRequest, club: str, cause: str) -> HttpResponseBase:
    """Where the money goes; asks for the password, since whoever changes it could take it."""
    found, member = cause_for(athlete_of(request), club, cause)
    form = MoneyForm(sent(request), initial=MoneyForm.told(found), cause=found)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, CauseError, field="currency"):
            actions.change_money(found, member, form.words())
            return _saved(request, found)
    return _form(request, found, form, "Where the money goes", stands=has_pages(found))


@require_http_methods(_FORM)
def permission(request: HttpRequest, club: str, cause: str) -> HttpResponse:
    """By whose leave one collects."""
    found, member = cause_for(athlete_of(request), club, cause)
    first = PermissionForm.told(found)
    form = PermissionForm(sent(request), initial=first, today=_today(member))
    if request.method == "POST" and form.is_valid():
        actions.note_permission(found, member, form.words())
        return _saved(request, found)
    return _form(request, found, form, "Permission of the cause")


@require_POST
def checks(request: HttpRequest, club: str, cause: str) -> HttpResponse:
    """Keep which points of the checklist are seen to."""
    found, member = cause_for(athlete_of(request), club, cause)
    form = ChecksForm(request.POST, country=found.country)
    if form.is_valid():
        actions.tick_checks(found, member, form.cleaned_data["checks"])
        messages.success(request, "Saved.")
    else:
        messages.error(request, "The checklist has changed meanwhile: tick it again.")
    return redirect("giving:cause", found.club.slug, found.slug)


@require_POST
def switch(request: HttpRequest, club: str, cause: str) -> HttpResponse:
    """Let a cause take gifts, or take none any more."""
    found, member = cause_for(athlete_of(request), club, cause)
    actions.switch(found, member, is_active=request.POST.get("is_active") == "yes")
    return _saved(request, found)


def _form(
    request: HttpRequest, cause: Cause, form: forms.Form, title: str, *, stands: bool = False
) -> HttpResponse:
    context = {"club": cause.club, "cause": cause, "form": form, "title": title, "stands": stands}
    status = 400 if form.errors else 200
    return render(request, "giving/causes/edit.html", context, status=status)


def _saved(request: HttpRequest, cause: Cause) -> HttpResponse:
    messages.success(request, "Saved.")
    return redirect("giving:cause", cause.club.slug, cause.slug)


def _today(member: Membership) -> date:
    return clock.local_today(member.club.time_zone)

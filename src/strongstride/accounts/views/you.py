"""The You page and the pages it leads to."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from strongstride.accounts.access import athlete_of, user_of
from strongstride.accounts.answers.sections import SECTIONS, Section
from strongstride.accounts.answers.told import told_in_short
from strongstride.accounts.invites import may_invite
from strongstride.accounts.views.asking import PICK_BUTTONS, questions, saved

SHAPES_THE_PLAN = frozenset({Section.RACE, Section.TIME, Section.EQUIPMENT, Section.WEEK})


def show(request: HttpRequest) -> HttpResponse:
    """Everything about the athlete in one place."""
    athlete = athlete_of(request)
    today = athlete.local_today()
    told = told_in_short(athlete.profile, today)
    is_planned = athlete.set_up_at is not None
    rows = [
        (_address(section, is_planned=is_planned), SECTIONS[section].title, told[section])
        for section in Section
    ]
    may = may_invite(user_of(request))
    return render(request, "accounts/you.html", {"rows": rows, "may_invite": may})


def _address(section: Section, *, is_planned: bool) -> str:
    """Where to change a section: once there is a plan, where its difference can be seen first."""
    if is_planned and section in SHAPES_THE_PLAN:
        return reverse("training:plan-change", args=[section.value])
    return reverse("accounts:section", args=[section.value])


def section(request: HttpRequest, section: str) -> HttpResponse:
    """One group of answers, to read and to change."""
    if section not in set(Section):
        raise Http404
    asked = questions(request, [Section(section)])
    if saved(request, asked):
        messages.success(request, "Saved. Your plan follows.")
        return redirect("accounts:you")
    status = 400 if asked[0].form.is_bound else 200
    context = {"questions": asked, "title": asked[0].title, "picks": PICK_BUTTONS}
    return render(request, "accounts/section.html", context, status=status)


def privacy(request: HttpRequest) -> HttpResponse:
    """Who sees what, and where each of the doors is opened and closed."""
    athlete = athlete_of(request)
    context = {
        "has_calendar": bool(athlete.profile.calendar_secret),
        "tokens": athlete.api_tokens.count(),
    }
    return render(request, "accounts/privacy.html", context)

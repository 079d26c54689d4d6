"""What organisers do with a challenge: make, change, open, call off, do it again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from strongstride.accounts.access import athlete_of
from strongstride.clubs.access import Act, challenge_for, member_for
from strongstride.clubs.challenges import actions
from strongstride.clubs.challenges.forms import CancelForm, ChallengeForm, StandingForm
from strongstride.clubs.challenges.presets import PRESETS, filled, preset
from strongstride.clubs.challenges.words import ChallengeError, words_of
from strongstride.clubs.models import Challenge, Membership
from strongstride.web import clock

_FORM = ["GET", "HEAD", "POST"]


@require_http_methods(_FORM)
def add(request: HttpRequest, club: str) -> HttpResponse:
    """A new challenge: a preset, a title, Save."""
    found, member = member_for(athlete_of(request), club, Act.RUN_CHALLENGES)
    chosen = preset(request.GET.get("preset", ""))
    initial = filled(chosen, clock.local_today(found.time_zone))
    form = ChallengeForm(request.POST or None, initial=initial, club=found, before=None)
    if request.method == "POST" and form.is_valid():
        made = actions.create_challenge(member, form.words())
        messages.success(request, "Saved as a draft. Look at it, then open it.")
        return redirect("clubs:challenge", found.slug, made.slug)
    context = {"club": found, "form": form, "presets": PRESETS, "chosen": chosen}
    status = 400 if form.errors else 200
    return render(request, "clubs/challenges/new.html", context, status=status)


@require_http_methods(_FORM)
def edit(request: HttpRequest, club: str, challenge: str) -> HttpResponse:
    """Change a challenge: all of it, or what may still change."""
    of, member = _for_organiser(request, club, challenge)
    words, stands = words_of(of), actions.has_begun(of)
    made = StandingForm if stands else ChallengeForm
    form = made(request.POST or None, initial=made.told(words), club=of.club, before=words)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_challenge(of, member, form.words())
        except ChallengeError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Saved.")
            return redirect("clubs:challenge", of.club.slug, of.slug)
    context = {"club": of.club, "challenge": of, "form": form, "stands": stands}
    status = 400 if form.errors else 200
    return render(request, "clubs/challenges/edit.html", context, status=status)


@require_POST
def open_it(request: HttpRequest, club: str, challenge: str) -> HttpResponse:
    """Let members see it and join."""
    of, member = _for_organiser(request, club, challenge)
    try:
        actions.open_challenge(of, member)
        messages.success(request, "It is open. Send the link below to your runners.")
    except ChallengeError as error:
        messages.error(request, str(error))
    return redirect("clubs:challenge", club, challenge)


@require_http_methods(_FORM)
def cancel(request: HttpRequest, club: str, challenge: str) -> HttpResponse:
    """Call it off, with a reason."""
    of, member = _for_organiser(request, club, challenge)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_challenge(of, member, form.cleaned_data["why"])
        except ChallengeError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "It is called off.")
            return redirect("clubs:challenge", club, challenge)
    context = {"club": of.club, "challenge": of, "form": form}
    status = 400 if form.errors else 200
    return render(request, "clubs/challenges/cancel.html", context, status=status)


@require_POST
def clone(request: HttpRequest, club: str, challenge: str) -> HttpResponse:
    """The same again, a year on, as a draft."""
    of, member = _for_organiser(request, club, challenge)
    made = actions.clone_challenge(of, member)
    messages.success(request, "A draft with the same terms, a year on. Look at its days.")
    return redirect("clubs:challenge-edit", club, made.slug)


@require_POST
def discard(request: HttpRequest, club: str, challenge: str) -> HttpResponse:
    """Delete a draft."""
    of, member = _for_organiser(request, club, challenge)
    try:
        actions.discard_draft(of, member)
    except ChallengeError as error:
        messages.error(request, str(error))
        return redirect("clubs:challenge", club, challenge)
    messages.success(request, "The draft is deleted.")
    return redirect("clubs:club", club)


def _for_organiser(request: HttpRequest, club: str, challenge: str) -> tuple[Challenge, Membership]:
    return challenge_for(athlete_of(request), club, challenge, Act.RUN_CHALLENGES)

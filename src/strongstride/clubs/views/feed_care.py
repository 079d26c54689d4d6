"""Keeping a feed a good place: deleting, reporting, hiding, muting, switching kinds off."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from strongstride.accounts.access import athlete_of
from strongstride.clubs.access import Act
from strongstride.clubs.feed import actions, moderation, switches
from strongstride.clubs.feed.access import (
    comment_for,
    comment_to_moderate,
    member_of,
    other_member,
    own_comment,
    own_post,
    post_for,
    post_to_moderate,
    report_to_settle,
)
from strongstride.clubs.feed.asking import DELETE, HIDE, REPORT, Question, answered, sent
from strongstride.clubs.feed.errors import FeedError
from strongstride.clubs.feed.forms import ClubKindsForm, HideForm, KindsForm, ReportForm
from strongstride.clubs.feed.items import name_of
from strongstride.clubs.feed.page import about_context, moderation_context, settings_context
from strongstride.clubs.models import Club, Comment, Membership, Post

_READ_OR_SENT = ("GET", "HEAD", "POST")


@require_http_methods(_READ_OR_SENT)
def delete_post(request: HttpRequest, club: str, key: UUID) -> HttpResponse:
    """Ask, then delete one's own post."""
    member, mine = own_post(request, club, key)
    form = forms.Form(sent(request))
    return _ask(request, member, mine, DELETE, form, lambda: actions.delete_post(member, mine))


@require_http_methods(_READ_OR_SENT)
def delete_comment(request: HttpRequest, club: str, key: UUID) -> HttpResponse:
    """Ask, then delete one's own comment."""
    member, mine = own_comment(request, club, key)
    form = forms.Form(sent(request))
    return _ask(request, member, mine, DELETE, form, lambda: actions.delete_comment(member, mine))


@require_http_methods(_READ_OR_SENT)
def report_post(request: HttpRequest, club: str, key: UUID) -> HttpResponse:
    """Ask why, then tell the moderators."""
    member, about = post_for(request, club, key)
    form = ReportForm(sent(request))
    return _ask(
        request, member, about, REPORT, form, lambda: actions.report(member, about, form.why())
    )


@require_http_methods(_READ_OR_SENT)
def report_comment(request: HttpRequest, club: str, key: UUID) -> HttpResponse:
    """Ask why, then tell the moderators."""
    member, about = comment_for(request, club, key)
    form = ReportForm(sent(request))

    def tell() -> None:
        actions.report(member, about.post, form.why(), said_in=about)

    return _ask(request, member, about, REPORT, form, tell)


@require_http_methods(_READ_OR_SENT)
def hide_post(request: HttpRequest, club: str, key: UUID) -> HttpResponse:
    """Ask why, then hide a post."""
    moderator, thing = post_to_moderate(request, club, key)
    return _hide(request, moderator, thing)


@require_http_methods(_READ_OR_SENT)
def hide_comment(request: HttpRequest, club: str, key: UUID) -> HttpResponse:
    """Ask why, then hide a comment."""
    moderator, thing = comment_to_moderate(request, club, key)
    return _hide(request, moderator, thing)


@require_POST
def show_post(request: HttpRequest, club: str, key: UUID) -> HttpResponse:
    """Show a post again."""
    moderation.show_again(*post_to_moderate(request, club, key))
    return _to_queue(request, club, "Everybody sees it again.")


@require_POST
def show_comment(request: HttpRequest, club: str, key: UUID) -> HttpResponse:
    """Show a comment again."""
    moderation.show_again(*comment_to_moderate(request, club, key))
    return _to_queue(request, club, "Everybody sees it again.")


@require_safe
def queue(request: HttpRequest, club: str) -> HttpResponse:
    """What is reported, and what is hidden."""
    moderator = member_of(request, club, Act.MODERATE)
    context = moderation_context(moderator, athlete_of(request))
    return render(request, "clubs/feed/moderation.html", context)


@require_POST
def settle(request: HttpRequest, club: str, key: UUID) -> HttpResponse:
    """Let stand what was reported."""
    moderation.settle(*report_to_settle(request, club, key))
    return _to_queue(request, club, "It stays, and the report is settled.")


@require_POST
def mute(request: HttpRequest, club: str, key: UUID) -> HttpResponse:
    """Read nothing more of a member."""
    member = member_of(request, club)
    muted = other_member(member, key)
    try:
        actions.mute(member, muted)
    except FeedError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, f"You will not read {name_of(muted)} any more. They are not told."
        )
    return redirect("clubs:feed", club)


@require_POST
def unmute(request: HttpRequest, club: str, key: UUID) -> HttpResponse:
    """Read a member again."""
    member = member_of(request, club)
    actions.unmute(member, other_member(member, key))
    return redirect("clubs:feed-settings", club)


@require_http_methods(_READ_OR_SENT)
def settings(request: HttpRequest, club: str) -> HttpResponse:
    """What comes by itself about me, and whom I have muted."""
    member = member_of(request, club)
    form = KindsForm(sent(request), initial=KindsForm.told(member.quiet))
    status = answered(request, form, lambda: switches.quiet_member(member, form.quiet()))
    if not status:
        messages.success(request, "Saved.")
        return redirect("clubs:feed-settings", club)
    context = settings_context(member, athlete_of(request), form)
    return render(request, "clubs/feed/settings.html", context, status=status)


@require_POST
def club_settings(request: HttpRequest, club: str) -> HttpResponse:
    """What comes by itself in the club."""
    organiser = member_of(request, club, Act.CHANGE_CLUB)
    form = ClubKindsForm(request.POST)
    if answered(request, form, lambda: switches.quiet_club(organiser, form.quiet())):
        messages.error(request, "Nothing was changed: reload the page, and choose once more.")
    else:
        messages.success(request, "Saved for the club.")
    return redirect("clubs:feed-settings", club)


def _hide(request: HttpRequest, moderator: Membership, thing: Post | Comment) -> HttpResponse:
    form = HideForm(sent(request))
    return _ask(
        request, moderator, thing, HIDE, form, lambda: moderation.hide(moderator, thing, form.why())
    )


def _ask(
    request: HttpRequest,
    member: Membership,
    thing: Post | Comment,
    question: Question,
    form: forms.Form,
    act: Callable[[], object],
) -> HttpResponse:
    """Show the question about a post or comment; do it when it is answered."""
    status = answered(request, form, act)
    if not status:
        messages.success(request, question.done)
        return redirect(_after(question, member.club, thing))
    context = about_context(member, athlete_of(request), thing)
    context |= {"question": question, "form": form}
    return render(request, "clubs/feed/ask.html", context, status=status)


def _after(question: Question, club: Club, thing: Post | Comment) -> str:
    """Where to go on once it is answered."""
    if question is HIDE:
        return reverse("clubs:feed-moderation", args=[club.slug])
    if isinstance(thing, Comment):
        return reverse("clubs:feed-post", args=[club.slug, thing.post_id])
    return reverse("clubs:feed", args=[club.slug])


def _to_queue(request: HttpRequest, club: str, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("clubs:feed-moderation", club)

"""Who is in a club, and what organisers do about it."""

from collections.abc import Callable, Iterable
from functools import wraps
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from strongstride.accounts.access import athlete_of
from strongstride.clubs.access import Act, may, member_for, outranks, someone_in
from strongstride.clubs.club import actions
from strongstride.clubs.club.errors import ClubError
from strongstride.clubs.club.forms import BanForm, RoleForm, SearchForm
from strongstride.clubs.club.lines import (
    MemberLine,
    member_line,
    people_words,
    shown_words,
    standing_words,
)
from strongstride.clubs.club.queries import counts, how_many, members
from strongstride.clubs.models import Membership, MemberState, Role

MemberAct = Callable[[HttpRequest, Membership, Membership], HttpResponse]
_LISTED = (MemberState.ACTIVE, MemberState.ASKED, MemberState.BANNED)


@require_safe
def list_members(request: HttpRequest, club: str) -> HttpResponse:
    """A page of members: all of them for organisers, those who are shown for the others."""
    found, me = member_for(athlete_of(request), club, Act.TAKE_PART)
    manages = may(me, Act.MANAGE_MEMBERS)
    form = SearchForm(request.GET)
    state = request.GET.get("state", "")
    state = state if manages and state in _LISTED else MemberState.ACTIVE
    text, after = form.wanted(), request.GET.get("after", "")
    page = members(found, state=state, text=text, shown_only=not manages, after=after)
    context = {
        "club": found,
        "manages": manages,
        "form": form,
        "text": text,
        "state": state,
        "counts": counts(found) if manages else {},
        "people": "" if manages else people_words(how_many(found, MemberState.ACTIVE)),
        "page": page,
        "lines": _lines(page.members, text, manages=manages),
    }
    return render(request, "clubs/club/members.html", context)


def _lines(found: Iterable[Membership], text: str, *, manages: bool) -> list[MemberLine]:
    """A line for each; a search tells others nothing of a name that its line does not show."""
    lines = [member_line(each, manages=manages) for each in found]
    return lines if manages or not text else [each for each in lines if each.is_by_name]


def _about(request: HttpRequest, club: str, key: UUID, act: Act) -> tuple[Membership, Membership]:
    """Who acts and whom it is about; Http404 for somebody not of this club."""
    found, me = member_for(athlete_of(request), club, act)
    return me, someone_in(found, key)


@require_safe
def show(request: HttpRequest, club: str, member: UUID) -> HttpResponse:
    """One member, for organisers."""
    me, about = _about(request, club, member, Act.MANAGE_MEMBERS)
    return _member_page(request, me, about)


def _member_page(
    request: HttpRequest,
    me: Membership,
    about: Membership,
    *,
    ban_form: BanForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "club": about.club,
        "me": me,
        "member": about,
        "standing": standing_words(about),
        "shown": shown_words(about),
        "is_below": outranks(me, about),
        "is_active": about.state == MemberState.ACTIVE,
        "may_hand_over": may(me, Act.HAND_OVER) and about.role != Role.OWNER,
        "role_form": RoleForm(initial={"role": about.role}, actor=me),
        "ban_form": ban_form or BanForm(),
    }
    return render(request, "clubs/club/member.html", context, status=status)


def _organisers_act(act: MemberAct) -> Callable[[HttpRequest, str, UUID], HttpResponse]:
    """A POST of an organiser about a member; what cannot be done is said on the member's page."""

    @require_POST
    @wraps(act)
    def view(request: HttpRequest, club: str, member: UUID) -> HttpResponse:
        me, about = _about(request, club, member, Act.MANAGE_MEMBERS)
        try:
            return act(request, me, about)
        except ClubError as error:
            messages.error(request, str(error))
            return redirect("clubs:members", club)

    return view


@_organisers_act
def answer(request: HttpRequest, me: Membership, about: Membership) -> HttpResponse:
    """Let somebody in who asked, or not."""
    if request.POST.get("answer") == "yes":
        actions.approve(me, about)
        messages.success(request, f"{about.name} is in.")
    else:
        actions.refuse(me, about)
        messages.success(request, f"{about.name} is not let in.")
    return redirect("clubs:members", about.club.slug)


@_organisers_act
def give_role(request: HttpRequest, me: Membership, about: Membership) -> HttpResponse:
    """Give a member another role."""
    form = RoleForm(request.POST, actor=me)
    if not form.is_valid():
        raise ClubError("You can give roles below your own only.")
    actions.give_role(me, about, form.cleaned_data["role"])
    messages.success(request, f"{about.name}: {about.get_role_display().lower()}.")
    return redirect("clubs:member", about.club.slug, about.pk)


@_organisers_act
def ban(request: HttpRequest, me: Membership, about: Membership) -> HttpResponse:
    """Put somebody out for good."""
    form = BanForm(request.POST)
    if not form.is_valid():
        return _member_page(request, me, about, ban_form=form, status=400)
    actions.ban(me, about, form.cleaned_data["reason"])
    messages.success(request, f"{about.name} is banned.")
    return redirect("clubs:member", about.club.slug, about.pk)


@_organisers_act
def unban(request: HttpRequest, me: Membership, about: Membership) -> HttpResponse:
    """Lift a ban."""
    actions.unban(me, about)
    messages.success(request, f"{about.name} may join again.")
    return redirect("clubs:member", about.club.slug, about.pk)


def hand_over(request: HttpRequest, club: str, member: UUID) -> HttpResponse:
    """Make another member the owner; asks for the password again when the login is old."""
    me, about = _about(request, club, member, Act.HAND_OVER)
    response: HttpResponse = _hand_over(request, me, about)
    return response


@reauthentication_required  # type: ignore[untyped-decorator]
def _hand_over(request: HttpRequest, me: Membership, about: Membership) -> HttpResponse:
    club = about.club
    if request.method != "POST":
        return render(
            request, "clubs/club/hand_over.html", {"club": club, "me": me, "member": about}
        )
    try:
        actions.hand_over(me, about)
    except ClubError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{about.name} owns the club now; you are an admin.")
    return redirect("clubs:members", club.slug)

"""The money desk: what waits, gifts, donors, the treasurer's table, and sending gifts back."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from strongstride.accounts.access import athlete_of
from strongstride.clubs.desk.audit import note
from strongstride.clubs.feed.asking import sent
from strongstride.clubs.models import Membership
from strongstride.giving.access import MoneyAct, member_for_money
from strongstride.giving.clearing.refunds import refundable
from strongstride.giving.desk import giving_back
from strongstride.giving.desk.access import attempt_of_books, gift_of_books, keeper
from strongstride.giving.desk.donors import donor_page
from strongstride.giving.desk.errors import MoneyDeskError
from strongstride.giving.desk.forms import RefundForm, SearchForm
from strongstride.giving.desk.gifts import Which, gift_page, whole_gift
from strongstride.giving.desk.overview import money_desk
from strongstride.giving.desk.tables import gifts_table
from strongstride.giving.gifts import offline
from strongstride.giving.gifts.errors import GiftError
from strongstride.giving.models import Donation, PaymentAttempt
from strongstride.giving.providers import is_online, title_of
from strongstride.giving.views.refusals import refusals_on, refusals_told
from strongstride.web.files import table_file
from strongstride.web.marks import page_number

_FORM = ["GET", "HEAD", "POST"]


@require_safe
def show(request: HttpRequest, club: str) -> HttpResponse:
    """What waits, and what pages and causes come to."""
    found, me = member_for_money(athlete_of(request), club, MoneyAct.SEE_TOTALS)
    return render(request, "giving/desk/desk.html", {"club": found, "desk": money_desk(me)})


@never_cache
@require_safe
def gifts(request: HttpRequest, club: str) -> HttpResponse:
    """Gifts: those that wait, those something is wrong with, or all."""
    me = keeper(athlete_of(request), club)
    form, asked = SearchForm(request.GET), request.GET.get("which", "")
    which = Which(asked) if asked in set(Which) else Which.WAITING
    text = form.wanted()
    page = gift_page(me, which, text, request.GET.get("after", ""))
    context = {"club": me.club, "page": page, "which": which.value, "form": form, "text": text}
    return render(request, "giving/desk/gifts.html", context)


@never_cache
@require_safe
def gift(request: HttpRequest, club: str, gift: UUID) -> HttpResponse:
    """One gift in full."""
    found, me = gift_of_books(athlete_of(request), club, gift)
    context = {"club": me.club, "gift": found, "whole": whole_gift(found)}
    return render(request, "giving/desk/gift.html", context)


@require_POST
def came(request: HttpRequest, club: str, gift: UUID) -> HttpResponse:
    """Say that the money of a gift is with the cause."""
    found, me = gift_of_books(athlete_of(request), club, gift)
    return _said(request, me, found, verified=True)


@require_POST
def given_up(request: HttpRequest, club: str, gift: UUID) -> HttpResponse:
    """Say that the money of a gift never came."""
    found, me = gift_of_books(athlete_of(request), club, gift)
    return _said(request, me, found, verified=False)


def _said(request: HttpRequest, me: Membership, of: Donation, *, verified: bool) -> HttpResponse:
    act = offline.verify if verified else offline.refuse
    with refusals_told(request, GiftError):
        act(of, me)
        done = "is in the books" if verified else "is given up; late money still counts"
        messages.success(request, f"{of.ref} {done}.")
    return redirect("giving:desk-gift", me.club.slug, of.pk)


@require_POST
def seen_to(request: HttpRequest, club: str, gift: UUID, attempt: UUID) -> HttpResponse:
    """Say that what was wrong with a payment has been seen to."""
    found, me = attempt_of_books(athlete_of(request), club, gift, attempt)
    giving_back.see_to(found, me)
    messages.success(request, "Noted: that has been seen to.")
    return redirect("giving:desk-gift", club, gift)


@never_cache
@require_http_methods(_FORM)
def give_back(request: HttpRequest, club: str, gift: UUID, attempt: UUID) -> HttpResponseBase:
    """Send a payment back, or a part of it; asks for the password again."""
    found, me = attempt_of_books(athlete_of(request), club, gift, attempt)
    answer: HttpResponseBase = _give_back(request, me, found)
    return answer


@reauthentication_required  # type: ignore[untyped-decorator]
def _give_back(request: HttpRequest, me: Membership, attempt: PaymentAttempt) -> HttpResponse:
    of, left = attempt.donation, refundable(attempt)
    form = RefundForm(sent(request), left_minor=left, currency=attempt.currency)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with refusals_on(form, MoneyDeskError):
            is_done = giving_back.give_back(attempt, said["amount"], said["reason"], me)
            later = "Written down: it is sent as soon as the provider answers."
            messages.success(request, "Sent back." if is_done else later)
            return redirect("giving:desk-gift", me.club.slug, of.pk)
    context = {"club": me.club, "gift": of, "attempt": attempt, "form": form, "left": left}
    context |= {"way": title_of(attempt.provider), "is_online": is_online(attempt.provider)}
    status = 400 if form.errors else 200
    return render(request, "giving/desk/give_back.html", context, status=status)


@never_cache
@require_safe
def donors(request: HttpRequest, club: str) -> HttpResponse:
    """Who gave, and what."""
    me = keeper(athlete_of(request), club)
    form = SearchForm(request.GET)
    text = form.wanted()
    page = donor_page(me.club, text, page_number(request.GET.get("page", "")))
    context = {"club": me.club, "page": page, "form": form, "text": text}
    return render(request, "giving/desk/donors.html", context)


@never_cache
@require_http_methods(_FORM)
def table(request: HttpRequest, club: str) -> HttpResponseBase:
    """The treasurer's table of gifts; asks for the password again."""
    me = keeper(athlete_of(request), club)
    answer: HttpResponseBase = _page_or_table(request, me)
    return answer


@reauthentication_required  # type: ignore[untyped-decorator]
def _page_or_table(request: HttpRequest, me: Membership) -> HttpResponseBase:
    if request.method != "POST":
        return render(request, "giving/desk/table.html", {"club": me.club})
    note(me.club, me, "table taken out", f"gifts of {me.club.name}")
    return table_file(gifts_table(me), f"{me.club.slug}-gifts.csv")

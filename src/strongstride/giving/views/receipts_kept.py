"""Receipts, claims of Gift Aid and donors' years, for whoever keeps the club's books."""

from datetime import date
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from strongstride.accounts.access import athlete_of
from strongstride.clubs.desk.audit import note
from strongstride.clubs.feed.asking import sent
from strongstride.clubs.models import Membership
from strongstride.giving.desk.access import cause_of_books, keeper
from strongstride.giving.models import Cause, Regime
from strongstride.giving.receipts.benefits import change_benefit
from strongstride.giving.receipts.claim import Claim, claim_of, claim_table
from strongstride.giving.receipts.forms import BenefitForm, DonorYearForm, PeriodForm
from strongstride.giving.receipts.kept_by_club import (
    donor_year,
    listed,
    page_in,
    pages_of,
    receipt_in,
    receipts_of,
    years_of,
)
from strongstride.giving.views.receipts import to_save
from strongstride.web import clock
from strongstride.web.marks import page_number

_FORM = ("GET", "HEAD", "POST")


@never_cache
@require_safe
def receipts(request: HttpRequest, club: str, cause: str) -> HttpResponse:
    """The receipts of a cause in a year, and what donors of its pages receive."""
    found, me = cause_of_books(athlete_of(request), club, cause)
    years = years_of(found) or [_today(me).year]
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else years[0]
    page = receipts_of(found, year, page_number(request.GET.get("page", "")))
    context = {"club": me.club, "cause": found, "years": years, "year": year, "page": page}
    context |= {
        "receipts": listed(page),
        "pages": pages_of(found),
        "is_uk": found.regime == Regime.UK,
    }
    return render(request, "giving/receipts/receipts.html", context)


@never_cache
@require_safe
def receipt(request: HttpRequest, club: str, cause: str, key: UUID) -> HttpResponse:
    """One of them to save."""
    of, _ = cause_of_books(athlete_of(request), club, cause)
    return to_save(receipt_in(of, key))


@never_cache
@require_http_methods(_FORM)
def benefit(request: HttpRequest, club: str, cause: str, slug: str) -> HttpResponse:
    """What donors of a page receive in return."""
    of, me = cause_of_books(athlete_of(request), club, cause)
    page = page_in(of, slug)
    form = BenefitForm(sent(request), page)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        change_benefit(page, me, told["benefit"], told["worth"], told["least"])
        messages.success(request, "Saved: receipts say so from now on.")
        return redirect("giving:receipts", club, cause)
    context = {"club": me.club, "cause": of, "campaign": page, "form": form}
    status = 400 if form.errors else 200
    return render(request, "giving/receipts/benefit.html", context, status=status)


@never_cache
@require_http_methods(_FORM)
def claim(request: HttpRequest, club: str, cause: str) -> HttpResponseBase:
    """What Gift Aid can be claimed on; sent, one of its spreadsheets."""
    found, me = cause_of_books(athlete_of(request), club, cause)
    if found.regime != Regime.UK:
        raise Http404
    answer: HttpResponseBase = _claim(request, me, found)
    return answer


@reauthentication_required  # type: ignore[untyped-decorator]
def _claim(request: HttpRequest, me: Membership, cause: Cause) -> HttpResponseBase:
    today = _today(me)
    asked = request.POST if request.method == "POST" else request.GET
    is_asked = "first" in asked
    form = PeriodForm(asked if is_asked else None, initial=_tax_year(today))
    told = claim_of(cause, *form.days()) if is_asked and form.is_valid() else None
    part = asked.get("part", "")
    if request.method == "POST" and told is not None and part in map(str, range(1, told.parts + 1)):
        return _claimed(me, cause, told, int(part))
    context = {"club": me.club, "cause": cause, "form": form, "claim": told}
    context |= {"parts": range(1, told.parts + 1) if told else ()}
    status = 400 if form.errors or request.method == "POST" else 200
    return render(request, "giving/receipts/claim.html", context, status=status)


def _claimed(me: Membership, cause: Cause, told: Claim, part: int) -> HttpResponseBase:
    note(me.club, me, "table taken out", f"Gift Aid claim of {cause.name}", after={"part": part})
    return StreamingHttpResponse(
        claim_table(told, part),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="gift-aid-{cause.slug}-{part}.csv"'},
    )


@never_cache
@require_safe
def year(request: HttpRequest, club: str) -> HttpResponse:
    """What one donor gave in a year."""
    me = keeper(athlete_of(request), club)
    is_asked = "email" in request.GET
    form = DonorYearForm(request.GET if is_asked else None, initial={"year": _today(me).year})
    told = None
    if is_asked and form.is_valid():
        told = donor_year(me.club, form.cleaned_data["email"], form.cleaned_data["year"])
    context = {"club": me.club, "form": form, "told": told}
    return render(request, "giving/receipts/year.html", context)


def _today(me: Membership) -> date:
    return clock.local_today(me.club.time_zone)


def _tax_year(today: date) -> dict[str, date]:
    """From 6 April, when the tax year of the UK begins, to today."""
    begins = date(today.year, 4, 6)
    first = begins if today >= begins else date(today.year - 1, 4, 6)
    return {"first": first, "last": today}

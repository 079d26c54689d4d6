"""Bank statements: read in with a preview, and the lines somebody has to look at."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from strongstride.accounts.access import athlete_of
from strongstride.clubs.models import Membership
from strongstride.giving.desk import settling
from strongstride.giving.desk.access import cause_of_books, line_of_books
from strongstride.giving.desk.errors import MoneyDeskError
from strongstride.giving.desk.forms import (
    ColumnsForm,
    OwnGiftForm,
    SettleForm,
    StatementForm,
    carried,
)
from strongstride.giving.desk.lines import line_page, preview, whole_line
from strongstride.giving.desk.reconcile import Taken, take_in
from strongstride.giving.desk.statement import Statement, StatementError, read
from strongstride.giving.models import Cause, Display, StatementLine
from strongstride.giving.views.refusals import refusals_on, refusals_told
from strongstride.ledger.money import currency
from strongstride.runs.uploads import upload_problem, upload_status
from strongstride.web.marks import page_number

_FORM = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(_FORM)
def statement(request: HttpRequest, club: str, cause: str) -> HttpResponse:
    """The lines of a cause's statements; POST looks at a new one before anything is kept."""
    of, _ = cause_of_books(athlete_of(request), club, cause)
    if request.method != "POST":
        return _lines(request, of, StatementForm())
    form = StatementForm(request.POST, request.FILES)
    if problem := upload_problem(request):
        form.errors.clear()
        form.add_error("file", problem)
        return _lines(request, of, form, upload_status(request))
    if not form.is_valid():
        return _lines(request, of, form, 400)
    data = form.cleaned_data["file"]
    try:
        found = read(data, currency(of.currency))
    except StatementError as error:
        form.add_error("file", str(error))
        return _lines(request, of, form, 400)
    return _preview(request, of, found, _columns_form(data, found))


@never_cache
@require_POST
def take(request: HttpRequest, club: str, cause: str) -> HttpResponse:
    """Take a statement in by the columns as confirmed, or look at it again."""
    of, me = cause_of_books(athlete_of(request), club, cause)
    form = ColumnsForm(request.POST, names=_names(request, of))
    if not form.is_valid():
        return _not_taken(request, of, form)
    data = form.cleaned_data["held"]
    found = read(data, currency(of.currency), form.columns())
    if request.POST.get("do") != "take":
        return _preview(request, of, found, _columns_form(data, found))
    taken = take_in(of, found.lines, me)
    messages.success(request, _told(taken))
    return redirect("giving:desk-statement", club, cause)


@never_cache
@require_safe
def line(request: HttpRequest, club: str, cause: str, line: UUID) -> HttpResponse:
    """One line, and what can be done about it."""
    found, me = line_of_books(athlete_of(request), club, cause, line)
    return _line(request, me, found)


@require_POST
def settle(request: HttpRequest, club: str, cause: str, line: UUID) -> HttpResponse:
    """Say whose money a line is."""
    found, me = line_of_books(athlete_of(request), club, cause, line)
    form = SettleForm(request.POST, cause=found.cause)
    if form.is_valid():
        said = form.cleaned_data
        with refusals_on(form, MoneyDeskError, field="ref"):
            settling.settle(found, said["ref"], me, takes_amount=said["takes_amount"])
            messages.success(request, f"{said['ref'].ref} is in the books.")
            return redirect("giving:desk-statement", club, cause)
    found.refresh_from_db()
    return _line(request, me, found, settle_form=form)


@require_POST
def own(request: HttpRequest, club: str, cause: str, line: UUID) -> HttpResponse:
    """Count a line as a gift of its own."""
    found, me = line_of_books(athlete_of(request), club, cause, line)
    form = OwnGiftForm(request.POST, line=found)
    if form.is_valid():
        said = form.cleaned_data
        page, display = said["page"], Display(said["display"])
        with refusals_on(form, MoneyDeskError):
            settling.count_on_its_own(found, page, me, said["name"], display)
            messages.success(request, f"Counted as a gift for {page.title}.")
            return redirect("giving:desk-statement", club, cause)
    found.refresh_from_db()
    return _line(request, me, found, own_form=form)


@require_POST
def aside(request: HttpRequest, club: str, cause: str, line: UUID) -> HttpResponse:
    """Set a line aside: it is no gift."""
    return _act(request, club, cause, line, settling.set_aside, "Set aside.")


@require_POST
def up(request: HttpRequest, club: str, cause: str, line: UUID) -> HttpResponse:
    """Take a line up again that was set aside."""
    return _act(request, club, cause, line, settling.take_up, "Looked at anew.")


@never_cache
@require_http_methods(_FORM)
def refund(request: HttpRequest, club: str, cause: str, line: UUID) -> HttpResponseBase:
    """Put money that went back into the books; asks for the password again."""
    found, me = line_of_books(athlete_of(request), club, cause, line)
    answer: HttpResponseBase = _refund(request, me, found)
    return answer


@reauthentication_required  # type: ignore[untyped-decorator]
def _refund(request: HttpRequest, me: Membership, of: StatementLine) -> HttpResponse:
    if request.method == "POST":
        with refusals_told(request, MoneyDeskError):
            settling.note_refund_of(of, me)
            messages.success(request, "The refund is in the books, and the donor is told.")
        return redirect("giving:desk-statement", me.club.slug, of.cause.slug)
    context = {"club": me.club, "cause": of.cause, "whole": whole_line(of)}
    return render(request, "giving/desk/line_refund.html", context)


def _act(
    request: HttpRequest,
    club: str,
    cause: str,
    key: UUID,
    act: Callable[[StatementLine, Membership], None],
    done: str,
) -> HttpResponse:
    found, me = line_of_books(athlete_of(request), club, cause, key)
    with refusals_told(request, MoneyDeskError):
        act(found, me)
        messages.success(request, done)
    return redirect("giving:desk-statement", club, cause)


def _lines(request: HttpRequest, of: Cause, form: StatementForm, status: int = 200) -> HttpResponse:
    settled = request.GET.get("which") == "settled"
    page = line_page(of, page_number(request.GET.get("page", "")), settled=settled)
    context = {"club": of.club, "cause": of, "form": form, "page": page, "settled": settled}
    return render(request, "giving/desk/statement.html", context, status=status)


def _preview(
    request: HttpRequest, of: Cause, found: Statement, form: ColumnsForm, status: int = 200
) -> HttpResponse:
    context = {"club": of.club, "cause": of, "form": form, "preview": preview(of, found)}
    return render(request, "giving/desk/preview.html", context, status=status)


def _columns_form(data: bytes, found: Statement) -> ColumnsForm:
    return ColumnsForm(initial=ColumnsForm.told(data, found.columns), names=found.names)


def _names(request: HttpRequest, of: Cause) -> list[str]:
    """The columns of the statement a page carried; none of one that was lost on the way."""
    found = _carried(request, of)
    return [] if found is None else found.names


def _not_taken(request: HttpRequest, of: Cause, form: ColumnsForm) -> HttpResponse:
    """The preview as guessed, with what is wrong about the columns; else the upload again."""
    found = _carried(request, of)
    if found is None:
        again = StatementForm({})
        again.errors.clear()
        again.add_error("file", "The statement was lost on the way: choose it again.")
        return _lines(request, of, again, 400)
    return _preview(request, of, found, form, 400)


def _carried(request: HttpRequest, of: Cause) -> Statement | None:
    try:
        data = carried(request.POST.get("held", ""))
        return read(data, currency(of.currency))
    except (StatementError, ValidationError):
        return None


def _told(taken: Taken) -> str:
    if not taken.new:
        return "Nothing new: all of it had been read before."
    matched = taken.new - taken.waiting
    words = f"{matched} matched" + (f", {taken.waiting} to look at" if taken.waiting else "")
    return words + (f"; {taken.known} had been read before." if taken.known else ".")


def _line(
    request: HttpRequest,
    me: Membership,
    of: StatementLine,
    *,
    settle_form: SettleForm | None = None,
    own_form: OwnGiftForm | None = None,
) -> HttpResponse:
    named = "" if of.donation is None else of.donation.ref
    context: dict[str, Any] = {
        "club": me.club,
        "cause": of.cause,
        "whole": whole_line(of),
        "settle_form": settle_form or SettleForm(initial={"ref": named}, cause=of.cause),
        "own_form": own_form or OwnGiftForm(line=of),
    }
    status = 400 if settle_form or own_form else 200
    return render(request, "giving/desk/line.html", context, status=status)

"""A donor's receipts and Gift Aid declaration, opened by the link to their gift."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from strongstride.clubs.feed.asking import sent
from strongstride.giving.links import donation_of
from strongstride.giving.models import Receipt
from strongstride.giving.receipts.declaration_form import DeclarationForm
from strongstride.giving.receipts.declarations import cancel, declare
from strongstride.giving.receipts.files import pdf_of
from strongstride.giving.receipts.own import file_name, gift_aid_of, own_receipt
from strongstride.giving.receipts.sayings import table
from strongstride.web import clock


@login_not_required
@never_cache
@require_safe
def receipt(_request: HttpRequest, token: str, key: UUID) -> HttpResponse:
    """A receipt to save, as it was given."""
    return to_save(own_receipt(donation_of(token), key))


@login_not_required
@never_cache
@require_http_methods(("GET", "HEAD", "POST"))
def gift_aid(request: HttpRequest, token: str) -> HttpResponse:
    """The declaration of Gift Aid for a gift that has come."""
    donation = donation_of(token)
    stands = gift_aid_of(donation)
    if not stands.may_declare:
        raise Http404
    cause = donation.campaign.cause
    has_account = donation.donor.athlete_id is not None
    form = DeclarationForm(sent(request), cause=cause.name, has_account=has_account)
    if request.method == "POST" and form.is_valid():
        declare(donation, form.words(), clock.now())
        messages.success(request, f"Thank you: {cause.name} can claim Gift Aid on it.")
        return redirect("giving:gift", token)
    context = {"donation": donation, "cause": cause, "token": token, "form": form}
    context |= {
        "declaration": stands.declaration,
        "notify": table("gift_aid")["declaration"]["notify"].format(cause=cause.name),
    }
    status = 400 if form.errors else 200
    return render(request, "giving/receipts/gift_aid.html", context, status=status)


@login_not_required
@require_POST
def end_gift_aid(request: HttpRequest, token: str) -> HttpResponse:
    """Take a declaration back."""
    donation = donation_of(token)
    found = gift_aid_of(donation).declaration
    if found is not None:
        cancel(found, clock.now())
        messages.success(request, "Your declaration is cancelled: nothing more is claimed by it.")
    return redirect("giving:gift", token)


def to_save(found: Receipt) -> HttpResponse:
    """A receipt as a file to save; Http404 where the law has let go of it."""
    pdf = pdf_of(found)
    if pdf is None:
        raise Http404
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{file_name(found)}"'},
    )

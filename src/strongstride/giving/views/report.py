"""The close-out report, for who may see the club's money; no donor is named in it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from strongstride.accounts.access import athlete_of
from strongstride.clubs.models import Challenge, Club
from strongstride.giving.access import MoneyAct, member_for_money
from strongstride.giving.campaigns.beginning import challenge_in
from strongstride.giving.report.table import report_table
from strongstride.giving.report.totals import challenges_with_pages, report_of
from strongstride.web.files import table_file


@require_safe
def show(request: HttpRequest, club: str) -> HttpResponse:
    """What the pages of a club came to, or those of `?challenge=`."""
    found, _ = member_for_money(athlete_of(request), club, MoneyAct.SEE_TOTALS)
    challenge = _challenge(request, found)
    context = {
        "club": found,
        "challenge": challenge,
        "report": report_of(found, challenge),
        "challenges": challenges_with_pages(found),
    }
    return render(request, "giving/report/report.html", context)


@never_cache
@require_safe
def table(request: HttpRequest, club: str) -> HttpResponseBase:
    """The report as a CSV file."""
    found, _ = member_for_money(athlete_of(request), club, MoneyAct.SEE_TOTALS)
    challenge = _challenge(request, found)
    name = challenge.slug if challenge else found.slug
    return table_file(report_table(report_of(found, challenge)), f"{name}-giving.csv")


def _challenge(request: HttpRequest, club: Club) -> Challenge | None:
    slug = request.GET.get("challenge", "")
    if not slug:
        return None
    found = challenge_in(club, slug)
    if found is None:
        raise Http404
    return found

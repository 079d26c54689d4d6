"""A giving page as everybody sees it, its card, and the list of a club's."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from strongstride.clubs.access import see_club, seen_without_login, visitor
from strongstride.clubs.share.card import card_png, digest
from strongstride.giving.access import MoneyAct, may_money, read_campaign, see_campaign
from strongstride.giving.campaigns import queries
from strongstride.giving.campaigns.forms import UpdateForm
from strongstride.giving.campaigns.listing import list_context
from strongstride.giving.campaigns.sharing import card_facts, open_graph
from strongstride.giving.campaigns.states import SEEN
from strongstride.giving.campaigns.ways import ways_to_help
from strongstride.giving.causes.checklist import country_name
from strongstride.giving.gifts.offline import may_enter, takes_by_hand
from strongstride.giving.models import Campaign

_FOR_EVER = "max-age=31536000, immutable"  # another card has another address


@require_safe
@login_not_required
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The page; a draft only for its owner and who approves pages."""
    campaign, member = read_campaign(visitor(request), slug)
    shown = queries.page(campaign, request.GET.get("after", ""), shows_goal=member is not None)
    is_seen = campaign.state in SEEN
    context = {
        "page": shown,
        "campaign": campaign,
        "club": campaign.club,
        "cause": campaign.cause,
        "country": country_name(campaign.cause.country),
        "me": member,
        "may_approve": member is not None and may_money(member, MoneyAct.APPROVE_PAGES),
        "may_enter": member is not None and takes_by_hand(campaign) and may_enter(campaign, member),
        "has_mail": settings.HAS_MAIL,
        "is_first": "after" not in request.GET,
        "is_seen": is_seen,
        "ways": ways_to_help(campaign, shown.closed),
        "form": UpdateForm(),
        **(_shared(campaign, shown) if is_seen else {}),
    }
    return render(request, "giving/page/show.html", context)


@require_safe
@login_not_required
def card(request: HttpRequest, slug: str, version: str) -> HttpResponse:
    """The card of a page that everybody may see."""
    del request
    campaign = see_campaign(slug)
    facts = card_facts(campaign, queries.sums_of(campaign, shows_goal=False))
    if version != digest(facts):
        return redirect("giving:page-card", slug, digest(facts))
    headers = {
        "Cache-Control": f"public, {_FOR_EVER}",
        "Content-Disposition": 'inline; filename="giving.png"',
    }
    return HttpResponse(card_png(facts), content_type="image/png", headers=headers)


@require_safe
@seen_without_login
def list_pages(request: HttpRequest, club: str) -> HttpResponse:
    """The giving pages of a club; for its members their own, for who approves what waits."""
    reader = visitor(request)
    found, member = see_club(reader, club)
    if member is not None:
        member.club, member.athlete = found, reader
    context = list_context(found, member, request.GET.get("after", ""))
    return render(request, "giving/campaigns/list.html", context)


def _shared(campaign: Campaign, shown: queries.PageShown) -> dict[str, object]:
    """What goes around of it: without a goal that is kept from others."""
    sums = shown.sums
    if campaign.hides_goal and sums.goal:
        sums = queries.without_goal(sums)
    facts = card_facts(campaign, sums)
    address = reverse("giving:page-card", args=[campaign.slug, digest(facts)])
    return {"og": open_graph(campaign, facts), "card": address}

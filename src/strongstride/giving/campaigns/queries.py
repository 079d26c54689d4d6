"""Reading giving pages: the public one costs the same however many gave."""

from uuid import UUID

import msgspec
from django.db.models import QuerySet

from strongstride.clubs.models import Club, Membership
from strongstride.giving.books.queries import balances, balances_of
from strongstride.giving.campaigns.gifts_list import GiftPage, gifts_of, how_many
from strongstride.giving.campaigns.standing import why_not
from strongstride.giving.campaigns.states import SEEN
from strongstride.giving.campaigns.thermometer import Thermometer, thermometer
from strongstride.giving.models import (
    Campaign,
    CampaignState,
    CampaignUpdate,
    Match,
)
from strongstride.giving.pledges.queries import pledged
from strongstride.web import clock
from strongstride.web.marks import Mark

PAGE = 30
_UPDATES = 20
_MATCHES = 5


class MatchShown(msgspec.Struct, frozen=True, kw_only=True):
    """A sponsor who adds to each gift, and what is left to add."""

    sponsor: str
    rate_percent: int
    left: int
    per_gift_minor: int | None


class PageShown(msgspec.Struct, frozen=True, kw_only=True):
    """A giving page for whoever looks at it."""

    campaign: Campaign
    sums: Thermometer
    gifts: GiftPage
    givers: int
    updates: tuple[CampaignUpdate, ...]
    matches: tuple[MatchShown, ...]
    closed: str  # why it takes no gifts, empty where it does


def page(campaign: Campaign, after: str = "", *, shows_goal: bool = True) -> PageShown:
    """The page; `after` is a mark in its gifts. Seven queries at most, as `campaign` is read."""
    shown = gifts_of(campaign, after)
    return PageShown(
        campaign=campaign,
        sums=sums_of(campaign, shows_goal=shows_goal),
        gifts=shown,
        givers=how_many(campaign) if shown.following or after else len(shown.gifts),
        updates=() if after else updates_of(campaign),
        matches=matches_of(campaign),
        closed=why_not(campaign),
    )


def sums_of(campaign: Campaign, *, shows_goal: bool = True) -> Thermometer:
    """What the page comes to, from the books and the pledges; its goal where others may see it."""
    found = balances(campaign)
    goal = campaign.goal_minor if shows_goal or not campaign.hides_goal else None
    return thermometer(found.raised, found.matched, pledged(campaign), goal)


def without_goal(sums: Thermometer) -> Thermometer:
    """The same for who is not to see the goal."""
    return thermometer(sums.raised, sums.matched, sums.pledged, None)


def updates_of(campaign: Campaign) -> tuple[CampaignUpdate, ...]:
    """What its owner wrote lately, newest first. One query."""
    rows = CampaignUpdate.objects.filter(campaign=campaign, hidden_at=None)
    return tuple(rows.order_by("-at", "-pk")[:_UPDATES])


def matches_of(campaign: Campaign) -> tuple[MatchShown, ...]:
    """The sponsors who add to a gift of this moment. One query."""
    now = clock.now()
    rows = Match.objects.filter(
        campaign=campaign, stopped_at=None, starts_at__lte=now, ends_at__gt=now
    )
    return tuple(
        MatchShown(
            sponsor=each.sponsor,
            rate_percent=each.rate_percent,
            left=each.pool_minor - each.used_minor,
            per_gift_minor=each.per_gift_minor,
        )
        for each in rows.order_by("pk")[:_MATCHES]
        if each.pool_minor > each.used_minor
    )


class ListedPage(msgspec.Struct, frozen=True, kw_only=True):
    """A giving page in a list."""

    campaign: Campaign
    raised: int
    matched: int
    percent: int | None

    @property
    def whose(self) -> str:
        """Whose page it is, in words."""
        return self.campaign.owner_name or "A runner"


class Pages(msgspec.Struct, frozen=True):
    """Some giving pages, newest first, and the mark of the next ones if there are any."""

    lines: tuple[ListedPage, ...]
    following: str = ""


def listed(club: Club, after: str = "") -> Pages:
    """The pages of a club that everybody may see who sees the club. Two queries."""
    return _listed(Campaign.objects.filter(club=club, state__in=SEEN), after)


def waiting(club: Club) -> tuple[Campaign, ...]:
    """The pages that wait for somebody to approve them, oldest first. One query."""
    rows = Campaign.objects.filter(club=club, state=CampaignState.SUBMITTED)
    return tuple(rows.select_related("cause").order_by("submitted_at", "pk")[:PAGE])


def own_pages(member: Membership) -> tuple[Campaign, ...]:
    """The pages a member made that are not taken away, newest first. One query."""
    rows = Campaign.objects.filter(owner=member).exclude(state=CampaignState.CANCELLED)
    return tuple(rows.select_related("cause").order_by("-created_at", "-pk")[:PAGE])


def _listed(rows: QuerySet[Campaign], after: str) -> Pages:
    mark = Mark.read(after)
    if mark is not None:
        earlier = rows.filter(created_at__lt=mark.at)
        rows = earlier | rows.filter(created_at=mark.at, pk__lt=mark.key)
    found = list(rows.select_related("cause").order_by("-created_at", "-pk")[: PAGE + 1])
    sums = balances_of(found[:PAGE])
    last = found[PAGE - 1] if len(found) > PAGE else None
    lines = tuple(
        ListedPage(
            campaign=each,
            raised=max(0, sums[each.pk].raised),
            matched=sums[each.pk].matched,
            percent=_percent(each, sums[each.pk].raised),
        )
        for each in found[:PAGE]
    )
    return Pages(lines, "" if last is None else str(Mark(last.created_at, last.pk)))


def _percent(campaign: Campaign, raised: int) -> int | None:
    if campaign.goal_minor is None or campaign.hides_goal:
        return None
    return max(0, raised) * 100 // campaign.goal_minor


def update_of(campaign: Campaign, key: UUID) -> CampaignUpdate | None:
    """One of its updates that is still shown."""
    return CampaignUpdate.objects.filter(campaign=campaign, pk=key, hidden_at=None).first()

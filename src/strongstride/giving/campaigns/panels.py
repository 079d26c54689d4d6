"""The money on pages of clubs: what `clubs.panels` shows where nothing there knows of giving."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec
from django.db.models import IntegerField, OuterRef, Q, QuerySet, Subquery, Sum

from strongstride.clubs.models import Challenge, Membership, Participation
from strongstride.clubs.panels import Panel, Reading
from strongstride.giving.access import MoneyAct, may_money
from strongstride.giving.books.queries import balances_of
from strongstride.giving.campaigns.beginning import is_too_young
from strongstride.giving.campaigns.gifts_list import KEPT, MOST_COUNTED
from strongstride.giving.campaigns.states import SEEN
from strongstride.giving.campaigns.thermometer import Thermometer, thermometer
from strongstride.giving.causes.queries import open_causes
from strongstride.giving.models import (
    Campaign,
    CampaignState,
    Donation,
    OwnerKind,
    Pledge,
    PledgeState,
    PledgeUnit,
)
from strongstride.giving.pledges.offering import invitation
from strongstride.web import clock

_MOST = 1_000  # pages of one challenge that are added up


class _HowMany(Subquery):
    """How many rows there are, none counted on past the slice."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


class Together(msgspec.Struct, frozen=True, kw_only=True):
    """What all pages of a challenge have come to, in the currency most of them have."""

    currency: str
    sums: Thermometer
    givers: int
    slug: str  # of the club's page, or of the only one; empty for the list
    pages: int


class Mine(msgspec.Struct, frozen=True, kw_only=True):
    """My own page: what it has come to, and what each mile brings."""

    campaign: Campaign
    raised: int
    rates: tuple[tuple[int, str], ...]  # minor units, and of what

    @property
    def is_live(self) -> bool:
        """Whether friends can give there."""
        return self.campaign.state == CampaignState.LIVE


class ChallengeMoney(msgspec.Struct, frozen=True, kw_only=True):
    """Both, beside each other; and whether I could make a page."""

    reading: Reading
    together: Together | None = None
    mine: Mine | None = None
    may_begin: bool = False

    @property
    def invitation(self) -> str:
        """What friends could do on a page of mine."""
        challenge = self.reading.challenge
        return "" if challenge is None else invitation(challenge, clock.now())


def challenge_panel(reading: Reading) -> Panel | None:
    """What a challenge raises, and what I do; nothing where nobody has a page. Two queries."""
    challenge = reading.challenge
    if challenge is None:
        return None
    rows = _pages(challenge, reading.member)
    sums = {key: each.raised for key, each in balances_of(rows).items()}
    seen = [each for each in rows if each.state in SEEN]
    mine = _mine(rows, reading.part, sums)
    if not seen and mine is None:
        return None
    shown = ChallengeMoney(
        reading=reading,
        together=_together(seen, sums) if seen else None,
        mine=mine,
        may_begin=mine is None and _may_begin(reading),
    )
    return Panel("giving/panels/challenge.html", shown)


def own_challenge_panel(reading: Reading) -> Panel | None:
    """My page, or the way to one where the club collects. Two queries."""
    if reading.challenge is None or reading.part is None:
        return None
    own = Campaign.objects.filter(participation=reading.part)
    rows = list(_with_rates(own.exclude(state=CampaignState.CANCELLED))[:1])
    mine = _mine(rows, reading.part, {k: b.raised for k, b in balances_of(rows).items()})
    may_begin = mine is None and _may_begin(reading) and open_causes(reading.club).exists()
    if mine is None and not may_begin:
        return None
    shown = ChallengeMoney(reading=reading, mine=mine, may_begin=may_begin)
    return Panel("giving/panels/own_challenge.html", shown)


def links_panel(reading: Reading) -> Panel | None:
    """The link to the club's giving pages."""
    return Panel("giving/panels/link.html", reading) if reading.member is not None else None


def desk_panel(reading: Reading) -> Panel | None:
    """The pages that wait for somebody to look at them. One query."""
    if not may_money(reading.member, MoneyAct.APPROVE_PAGES):
        return None
    rows = Campaign.objects.filter(club=reading.club, state=CampaignState.SUBMITTED)
    waiting = rows[:MOST_COUNTED].count()
    return Panel("giving/panels/desk.html", (reading.club, waiting)) if waiting else None


def club_panel(reading: Reading) -> Panel | None:
    """What the club's newest live pages have come to. Two queries, one where there is none."""
    rows = Campaign.objects.filter(
        club=reading.club, owner_kind=OwnerKind.CLUB, state=CampaignState.LIVE
    )
    found = list(rows.select_related("cause").order_by("-live_at", "-pk")[:2])
    if not found:
        return None
    sums = balances_of(found)
    lines = [(each, _sums(each, sums[each.pk].raised)) for each in found]
    return Panel("giving/panels/club.html", (reading.club, lines))


def _pages(challenge: Challenge, member: Membership | None) -> list[Campaign]:
    """The pages of a challenge that everybody sees, and those of a member. One query."""
    rows = Campaign.objects.filter(challenge=challenge)
    rows = rows.filter(Q(state__in=SEEN) | Q(owner=member) if member else Q(state__in=SEEN))
    rows = rows.exclude(state=CampaignState.CANCELLED)
    kept = Donation.objects.filter(
        campaign=OuterRef("pk"), state__in=KEPT, cleared_at__isnull=False
    ).order_by()
    counted = _with_rates(rows).annotate(givers=_HowMany(kept.values("pk")[:MOST_COUNTED]))
    return list(counted.order_by("owner_kind", "created_at")[:_MOST])


def _with_rates(rows: QuerySet[Campaign]) -> QuerySet[Campaign]:
    """The rows, each with what its active pledges promise for a unit: `rate_mile` and so on."""
    return rows.annotate(**{f"rate_{unit.value}": _rate(unit) for unit in PledgeUnit})


def _rate(unit: PledgeUnit) -> Subquery:
    rows = Pledge.objects.filter(campaign=OuterRef("pk"), state=PledgeState.ACTIVE, unit=unit)
    return Subquery(
        rows.order_by().values("campaign").annotate(sum=Sum("rate_minor")).values("sum")
    )


def _together(seen: Sequence[Campaign], raised: dict[UUID, int]) -> Together:
    """The sum of pages in one currency: that of the club's page, else of the oldest one."""
    clubs = [each for each in seen if each.owner_kind == OwnerKind.CLUB]
    first = (clubs or list(seen))[0]
    alike = [each for each in seen if each.currency == first.currency]
    total = sum(max(0, raised[each.pk]) for each in alike)
    lead = first if clubs or len(alike) == 1 else None
    goal = None if lead is None or lead.hides_goal else lead.goal_minor
    return Together(
        currency=first.currency,
        sums=thermometer(total, 0, 0, goal),
        givers=sum(each.givers for each in alike),  # type: ignore[attr-defined]
        slug="" if lead is None else lead.slug,
        pages=len(alike),
    )


def _mine(
    rows: Iterable[Campaign], part: Participation | None, raised: dict[UUID, int]
) -> Mine | None:
    if part is None:
        return None
    own = next((each for each in rows if each.participation_id == part.pk), None)
    if own is None:
        return None
    rates = ((getattr(own, f"rate_{unit.value}") or 0, str(unit.label)) for unit in PledgeUnit)
    return Mine(
        campaign=own,
        raised=max(0, raised[own.pk]),
        rates=tuple((minor, unit) for minor, unit in rates if minor),
    )


def _may_begin(reading: Reading) -> bool:
    """Whether the reader takes part and may have a page of their own."""
    member = reading.member
    return reading.part is not None and member is not None and not is_too_young(member)


def _sums(campaign: Campaign, raised: int) -> Thermometer:
    return thermometer(raised, 0, 0, None if campaign.hides_goal else campaign.goal_minor)

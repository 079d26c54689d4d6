"""Keeping the messages of donors fit to be read: reporting, hiding, showing again."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404

from strongstride.accounts.models import Athlete
from strongstride.clubs.access import NOT_YOUR_ROLE, Act, may, see_club
from strongstride.clubs.desk.audit import note
from strongstride.clubs.models import Membership
from strongstride.clubs.panels import Panel, Place, Reading, also_shows
from strongstride.giving.campaigns.gifts_list import KEPT
from strongstride.giving.models import Campaign, Donation, MessageReport

MOST_IN_REASON = 300  # characters
_MOST_OPEN = 5  # reports of one message: more say nothing new
MOST_SHOWN = 50


def connect() -> None:
    """Tell moderators on their desk; called once when the app starts."""
    also_shows(Place.DESK, desk_panel)


def may_moderate(campaign: Campaign, member: Membership) -> bool:
    """Whether somebody may hide messages: who moderates the club, and the page's owner."""
    return campaign.owner_id == member.pk or may(member, Act.MODERATE)


def moderator_in(athlete: Athlete, slug: str) -> Membership:
    """Who moderates the club, or owns a page in it; Http404 for everybody else."""
    club, member = see_club(athlete, slug)
    if member is None:
        raise Http404
    member.club, member.athlete = club, athlete
    if not may(member, Act.MODERATE) and not Campaign.objects.filter(owner=member).exists():
        raise Http404
    return member


def message_of(campaign: Campaign, key: UUID) -> Donation:
    """A message that everybody can read on the page; Http404 for any other."""
    rows = Donation.objects.filter(campaign=campaign, state__in=KEPT)
    found = rows.filter(pk=key, message_hidden_at=None).exclude(message="").first()
    if found is None:
        raise Http404
    found.campaign = campaign
    return found


def report(donation: Donation, why: str, now: datetime) -> None:
    """Tell the moderators, in words on one line, why a message should not stand."""
    told = MessageReport.objects.filter(donation=donation, settled_at=None)
    if told.count() < _MOST_OPEN:
        club = donation.campaign.club
        MessageReport.objects.create(club=club, donation=donation, why=why, created_at=now)


def to_moderate(member: Membership, key: UUID) -> Donation:
    """A gift with a message that this member may hide or show; Http404 for others."""
    rows = Donation.objects.filter(campaign__club=member.club, pk=key).exclude(message="")
    found = rows.select_related("campaign").first()
    if found is None or not may_moderate(found.campaign, member):
        raise Http404
    return found


@transaction.atomic
def hide(donation: Donation, by: Membership, now: datetime) -> None:
    """Take a message off the page; the gift stays. Reports of it are settled."""
    _must(donation, by)
    Donation.objects.filter(pk=donation.pk, message_hidden_at=None).update(message_hidden_at=now)
    _settle(donation, now)
    note(by.club, by, "message of a gift hidden", donation.ref)


@transaction.atomic
def show_again(donation: Donation, by: Membership, now: datetime) -> None:
    """Let a message stand, or put it back; reports of it are settled."""
    _must(donation, by)
    Donation.objects.filter(pk=donation.pk).update(message_hidden_at=None)
    _settle(donation, now)
    note(by.club, by, "message of a gift shown", donation.ref)


def in_question(member: Membership) -> QuerySet[Donation]:
    """Messages that this member may moderate and that were reported or hidden; newest first."""
    rows = Donation.objects.filter(campaign__club=member.club).exclude(message="")
    if not may(member, Act.MODERATE):
        rows = rows.filter(campaign__owner=member)
    reported = Q(reports__settled_at=None, reports__isnull=False)
    asked = rows.filter(reported | Q(message_hidden_at__isnull=False)).distinct()
    return asked.select_related("campaign").prefetch_related("reports").order_by("-pk")[:MOST_SHOWN]


def whys(donation: Donation) -> list[str]:
    """What the open reports of a message say."""
    return [each.why for each in donation.reports.all() if each.settled_at is None]


def desk_panel(reading: Reading) -> Panel | None:
    """On the organisers' desk: how many messages were reported. One query."""
    if not may(reading.member, Act.MODERATE):
        return None
    rows = MessageReport.objects.filter(club=reading.club, settled_at=None)
    waiting = rows.values("donation").distinct().count()
    return Panel("giving/panels/messages.html", (reading.club, waiting)) if waiting else None


def _must(donation: Donation, by: Membership) -> None:
    if not may_moderate(donation.campaign, by):
        raise PermissionDenied(NOT_YOUR_ROLE)


def _settle(donation: Donation, now: datetime) -> None:
    MessageReport.objects.filter(donation=donation, settled_at=None).update(settled_at=now)

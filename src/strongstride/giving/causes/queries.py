"""Reading causes."""

from django.db.models import Q, QuerySet

from strongstride.clubs.models import Club
from strongstride.giving.models import Campaign, Cause

MOST = 50
"""Causes of a club, on one page; no club collects for as many."""

_PERMITTED = Q(permission_on__isnull=False) & ~Q(permission_by="")


def causes_of(club: Club) -> QuerySet[Cause]:
    """The causes of a club, those that take gifts first."""
    return Cause.objects.filter(club=club).order_by("-is_active", "name", "pk")[:MOST]


def open_causes(club: Club) -> QuerySet[Cause]:
    """The causes of a club one may collect for: active, and their permission is recorded."""
    rows = Cause.objects.filter(_PERMITTED, club=club, is_active=True)
    return rows.order_by("name", "pk")[:MOST]


def is_permitted(cause: Cause) -> bool:
    """Whether the permission of the cause is recorded."""
    return bool(cause.permission_by) and cause.permission_on is not None


def is_open(cause: Cause) -> bool:
    """Whether a cause takes gifts: it is active, and its permission is recorded."""
    return cause.is_active and is_permitted(cause)


def has_pages(cause: Cause) -> bool:
    """Whether somebody has made a giving page for the cause: then its currency stands."""
    return Campaign.objects.filter(cause=cause).exists()

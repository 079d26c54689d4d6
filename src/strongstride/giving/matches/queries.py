"""Matches as organisers see them."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from msgspec import Struct

from strongstride.clubs.models import Club
from strongstride.giving.campaigns.states import GROWING
from strongstride.giving.matches.words import first_day, last_day
from strongstride.giving.models import Campaign, Match
from strongstride.web import clock
from strongstride.web.marks import Mark

PER_PAGE = 30
MOST_PAGES = 200  # a menu offers, the newest first


class MatchLine(Struct, frozen=True, kw_only=True):
    """A match in the list: how far its pool is used, and how it stands in a word."""

    match: Match
    first_day: date
    last_day: date
    left_minor: int
    stands: str


class MatchPage(Struct, frozen=True, kw_only=True):
    """Some of the matches; `following` marks where the next page begins, empty on the last."""

    lines: tuple[MatchLine, ...]
    following: str


def page_of(club: Club, slug: str) -> Campaign:
    """A page of the club; Http404 for others."""
    found = Campaign.objects.filter(club=club, slug=slug).first()
    if found is None:
        raise Http404
    return found


def matches_of(club: Club, after: str = "") -> MatchPage:
    """The matches of a club's pages, the newest first. One query."""
    rows = Match.objects.filter(campaign__club=club).select_related("campaign")
    rows = rows.order_by("-created_at", "-pk")
    mark = Mark.read(after)
    if mark is not None:
        later = rows.filter(created_at=mark.at, pk__lt=mark.key)
        rows = rows.filter(created_at__lt=mark.at) | later
    found = list(rows[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    last = shown[-1] if len(found) > PER_PAGE else None
    return MatchPage(
        lines=tuple(line_of(each, club) for each in shown),
        following=str(Mark(last.created_at, last.pk)) if last else "",
    )


def line_of(match: Match, club: Club) -> MatchLine:
    """A match with what is left of it."""
    return MatchLine(
        match=match,
        first_day=first_day(match, club),
        last_day=last_day(match, club),
        left_minor=match.pool_minor - match.used_minor,
        stands=_stands(match),
    )


def match_of(club: Club, key: UUID) -> Match:
    """A match of the club; Http404 where it has none such."""
    found = Match.objects.filter(pk=key, campaign__club=club).select_related("campaign").first()
    if found is None:
        raise Http404
    return found


def pages_to_match(club: Club) -> QuerySet[Campaign]:
    """The pages of a club that a sponsor can be found for."""
    rows = Campaign.objects.filter(club=club, state__in=GROWING)
    return rows.order_by("-created_at", "-pk")[:MOST_PAGES]


def _stands(match: Match) -> str:
    now = clock.now()
    if match.stopped_at is not None:
        return "stopped"
    if match.ends_at <= now:
        return "over"
    if match.used_minor == match.pool_minor:
        return "used up"
    return "running" if match.starts_at <= now else "to come"

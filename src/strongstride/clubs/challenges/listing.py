"""The challenges of a club, newest first."""

from datetime import date
from uuid import UUID

import msgspec
from django.db.models import Q

from strongstride.clubs.challenges.oval import time_words
from strongstride.clubs.crediting.window import Phase, phase
from strongstride.clubs.models import Challenge, ChallengeState, Club
from strongstride.clubs.settling.terms import terms_of
from strongstride.web import clock

_PAGE = 50


class ListedChallenge(msgspec.Struct, frozen=True):
    """A challenge and where it stands."""

    challenge: Challenge
    phase: Phase
    time: str


class ChallengePage(msgspec.Struct, frozen=True):
    """A page of them; `following` is the mark behind which the next one begins."""

    lines: tuple[ListedChallenge, ...]
    following: str = ""


def listed(club: Club, after: str, *, with_drafts: bool) -> ChallengePage:
    """A page of challenges. One query."""
    rows = Challenge.objects.filter(club=club).order_by("-starts_on", "-id")
    if not with_drafts:
        rows = rows.exclude(state=ChallengeState.DRAFT)
    mark = _mark(after)
    if mark is not None:
        starts_on, key = mark
        rows = rows.filter(Q(starts_on__lt=starts_on) | Q(starts_on=starts_on, id__lt=key))
    found = list(rows[: _PAGE + 1])
    has_more = len(found) > _PAGE
    last = found[:_PAGE][-1] if has_more else None
    now, today = clock.now(), clock.local_today(club.time_zone)
    lines = []
    for each in found[:_PAGE]:
        terms = terms_of(each)
        stands = phase(each.state, terms, each.closes_at, now)
        words = "draft" if stands is Phase.DRAFT else time_words(terms, stands, today)
        lines.append(ListedChallenge(each, stands, words))
    return ChallengePage(tuple(lines), f"{last.starts_on}_{last.pk}" if last else "")


def _mark(text: str) -> tuple[date, UUID] | None:
    """The place behind which a page begins; None for any other text."""
    try:
        day, key = text.split("_")
        return date.fromisoformat(day), UUID(key)
    except ValueError:
        return None

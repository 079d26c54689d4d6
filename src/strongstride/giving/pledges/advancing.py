"""Pledges whose time has come: the days of notice, of paying, of confirming are over."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from strongstride.clubs.models import ChallengeState
from strongstride.giving.letters import outbox
from strongstride.giving.models import (
    Campaign,
    CampaignState,
    Donor,
    Pledge,
    PledgeState,
)
from strongstride.giving.pledges import letters
from strongstride.giving.pledges.ending import FOLLOWING, UNPAID, end_pledges
from strongstride.giving.pledges.knowledge import days
from strongstride.giving.pledges.turns import take

log = logging.getLogger(__name__)


def advance(now: datetime) -> dict[str, int]:
    """Take every pledge as far as its time has come; how many took each step.

    Safe at any time and any number of times: each step is one transaction with its letter.
    """
    return {
        "ended": sum(_end(page, now) for page in _pages_that_ended()),
        "lapsed": _each(_lapsing(now), now, _lapse),
        "due": _each(_falling_due(now), now, _ask_to_pay),
        "reminded": _each(_to_remind(now), now, _remind),
        "unfulfilled": _each(_run_out(now), now, _give_up),
    }


def _pages_that_ended() -> Iterable[UUID]:
    """Pages with pledges that nothing will be added to."""
    challenge_over = Q(
        participation__challenge__state__in=(ChallengeState.FINAL, ChallengeState.CANCELLED)
    )
    page_over = Q(state=CampaignState.CANCELLED) | Q(club__closed_at__isnull=False)
    following = Pledge.objects.filter(state__in=FOLLOWING).values("campaign")
    unpaid = Pledge.objects.filter(state__in=UNPAID).values("campaign")
    pages = Campaign.objects.filter(
        (Q(pk__in=following) & challenge_over) | (Q(pk__in=unpaid) & page_over)
    )
    return list(pages.order_by("pk").values_list("pk", flat=True))


def _lapsing(now: datetime) -> QuerySet[Pledge]:
    return Pledge.objects.filter(state=PledgeState.UNCONFIRMED, expires_at__lte=now)


def _falling_due(now: datetime) -> QuerySet[Pledge]:
    return Pledge.objects.filter(state=PledgeState.ENDED, due_at__lte=now)


def _to_remind(now: datetime) -> QuerySet[Pledge]:
    since = now - days("paying", "reminder_days")
    return Pledge.objects.filter(
        state=PledgeState.DUE, due_at__lte=since, reminded_at=None, expires_at__gt=now
    )


def _run_out(now: datetime) -> QuerySet[Pledge]:
    return Pledge.objects.filter(state=PledgeState.DUE, expires_at__lte=now)


def _each(rows: QuerySet[Pledge], now: datetime, step: Callable[[Pledge, datetime], None]) -> int:
    """Take the step with each of the rows that still is one of them once its page is locked."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    return sum(_tried(partial(_one, rows, key, now, step), key) for key in keys)


def _end(page: UUID, now: datetime) -> int:
    return _tried(partial(end_pledges, page, now), page)


def _tried(step: Callable[[], int], key: UUID) -> int:
    """What the step says; 0 where it fails: what is wrong with one keeps no other waiting."""
    try:
        return step()
    except Exception:
        log.exception("the pledge or page %s could not be taken on", key)
        return 0


@transaction.atomic
def _one(
    rows: QuerySet[Pledge], key: UUID, now: datetime, step: Callable[[Pledge, datetime], None]
) -> bool:
    pledge = take(key)
    if not rows.filter(pk=key).exists():
        return False
    step(pledge, now)
    pledge.save()
    return True


def _lapse(pledge: Pledge, now: datetime) -> None:
    """What nobody confirmed may have been written in another's name: no name is kept."""
    pledge.state, pledge.closed_at, pledge.message = PledgeState.CANCELLED, now, ""
    outbox.forget([pledge.donor])
    Donor.objects.filter(pk=pledge.donor_id).update(name="", email="", erased_at=now)


def _ask_to_pay(pledge: Pledge, now: datetime) -> None:
    pledge.state, pledge.due_at = PledgeState.DUE, now
    pledge.expires_at = now + days("paying")
    letters.ask_to_pay(pledge)


def _remind(pledge: Pledge, now: datetime) -> None:
    pledge.reminded_at = now
    letters.remind(pledge)


def _give_up(pledge: Pledge, now: datetime) -> None:
    pledge.state, pledge.closed_at = PledgeState.UNFULFILLED, now

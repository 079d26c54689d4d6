"""Saying what one shares."""

from collections.abc import Iterable

from django.db import transaction

from strongstride.clubs.models import Participation
from strongstride.clubs.share.ticks import Tick, in_order


@transaction.atomic
def share(participation: Participation, ticks: Iterable[Tick], *, is_public: bool) -> None:
    """Keep what a runner ticked, and whether others may open their page."""
    participation.shares, participation.is_public = in_order(ticks), is_public
    participation.save(update_fields=["shares", "is_public"])

"""Ranks without counting everybody: tallies tell who is in higher bands of totals."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q, Sum

from strongstride.clubs.crediting.bands import band, band_top
from strongstride.clubs.models import Participation, Tally


class Rank(NamedTuple):
    """Somebody's place among the shown; `tied` if somebody else has it too, `of` so many."""

    rank: int
    tied: bool
    of: int


def rank_of(participation: Participation) -> Rank | None:
    """Where somebody stands, or would stand were they not hidden.

    None while they have no total, or after they have left.
    """
    total, key = participation.total, participation.challenge_id
    if not total or participation.left_at is not None:
        return None
    shown = Participation.objects.filter(challenge_id=key, shown=True, total__gt=0)
    is_tied = shown.filter(total=total).exclude(pk=participation.pk).exists()
    above = _people_above(key, {band(total), band(0)})
    ahead = _ahead_in_bands(key, [total])[total]
    return Rank(1 + above[band(total)] + ahead, is_tied, above[band(0)])


def ranks(challenge: UUID, totals: Collection[int]) -> dict[int, int]:
    """The rank that each of some totals has; cheap for totals that lie close together."""
    above = _people_above(challenge, {band(total) for total in totals})
    ahead = _ahead_in_bands(challenge, totals)
    return {total: 1 + above[band(total)] + ahead[total] for total in totals}


def _people_above(challenge: UUID, bands: Collection[int]) -> dict[int, int]:
    """For each band, highest first, how many shown people are in higher ones."""
    sums = {
        str(each): Sum("people", filter=Q(band__gt=each), default=0)
        for each in sorted(bands, reverse=True)
    }
    tallies = Tally.objects.filter(challenge_id=challenge, shown=True)
    return {int(each): people for each, people in tallies.aggregate(**sums).items()}


def _ahead_in_bands(challenge: UUID, totals: Collection[int]) -> dict[int, int]:
    """For each total, how many shown people are ahead within its band. One query."""
    tops = {total: band_top(band(total)) for total in totals}
    lowest: dict[int, int] = {}
    for total in sorted(totals, reverse=True):
        lowest[tops[total]] = total
    ranges = Q()
    for last, total in lowest.items():
        if total < last:
            ranges |= Q(total__gt=total, total__lte=last)
    if not ranges:
        return dict.fromkeys(totals, 0)
    people = Participation.objects.filter(ranges, challenge_id=challenge, shown=True)
    counts = people.aggregate(
        **{
            str(total): Count("id", filter=Q(total__gt=total, total__lte=tops[total]))
            for total in totals
        }
    )
    return {int(total): count for total, count in counts.items()}

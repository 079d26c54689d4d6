"""Counting a challenge from nothing, to compare with what is stored and to mend it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum

from strongstride.clubs.crediting.bands import band
from strongstride.clubs.models import Challenge, Participation, Tally, Team
from strongstride.clubs.settling.places import result_of
from strongstride.clubs.settling.settle import (
    Settled,
    judge_rows,
    lock_rows,
    locked,
    write_rows,
)
from strongstride.web import clock

_AT_ONCE = 500

Sums = Mapping[tuple[bool, int], tuple[int, int]]
"""People and total by whether they are shown and the band of their totals."""


class Difference(NamedTuple):
    """One thing that is stored otherwise than it should be."""

    about: str
    what: str
    stored: object
    counted: object

    def __str__(self) -> str:
        return f"{self.about}: {self.what} is {self.stored} and should be {self.counted}"


def recount(challenge: Challenge, *, mend: bool = False) -> Iterator[Difference]:
    """Everything of a challenge that is not what counting from nothing gives.

    With `mend` it is brought to that. Others may go on writing meanwhile.
    """
    last: UUID | None = None
    while True:
        with transaction.atomic():
            rows = _some(challenge, last)
            settled = judge_rows(rows, clock.now())
            found = [each for one in settled for each in _of_participant(one)]
            if mend:
                write_rows(settled)
        yield from found
        if len(rows) < _AT_ONCE:
            break
        last = rows[-1].pk
    yield from _of_sums(challenge, mend=mend)


def _some(challenge: Challenge, last: UUID | None) -> list[Participation]:
    rows = lock_rows().filter(challenge=challenge)
    return locked((rows if last is None else rows.filter(pk__gt=last))[:_AT_ONCE])


def _of_participant(settled: Settled) -> Iterator[Difference]:
    about = f"participant {settled.row.pk}"
    for column, value in settled.changed.items():
        yield Difference(about, column, settled.stored[column], value)
    for credit in settled.credits.made:
        yield Difference(about, f"credit of {credit.entry}", "missing", credit)
    for credit in settled.credits.changed:
        yield Difference(about, f"credit of {credit.entry}", "otherwise", credit)
    for credit in settled.credits.gone:
        yield Difference(about, f"credit of {credit.entry}", credit, "missing")


@transaction.atomic
def _of_sums(challenge: Challenge, *, mend: bool) -> list[Difference]:
    """Teams and tallies; locked first, so that nobody moves between them while they are added."""
    locked = Team.objects.select_for_update(no_key=True).filter(challenge=challenge)
    teams = list(locked.order_by("pk"))
    tallies = Tally.objects.select_for_update(no_key=True).filter(challenge=challenge)
    stored = {
        (tally.shown, tally.band): (tally.people, tally.total)
        for tally in tallies.order_by("shown", "band")
    }
    people = Participation.objects.filter(challenge=challenge, tallied=True)
    members = _members(people)
    found = [each for team in teams for each in _of_team(team, challenge, members, mend=mend)]
    counted = _counted_tallies(people)
    differing = [
        key for key in stored.keys() | counted.keys()
        if stored.get(key, (0, 0)) != counted.get(key, (0, 0))
    ]  # fmt: skip
    if mend:
        _write_tallies(challenge, {key: counted.get(key, (0, 0)) for key in differing})
    return found + [
        Difference(f"tally {key}", "people and total", stored.get(key), counted.get(key))
        for key in sorted(differing)
    ]


def _members(people: QuerySet[Participation]) -> dict[UUID, tuple[int, int]]:
    """Members and total by team."""
    sums = people.filter(~Q(team=None)).values_list("team").order_by("team")
    return {
        team: (members, total)
        for team, members, total in sums.annotate(people=Count("pk"), sum=Sum("total"))
    }


def _of_team(
    team: Team, challenge: Challenge, members: Mapping[UUID, tuple[int, int]], *, mend: bool
) -> Iterator[Difference]:
    team.challenge = challenge
    columns = ("members", "total", "result")
    stored = {column: getattr(team, column) for column in columns}
    team.members, team.total = members.get(team.pk, (0, 0))
    team.result = result_of(team)
    for column, value in stored.items():
        if value != getattr(team, column):
            yield Difference(f"team {team.name}", column, value, getattr(team, column))
    if mend:
        team.save(update_fields=columns)


def _counted_tallies(people: QuerySet[Participation]) -> Sums:
    totals = people.values_list("shown", "total").order_by("shown", "total")
    counted: dict[tuple[bool, int], tuple[int, int]] = {}
    for shown, total, number in totals.annotate(people=Count("pk")).iterator(_AT_ONCE):
        before = counted.get((shown, band(total)), (0, 0))
        counted[shown, band(total)] = (before[0] + number, before[1] + number * total)
    return counted


def _write_tallies(challenge: Challenge, sums: Sums) -> None:
    rows = [
        Tally(challenge=challenge, shown=shown, band=number, people=people, total=total)
        for (shown, number), (people, total) in sums.items()
    ]
    Tally.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["challenge", "shown", "band"],
        update_fields=["people", "total"],
    )

"""Where participants stand in the sums over many: tallies and teams follow each move.

All sums that some moves touch are changed in one pass in one order, so that two who move at once
wait for each other and never for ever.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from django.db.models import F

from strongstride.clubs.crediting.bands import band
from strongstride.clubs.models import Participation, Tally, Team, TeamResult
from strongstride.clubs.settling.looks import left_at


class Place(NamedTuple):
    """What a participant adds to the sums of a challenge."""

    challenge: UUID
    team: UUID | None
    shown: bool
    total: int


class Move(NamedTuple):
    """From one place to another; None is in no sum."""

    before: Place | None
    after: Place | None


class _Step(NamedTuple):
    """By how much a sum changes."""

    people: int
    total: int


TallyKey = tuple[UUID, bool, int]


def kept_place(participation: Participation) -> Place | None:
    """The place that the sums hold of a participant whose row was just read."""
    return _place(participation) if participation.tallied else None


def new_place(participation: Participation) -> Place | None:
    """The place that is theirs: none for who has left without a total."""
    has_part = left_at(participation) is None or participation.total > 0
    return _place(participation) if has_part else None


def _place(row: Participation) -> Place:
    return Place(row.challenge_id, row.team_id, row.shown, row.total)


def tally_key(place: Place) -> TallyKey:
    """The tally that holds a place."""
    return place.challenge, place.shown, band(place.total)


def move(moves: Iterable[Move]) -> None:
    """Change teams and tallies, within the transaction that moves the participants."""
    real = [each for each in moves if each.before != each.after]
    _move_teams(real)
    _move_tallies(real)


def _steps(moves: Iterable[Move]) -> Iterator[tuple[Place, _Step]]:
    for each in moves:
        if each.before is not None:
            yield each.before, _Step(-1, -each.before.total)
        if each.after is not None:
            yield each.after, _Step(1, each.after.total)


def _move_teams(moves: Iterable[Move]) -> None:
    steps: dict[UUID, _Step] = defaultdict(lambda: _Step(0, 0))
    for place, step in _steps(moves):
        if place.team is not None:
            steps[place.team] = _both(steps[place.team], step)
    if not steps:
        return
    locked = Team.objects.select_for_update(of=("self",), no_key=True)
    for team in locked.select_related("challenge").filter(pk__in=steps).order_by("pk"):
        team.members += steps[team.pk].people
        team.total += steps[team.pk].total
        team.result = result_of(team)
        team.save(update_fields=["members", "total", "result"])


def _both(one: _Step, other: _Step) -> _Step:
    return _Step(one.people + other.people, one.total + other.total)


def result_of(team: Team) -> int:
    """What a team is ranked by: its total, or what that is for each member, rounded down."""
    if team.challenge.team_result == TeamResult.AVERAGE:
        return team.total // max(1, team.members)
    return team.total


def _move_tallies(moves: Iterable[Move]) -> None:
    steps: dict[TallyKey, _Step] = defaultdict(lambda: _Step(0, 0))
    for place, step in _steps(moves):
        key = tally_key(place)
        steps[key] = _both(steps[key], step)
    for key in sorted(steps):
        if steps[key] != _Step(0, 0):
            _change_tally(key, steps[key])


def _change_tally(key: TallyKey, step: _Step) -> None:
    challenge, shown, number = key
    tally = Tally.objects.filter(challenge_id=challenge, shown=shown, band=number)
    change = {"people": F("people") + step.people, "total": F("total") + step.total}
    if not tally.update(**change):
        empty = Tally(challenge_id=challenge, shown=shown, band=number)
        Tally.objects.bulk_create([empty], ignore_conflicts=True)
        tally.update(**change)

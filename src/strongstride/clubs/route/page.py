"""What the page of a challenge shows of its route."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate

import msgspec
from django.db.models import Sum

from strongstride.clubs.board.queries import BoardRow, Together
from strongstride.clubs.challenges.actions import phase_of
from strongstride.clubs.crediting.amounts import show
from strongstride.clubs.crediting.entry import CreditStatus
from strongstride.clubs.crediting.terms import ChallengeKind, Scope
from strongstride.clubs.crediting.window import Phase
from strongstride.clubs.models import Challenge, Credit, Participation, Route
from strongstride.clubs.route.actions import line_in, waypoints_in
from strongstride.clubs.route.drawing import Mark, RouteDrawing, draw
from strongstride.clubs.route.gpx import Waypoint
from strongstride.clubs.route.line import Line, lap_of
from strongstride.clubs.settling.terms import terms_of
from strongstride.coach.quantities import DistanceUnit
from strongstride.web import clock

_RUNNERS = 3  # of the board's top, beside oneself
_LOOP = 0.02  # of the length: a finish as near to the start is the same place


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """A place on the way: how far along, whether it is reached, and what else is known of it."""

    name: str
    at: str
    reached: bool
    when: date | None = None  # reached on, or to be reached at the pace so far
    to_go: str = ""


class RouteShown(msgspec.Struct, frozen=True, kw_only=True):
    """The route for one reader, in their unit."""

    name: str
    length: str
    where: str  # in a sentence
    stages: tuple[Stage, ...]
    drawing: RouteDrawing
    again: bool = False  # the line was done before: this is another lap


class _Way(msgspec.Struct, frozen=True):
    """A route with how far somebody has come on it, in metres with all laps; None: nobody."""

    challenge: Challenge
    name: str
    line: Line
    waypoints: tuple[Waypoint, ...]
    unit: DistanceUnit
    done_m: int | None
    mine: Participation | None = None

    @property
    def length_m(self) -> int:
        return round(self.line.length_m)

    def told(self, metres: float) -> str:
        return show(round(metres), ChallengeKind.DISTANCE, self.unit)


def shown(
    challenge: Challenge,
    together: Together,
    unit: DistanceUnit,
    *,
    me: Participation | None = None,
    top: Sequence[BoardRow] = (),
) -> RouteShown | None:
    """The challenge's route with everybody's total on it where the goal is shared.

    Else with the reader, if they take part, and the best of `top`: shown people, as the board has
    them. None for a challenge without a route. At most two queries.
    """
    route = Route.objects.filter(challenge=challenge).first()
    if route is None:
        return None
    is_shared = challenge.scope == Scope.GROUP
    way = _Way(
        challenge=challenge,
        name=route.name,
        line=line_in(route),
        waypoints=waypoints_in(route),
        unit=unit,
        done_m=together.total if is_shared else me.total if me else None,
        mine=None if is_shared else me,
    )
    return _told(way, () if is_shared else top)


def _told(way: _Way, top: Sequence[BoardRow]) -> RouteShown:
    laps, rest = lap_of(way.done_m or 0, way.length_m)
    return RouteShown(
        name=way.name,
        length=way.told(way.length_m),
        where=_where(way),
        stages=_stages(way),
        drawing=draw(way.line, rest, _marks(way, rest, top)),
        again=laps > 0,
    )


def _marks(way: _Way, rest: float, top: Sequence[BoardRow]) -> list[Mark]:
    """Ends first, so that they are named whatever else is; then who is on the way; then places."""
    marks = _ends(way.line)
    if way.done_m is not None:
        marks.append(Mark("me", rest, "You" if way.mine else "We are here"))
    others = [row for row in top if not row.is_me][:_RUNNERS]
    marks += [
        Mark("runner", lap_of(row.total, way.length_m)[1], row.name) for row in others if row.name
    ]
    marks += [
        Mark("waypoint", place.at_m, place.name, reached=(way.done_m or 0) >= place.at_m)
        for place in way.waypoints
    ]
    return marks


def _ends(line: Line) -> list[Mark]:
    first, last = line.points[0], line.points[-1]
    gap = abs(first.latitude - last.latitude) + abs(first.longitude - last.longitude)
    if gap * 111_000 < _LOOP * line.length_m:  # about so many metres a degree
        return [Mark("start", 0.0, "Start, finish")]
    return [Mark("start", 0.0, "Start"), Mark("finish", line.length_m, "Finish")]


def _where(way: _Way) -> str:
    """How far along, in a sentence that says what the picture shows."""
    if way.done_m is None:
        return ""
    laps, rest = lap_of(way.done_m, way.length_m)
    who = "You are" if way.mine else "Together we are"
    lap = f"into lap {laps + 1} of {way.told(way.length_m)}" if laps else "along"
    behind = [place.name for place in way.waypoints if place.at_m <= rest]
    ahead = next((place for place in _places(way) if place.at_m > rest), None)
    past = f", past {behind[-1]}" if behind else ""
    to_go = f"; {way.told(ahead.at_m - rest)} to {ahead.name}" if ahead else ""
    return f"{who} {way.told(rest)} {lap}{past}{to_go}."


def _places(way: _Way) -> list[Waypoint]:
    """The named places with the finish, once."""
    places = [place for place in way.waypoints if place.at_m < way.length_m]
    names = [place.name for place in way.waypoints if place.at_m >= way.length_m]
    return [*places, Waypoint(names[0] if names else "Finish", way.length_m)]


def _stages(way: _Way) -> tuple[Stage, ...]:
    done, places = way.done_m or 0, _places(way)
    days = _days_reached(way, [place.at_m for place in places])
    per_day = _pace_m(way)
    return tuple(
        Stage(
            name=place.name,
            at=way.told(place.at_m),
            reached=done >= place.at_m,
            when=day if done >= place.at_m else _expected(way, place.at_m - done, per_day),
            to_go="" if way.done_m is None or done >= place.at_m else way.told(place.at_m - done),
        )
        for place, day in zip(places, days, strict=True)
    )


def _days_reached(way: _Way, marks: Sequence[int]) -> list[date | None]:
    """On which day one's own total came to each of some marks; unknown for everybody's."""
    if way.mine is None:
        return [None] * len(marks)
    counted = Credit.objects.filter(participation=way.mine, status=CreditStatus.COUNTED.value)
    days = counted.values("on").annotate(sum=Sum("amount")).order_by("on")
    rows = list(days.values_list("on", "sum"))
    totals = list(accumulate(amount for _, amount in rows))
    found = [bisect_left(totals, mark) for mark in marks]
    return [rows[place][0] if place < len(rows) else None for place in found]


def _pace_m(way: _Way) -> float:
    """Metres a day since the start; 0 while there is no pace to go on with."""
    terms = terms_of(way.challenge)
    today = clock.local_today(way.challenge.club.time_zone)
    days = (today - terms.starts_on).days + 1
    if phase_of(way.challenge) is not Phase.RUNNING or days < 1:
        return 0.0
    return (way.done_m or 0) / days


def _expected(way: _Way, missing_m: int, per_day: float) -> date | None:
    """The day on which this pace would get there; None after the end."""
    if per_day <= 0 or missing_m / per_day > 4000:  # days: no challenge is as long
        return None
    today = clock.local_today(way.challenge.club.time_zone)
    on = today + timedelta(days=int(missing_m / per_day) + 1)
    return on if on <= way.challenge.ends_on else None

"""Laying a challenge's route and naming the places on it."""

from collections.abc import Sequence

import msgspec
from django.db import transaction

from strongstride.clubs.challenges.turns import take_challenge
from strongstride.clubs.crediting.terms import ChallengeKind
from strongstride.clubs.desk.audit import note
from strongstride.clubs.models import Challenge, ChallengeState, Membership, Route
from strongstride.clubs.route.gpx import MOST_WAYPOINTS, RouteFile, Waypoint
from strongstride.clubs.route.line import Line, LinePoint

_DIGITS = 5  # of a degree: about a metre


class RouteError(ValueError):
    """Something that cannot be done with a route; its text is one sentence for people."""


@transaction.atomic
def lay_route(challenge: Challenge, membership: Membership, name: str, file: RouteFile) -> Route:
    """Give a challenge a route, in place of the one it had."""
    take_challenge(challenge, membership)
    check_route(challenge)
    columns = {
        "name": name,
        "length_m": round(file.line.length_m),
        "line": [
            [round(point.latitude, _DIGITS), round(point.longitude, _DIGITS), round(point.at_m)]
            for point in file.line.points
        ],
        "waypoints": _kept(file.waypoints),
    }
    route, is_new = Route.objects.update_or_create(challenge=challenge, defaults=columns)
    note(
        challenge.club,
        membership,
        "laid the route" if is_new else "laid another route",
        challenge.title,
        after={"name": name, "length_m": route.length_m},
    )
    return route


@transaction.atomic
def name_places(
    route: Route, membership: Membership, name: str, waypoints: Sequence[Waypoint]
) -> None:
    """Change the route's name and the named places on it."""
    _take_route(route, membership)
    if len(waypoints) > MOST_WAYPOINTS:
        raise RouteError(f"A route has at most {MOST_WAYPOINTS} places: leave some out.")
    before = {"name": route.name, "waypoints": route.waypoints}
    route.name = name
    route.waypoints = _kept(sorted(waypoints, key=lambda each: each.at_m))
    route.save(update_fields=["name", "waypoints"])
    after = {"name": route.name, "waypoints": route.waypoints}
    note(route.challenge.club, membership, "named places of the route", name, before, after)


@transaction.atomic
def remove_route(route: Route, membership: Membership) -> None:
    """Take the route away; nobody's miles change."""
    _take_route(route, membership)
    note(route.challenge.club, membership, "removed the route", route.name)
    route.delete()


def _take_route(route: Route, membership: Membership) -> None:
    """A route that may still change, as it stands, for an organiser."""
    take_challenge(route.challenge, membership)
    check_route(route.challenge)
    try:
        route.refresh_from_db(fields=["name", "length_m", "line", "waypoints"])
    except Route.DoesNotExist:
        raise RouteError("The route is not there any more.") from None


def check_route(challenge: Challenge) -> None:
    """Raise RouteError where a challenge can have no route, or not any more."""
    if ChallengeKind(challenge.kind) is not ChallengeKind.DISTANCE:
        raise RouteError("Only a challenge that counts distance can have a route.")
    if challenge.state in (ChallengeState.FINAL, ChallengeState.CANCELLED):
        raise RouteError("This challenge has ended: its route stays as it is.")


def line_in(route: Route) -> Line:
    """The line of a stored route."""
    return Line(tuple(LinePoint(*point) for point in route.line))


def waypoints_in(route: Route) -> tuple[Waypoint, ...]:
    """The named places of a stored route."""
    return msgspec.convert(tuple(route.waypoints), tuple[Waypoint, ...])


def _kept(waypoints: Sequence[Waypoint]) -> list[dict[str, object]]:
    return [{"name": each.name, "at_m": each.at_m} for each in waypoints]

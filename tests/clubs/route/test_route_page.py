"""A challenge's route: laying it, naming its places, and what its picture tells whom."""

from datetime import UTC, date, datetime

import msgspec
import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from strongstride.clubs.board.queries import together, top
from strongstride.clubs.crediting.terms import ChallengeKind, Scope, Terms
from strongstride.clubs.models import (
    AuditEntry,
    Challenge,
    ChallengeState,
    Club,
    Membership,
    Participation,
    Role,
    Route,
    ShownAs,
)
from strongstride.clubs.route.actions import RouteError, lay_route, name_places, remove_route
from strongstride.clubs.route.gpx import Waypoint, from_gpx
from strongstride.clubs.route.page import RouteShown, shown
from strongstride.clubs.settling.appearance import appear
from strongstride.clubs.settling.settle import settle
from strongstride.coach.quantities import DistanceUnit
from tests.clubs.making import (
    ENDS,
    STARTS,
    make_challenge,
    make_club,
    make_member,
    make_part,
    make_run,
)
from tests.clubs.route.making import NORTH, gpx

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]

PLACES = [("Arras", 50.3, 2.0), ("Lens", 50.6, 2.1)]  # at 33.4 and 67.5 km of 112.0


@pytest.fixture
def club() -> Club:
    return make_club(unit="km")


@pytest.fixture
def owner(club: Club) -> Membership:
    return make_member(club, "Ola Berg", Role.OWNER)


def laid(club: Club, owner: Membership, **columns: object) -> Challenge:
    challenge = make_challenge(club, **columns)
    lay_route(challenge, owner, "To the sea", from_gpx(gpx(NORTH, PLACES)))
    return challenge


def ran(challenge: Challenge, name: str, *kms: float) -> Participation:
    """Somebody who ran so far on the first days of the challenge."""
    part = make_part(challenge, make_member(challenge.club, name))
    for day, km in enumerate(kms, 2):
        assert part.membership.athlete is not None
        make_run(part.membership.athlete, date(2026, 3, day), km)
    settle(part)
    part.refresh_from_db()
    return part


def seen(challenge: Challenge, me: Participation | None = None) -> RouteShown:
    rows = top(challenge, me=me.pk if me else None)
    found = shown(challenge, together(challenge), DistanceUnit.KM, me=me, top=rows)
    assert found is not None
    return found


def kinds(route: RouteShown) -> list[str]:
    return [mark.kind for mark in route.drawing.marks]


def browser(member: Membership) -> Client:
    client = Client()
    assert member.athlete is not None
    client.force_login(member.athlete.user)
    return client


def address(challenge: Challenge) -> str:
    return f"/clubs/{challenge.club.slug}/challenges/{challenge.slug}/route/"


def upload(data: bytes, name: str = "coast.gpx") -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, data)}


def test_a_challenge_without_a_route_shows_none(club: Club) -> None:
    challenge = make_challenge(club)
    assert shown(challenge, together(challenge), DistanceUnit.KM) is None


def test_a_shared_goal_moves_everybody_on_one_line(club: Club, owner: Membership) -> None:
    challenge = laid(club, owner, scope=Scope.GROUP.value)
    ran(challenge, "Mo Hart", 20, 20)
    me = ran(challenge, "Kit Lowe", 10)
    route = seen(challenge, me)
    assert route.where == "Together we are 50.0 km along, past Arras; 17.5 km to Lens."
    assert [stage.reached for stage in route.stages] == [True, False, False]
    assert kinds(route).count("me") == 1
    assert "runner" not in kinds(route)


def test_alone_one_sees_oneself_and_the_best(club: Club, owner: Membership) -> None:
    challenge = laid(club, owner)
    for name, km in (("Mo Hart", 90), ("Jo Sands", 80), ("Al Grey", 70), ("Di Wood", 60)):
        ran(challenge, name, km)
    me = ran(challenge, "Kit Lowe", 30, 10)
    route = seen(challenge, me)
    assert route.where == "You are 40.0 km along, past Arras; 27.5 km to Lens."
    assert [stage.when for stage in route.stages] == [date(2026, 3, 3), None, None]
    assert kinds(route).count("runner") == 3
    told = msgspec.json.encode(route).decode()
    assert "Di Wood" not in told


def test_nobody_hidden_is_on_the_line(club: Club, owner: Membership) -> None:
    challenge = laid(club, owner)
    part = ran(challenge, "Zephyrine Quill", 90)
    Membership.objects.filter(pk=part.membership_id).update(shown_as=ShownAs.HIDDEN)
    appear(Membership.objects.get(pk=part.membership_id))
    route = seen(challenge)
    assert "runner" not in kinds(route)
    assert "Zephyrine" not in msgspec.json.encode(route).decode()
    assert route.where == ""


def test_beyond_the_finish_a_lap_begins(club: Club, owner: Membership) -> None:
    challenge = laid(club, owner)
    me = ran(challenge, "Mo Hart", 60, 60, 14)
    route = seen(challenge, me)
    assert route.again
    assert "runner" not in kinds(route)  # one is not there twice
    assert route.where == "You are 22.1 km into lap 2 of 111.9 km; 11.3 km to Arras."
    assert all(stage.reached for stage in route.stages)


def test_the_pace_so_far_says_when(club: Club, owner: Membership) -> None:
    challenge = laid(club, owner, scope=Scope.GROUP.value)
    ran(challenge, "Mo Hart", 20, 20)
    with time_machine.travel(datetime(2026, 3, 8, 12, tzinfo=UTC), tick=False):
        route = seen(challenge)  # 40 km in 8 days: 5 km a day
    assert [stage.when for stage in route.stages] == [None, date(2026, 3, 14), date(2026, 3, 23)]
    assert seen(challenge).stages[1].when is None  # it is over


def test_an_organiser_lays_a_route_from_a_file(club: Club, owner: Membership) -> None:
    challenge = make_challenge(club)
    answer = browser(owner).post(address(challenge), upload(gpx(NORTH, PLACES)))
    assert answer.status_code == 302
    route = Route.objects.get(challenge=challenge)
    assert route.name == "Coast to coast"
    assert [place["name"] for place in route.waypoints] == ["Arras", "Lens"]
    assert route.line[0][:2] == [50.0, 2.0]
    assert AuditEntry.objects.filter(club=club, action="laid the route").count() == 1
    page = browser(owner).get(address(challenge)).content.decode()
    assert "33.4: Arras" in page
    assert "Do not upload a line that starts at somebody" in page


@pytest.mark.parametrize(
    ("files", "why"),
    [
        (upload(b"no line"), "coast.gpx holds no line"),
        (upload(gpx(NORTH)[:-50]), "coast.gpx is damaged"),
        (upload(b""), "empty"),
        ({}, "Choose a GPX file"),
    ],
)
def test_a_bad_file_is_said_and_nothing_lost(
    club: Club, owner: Membership, files: dict[str, object], why: str
) -> None:
    challenge = laid(club, owner)
    answer = browser(owner).post(address(challenge), files)
    assert answer.status_code == 400
    assert why in answer.content.decode()
    assert Route.objects.get(challenge=challenge).name == "To the sea"


def test_only_distance_has_a_route(club: Club, owner: Membership) -> None:
    terms = Terms(kind=ChallengeKind.TIME, starts_on=STARTS, ends_on=ENDS)
    challenge = make_challenge(club, terms=terms)
    answer = browser(owner).post(address(challenge), upload(gpx(NORTH)))
    assert answer.status_code == 400
    assert "Only a challenge that counts distance" in answer.content.decode()
    assert not Route.objects.exists()


def test_places_are_named_by_hand(club: Club, owner: Membership) -> None:
    challenge = laid(club, owner)
    said = {"name": "Over the hills", "places": "100: Dunkirk\n\n 42,5 : Béthune\n"}
    assert browser(owner).post(f"{address(challenge)}places/", said).status_code == 302
    route = Route.objects.get(challenge=challenge)
    assert route.name == "Over the hills"
    assert route.waypoints == [
        {"name": "Béthune", "at_m": 42_500},
        {"name": "Dunkirk", "at_m": 100_000},
    ]


@pytest.mark.parametrize(
    "places",
    [
        "Arras",
        "x: Arras",
        "-1: Arras",
        "nan: Arras",
        "inf: Arras",
        "1e99: Arras",
        "300: Arras",
        "5:",
    ],
)
def test_places_that_cannot_be_are_said(club: Club, owner: Membership, places: str) -> None:
    challenge = laid(club, owner)
    said = {"name": "Over the hills", "places": places}
    answer = browser(owner).post(f"{address(challenge)}places/", said)
    assert answer.status_code == 400
    assert "errorlist" in answer.content.decode()
    assert Route.objects.get(challenge=challenge).name == "To the sea"


def test_too_many_places_are_refused(club: Club, owner: Membership) -> None:
    route = Route.objects.get(challenge=laid(club, owner))
    with pytest.raises(RouteError, match="at most 50"):
        name_places(route, owner, "x", [Waypoint("y", 5)] * 51)


def test_a_route_can_go(club: Club, owner: Membership) -> None:
    challenge = laid(club, owner)
    assert browser(owner).post(f"{address(challenge)}remove/").status_code == 302
    assert not Route.objects.exists()
    assert browser(owner).post(f"{address(challenge)}remove/").status_code == 404


def test_an_ended_challenge_keeps_its_route(club: Club, owner: Membership) -> None:
    challenge = laid(club, owner)
    Challenge.objects.filter(pk=challenge.pk).update(state=ChallengeState.FINAL)
    for path in ("", "places/", "remove/"):
        browser(owner).post(address(challenge) + path, {"name": "x", **upload(gpx(NORTH))})
    assert Route.objects.get(challenge=challenge).name == "To the sea"


def test_only_organisers_lay_routes(club: Club, owner: Membership) -> None:
    challenge = laid(club, owner)
    member = browser(make_member(club, "Jo Sands"))
    for path in ("", "places/", "remove/"):
        assert member.post(address(challenge) + path).status_code == 403
        assert Client().post(address(challenge) + path).status_code == 302
    assert Route.objects.exists()


def test_who_lost_the_role_meanwhile_changes_no_route(club: Club, owner: Membership) -> None:
    challenge = laid(club, owner)
    Membership.objects.filter(pk=owner.pk).update(role=Role.MODERATOR)
    with pytest.raises(PermissionDenied):
        lay_route(challenge, owner, "Elsewhere", from_gpx(gpx(NORTH)))
    with pytest.raises(PermissionDenied):
        name_places(challenge.route, owner, "Elsewhere", [])
    with pytest.raises(PermissionDenied):
        remove_route(challenge.route, owner)
    assert Route.objects.get().name == "To the sea"


def test_a_route_that_is_gone_is_not_named(club: Club, owner: Membership) -> None:
    route = laid(club, owner).route
    Route.objects.all().delete()
    with pytest.raises(RouteError, match="not there any more"):
        name_places(route, owner, "Elsewhere", [])

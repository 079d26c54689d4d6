"""Clubs and challenges by the API: what the pages show, for whoever may see it, and no more."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from strongstride.clubs.crediting.terms import ChallengeKind, Terms
from strongstride.clubs.models import (
    Challenge,
    Club,
    Membership,
    MemberState,
    Participation,
    Role,
    ShownAs,
    Visibility,
)
from strongstride.clubs.settling.settle import settle
from tests.api.conftest import Api
from tests.casting import Cast
from tests.clubs.making import (
    ENDS,
    STARTS,
    make_challenge,
    make_club,
    make_member,
    make_part,
    make_run,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

MOST_QUERIES = 12


class World(NamedTuple):
    """A club Alice is in and Bob is not, with a challenge of four."""

    club: Club
    alice: Membership
    challenge: Challenge

    @property
    def path(self) -> str:
        return f"/clubs/{self.club.slug}/challenges/{self.challenge.slug}"


@pytest.fixture(autouse=True)
def in_march() -> Iterator[None]:
    """While the challenge runs."""
    with time_machine.travel(datetime(2026, 3, 20, 12, tzinfo=UTC)):
        yield


@pytest.fixture
def world(cast: Cast) -> World:
    club = make_club(unit="km")
    challenge = make_challenge(club, goal=100_000)
    make_part_of(challenge, make_member(club, "Olive Owner", Role.OWNER), 12.0)
    make_part_of(challenge, make_member(club, "Robin Hale", shown_as=ShownAs.INITIALS), 9.0)
    make_part_of(challenge, make_member(club, "Hilda Hidden", shown_as=ShownAs.HIDDEN), 30.0)
    alice = make_member(club, "Alice Able", athlete=cast.alice.athlete)
    return World(club, alice, challenge)


def make_part_of(challenge: Challenge, member: Membership, *km: float) -> Participation:
    assert member.athlete is not None
    for place, each in enumerate(km):
        make_run(member.athlete, date(2026, 3, 2 + place), each)
    part = make_part(challenge, member)
    settle(part)
    return part


def cursor_of(place: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def test_my_clubs_are_those_i_am_in_or_asked_for(world: World, alice: Api, bob: Api) -> None:
    make_member(make_club("Hill Harriers"), athlete=world.alice.athlete, state=MemberState.ASKED)
    make_member(make_club("Left"), athlete=world.alice.athlete, state=MemberState.LEFT)
    status, found = alice.get("/clubs")
    assert status == 200
    assert [(each["name"], each["state"]) for each in found] == [
        ("Riverside Striders", "active"),
        ("Hill Harriers", "asked"),
    ]
    assert bob.get("/clubs") == (200, [])


def test_a_club_is_told_as_its_page_tells_it(world: World, alice: Api, bob: Api) -> None:
    found = alice.get(f"/clubs/{world.club.slug}")[1]
    assert (found["members"], found["unit"], found["shown_as"]) == (4, "km", "name")
    assert "join_secret" not in found
    assert bob.get(f"/clubs/{world.club.slug}")[1]["club"]["role"] is None


def test_a_private_club_is_not_there_for_others(world: World, alice: Api, bob: Api) -> None:
    world.club.visibility = Visibility.PRIVATE
    world.club.save()
    for path in (f"/clubs/{world.club.slug}", world.path, f"{world.path}/board"):
        assert alice.get(path)[0] == 200
        assert bob.get(path) == bob.get("/clubs/none-of-this-name")
    assert bob.post(f"{world.path}/join")[0] == 404


def test_drafts_are_for_organisers(world: World, alice: Api) -> None:
    draft = make_challenge(world.club, title="Summer", state="draft")
    listed = f"/clubs/{world.club.slug}/challenges"
    assert [each["title"] for each in alice.get(listed)[1]["items"]] == ["Spring miles"]
    assert alice.get(f"{listed}/{draft.slug}")[0] == 404
    Membership.objects.filter(pk=world.alice.pk).update(role=Role.ADMIN)
    assert {each["phase"] for each in alice.get(listed)[1]["items"]} == {"draft", "running"}


def test_a_challenge_tells_terms_total_and_where_i_stand(world: World, alice: Api) -> None:
    make_part_of(world.challenge, world.alice, 10.0)
    found = alice.get(world.path)[1]
    assert (found["total"], found["total_words"], found["people"]) == (61_000, "61.0 km", 4)
    assert (found["unit"], found["goal"], found["challenge"]["phase"]) == (
        "metres",
        100_000,
        "running",
    )
    assert (found["terms"]["starts_on"], found["terms"]["grace_days"]) == ("2026-03-01", 3)
    assert found["terms_words"][0] == "The distance of runs adds up."
    mine = found["mine"]
    assert (mine["total"], mine["rank"], mine["ranked"], mine["tied"]) == (10_000, 2, 3, False)


def test_what_does_not_add_up_has_no_total(world: World, alice: Api) -> None:
    terms = Terms(kind=ChallengeKind.LONGEST, starts_on=STARTS, ends_on=ENDS)
    longest = make_challenge(world.club, terms=terms)
    found = alice.get(f"/clubs/{world.club.slug}/challenges/{longest.slug}")[1]
    assert (found["total"], found["total_words"], found["mine"]) == (None, "", None)


def test_the_board_has_who_is_shown_as_they_chose(world: World, alice: Api, bob: Api) -> None:
    make_part_of(world.challenge, world.alice, 9.0)
    for api in (alice, bob):
        rows = api.get(f"{world.path}/board")[1]["items"]
        assert [(row["rank"], row["tied"], row["name"]) for row in rows] == [
            (1, False, "Olive Owner"),
            (2, True, "RH"),
            (2, True, "Alice Able"),
        ]
        text = api.last.content.decode()
        assert not any(name in text for name in ("Hilda", "Robin", "@", "Hale"))
    mine = [row["is_me"] for row in alice.get(f"{world.path}/board")[1]["items"]]
    assert mine == [False, False, True]


def test_the_board_has_pages(world: World, alice: Api) -> None:
    for number in range(5):
        make_part_of(world.challenge, make_member(world.club, f"Runner {number}"), 3.0 + number)
    whole = alice.get(f"{world.path}/board?limit=100")[1]["items"]
    found: list[Any] = []
    page: dict[str, Any] = {"next": ""}
    while page["next"] is not None:
        after = f"&cursor={page['next']}" if page["next"] else ""
        page = alice.get(f"{world.path}/board?limit=2{after}")[1]
        found += page["items"]
    assert found == whole
    assert len(whole) == 7


def test_a_shared_goal_has_no_board(world: World, alice: Api) -> None:
    group = make_challenge(world.club, scope="group", goal=1_000_000)
    part = make_part_of(group, world.alice, 9.0)
    path = f"/clubs/{world.club.slug}/challenges/{group.slug}"
    assert alice.get(f"{path}/board")[1] == {"items": [], "next": None}
    mine = alice.get(path)[1]["mine"]
    assert (mine["participation"], mine["total"], mine["rank"]) == (str(part.pk), 9_000, None)


def test_my_credits_tell_why(world: World, alice: Api, bob: Api) -> None:
    make_part_of(world.challenge, world.alice, 10.0, 8.0, 0.0)
    path = f"{world.path}/credits"
    first = alice.get(f"{path}?limit=2")[1]
    last = alice.get(f"{path}?limit=2&cursor={first['next']}")[1]
    told = [*first["items"], *last["items"]]
    assert [(each["on"], each["status"], each["amount_words"]) for each in told] == [
        ("2026-03-04", "not_counted", ""),
        ("2026-03-03", "counted", "8.0 km"),
        ("2026-03-02", "counted", "10.0 km"),
    ]
    assert "distance is not known" in told[0]["why"]
    assert last["next"] is None
    assert bob.get(path)[0] == 404


def test_joining_twice_joins_once_and_leaving_takes_the_row_away(world: World, alice: Api) -> None:
    assert world.alice.athlete is not None
    make_run(world.alice.athlete, date(2026, 3, 2), 10.0)
    for _ in range(2):
        status, found = alice.post(f"{world.path}/join")
        assert (status, found["mine"]["total"], found["people"]) == (200, 10_000, 4)
    assert alice.post(f"{world.path}/leave") == (204, None)
    left = alice.get(world.path)[1]
    assert (left["mine"], left["total"]) == (None, 61_000)
    assert "Alice" not in str(alice.get(f"{world.path}/board")[1])
    assert alice.post(f"{world.path}/leave")[0] == 404


def test_a_join_sent_again_under_its_key_is_answered_as_before(world: World, alice: Api) -> None:
    first = alice.post(f"{world.path}/join", idempotency_key="once")
    alice.post(f"{world.path}/leave")
    assert alice.post(f"{world.path}/join", idempotency_key="once") == first
    assert Participation.objects.get(membership=world.alice).left_at is not None


def test_who_is_no_member_is_told_to_join_the_club(world: World, bob: Api) -> None:
    status, found = bob.post(f"{world.path}/join")
    assert (status, found["error"]["code"]) == (409, "not_a_member")


@pytest.mark.parametrize("state", ["final", "cancelled"])
def test_a_challenge_that_is_over_cannot_be_joined_or_left(
    world: World, alice: Api, state: str
) -> None:
    alice.post(f"{world.path}/join")
    now = datetime(2026, 3, 20, tzinfo=UTC)
    Challenge.objects.filter(pk=world.challenge.pk).update(state=state, ended_at=now)
    for act in ("join", "leave"):
        status, found = alice.post(f"{world.path}/{act}")
        assert (status, found["error"]["code"]) == (409, "not_possible")


@pytest.mark.parametrize(
    "place",
    [
        "x",
        [1],
        [-1, "2026-03-01T00:00:00Z", "00000000-0000-7000-8000-000000000000"],
        [2**63, "2026-03-01T00:00:00Z", "00000000-0000-7000-8000-000000000000"],
        [1, "2026-03-01T00:00:00", "00000000-0000-7000-8000-000000000000"],
    ],
)
def test_a_cursor_that_is_none_is_refused(world: World, alice: Api, place: object) -> None:
    alice.post(f"{world.path}/join")
    for name in ("board", "credits"):
        status, found = alice.get(f"{world.path}/{name}?cursor={cursor_of(place)}")
        assert (status, found["error"]["field"]) == (422, "cursor")


def test_an_address_no_club_can_have_is_not_found(alice: Api) -> None:
    for club in ("Ünder", "a.b", "x" * 81):
        assert alice.get(f"/clubs/{club}")[0] == 404


def test_no_answer_costs_more_than_it_may(world: World, alice: Api) -> None:
    make_part_of(world.challenge, world.alice, 10.0)
    club = f"/clubs/{world.club.slug}"
    for path in (
        "/clubs", club, f"{club}/challenges", world.path, f"{world.path}/board",
        f"{world.path}/credits",
    ):  # fmt: skip
        with CaptureQueriesContext(connection) as found:
            assert alice.get(path)[0] == 200
        assert len(found) <= MOST_QUERIES, path

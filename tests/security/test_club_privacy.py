"""Nothing private of anybody is on any page, table, card, answer or header of clubs.

A club full of telltales (`privacy_world`) is asked for every address by everybody who might read
it; what comes back is searched for each telltale, and who may see it is said there.
"""

import html
import re
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from itertools import product
from typing import Any, NamedTuple
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
import time_machine
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from strongstride.accounts.actions import create_user
from strongstride.accounts.models import User
from strongstride.clubs.board.queries import PAGE
from strongstride.clubs.club.actions import approve, give_role, present, refuse
from strongstride.clubs.models import Club, JoinMode, Membership, MemberState, Role, ShownAs
from strongstride.clubs.share.card import CardFacts, card_svg
from strongstride.training.own_data.erase import erase_account
from strongstride.training.own_data.export import export_zip
from tests.casting import PASSWORD
from tests.clubs.making import make_challenge, make_club, make_member, make_part
from tests.security.addresses import api_routes, routes
from tests.security.club_table import LINES
from tests.security.privacy_world import (
    MEMBERS,
    NAMES,
    NOW,
    READERS,
    SECRET,
    TELLTALES,
    Telltale,
    World,
    athlete_of,
    browser_of,
    make_world,
    turn_out_to_be_young,
)

pytestmark = pytest.mark.django_db

ROUTES = [route for route in routes() if route.name.startswith("clubs:")]
API = [route for route in api_routes() if "clubs" in route.pattern]
BODIES = {line.name: [line.body] for line in LINES if line.body}
MORE = {
    "clubs:clubs": ["?text=r"],
    "clubs:members": ["?state=asked", "?state=banned", "?text=e"],
    "clubs:challenge": ["?board=runners", "?board=around", "?board=teams"],
    "clubs:challenge-live": ["?board=runners", "?board=around", "?board=teams"],
    "clubs:join": ["?challenge=running"],
    "clubs:join-link": ["?challenge=running"],
    "clubs:participants": ["?text=e"],
    "clubs:participant": ["?page=2"],
}
"""Questions that change what a page shows."""

_HIDDENS = 3  # the third of anything is the hidden member's
OTHERS = sorted(NAMES.keys() - {"hidden"})
_LENGTH = "Content-Length"
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_PAINTED = re.compile(rb"^(\xff\xd8\xff|\x89PNG)")


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Everything of the telltales, at their time; cards come as the SVG they are drawn from."""

    def svg(facts: CardFacts) -> bytes:
        return card_svg(facts).encode()

    monkeypatch.setattr("strongstride.clubs.views.share.card_png", svg)
    with time_machine.travel(NOW):
        yield make_world()


def said(answer: HttpResponse) -> str:
    """All that an answer says, in plain letters: its headers, cookies and content."""
    content: Any = answer
    data = b"".join(content.streaming_content) if answer.streaming else answer.content
    head = "\n".join(f"{name}: {value}" for name, value in answer.items() if name != _LENGTH)
    text = "" if _PAINTED.match(data) else data.decode("utf-8", "replace")
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), f"{head}\n{text}")
    return unquote(html.unescape(plain))


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Asked(NamedTuple):
    """One question and its answer."""

    route: str
    asked: str
    answer: HttpResponse


def everything(client: Client, world: World, who: str) -> Iterator[Asked]:
    """What is asked of clubs, and what is answered: every address, read and sent to."""
    for route in ROUTES:
        plain = world.addresses(route)
        more = [plain[0] + question for question in MORE.get(route.name, ())]
        for path in [*plain, *more]:
            answer = followed(client, client.get(path))
            yield Asked(route.name, f"GET {path}", answer)
            if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
                break  # for the other addresses of this route too
        path = plain[:_HIDDENS][-1]
        bodies = BODIES.get(route.name, ()) if who in MEMBERS else ()  # strangers would join
        for body in [{}, *bodies]:
            with undone():
                answer = followed(client, client.post(path, body))
                yield Asked(route.name, f"POST {path} {body}", answer)
    for route in API:
        for path, method in product(world.addresses(route), ("GET", "POST", "PUT", "DELETE")):
            with undone():
                answer = client.generic(method, path, b"{}", "application/json")
                yield Asked(route.name, f"{method} {path}", answer)


def followed(client: Client, answer: HttpResponse) -> HttpResponse:
    """The page that an answer sends one to, where it is one of clubs."""
    while answer.headers.get("Location", "").startswith("/clubs/"):
        answer = client.get(answer.headers["Location"])
    return answer


def found_in(told: str) -> dict[Telltale, str]:
    """The telltales in an answer, each with what stands around it."""
    small, found = told.lower(), {}
    for each in TELLTALES:
        match = each.found_in(told, small)
        if match is not None:
            found[each] = told[max(0, match.start() - 60) : match.end() + 30]
    return found


def test_everybody_reads_what_is_for_them_and_nothing_else(world: World) -> None:
    leaks, read, answered = [], set(), set()
    for who in READERS:
        for route, asked, answer in everything(browser_of(who, world), world, who):
            told, known = found_in(said(answer)), found_in(unquote(asked))
            read |= told.keys()
            if answer.status_code < HTTPStatus.BAD_REQUEST:
                answered.add(route)
            leaks += [
                f"{who} reads {each.what} at {asked}: {around}"
                for each, around in told.items()
                if who not in each.seen_by and each not in known  # asked with it is no news
            ]
    assert leaks == []
    silent = {route.name for route in [*ROUTES, *API]} - answered
    assert silent == set(), "nobody was shown anything there: nothing was searched"
    unread = [each.what for each in TELLTALES if each.seen_by and each not in read]
    assert unread == [], "nobody was shown it: the search proves nothing of it"


def test_the_log_of_organisers_forgets_who_is_erased_under_any_name() -> None:
    club = make_club(join_mode=JoinMode.APPROVAL)
    owner = make_member(club, "Petra Stone", Role.OWNER)
    asked = make_member(club, "Erna Firstname", state=MemberState.ASKED)
    approve(owner, asked)
    present(asked, name="Erna Secondname", shown_as=ShownAs.NAME)
    give_role(owner, asked, Role.MODERATOR)
    present(asked, name="Erna Thirdname", shown_as=ShownAs.HIDDEN)
    assert logged(club).count("Erna") == 2
    erase_account(athlete_of(asked).user)
    assert "Erna" not in logged(club)


def test_the_log_of_organisers_forgets_who_was_never_let_in() -> None:
    club = make_club(join_mode=JoinMode.APPROVAL)
    owner = make_member(club, "Petra Stone", Role.OWNER)
    asked = make_member(club, "Åda Kingsley", state=MemberState.ASKED)
    athlete = athlete_of(asked)
    refuse(owner, asked)
    assert "Åda Kingsley" in logged(club)
    erase_account(athlete.user)
    assert "Åda" not in logged(club)


def logged(club: Club) -> str:
    """All that the audit log of a club says."""
    return "\n".join(map(str, club.audit.values_list("about", "before", "after")))


def test_ones_own_data_hold_nothing_of_others(world: World) -> None:
    """The posts under which others commented are in it, what they wrote is not."""
    told = exported(athlete_of(world.members["hidden"]).user)
    mine = {NAMES["hidden"], "Posthidden", "Commenthidden", "Runnamehidden", "Reportreason"}
    assert [each for each in mine if each not in told] == []
    others = [name for who, name in NAMES.items() if who != "hidden"]
    said = [f"{what}{who}" for what in ("Post", "Comment", "Runname") for who in OTHERS]
    keys = [str(member.athlete_id) for who, member in world.members.items() if who in OTHERS]
    assert [each for each in (*others, *said, *keys, SECRET) if each in told] == []
    assert re.findall(r"(\w+)@telltale", told) == ["hidden"] * told.count("@telltale")


def exported(user: User) -> str:
    """All texts of somebody's own data, names of files too."""
    with ZipFile(BytesIO(b"".join(export_zip(user)))) as archive:
        return "\n".join(
            f"{name}\n{archive.read(name).decode('utf-8', 'replace')}"
            for name in archive.namelist()
        )


def test_who_turns_out_to_be_young_is_shown_by_initials() -> None:
    club = make_club()
    reader = make_member(club, "Kit Lund")
    young = make_member(club, "Minnie Younglove")
    turn_out_to_be_young(young)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(athlete_of(reader).user)
    page = client.get(f"/clubs/{club.slug}/members/").content.decode()
    assert "Younglove" not in page
    assert "MY" in page
    found = client.get(f"/clubs/{club.slug}/members/", {"text": "young"}).content.decode()
    assert "MY" not in found


def test_where_a_board_goes_on_tells_no_time_of_day() -> None:
    challenge = make_challenge(make_club())
    at = datetime(2026, 3, 10, 5, 37, 52, tzinfo=UTC)
    told = {"shown": True, "board_name": "Kit Lund", "total": 5000, "reached_at": at}
    for _ in range(PAGE + 1):
        make_part(challenge, Membership.objects.create(club=challenge.club, joined_at=at), **told)
    stranger = create_user("reader@example.org", PASSWORD)
    asked = (
        f"/clubs/{challenge.club.slug}/challenges/{challenge.slug}/",
        f"/api/v1/clubs/{challenge.club.slug}/challenges/{challenge.slug}/board?limit=100",
    )
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(stranger)
    page, board = (client.get(path) for path in asked)
    assert "after=5000_" in page.content.decode()
    cursor = b64decode(board.json()["next"] + "==").decode()
    assert "5000" in cursor
    for text in (said(page), said(board), cursor):
        assert not re.search(r"5:37|T05", text)

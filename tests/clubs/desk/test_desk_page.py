"""The desk and its log: what each role finds there."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from strongstride.clubs.challenges.actions import edit_challenge
from strongstride.clubs.challenges.words import words_of
from strongstride.clubs.desk.audit import note
from strongstride.clubs.desk.log import PAGE, changes, log_page
from strongstride.clubs.feed.actions import post, report
from strongstride.clubs.models import Membership, MemberState, Role
from tests.clubs.desk.conftest import Desk
from tests.clubs.making import make_challenge, make_club, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

Browse = Callable[[Membership], Client]
MOST_QUERIES = 12


def page(desk: Desk, client: Client, name: str = "desk", query: str = "") -> str:
    answer = client.get(reverse(f"clubs:{name}", args=[desk.club.slug]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def busy(desk: Desk) -> None:
    make_member(desk.club, "Ada Quick", state=MemberState.ASKED)
    report(desk.owner, post(desk.robin, "Buy shoes"), "Advertising")


@pytest.mark.parametrize(
    ("who", "seen", "unseen"),
    [
        ("owner", ["1 entry waits", "asks to join", "1 report", "CSV", "Announce", "Close"], []),
        (
            "moderator",
            ["1 entry waits", "1 report", "Runners"],
            ["asks to join", "CSV", "Announce", ">Close<"],
        ),
        (
            "treasurer",
            ["Nothing waits for you", "CSV"],
            ["1 entry", "1 report", "asks to join", "Runners", "Announce", ">Close<"],
        ),
    ],
)
def test_each_finds_what_their_role_lets_them_do(
    desk: Desk, browse: Browse, who: str, seen: list[str], unseen: list[str]
) -> None:
    busy(desk)
    html = page(desk, browse(getattr(desk, who)))
    assert [words for words in seen if words not in html] == []
    assert [words for words in unseen if words in html] == []


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (datetime(2026, 2, 1, tzinfo=UTC), "It is open: send its link"),
        (datetime(2026, 3, 15, tzinfo=UTC), "It is on."),
        (datetime(2026, 4, 2, tzinfo=UTC), "Late uploads count until 4 April"),
        (datetime(2026, 5, 1, tzinfo=UTC), "Nothing more is taken: close it."),
    ],
)
def test_each_challenge_says_what_to_do_next(
    desk: Desk, browse: Browse, at: datetime, told: str
) -> None:
    with time_machine.travel(at):
        assert told in page(desk, browse(desk.owner))


def test_drafts_are_for_who_runs_challenges(desk: Desk, browse: Browse) -> None:
    make_challenge(desk.club, title="Summer streak", state="draft")
    assert "Summer streak" in page(desk, browse(desk.owner))
    assert "Summer streak" not in page(desk, browse(desk.moderator))


def test_the_desk_costs_the_same_with_more_challenges(desk: Desk, browse: Browse) -> None:
    busy(desk)
    client = browse(desk.owner)
    counted = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as found:
            page(desk, client)
        counted.append(len(found))
        for number in range(5):
            make_challenge(desk.club, title=f"Challenge {number}")
    assert counted[0] == counted[1] <= MOST_QUERIES


def test_a_member_sees_no_way_to_the_desk(desk: Desk, browse: Browse) -> None:
    way = reverse("clubs:desk", args=[desk.club.slug])
    assert way in page(desk, browse(desk.treasurer), "club")
    assert way not in page(desk, browse(desk.robin), "club")


def test_the_log_tells_who_did_what_before_and_after(desk: Desk, browse: Browse) -> None:
    note(desk.club, desk.owner, "role given", "Robin Hale", {"role": "member"}, {"role": "admin"})
    note(make_club(), None, "club made", "Elsewhere")
    html = page(desk, browse(desk.treasurer), "desk-log")
    for told in ("Role given", "Robin Hale", "Olive Owner", "member", "admin"):
        assert told in html
    assert "Elsewhere" not in html


def test_the_log_has_pages(desk: Desk) -> None:
    start = datetime(2026, 3, 1, tzinfo=UTC)
    for number in range(PAGE + 5):
        with time_machine.travel(start + timedelta(minutes=number // 2), tick=False):
            note(desk.club, None, f"act {number}")
    first = log_page(desk.club, "", "Asia/Tokyo")
    second = log_page(desk.club, first.following, "Asia/Tokyo")
    told = [line.action for line in (*first.lines, *second.lines)]
    assert sorted(told) == sorted(f"act {number}" for number in range(PAGE + 5))
    assert (len(second.lines), second.following) == (5, "")
    assert first.lines[-1].at.tzname() == "JST"
    assert [line.at for line in first.lines] == sorted(
        (line.at for line in first.lines), reverse=True
    )


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({"role": "member"}, {"role": "admin"}, [("role", "member", "admin")]),
        ({}, {"waiting": 1200}, [("entries left waiting", "", "1,200")]),
        ({"walks": False}, {"walks": True}, [("walks", "no", "yes")]),
        ({"goal": "5.0 km"}, {"goal": None}, [("goal", "5.0 km", "")]),
        ({"off": ["joined"]}, {"off": ["joined", "strength"]},
         [("switched off", "joined", "joined, strength")]),
        ({"a": 1}, {"a": 1, "key": "x", "participant": "y", "challenge": "z"}, []),
        ({}, {"team": {"name": "Birds"}}, [("team", "", "name Birds")]),
    ],
)  # fmt: skip
def test_changes_are_told_in_words(
    before: dict[str, object], after: dict[str, object], told: list[tuple[str, str, str]]
) -> None:
    found = changes(before, after)
    assert [(change.what, change.before, change.after) for change in found] == told


def test_a_changed_challenge_is_told_in_its_own_units(desk: Desk, browse: Browse) -> None:
    with time_machine.travel(datetime(2026, 2, 1, tzinfo=UTC)):
        before = words_of(desk.challenge)
        limited = msgspec.structs.replace(before.terms, entry_most=42_195)
        after = msgspec.structs.replace(before, goal=100_000, terms=limited)
        edit_challenge(desk.challenge, desk.owner, after)
    html = page(desk, browse(desk.owner), "desk-log")
    assert "100.0 km" in html
    assert "42.2 km" in html
    assert "100,000" not in html


def test_an_owner_alone_judges_their_own(desk: Desk, browse: Browse) -> None:
    Membership.objects.exclude(pk=desk.owner.pk).update(role=Role.MEMBER)
    assert "1 entry waits" in page(desk, browse(desk.owner))

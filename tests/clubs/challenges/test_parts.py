"""What a member does in a challenge: join, log miles, look at their entries, choose a team."""

import csv
import re
from datetime import UTC, datetime, time, timedelta
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from strongstride.clubs.challenges import mine
from strongstride.clubs.challenges.actions import take_part
from strongstride.clubs.challenges.log_miles import ESTIMATED, usual_of
from strongstride.clubs.crediting.terms import ChallengeKind, Terms
from strongstride.clubs.models import (
    Challenge,
    ChallengeState,
    Club,
    Credit,
    Membership,
    Participation,
    Team,
)
from strongstride.runs.models import Run
from strongstride.web.ids import uuid7
from tests.clubs.challenges.conftest import DURING, Travel, browser_of
from tests.clubs.making import ENDS, STARTS, make_challenge, make_member, make_run

pytestmark = pytest.mark.both_databases
TODAY = DURING.date()


@pytest.fixture(autouse=True)
def _while_it_runs(travel: Travel) -> None:
    travel(DURING)


@pytest.fixture
def miles(club: Club) -> Challenge:
    return make_challenge(club)


def at(challenge: Challenge, more: str = "") -> str:
    return f"/clubs/{challenge.club.slug}/challenges/{challenge.slug}/{more}"


def text(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def usual_runs(member: Membership, *kilometres: float) -> None:
    assert member.athlete is not None
    for days, km in enumerate(kilometres, 1):
        make_run(member.athlete, STARTS - timedelta(days=days), km)


def test_joining_and_leaving(miles: Challenge, robin: Membership) -> None:
    client = browser_of(robin)
    assert "You are in" in text(client.post(at(miles, "join/"), follow=True))
    assert "You have left" in text(client.post(at(miles, "leave/"), follow=True))
    for page in ("me/", "log/", "goal/"):
        assert client.get(at(miles, page)).status_code == 404


def test_joining_what_is_over_says_so(miles: Challenge, robin: Membership, travel: Travel) -> None:
    travel(DURING + timedelta(days=40))
    assert "nobody can join" in text(browser_of(robin).post(at(miles, "join/"), follow=True))
    assert not Participation.objects.exists()


def test_two_taps_log_a_usual_distance(miles: Challenge, robin: Membership) -> None:
    usual_runs(robin, 8, 8, 8, 12, 12, 5)
    take_part(miles, robin)
    client = browser_of(robin)
    page = client.get(at(miles, "log/")).content.decode()
    assert re.findall(r'name="usual" value="([\d.]+)"', page) == ["5", "8", "12"]
    answer = client.post(at(miles, "log/"), {"usual": "8", "on": TODAY.isoformat()}, follow=True)
    assert "+5.0 mi, now 5.0 mi." in text(answer)
    run = Run.objects.get(by_hand=True)
    assert (run.distance_m, run.duration_s, run.note) == (8_000, 8 * 360, ESTIMATED)
    assert Credit.objects.get(entry=run.pk).by_hand


def test_a_written_distance_wins_over_a_tapped_one(miles: Challenge, robin: Membership) -> None:
    take_part(miles, robin)
    said = {"usual": "5", "distance": "7,5", "on": TODAY.isoformat(), "duration": "45:10"}
    browser_of(robin).post(at(miles, "log/"), said)
    run = Run.objects.get()
    assert (run.distance_m, run.duration_s, run.note) == (7_500, 2_710, "")


def test_a_form_sent_twice_is_one_run(miles: Challenge, robin: Membership) -> None:
    take_part(miles, robin)
    client = browser_of(robin)
    key = re.findall(r'name="key" value="([^"]+)"', client.get(at(miles, "log/")).content.decode())
    said = {"distance": "7,5", "on": TODAY.isoformat(), "duration": "45:10", "key": key[0]}
    for _ in range(2):
        assert "now 4.7 mi." in text(client.post(at(miles, "log/"), said, follow=True))
    assert Run.objects.count() == 1
    client.post(at(miles, "log/"), said | {"distance": "6"})  # gone back to, filled in anew
    assert sorted(Run.objects.values_list("distance_m", flat=True)) == [6_000, 7_500]


def test_the_key_of_somebody_elses_run_opens_nothing(miles: Challenge, robin: Membership) -> None:
    theirs = make_run(make_member(miles.club, "Kit Lund").athlete, TODAY, 7.5)
    take_part(miles, robin)
    key = str(theirs.pk)
    said = {"distance": "7,5", "on": TODAY.isoformat(), "duration": "45:10", "key": key}
    browser_of(robin).post(at(miles, "log/"), said)
    assert Run.objects.get(by_hand=True).athlete == robin.athlete


def test_who_has_no_run_yet_tells_the_time(miles: Challenge, robin: Membership) -> None:
    take_part(miles, robin)
    said = {"usual": "5", "on": TODAY.isoformat()}
    answer = browser_of(robin).post(at(miles, "log/"), said)
    assert "This field is required." in text(answer, 400)
    assert not Run.objects.exists()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "Tap a distance"),
        ({"distance": "far"}, "Write a distance such as 8"),
        ({"usual": "9999"}, "Select a valid choice."),
        ({"usual": "5", "on": "2031-01-01"}, "That day is still to come."),
        ({"usual": "5", "duration": "soon"}, "Write a time such as"),
    ],
)
def test_what_cannot_be_logged_says_why(
    miles: Challenge, robin: Membership, said: dict[str, str], why: str
) -> None:
    usual_runs(robin, 5)
    take_part(miles, robin)
    said = {"on": TODAY.isoformat(), **said}
    assert why in text(browser_of(robin).post(at(miles, "log/"), said), 400)


def test_a_run_too_good_waits_and_the_answer_says_so(miles: Challenge, robin: Membership) -> None:
    take_part(miles, robin)
    said = {"distance": "10", "duration": "20:00", "on": TODAY.isoformat()}
    answer = browser_of(robin).post(at(miles, "log/"), said, follow=True)
    assert "The organiser will look at it" in text(answer)
    page = text(browser_of(robin).get(at(miles, "me/")))
    assert "1 entry waits for an organiser and is not in your total yet." in page
    assert "by hand" in page


def test_a_run_of_another_day_is_kept_and_does_not_count(
    miles: Challenge, robin: Membership
) -> None:
    take_part(miles, robin)
    said = {"distance": "10", "duration": "60:00", "on": "2026-01-05"}
    answer = browser_of(robin).post(at(miles, "log/"), said, follow=True)
    assert "The run is in your log." in text(answer)
    assert Run.objects.count() == 1
    assert Participation.objects.get().total == 0


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"by_hand": False}, "counts no entries by hand"),
        ({"kind": ChallengeKind.ELEVATION}, "metres uphill"),
        ({"kind": ChallengeKind.STRENGTH}, "counts strength sessions"),
    ],
)
def test_what_counts_nothing_by_hand_shows_the_way(
    club: Club, robin: Membership, columns: dict[str, Any], told: str
) -> None:
    given = {"kind": ChallengeKind.DISTANCE, "starts_on": STARTS, "ends_on": ENDS, **columns}
    challenge = make_challenge(club, terms=Terms(**given))
    take_part(challenge, robin)
    page = browser_of(robin).get(at(challenge, "log/"))
    assert told in text(page)
    assert 'name="usual"' not in page.content.decode()
    assert "/runs/imports/" in page.content.decode()


def test_what_is_over_takes_nothing_more(
    miles: Challenge, robin: Membership, travel: Travel
) -> None:
    take_part(miles, robin)
    travel(DURING + timedelta(days=60))
    page = browser_of(robin).get(at(miles, "log/"))
    assert "nothing more is taken" in text(page)
    assert 'name="usual"' not in page.content.decode()
    Challenge.objects.update(state=ChallengeState.FINAL, ended_at=DURING)
    said = {"distance": "5", "duration": "30:00", "on": TODAY.isoformat()}
    answer = browser_of(robin).post(at(miles, "log/"), said, follow=True)
    assert "The challenge takes nothing more." in text(answer)
    assert Run.objects.count() == 1


def test_a_time_challenge_asks_for_the_time(club: Club, robin: Membership) -> None:
    usual_runs(robin, 5)
    terms = Terms(kind=ChallengeKind.TIME, starts_on=STARTS, ends_on=ENDS)
    challenge = make_challenge(club, terms=terms)
    take_part(challenge, robin)
    said = {"usual": "5", "on": TODAY.isoformat()}
    answer = browser_of(robin).post(at(challenge, "log/"), said)
    assert "This field is required." in text(answer, 400)


def test_usual_distances_are_those_run_most_often(robin: Membership) -> None:
    assert robin.athlete is not None
    assert usual_of(robin.athlete).distances == (3.0, 5.0, 10.0)
    assert usual_of(robin.athlete).pace is None
    usual_runs(robin, 8.1, 7.9, 8.2, 0.1)
    usual = usual_of(robin.athlete)
    assert usual.distances == (3.0, 5.0, 8.0)
    assert usual.pace == pytest.approx(360)


def test_my_page_says_what_each_entry_is_worth(miles: Challenge, robin: Membership) -> None:
    assert robin.athlete is not None
    make_run(robin.athlete, STARTS, 8, by_hand=True)
    make_run(robin.athlete, STARTS + timedelta(days=2), 5)
    make_run(robin.athlete, STARTS + timedelta(days=3), 10, duration_s=900, elapsed_s=900)
    take_part(miles, robin)
    page = text(browser_of(robin).get(at(miles, "me/")))
    assert "Total 13.0 km" in page
    assert re.search(r"Run Sun 1 Mar by hand .*\+8\.0 km", page)
    assert "The organiser will look at it" in page
    assert "On the way" in page


def test_why_strength_adds_nothing_to_miles_is_said_once(
    miles: Challenge, robin: Membership
) -> None:
    part = take_part(miles, robin)
    columns = {"challenge": miles, "participation": part, "status": "counted", "amount": 0}
    for day in (2, 4):
        at_noon = datetime.combine(STARTS + timedelta(days=day), time(12), UTC)
        Credit.objects.create(
            **columns,
            entry=uuid7(),
            kind="strength",
            reason="strength_beside",
            on=at_noon.date(),
            done_at=at_noon,
            arrived_at=at_noon,
        )
    page = text(browser_of(robin).get(at(miles, "me/")))
    assert page.count("this challenge is about running") == 1
    assert page.count("Strength session") == 2


def test_my_goal_is_set_in_my_own_unit(miles: Challenge, robin: Membership) -> None:
    part = take_part(miles, robin)
    client = browser_of(robin)
    assert "cannot be read" in text(client.post(at(miles, "goal/"), {"goal": "x"}), 400)
    client.post(at(miles, "goal/"), {"goal": "50"})
    part.refresh_from_db()
    assert part.goal == 50_000
    assert 'value="50.0 km"' in client.get(at(miles, "goal/")).content.decode()
    client.post(at(miles, "goal/"), {"goal": ""})
    part.refresh_from_db()
    assert part.goal is None


def test_my_entries_go_out_as_a_table_without_formulas(
    miles: Challenge, robin: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mine, "words", lambda _reason, detail: detail)
    assert robin.athlete is not None
    make_run(robin.athlete, STARTS, 8)
    part = take_part(miles, robin)
    Credit.objects.update(reason="set", detail="=HYPERLINK(1)")
    answer = browser_of(robin).get(at(miles, "me/entries.csv"))
    rows = list(csv.DictReader(StringIO(answer.content.decode())))
    assert [(row["day"], row["what"], row["small_unit_amount"]) for row in rows] == [
        ("2026-03-01", "Run", str(part.total))
    ]
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


@pytest.mark.parametrize("count", [3, 300])
def test_my_pages_cost_no_more_with_more_entries(
    miles: Challenge, robin: Membership, count: int
) -> None:
    assert robin.athlete is not None
    for n in range(count):
        make_run(robin.athlete, STARTS + timedelta(days=n % 9), 1 + n / 1000)
    take_part(miles, robin)
    client = browser_of(robin)
    for address in [at(miles, page) for page in ("me/", "log/", "goal/")]:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        assert len(queries) <= 12
        assert len(answer.content) <= 60_000
    assert client.get(at(miles, "me/?page=x")).status_code == 200


def test_teams_are_chosen_made_and_renamed(club: Club, robin: Membership) -> None:
    challenge = make_challenge(club, scope="team", team_most=1)
    client = browser_of(robin)
    page = text(client.post(at(challenge, "join/"), follow=True))
    assert "Choose a team" in page
    assert "Write" in text(client.post(at(challenge, "team/new/"), {"name": "\u200b"}), 400)
    client.post(at(challenge, "team/new/"), {"name": "Larks"})
    assert "My team: Larks" in text(client.get(at(challenge, "team/")))
    client.post(at(challenge, "team/name/"), {"name": "Owls"})
    team = Team.objects.get()
    assert team.name == "Owls"
    other = make_member(club, "Bea")
    take_part(challenge, other)
    bea = browser_of(other)
    assert "full" in text(bea.get(at(challenge, "team/")))
    assert "Owls is full" in text(bea.post(at(challenge, f"team/{team.pk}/"), follow=True))
    assert bea.post(at(challenge, "team/name/"), {"name": "x"}).status_code == 404


def test_among_many_teams_one_is_found_by_its_name(club: Club, robin: Membership) -> None:
    challenge = make_challenge(club, scope="team")
    take_part(challenge, robin)
    Team.objects.bulk_create(
        Team(challenge=challenge, name=f"Team {n:03}", created_at=DURING) for n in range(150)
    )
    client = browser_of(robin)
    first = client.get(at(challenge, "team/"))
    assert "Team 099" in text(first)
    assert "Team 100" not in text(first)
    assert len(first.content) <= 60_000
    assert "Team 149" in text(client.get(at(challenge, "team/?name=149")))
    assert "No team is called that." in text(client.get(at(challenge, "team/?name=owls%00")))


def test_there_are_no_team_pages_without_teams(miles: Challenge, robin: Membership) -> None:
    take_part(miles, robin)
    client: Client = browser_of(robin)
    assert client.get(at(miles, "team/")).status_code == 404
    assert client.post(at(miles, "team/new/"), {"name": "x"}).status_code == 404

"""The page of a challenge: what it shows to whom, what it costs, how it lives."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from strongstride.clubs.challenges.actions import leave_challenge, take_part
from strongstride.clubs.challenges.teams import join_team, make_team
from strongstride.clubs.crediting.bands import band
from strongstride.clubs.crediting.terms import ChallengeKind, Terms
from strongstride.clubs.models import (
    Challenge,
    ChallengeState,
    Club,
    Membership,
    MemberState,
    Participation,
    ShownAs,
    Tally,
    Visibility,
)
from strongstride.clubs.settling.appearance import appear
from tests.clubs.challenges.conftest import AFTER, BEFORE, DURING, Travel, browser_of
from tests.clubs.making import (
    ENDS,
    JOINED,
    STARTS,
    make_challenge,
    make_club,
    make_member,
    make_run,
)

pytestmark = pytest.mark.both_databases
MILE_KM = 1.609344
MOST_QUERIES, MOST_BYTES = 12, 60_000


@pytest.fixture(autouse=True)
def _while_it_runs(travel: Travel) -> None:
    travel(DURING)


@pytest.fixture
def miles(club: Club) -> Challenge:
    return make_challenge(club, goal=160_934)


def at(challenge: Challenge, more: str = "") -> str:
    return f"/clubs/{challenge.club.slug}/challenges/{challenge.slug}/{more}"


def words(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def with_miles(challenge: Challenge, member: Membership, miles: float) -> Participation:
    assert member.athlete is not None
    make_run(member.athlete, STARTS, miles * MILE_KM)
    return take_part(challenge, member)


def ran(challenge: Challenge, name: str, miles: float, **columns: str) -> Participation:
    return with_miles(challenge, make_member(challenge.club, name, **columns), miles)


def test_my_line_tells_total_place_and_what_is_missing(miles: Challenge, robin: Membership) -> None:
    ran(miles, "Mo Farr", 61.2)
    ran(miles, "Kit Lund", 50.0)
    with_miles(miles, robin, 50.0)
    page = words(browser_of(robin), at(miles))
    assert "50.0 mi of 100 mi · 22 days left" in page
    assert "Place =2 of 3" in page
    assert "50.0 mi to go" in page
    assert "1 run · 0 strength" in page
    assert re.search(r"=2 RH You", page)


def test_hidden_people_are_in_the_total_and_not_on_the_board(
    miles: Challenge, robin: Membership
) -> None:
    with_miles(miles, robin, 10)
    ran(miles, "Secret Sam", 20, shown_as=ShownAs.HIDDEN)
    ran(miles, "Secret Sue", 20, shown_as=ShownAs.HIDDEN)
    for client in (Client(), browser_of(robin)):
        page = words(client, at(miles))
        assert "Secret" not in page
        assert "And 2 who are not shown, in the total." in page
    assert "50.0 mi together" in words(Client(), at(miles))


def test_who_leaves_is_off_the_board_and_stays_in_the_total(
    miles: Challenge, robin: Membership
) -> None:
    with_miles(miles, robin, 10)
    leave_challenge(ran(miles, "Mo Farr", 20))
    page = words(Client(), at(miles))
    assert "Mo Farr" not in page
    assert "30.0 mi together" in page


def test_a_shared_goal_ranks_nobody(club: Club, robin: Membership) -> None:
    group = make_challenge(club, scope="group", goal=1_609_344)
    ran(group, "Mo Farr", 20)
    with_miles(group, robin, 1)
    for client in (Client(), browser_of(robin)):
        page = words(client, at(group))
        assert "21.0 mi of 1,000 mi" in page
        assert "Leaderboard" not in page
        assert "Place" not in page
        assert "Mo Farr" not in page


def test_each_time_around_is_a_lap(club: Club, robin: Membership) -> None:
    group = make_challenge(club, scope="group", goal=16_093)
    with_miles(group, robin, 25)
    page = browser_of(robin).get(at(group)).content.decode()
    assert "lap 3" in page
    assert 'stroke-dasharray="50 100"' in page


@pytest.mark.parametrize("kind", ["streak", "longest"])
def test_what_does_not_add_up_over_people_is_not_added_up(club: Club, kind: str) -> None:
    terms = Terms(kind=ChallengeKind(kind), starts_on=STARTS, ends_on=ENDS)
    challenge = make_challenge(club, terms=terms)
    ran(challenge, "Mo Farr", 5)
    assert "1 runner" in words(Client(), at(challenge))
    assert "together" not in words(Client(), at(challenge))


def test_a_team_board_is_of_teams(club: Club, robin: Membership) -> None:
    challenge = make_challenge(club, scope="team")
    make_team(with_miles(challenge, robin, 10), "Early birds")
    page = words(browser_of(robin), at(challenge))
    assert "1 EB Early birds 1 member 10.0 mi" in page
    assert "1 RH You" in words(browser_of(robin), at(challenge, "?board=runners"))


def test_the_goal_of_a_team_is_the_teams(club: Club, robin: Membership) -> None:
    challenge = make_challenge(club, scope="team", goal=160_934)
    team = make_team(with_miles(challenge, robin, 10), "Early birds")
    join_team(ran(challenge, "Mo Farr", 20), team)
    page = browser_of(robin).get(at(challenge)).content.decode()
    assert "Your team: 30.0 mi of 100 mi" in page


def test_the_result_is_told_in_words(miles: Challenge, robin: Membership, travel: Travel) -> None:
    ran(miles, "Mo Farr", 30)
    ran(miles, "Kit Lund", 20)
    with_miles(miles, robin, 20)
    Challenge.objects.update(state=ChallengeState.FINAL, ended_at=AFTER, end_note="Well run!")
    travel(AFTER)
    page = words(Client(), at(miles))
    assert "First: Mo Farr with 30.0 mi." in page
    assert "Second: Kit Lund and Robin Hale with 20.0 mi." in page
    assert "Third" not in page
    assert "Well run!" in page
    assert "data-live" not in Client().get(at(miles)).content.decode()


@pytest.mark.parametrize(
    ("when", "told"),
    [
        (BEFORE, "starts in 28 days"),
        (DURING, "22 days left"),
        (DURING + timedelta(days=21), "last day"),
        (AFTER, "Over, not final yet. Runs of its days that are uploaded until 4 April"),
        (AFTER + timedelta(days=4), "Nothing more is taken"),
    ],
)
def test_where_it_stands_follows_the_clock(
    miles: Challenge, travel: Travel, when: object, told: str
) -> None:
    travel(when)  # type: ignore[arg-type]
    assert told in words(Client(), at(miles))


def test_a_draft_is_seen_by_organisers_alone(
    club: Club, owner: Membership, robin: Membership
) -> None:
    draft = make_challenge(club, state=ChallengeState.DRAFT)
    assert "Only organisers see it" in words(browser_of(owner), at(draft))
    assert browser_of(robin).get(at(draft)).status_code == 404
    assert "/accounts/login/" in Client().get(at(draft))["Location"]
    assert draft.title not in words(browser_of(robin), f"/clubs/{club.slug}/challenges/")


def test_a_private_club_shows_nothing_without_a_login(robin: Membership) -> None:
    challenge = make_challenge(make_club(visibility=Visibility.PRIVATE))
    for more in ("", "live/"):
        assert "/accounts/login/" in Client().get(at(challenge, more))["Location"]
        assert browser_of(robin).get(at(challenge, more)).status_code == 404


def test_only_an_organiser_sees_the_link_to_send(
    club: Club, miles: Challenge, owner: Membership, robin: Membership
) -> None:
    link = f"/clubs/join/{club.join_secret}/?challenge={miles.slug}"
    assert link in browser_of(owner).get(at(miles)).content.decode()
    for client in (Client(), browser_of(robin)):
        assert club.join_secret not in client.get(at(miles)).content.decode()


def test_the_living_part_is_asked_for_and_sent_once(miles: Challenge, robin: Membership) -> None:
    part = with_miles(miles, robin, 10)
    client = browser_of(robin)
    first = client.get(at(miles, "live/"))
    again = client.get(at(miles, "live/"), headers={"if-none-match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert robin.athlete is not None
    make_run(robin.athlete, STARTS + timedelta(days=1), 5 * MILE_KM)
    appear(part.membership)
    changed = client.get(at(miles, "live/"), headers={"if-none-match": first["ETag"]})
    assert "15.0 mi" in changed.content.decode()
    assert "csrf" not in changed.content.decode()


def test_the_living_part_says_when_it_is_over(miles: Challenge) -> None:
    assert "HX-Trigger" not in Client().get(at(miles, "live/")).headers
    Challenge.objects.update(state=ChallengeState.CANCELLED, ended_at=DURING)
    assert Client().get(at(miles, "live/"))["HX-Trigger"] == "challenge-over"


def crowd(challenge: Challenge, count: int) -> None:
    """So many people on the board without runs, all different, in one insert each."""
    made = Membership.objects.bulk_create(
        Membership(club=challenge.club, state=MemberState.ACTIVE, name=f"R {n}", joined_at=JOINED)
        for n in range(count)
    )
    Participation.objects.bulk_create(
        Participation(
            challenge=challenge,
            membership=member,
            joined_at=JOINED,
            joined_on=JOINED.date(),
            shown=True,
            tallied=True,
            board_name=f"Runner {n}",
            total=100_000 + n * 10,
            reached_at=DURING - timedelta(minutes=n),
            runs=3,
        )
        for n, member in enumerate(made)
    )
    tallies: dict[int, Tally] = {}
    for n in range(count):
        number, total = band(100_000 + n * 10), 100_000 + n * 10
        row = tallies.setdefault(number, Tally(challenge=challenge, shown=True, band=number))
        row.people, row.total = row.people + 1, row.total + total
    Tally.objects.bulk_create(tallies.values())


@pytest.mark.parametrize("board", ["", "?board=runners", "?board=around"])
def test_three_thousand_people_cost_no_more_than_three(
    miles: Challenge, owner: Membership, board: str
) -> None:
    crowd(miles, 3_000)
    with_miles(miles, owner, 63.0)
    client = browser_of(owner)
    for path in (at(miles, board), at(miles, "live/" + board)):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        assert answer.status_code == 200
        assert len(queries) <= MOST_QUERIES
        assert len(answer.content) <= MOST_BYTES
    assert re.search(r"2,8\d\d", answer.content.decode())


def test_the_board_pages_through_everybody_once(miles: Challenge, owner: Membership) -> None:
    crowd(miles, 250)
    path, names = at(miles), []
    client, pages = browser_of(owner), 0
    while path:
        page = client.get(path).content.decode()
        names += re.findall(r">(Runner \d+)<", page)
        found = re.search(r'href="(\?[^"]*after=[^"#]*)', page)
        path = at(miles) + found[1].replace("&amp;", "&") if found else ""
        pages += 1
    assert pages == 3
    assert names == [f"Runner {n}" for n in reversed(range(250))]


def test_any_mark_is_a_page(miles: Challenge) -> None:
    for after in ("x", "1_2_3", "%00", "9" * 40):
        assert Client().get(at(miles, f"?after={after}&board=x")).status_code == 200


def test_the_list_tells_what_runs_and_what_is_over(
    club: Club, miles: Challenge, travel: Travel
) -> None:
    assert "22 days left" in words(Client(), f"/clubs/{club.slug}/challenges/")
    for n in range(60):
        make_challenge(club, title=f"Old {n}")
    first = Client().get(f"/clubs/{club.slug}/challenges/").content.decode()
    after = re.search(r'href="\?after=([^"]+)"', first)
    assert after is not None
    rest = words(Client(), f"/clubs/{club.slug}/challenges/?after={after[1]}")
    assert rest.count("Old") + first.count("Old") == 60
    assert miles.title in first + rest

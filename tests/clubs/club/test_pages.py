"""The list of clubs, a new one, a club's page, its settings."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries  # type: ignore[attr-defined]

from strongstride.accounts.models import Athlete, User
from strongstride.clubs.challenges.actions import take_part
from strongstride.clubs.crediting.terms import ChallengeKind, Terms
from strongstride.clubs.models import (
    ChallengeState,
    Club,
    JoinMode,
    Membership,
    MemberState,
    Role,
    Visibility,
)
from tests.casting import new_user
from tests.clubs.club.browsing import browser, page
from tests.clubs.club.crowds import crowd
from tests.clubs.making import JOINED, make_challenge, make_club, make_member, make_run

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

IN_MARCH = datetime(2026, 3, 10, 12, tzinfo=UTC)
A_CLUB = {
    "name": "Hill Club",
    "my_name": "Hal Hale",
    "visibility": "public",
    "join_mode": "open",
    "unit": "km",
    "time_zone": "Europe/London",
}


class TestList:
    def test_my_club_tells_its_challenge_and_what_i_have_done(self) -> None:
        member = make_member(make_club("Riverside Striders"))
        assert member.athlete is not None
        terms = Terms(
            kind=ChallengeKind.DISTANCE, starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 31)
        )
        challenge = make_challenge(member.club, terms=terms, title="March miles", goal=100_000)
        with time_machine.travel(IN_MARCH):
            make_run(member.athlete, date(2026, 3, 5), km=12.3)
            take_part(challenge, member)
            shown = page(browser(member.athlete), "/clubs/")
        assert "March miles" in shown
        assert "22 days left" in shown
        assert "7.6 mi" in shown
        assert "of 62.1 mi" in shown

    def test_a_challenge_i_am_not_in_and_a_club_without_one(self) -> None:
        member = make_member(make_club())
        client = browser(member.athlete)
        assert "No challenge is on." in page(client, "/clubs/")
        make_challenge(member.club, title="March miles")
        with time_machine.travel(IN_MARCH):
            assert "Join the challenge" in page(client, "/clubs/")

    def test_only_open_public_clubs_are_listed(self) -> None:
        for name, columns in {
            "Public Runners": {},
            "Link Runners": {"visibility": Visibility.LINK},
            "Private Runners": {"visibility": Visibility.PRIVATE},
            "Closed Runners": {"closed_at": JOINED},
        }.items():
            make_club(name, **columns)
        shown = page(browser(new_user().athlete), "/clubs/")
        assert "Public Runners" in shown
        assert "Link Runners" not in shown
        assert "Private Runners" not in shown
        assert "Closed Runners" not in shown

    def test_clubs_are_found_by_a_part_of_their_name(self) -> None:
        make_club("Hill Runners")
        make_club("River Runners")
        client = browser(new_user().athlete)
        shown = page(client, "/clubs/?text=hiLL")
        assert "Hill Runners" in shown
        assert "River Runners" not in shown
        assert "No club has “xyz” in its name." in page(client, "/clubs/?text=xyz")

    def test_every_public_club_is_on_one_page(self) -> None:
        names = [f"Club {number:02}" for number in range(45)]
        for name in names:
            make_club(name)
        client, address, seen = browser(new_user().athlete), "/clubs/", []
        while address:
            shown = page(client, address)
            seen += [name for name in names if f"<b>{name}</b>" in shown]
            _, more, rest = shown.partition('href="?after=')
            address = f"/clubs/?after={rest.partition(chr(34))[0]}" if more else ""
        assert seen == names

    @pytest.mark.parametrize("query", ["after=x", "after=%00_%00", "text=%00", "text=" + "x" * 99])
    def test_an_odd_address_is_no_error(self, query: str) -> None:
        page(browser(new_user().athlete), f"/clubs/?{query}")

    def test_the_list_costs_the_same_for_many_clubs(
        self, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        athlete = new_user().athlete
        for _ in range(30):
            club = make_club()
            make_challenge(club)
            make_member(club, athlete=athlete)
        client = browser(athlete)
        with time_machine.travel(IN_MARCH), django_assert_max_num_queries(12):
            page(client, "/clubs/")


class TestNew:
    def test_a_club_is_made_with_what_the_profile_tells(self) -> None:
        user = new_user("Hal")
        client = browser(user.athlete)
        form = client.get("/clubs/new/").context["form"]
        given = {name: form[name].value() for name in A_CLUB}
        answer = client.post("/clubs/new/", {**given, "name": "Hill Club"})
        club = Club.objects.get()
        assert answer["Location"] == "/clubs/hill-club/"
        assert (club.unit, club.time_zone, club.visibility) == ("km", "UTC", Visibility.PUBLIC)
        assert Membership.objects.get().name == "Hal"

    def test_its_maker_is_shown_the_link_to_send(self) -> None:
        client = browser(new_user().athlete)
        client.post("/clubs/new/", A_CLUB)
        assert f"/clubs/join/{Club.objects.get().join_secret}/" in page(client, "/clubs/hill-club/")

    @pytest.mark.parametrize(
        "wrong",
        [
            {"name": ""},
            {"name": "\u202e"},
            {"name": "x" * 81},
            {"my_name": "!"},
            {"unit": "furlong"},
            {"time_zone": "Mars/Olympus"},
            {"visibility": "x"},
            {"about": "x" * 3000},
            {"name": "a\0b"},
        ],
    )
    def test_what_makes_no_sense_is_said_and_nothing_is_made(self, wrong: dict[str, str]) -> None:
        answer = browser(new_user().athlete).post("/clubs/new/", {**A_CLUB, **wrong})
        assert answer.status_code == 400
        assert b"errorlist" in answer.content
        assert not Club.objects.exists()


class TestClub:
    def test_a_public_club_is_there_without_a_login(self) -> None:
        club = make_club(about="We run on Tuesdays.")
        make_member(club, "Robin Hale")
        make_challenge(club, title="March miles")
        make_challenge(club, title="A secret plan", state=ChallengeState.DRAFT)
        shown = page(Client(), f"/clubs/{club.slug}/")
        assert "We run on Tuesdays." in shown
        assert "March miles" in shown
        assert "1 member" in shown
        assert "A secret plan" not in shown
        assert "Robin" not in shown
        assert club.join_secret not in shown

    def test_what_is_on_comes_before_what_is_to_come_and_what_is_over(self) -> None:
        club = make_club()
        for title, month in (("Over", 2), ("Soon", 5), ("On", 3)):
            terms = Terms(
                kind=ChallengeKind.RUNS,
                starts_on=date(2026, month, 1),
                ends_on=date(2026, month, 28),
            )
            state = ChallengeState.FINAL if title == "Over" else ChallengeState.OPEN
            make_challenge(club, terms=terms, title=f"{title} miles", state=state)
        with time_machine.travel(IN_MARCH):
            shown = page(Client(), f"/clubs/{club.slug}/")
        places = [shown.index(f"{title} miles") for title in ("On", "Soon", "Over")]
        assert places == sorted(places)
        assert "starts in 52 days" in shown

    def test_a_club_for_whoever_has_the_link_is_not_for_search_engines(self) -> None:
        club = make_club(visibility=Visibility.LINK)
        assert 'content="noindex"' in page(Client(), f"/clubs/{club.slug}/")

    def test_what_its_people_wrote_is_no_markup(self) -> None:
        club = make_club("<b>x</b>", about="<script>alert(1)</script> https://example.org")
        shown = Client().get(f"/clubs/{club.slug}/").content.decode()
        assert "<script>alert" not in shown
        assert "<b>x</b>" not in shown

    def test_whoever_has_not_set_up_the_coach_sees_the_club_and_a_way_to_do_it(self) -> None:
        member = make_member(make_club())
        Athlete.objects.update(set_up_at=None)
        member.refresh_from_db()
        shown = page(browser(member.athlete), f"/clubs/{member.club.slug}/")
        assert "Set up your coach" in shown

    def test_organisers_see_who_waits(self) -> None:
        club = make_club(join_mode=JoinMode.APPROVAL)
        make_member(club, state=MemberState.ASKED)
        admin, member = make_member(club, role=Role.ADMIN), make_member(club)
        assert "1 runner asks" in page(browser(admin.athlete), f"/clubs/{club.slug}/")
        assert "1 runner asks" not in page(browser(member.athlete), f"/clubs/{club.slug}/")

    def test_a_closed_club_is_not_there(self) -> None:
        member = make_member(make_club(closed_at=JOINED))
        assert browser(member.athlete).get(f"/clubs/{member.club.slug}/").status_code == 404

    def test_the_page_costs_the_same_for_many_members_and_challenges(
        self, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        club = make_club()
        owner = make_member(club, role=Role.OWNER)
        crowd(club, 300)
        for _ in range(20):
            make_challenge(club)
        client = browser(owner.athlete)
        with django_assert_max_num_queries(12):
            page(client, f"/clubs/{club.slug}/")


class TestSettings:
    def test_a_club_that_is_public_no_more_stops_answering_at_its_old_address(self) -> None:
        owner = make_member(make_club("Hill Club"), role=Role.OWNER)
        old = f"/clubs/{owner.club.slug}/"
        client = browser(owner.athlete)
        answer = client.post(f"{old}settings/", {**A_CLUB, "visibility": "link"}, follow=True)
        assert "the old one opens nothing any more" in answer.content.decode()
        owner.club.refresh_from_db()
        assert client.get(old).status_code == 404
        assert client.get(f"/clubs/{owner.club.slug}/").status_code == 200

    def test_what_makes_no_sense_is_said_and_nothing_is_changed(self) -> None:
        owner = make_member(make_club("Hill Club"), role=Role.OWNER)
        answer = browser(owner.athlete).post(
            f"/clubs/{owner.club.slug}/settings/", {**A_CLUB, "name": "!"}
        )
        assert answer.status_code == 400
        owner.club.refresh_from_db()
        assert owner.club.name == "Hill Club"

    def test_only_who_may_invite_is_asked_about_accounts(self) -> None:
        plain = make_member(make_club(), role=Role.OWNER)
        server = make_member(make_club(), role=Role.OWNER, athlete=new_user(admin=True).athlete)
        words = "make an account on this server"
        assert words not in page(browser(plain.athlete), f"/clubs/{plain.club.slug}/settings/")
        assert words in page(browser(server.athlete), f"/clubs/{server.club.slug}/settings/")

    def test_a_club_is_closed_by_typing_its_name(self) -> None:
        owner = make_member(make_club("Hill Club"), role=Role.OWNER)
        assert owner.athlete is not None
        client, address = confirmed(owner.athlete.user), f"/clubs/{owner.club.slug}/settings/close/"
        assert client.post(address, {"name": "Hill"}).status_code == 400
        owner.club.refresh_from_db()
        assert owner.club.closed_at is None
        assert client.post(address, {"name": "hill club "}).status_code == 302
        owner.club.refresh_from_db()
        assert owner.club.closed_at is not None

    @pytest.mark.parametrize("page", ["settings/close/", "members/{heir}/owner/"])
    def test_what_cannot_be_undone_asks_for_the_password_again(self, page: str) -> None:
        owner = make_member(make_club(), role=Role.OWNER)
        heir = make_member(owner.club)
        address = f"/clubs/{owner.club.slug}/{page.format(heir=heir.pk)}"
        client = browser(owner.athlete)
        for answer in (client.get(address), client.post(address, {"name": owner.club.name})):
            assert answer["Location"].startswith("/accounts/reauthenticate/")
        owner.club.refresh_from_db()
        assert owner.club.closed_at is None


def confirmed(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.post("/accounts/reauthenticate/", {"password": "correct-horse-battery"})
    return client

"""The list of members, one of them, me."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from pytest_django.fixtures import DjangoAssertNumQueries  # type: ignore[attr-defined]

from strongstride.clubs.models import (
    JoinMode,
    MemberState,
    Role,
    ShownAs,
)
from tests.clubs.club.born import born
from tests.clubs.club.browsing import browser, page
from tests.clubs.club.crowds import crowd
from tests.clubs.making import JOINED, make_club, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

IN_MARCH = datetime(2026, 3, 10, 12, tzinfo=UTC)


class TestMembers:
    def test_members_see_the_others_as_they_chose_to_be_shown(self) -> None:
        club = make_club()
        make_member(club, "Named Nora", shown_as=ShownAs.NAME)
        make_member(club, "Initial Ines", shown_as=ShownAs.INITIALS)
        make_member(club, "Hidden Hilde", shown_as=ShownAs.HIDDEN)
        make_member(club, "Left Lena", state=MemberState.LEFT)
        make_member(club, "Asking Asta", state=MemberState.ASKED)
        make_member(club, "Banned Bea", state=MemberState.BANNED)
        reader = make_member(club, "Robin Hale")
        for query in ("", "?state=asked", "?state=banned", "?text=i"):
            shown = page(browser(reader.athlete), f"/clubs/{club.slug}/members/{query}")
            for name in ("Initial", "Hilde", "Lena", "Asta", "Bea"):
                assert name not in shown.replace('value="i"', "")
        shown = page(browser(reader.athlete), f"/clubs/{club.slug}/members/")
        assert "Named Nora" in shown
        assert ">II<" in shown

    def test_a_search_does_not_tell_the_name_behind_initials(self) -> None:
        club = make_club()
        make_member(club, "Initial Ines", shown_as=ShownAs.INITIALS)
        reader = make_member(club, "Robin Hale")
        client = browser(reader.athlete)
        assert ">II<" not in page(client, f"/clubs/{club.slug}/members/?text=ines")
        assert "Robin Hale" in page(client, f"/clubs/{club.slug}/members/?text=robin")

    def test_organisers_see_every_name_and_no_e_mail_address(self) -> None:
        club = make_club()
        hidden = make_member(club, "Hidden Hilde", shown_as=ShownAs.HIDDEN)
        owner = make_member(club, role=Role.OWNER)
        client = browser(owner.athlete)
        assert "Hidden Hilde" in page(client, f"/clubs/{club.slug}/members/")
        assert hidden.athlete is not None
        told = page(client, f"/clubs/{club.slug}/members/{hidden.pk}/")
        assert "hidden" in told
        assert hidden.athlete.user.email not in told

    def test_every_member_is_on_one_page(self) -> None:
        club = make_club()
        owner = make_member(club, role=Role.OWNER, joined_at=JOINED - timedelta(days=1))
        crowd(club, 120)
        client, seen = browser(owner.athlete), []
        address = f"/clubs/{club.slug}/members/"
        while address:
            answer = client.get(address)
            seen += [line.name for line in answer.context["lines"]]
            mark = answer.context["page"].following
            address = (
                f"/clubs/{club.slug}/members/?after={mark.replace('+', '%2B')}" if mark else ""
            )
        assert seen == ["Robin Hale", *(f"Runner {number:04}" for number in range(120))]

    def test_a_page_costs_the_same_for_3000_members(
        self, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        club = make_club()
        owner = make_member(club, role=Role.OWNER)
        crowd(club, 3000)
        client = browser(owner.athlete)
        with django_assert_max_num_queries(12):
            page(client, f"/clubs/{club.slug}/members/")

    def test_an_organiser_lets_somebody_in_from_the_list(self) -> None:
        club = make_club(join_mode=JoinMode.APPROVAL)
        asking = make_member(club, state=MemberState.ASKED)
        client = browser(make_member(club, role=Role.ADMIN).athlete)
        assert "Let in" in page(client, f"/clubs/{club.slug}/members/?state=asked")
        address = f"/clubs/{club.slug}/members/{asking.pk}/answer/"
        client.post(address, {"answer": "yes"})
        asking.refresh_from_db()
        assert asking.state == MemberState.ACTIVE
        again = client.post(address, {"answer": "yes"}, follow=True)
        assert "do not wait" in again.content.decode()

    def test_a_ban_needs_a_reason(self) -> None:
        club = make_club()
        member, admin = make_member(club), make_member(club, role=Role.ADMIN)
        address = f"/clubs/{club.slug}/members/{member.pk}/ban/"
        assert browser(admin.athlete).post(address, {}).status_code == 400
        member.refresh_from_db()
        assert member.state == MemberState.ACTIVE

    @pytest.mark.parametrize("role", ["owner", "admin", "queen", ""])
    def test_a_role_that_one_cannot_give_is_said(self, role: str) -> None:
        club = make_club()
        member, admin = make_member(club), make_member(club, role=Role.ADMIN)
        answer = browser(admin.athlete).post(
            f"/clubs/{club.slug}/members/{member.pk}/role/", {"role": role}, follow=True
        )
        assert "below your own" in answer.content.decode()
        member.refresh_from_db()
        assert member.role == Role.MEMBER


class TestMe:
    def test_the_preview_shows_what_the_board_will(self) -> None:
        member = make_member(make_club(), "Robin Hale")
        client, address = browser(member.athlete), f"/clubs/{member.club.slug}/me/"
        assert "<b>Robin Hale</b>" in page(client, address)
        assert "<b>KL</b>" in page(client, f"{address}preview/?name=Kit+Lang&shown_as=initials")
        assert "No line for you" in page(client, f"{address}preview/?name=Kit&shown_as=hidden")
        assert "at least one letter" in page(client, f"{address}preview/?name=%21&shown_as=name")
        member.refresh_from_db()
        assert member.name == "Robin Hale"

    def test_what_is_saved_is_shown(self) -> None:
        member = make_member(make_club(), "Robin Hale")
        address = f"/clubs/{member.club.slug}/me/"
        client = browser(member.athlete)
        assert client.post(address, {"name": "Kit", "shown_as": "hidden"}).status_code == 302
        member.refresh_from_db()
        assert (member.name, member.shown_as) == ("Kit", ShownAs.HIDDEN)
        assert client.post(address, {"name": "!", "shown_as": "x"}).status_code == 400

    def test_whoever_may_be_under_18_is_not_offered_their_name(self) -> None:
        member = make_member(make_club(), athlete=born(2010), shown_as=ShownAs.INITIALS)
        address = f"/clubs/{member.club.slug}/me/"
        with time_machine.travel(IN_MARCH):
            client = browser(member.athlete)
            assert 'value="name"' not in page(client, address)
            answer = client.post(address, {"name": "Kit", "shown_as": "name"})
            shown = page(client, f"{address}preview/?name=Kit+Lang&shown_as=name")
        assert answer.status_code == 400
        assert "Kit Lang" not in shown

    def test_one_leaves_once_it_is_confirmed(self) -> None:
        member = make_member(make_club())
        client, address = browser(member.athlete), f"/clubs/{member.club.slug}/me/leave/"
        page(client, address)
        member.refresh_from_db()
        assert member.state == MemberState.ACTIVE
        client.post(address)
        member.refresh_from_db()
        assert member.state == MemberState.LEFT

    def test_the_owner_is_told_why_not(self) -> None:
        owner = make_member(make_club(), role=Role.OWNER)
        answer = browser(owner.athlete).post(f"/clubs/{owner.club.slug}/me/leave/", follow=True)
        assert "always has an owner" in answer.content.decode()

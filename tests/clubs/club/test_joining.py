"""Joining, asking, coming back, leaving."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from strongstride.accounts.models import Athlete
from strongstride.clubs.club import actions
from strongstride.clubs.club.errors import ClubError, NoEntryError, StillOwnerError
from strongstride.clubs.models import (
    AuditEntry,
    Club,
    JoinMode,
    Membership,
    MemberState,
    Participation,
    Role,
    ShownAs,
    Visibility,
)
from strongstride.clubs.signals import member_joined
from tests.casting import new_user
from tests.clubs.club.born import born
from tests.clubs.making import make_challenge, make_club, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def come(club: Club, athlete: Athlete | None = None, **given: str) -> Membership:
    told = {"name": "Robin Hale", "shown_as": ShownAs.INITIALS, **given}
    return actions.join(club, athlete or new_user().athlete, **told)


def test_who_joins_an_open_club_is_in() -> None:
    member = come(make_club())
    assert (member.state, member.role, member.name) == (
        MemberState.ACTIVE,
        Role.MEMBER,
        "Robin Hale",
    )


def test_who_joins_a_club_that_approves_has_asked() -> None:
    assert come(make_club(join_mode=JoinMode.APPROVAL)).state == MemberState.ASKED


def test_the_join_link_does_not_answer_for_the_organisers() -> None:
    club = make_club(join_mode=JoinMode.APPROVAL)
    assert come(club, secret=club.join_secret).state == MemberState.ASKED


@pytest.mark.parametrize(
    "columns",
    [
        {"join_mode": JoinMode.INVITE},
        {"join_mode": JoinMode.INVITE, "visibility": Visibility.LINK},
        {"visibility": Visibility.PRIVATE},
        {"visibility": Visibility.PRIVATE, "join_mode": JoinMode.APPROVAL},
    ],
)
def test_some_clubs_open_by_their_join_link_only(columns: dict[str, str]) -> None:
    club = make_club(**columns)
    for secret in ("", "wrong", "wröng"):
        with pytest.raises(NoEntryError, match="join link"):
            come(club, secret=secret)
    assert not Membership.objects.exists()
    assert come(club, secret=club.join_secret).pk


def test_joining_twice_is_joining_once() -> None:
    club, athlete = make_club(), new_user().athlete
    first = come(club, athlete)
    again = come(club, athlete, name="Another Name")
    assert again == first
    assert Membership.objects.get().name == "Robin Hale"


def test_asking_twice_asks_once_and_with_what_was_said_last() -> None:
    club, athlete = make_club(join_mode=JoinMode.APPROVAL), new_user().athlete
    come(club, athlete)
    come(club, athlete, name="Robin H.")
    assert Membership.objects.get().name == "Robin H."


def test_a_closed_club_takes_nobody() -> None:
    with pytest.raises(ClubError, match="closed"):
        come(make_club(closed_at=datetime(2026, 1, 2, tzinfo=UTC)))


@pytest.mark.parametrize("name", ["", "   ", "!!", "\u202e\u2066"])
def test_a_name_has_a_letter(name: str) -> None:
    with pytest.raises(ClubError, match="letter"):
        come(make_club(), name=name)
    assert not Membership.objects.exists()


def test_who_may_be_under_18_is_not_shown_by_name() -> None:
    club, young = make_club(), born(2008)
    with time_machine.travel(datetime(2026, 6, 1, tzinfo=UTC)):
        with pytest.raises(ClubError, match="18"):
            come(club, young, shown_as=ShownAs.NAME)
        member = come(club, young, shown_as=ShownAs.INITIALS)
        with pytest.raises(ClubError, match="18"):
            actions.present(member, name="Robin Hale", shown_as=ShownAs.NAME)
    with time_machine.travel(datetime(2027, 6, 1, tzinfo=UTC)):
        actions.present(member, name="Robin Hale", shown_as=ShownAs.NAME)


def test_the_others_hear_of_who_is_in_not_of_who_asks() -> None:
    heard: list[Membership] = []

    def hear(membership: Membership, **_: object) -> None:
        heard.append(membership)

    member_joined.connect(hear)
    try:
        asking = come(make_club(join_mode=JoinMode.APPROVAL))
        assert heard == []
        actions.approve(make_member(asking.club, role=Role.ADMIN), asking)
        joined = come(make_club())
    finally:
        member_joined.disconnect(hear)
    assert heard == [asking, joined]


def test_who_comes_back_is_the_same_member_with_their_past() -> None:
    club, athlete = make_club(), new_user().athlete
    member = come(club, athlete)
    part = Participation.objects.create(
        challenge=make_challenge(club),
        membership=member,
        joined_at=member.joined_at,
        joined_on=member.joined_at.date(),
    )
    actions.leave(member)
    assert (member.state, member.left_at is None) == (MemberState.LEFT, False)
    again = come(club, athlete, name="Robin Again")
    assert (again.pk, again.state, again.left_at) == (member.pk, MemberState.ACTIVE, None)
    assert list(again.participations.all()) == [part]


def test_a_role_does_not_come_back() -> None:
    admin = make_member(make_club(), role=Role.ADMIN)
    assert admin.athlete is not None
    actions.leave(admin)
    assert come(admin.club, admin.athlete).role == Role.MEMBER


def test_the_owner_cannot_leave() -> None:
    owner = make_member(make_club(), role=Role.OWNER)
    with pytest.raises(StillOwnerError, match="Hand the club over"):
        actions.leave(owner)
    owner.refresh_from_db()
    assert owner.state == MemberState.ACTIVE


def test_who_was_banned_cannot_come_back_by_the_link() -> None:
    club = make_club()
    member = make_member(club)
    assert member.athlete is not None
    actions.ban(make_member(club, role=Role.ADMIN), member, "spam")
    with pytest.raises(NoEntryError, match="You cannot join this club"):
        come(club, member.athlete, secret=club.join_secret)


def test_who_was_approved_is_in_and_it_is_written_down() -> None:
    asking = come(make_club(join_mode=JoinMode.APPROVAL))
    admin = make_member(asking.club, role=Role.ADMIN)
    actions.approve(admin, asking)
    asking.refresh_from_db()
    assert asking.state == MemberState.ACTIVE
    assert AuditEntry.objects.get().action == "member approved"
    with pytest.raises(ClubError, match="wait"):
        actions.approve(admin, asking)


def test_who_was_refused_may_ask_again() -> None:
    club, athlete = make_club(join_mode=JoinMode.APPROVAL), new_user().athlete
    admin = make_member(club, role=Role.ADMIN)
    actions.refuse(admin, come(club, athlete))
    assert not Membership.objects.filter(athlete=athlete).exists()
    assert come(club, athlete).state == MemberState.ASKED


def test_who_comes_back_and_is_refused_has_left_as_before() -> None:
    club = make_club(join_mode=JoinMode.APPROVAL)
    member, admin = make_member(club), make_member(club, role=Role.ADMIN)
    assert member.athlete is not None
    actions.leave(member)
    actions.refuse(admin, come(club, member.athlete))
    member.refresh_from_db()
    assert (member.state, member.left_at is None) == (MemberState.LEFT, False)


def test_one_can_take_back_that_one_asked() -> None:
    asking = come(make_club(join_mode=JoinMode.APPROVAL))
    admin = make_member(asking.club, role=Role.ADMIN)
    other = Membership.objects.get(pk=asking.pk)
    actions.leave(asking)
    with pytest.raises(ClubError, match="taken"):
        actions.approve(admin, other)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OWNER, Role.ADMIN}))
def test_only_organisers_answer(role: str) -> None:
    asking = come(make_club(join_mode=JoinMode.APPROVAL))
    member = make_member(asking.club, role=role)
    with pytest.raises(PermissionDenied):
        actions.approve(member, asking)
    with pytest.raises(PermissionDenied):
        actions.refuse(member, asking)


def test_a_change_of_the_name_reaches_the_boards() -> None:
    member = make_member(make_club(), "Robin Hale")
    part = Participation.objects.create(
        challenge=make_challenge(member.club),
        membership=member,
        joined_at=member.joined_at,
        joined_on=member.joined_at.date(),
    )
    actions.present(member, name="Kit Lang", shown_as=ShownAs.INITIALS)
    part.refresh_from_db()
    assert (part.shown, part.board_name) == (True, "KL")
    actions.present(member, name="Kit Lang", shown_as=ShownAs.HIDDEN)
    part.refresh_from_db()
    assert (part.shown, part.board_name) == (False, "")

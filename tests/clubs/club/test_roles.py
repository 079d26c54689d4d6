"""Roles, bans, handing over, and a club whose owner is gone."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from strongstride.clubs.club import actions
from strongstride.clubs.club.errors import ClubError
from strongstride.clubs.models import AuditEntry, Club, Membership, MemberState, Role
from tests.casting import new_user
from tests.clubs.making import JOINED, make_club, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

MAY_GIVE = {
    Role.OWNER: {Role.ADMIN, Role.TREASURER, Role.MODERATOR, Role.MEMBER},
    Role.ADMIN: {Role.TREASURER, Role.MODERATOR, Role.MEMBER},
}


@pytest.mark.parametrize("role", sorted(Role))
@pytest.mark.parametrize("actors", sorted(MAY_GIVE))
def test_one_gives_roles_below_ones_own(actors: Role, role: Role) -> None:
    club = make_club()
    actor, member = make_member(club, role=actors), make_member(club)
    if role in MAY_GIVE[actors]:
        actions.give_role(actor, member, role)
    else:
        with pytest.raises(ClubError, match="below your own"):
            actions.give_role(actor, member, role)
    member.refresh_from_db()
    assert member.role == (role if role in MAY_GIVE[actors] else Role.MEMBER)


@pytest.mark.parametrize("role", [Role.OWNER, Role.ADMIN])
def test_an_admin_does_nothing_about_their_like(role: Role) -> None:
    club = make_club()
    admin, other = make_member(club, role=Role.ADMIN), make_member(club, role=role)
    with pytest.raises(ClubError, match="below"):
        actions.give_role(admin, other, Role.MEMBER)
    with pytest.raises(ClubError, match="below"):
        actions.ban(admin, other, "no")
    other.refresh_from_db()
    assert (other.role, other.state) == (role, MemberState.ACTIVE)


def test_nobody_bans_themselves() -> None:
    owner = make_member(make_club(), role=Role.OWNER)
    with pytest.raises(ClubError):
        actions.ban(owner, Membership.objects.get(), "me")


@pytest.mark.parametrize("role", [Role.MEMBER, Role.MODERATOR, Role.TREASURER])
def test_others_govern_nobody(role: Role) -> None:
    club = make_club()
    actor, member = make_member(club, role=role), make_member(club)
    for act in (
        lambda: actions.ban(actor, member, "no"),
        lambda: actions.unban(actor, member),
        lambda: actions.give_role(actor, member, Role.MEMBER),
        lambda: actions.hand_over(actor, member),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_who_is_no_member_has_no_role() -> None:
    club = make_club()
    owner, left = make_member(club, role=Role.OWNER), make_member(club, state=MemberState.LEFT)
    with pytest.raises(ClubError, match="member"):
        actions.give_role(owner, left, Role.ADMIN)


def test_a_ban_takes_the_role_and_its_reason_is_written_down() -> None:
    club = make_club()
    owner, moderator = make_member(club, role=Role.OWNER), make_member(club, role=Role.MODERATOR)
    actions.ban(owner, moderator, " spam ")
    moderator.refresh_from_db()
    assert (moderator.role, moderator.state) == (Role.MEMBER, MemberState.BANNED)
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.action, entry.after) == (owner, "member banned", {"reason": "spam"})
    assert entry.before == {"state": "active", "role": "moderator"}


def test_a_lifted_ban_makes_nobody_a_member() -> None:
    club = make_club()
    owner, member = make_member(club, role=Role.OWNER), make_member(club)
    actions.ban(owner, member, "spam")
    actions.unban(owner, member)
    member.refresh_from_db()
    assert member.state == MemberState.LEFT
    assert member.athlete is not None
    back = actions.join(club, member.athlete, name="Robin", shown_as="initials")
    assert (back.pk, back.state) == (member.pk, MemberState.ACTIVE)


def test_lifting_no_ban_changes_nothing() -> None:
    club = make_club()
    owner, member = make_member(club, role=Role.OWNER), make_member(club)
    actions.unban(owner, member)
    member.refresh_from_db()
    assert member.state == MemberState.ACTIVE
    assert not AuditEntry.objects.exists()


def test_a_club_that_is_handed_over_has_one_owner_all_the_time() -> None:
    club = make_club()
    owner, heir = make_member(club, role=Role.OWNER), make_member(club)
    actions.hand_over(owner, heir)
    assert list(Membership.objects.filter(club=club, role=Role.OWNER)) == [heir]
    owner.refresh_from_db()
    assert owner.role == Role.ADMIN


@pytest.mark.parametrize("state", sorted(set(MemberState) - {MemberState.ACTIVE}))
def test_only_a_member_can_own_a_club(state: str) -> None:
    club = make_club()
    owner, heir = make_member(club, role=Role.OWNER), make_member(club, state=state)
    with pytest.raises(ClubError, match="has to be a member"):
        actions.hand_over(owner, heir)
    with pytest.raises(ClubError, match="has to be a member"):
        actions.hand_over(owner, Membership.objects.get(pk=owner.pk))
    owner.refresh_from_db()
    assert owner.role == Role.OWNER


def test_a_new_owner_who_may_not_invite_ends_registering_by_join_link() -> None:
    club = make_club(lets_register=True)
    owner = make_member(club, role=Role.OWNER)
    admin = make_member(club, athlete=new_user(admin=True).athlete)
    actions.hand_over(owner, admin)
    club.refresh_from_db()
    assert club.lets_register
    actions.hand_over(admin, owner)
    club.refresh_from_db()
    assert not club.lets_register


def pass_on(club: Club) -> None:
    with transaction.atomic():
        actions.pass_on(club)
    club.refresh_from_db()


def test_a_club_whose_owner_is_gone_passes_to_the_admin_who_is_longest_in_it() -> None:
    club = make_club()
    make_member(club, joined_at=JOINED.replace(year=2020))
    make_member(club, role=Role.ADMIN, joined_at=JOINED.replace(year=2023))
    heir = make_member(club, role=Role.ADMIN, joined_at=JOINED.replace(year=2022))
    pass_on(club)
    heir.refresh_from_db()
    assert heir.role == Role.OWNER


def test_without_an_admin_it_passes_to_the_member_who_is_longest_in_it() -> None:
    club = make_club()
    make_member(club, joined_at=JOINED.replace(year=2019), state=MemberState.LEFT)
    heir = make_member(club, joined_at=JOINED.replace(year=2020))
    make_member(club, role=Role.MODERATOR)
    pass_on(club)
    heir.refresh_from_db()
    assert heir.role == Role.OWNER
    assert club.closed_at is None


def test_a_club_nobody_is_left_in_closes() -> None:
    club = make_club()
    make_member(club, state=MemberState.BANNED)
    pass_on(club)
    assert club.closed_at is not None

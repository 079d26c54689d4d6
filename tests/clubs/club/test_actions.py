"""Making, changing and closing clubs."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import override_settings

from strongstride.clubs.club import actions
from strongstride.clubs.club.actions import ClubWords
from strongstride.clubs.club.addresses import RESERVED
from strongstride.clubs.club.errors import ClubError
from strongstride.clubs.models import (
    AuditEntry,
    DistanceUnits,
    JoinMode,
    Membership,
    Role,
    ShownAs,
    Visibility,
)
from tests.casting import new_user
from tests.clubs.making import make_club, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def words(**given: object) -> ClubWords:
    told: dict[str, object] = {
        "name": "Riverside Striders",
        "time_zone": "Europe/London",
        "unit": DistanceUnits.MI,
        "visibility": Visibility.PUBLIC,
        "join_mode": JoinMode.OPEN,
    }
    return ClubWords(**{**told, **given})  # type: ignore[arg-type]


def owner(**club: object) -> Membership:
    return make_member(make_club(**club), "Olive Owner", Role.OWNER)


def test_who_makes_a_club_owns_it_and_is_shown_by_initials() -> None:
    user = new_user("Robin")
    club = actions.create_club(user.athlete, words())
    mine = Membership.objects.get(club=club)
    assert (mine.athlete, mine.role, mine.name) == (user.athlete, Role.OWNER, "Robin")
    assert mine.shown_as == ShownAs.INITIALS


def test_the_address_of_a_public_club_is_its_name_and_nobody_elses() -> None:
    first = actions.create_club(new_user().athlete, words())
    second = actions.create_club(new_user().athlete, words())
    assert (first.slug, second.slug) == ("riverside-striders", "riverside-striders-2")


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_a_club_cannot_take_the_address_of_a_page(name: str) -> None:
    assert actions.create_club(new_user().athlete, words(name=name)).slug not in RESERVED


@pytest.mark.parametrize("visibility", [Visibility.LINK, Visibility.PRIVATE])
def test_the_address_of_a_club_that_is_not_public_cannot_be_guessed(visibility: str) -> None:
    slugs = {
        actions.create_club(new_user().athlete, words(visibility=visibility)).slug for _ in range(2)
    }
    assert len(slugs) == 2
    assert all(len(slug.rpartition("-")[2]) == 20 for slug in slugs)


def test_a_name_without_latin_letters_has_an_address() -> None:
    assert actions.create_club(new_user().athlete, words(name="東京走友会")).slug == "club"


def test_a_club_that_is_public_no_more_moves_to_an_address_nobody_can_guess() -> None:
    actor = owner()
    before = actor.club.slug
    club = actions.change_club(actor, words(visibility=Visibility.LINK))
    assert club.slug != before
    assert club.slug.startswith("riverside-striders-")


def test_what_cannot_be_seen_is_no_part_of_a_name() -> None:
    club = actions.create_club(
        new_user().athlete, words(name=" Hill\u202e  Club\n", about=" a\0b ")
    )
    assert (club.name, club.about) == ("Hill Club", "ab")
    with pytest.raises(ClubError, match="letter"):
        actions.create_club(new_user().athlete, words(name="\u202e"))


def test_another_name_keeps_the_address() -> None:
    actor = owner()
    before = actor.club.slug
    assert actions.change_club(actor, words(name="Hill Club")).slug == before


def test_a_change_is_written_down_with_what_was_before() -> None:
    actor = owner()
    actions.change_club(actor, words(unit=DistanceUnits.KM))
    entry = AuditEntry.objects.get(club=actor.club)
    assert (entry.before, entry.after) == ({"unit": "mi"}, {"unit": "km"})


def test_a_change_of_nothing_is_not_written_down() -> None:
    actor = owner()
    actions.change_club(actor, words())
    assert not AuditEntry.objects.exists()


def test_a_new_join_link_ends_the_old() -> None:
    actor = owner()
    before = actor.club.join_secret
    actions.renew_join_link(actor)
    actor.club.refresh_from_db()
    assert actor.club.join_secret != before


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OWNER, Role.ADMIN}))
def test_only_organisers_change_a_club(role: str) -> None:
    member = make_member(make_club(), role=role)
    with pytest.raises(PermissionDenied):
        actions.change_club(member, words(name="Mine"))
    with pytest.raises(PermissionDenied):
        actions.renew_join_link(member)


def test_a_role_taken_meanwhile_allows_nothing_any_more() -> None:
    admin = make_member(make_club(), role=Role.ADMIN)
    Membership.objects.filter(pk=admin.pk).update(role=Role.MEMBER)
    with pytest.raises(PermissionDenied):
        actions.renew_join_link(admin)


def test_only_the_owner_closes_a_club() -> None:
    actor = owner()
    with pytest.raises(PermissionDenied):
        actions.close_club(make_member(actor.club, role=Role.ADMIN))
    assert actions.close_club(actor).closed_at is not None
    with pytest.raises(Http404, match="closed"):
        actions.renew_join_link(actor)


def test_one_owner_makes_no_flood_of_clubs() -> None:
    athlete = new_user().athlete
    for _ in range(actions.MOST_OWNED):
        actions.create_club(athlete, words())
    with pytest.raises(ClubError, match="close one"):
        actions.create_club(athlete, words())


def test_the_join_link_lets_people_register_where_its_maker_may_invite() -> None:
    assert not actions.create_club(new_user().athlete, words()).lets_register
    assert actions.create_club(new_user(admin=True).athlete, words()).lets_register
    with override_settings(MEMBERS_INVITE=True):
        assert actions.create_club(new_user().athlete, words()).lets_register


def test_only_who_may_invite_switches_registering_on() -> None:
    actor = owner()
    with pytest.raises(ClubError, match="invite"):
        actions.let_register(actor, lets=True)
    actor.club.lets_register = True
    actor.club.save()
    assert not actions.let_register(actor, lets=False).lets_register

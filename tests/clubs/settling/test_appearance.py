"""Boards follow what members choose, how old they are and whether they are there."""

from datetime import UTC, datetime

import msgspec
import pytest

from strongstride.accounts.actions import change_profile
from strongstride.accounts.models import Athlete
from strongstride.clubs.board.queries import together, top
from strongstride.clubs.club.actions import ban, join, leave, present
from strongstride.clubs.models import (
    Challenge,
    ChallengeState,
    Membership,
    Participation,
    Role,
    ShownAs,
    Tally,
)
from strongstride.clubs.settling.settle import settle
from tests.clubs.making import STARTS, make_challenge, make_club, make_member, make_part, make_run

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


@pytest.fixture
def part() -> Participation:
    """Robin, with ten kilometres in a challenge."""
    club = make_club()
    member = make_member(club)
    make_run(member.athlete, STARTS)
    part = make_part(make_challenge(club), member)
    settle(part)
    return part


def member_of(part: Participation) -> Membership:
    return Membership.objects.select_related("club", "athlete__user").get(pk=part.membership_id)


def names(part: Participation) -> list[str]:
    return [row.name for row in top(part.challenge)]


def born(athlete: Athlete, year: int) -> None:
    replace = msgspec.structs.replace
    change_profile(
        athlete, lambda known: replace(known, athlete=replace(known.athlete, birth_year=year))
    )


@pytest.mark.parametrize(
    ("shown_as", "expected"),
    [(ShownAs.NAME, ["Robin Hale"]), (ShownAs.INITIALS, ["RH"]), (ShownAs.HIDDEN, [])],
)
def test_a_board_shows_what_was_chosen(
    part: Participation, shown_as: ShownAs, expected: list[str]
) -> None:
    present(member_of(part), name="Robin Hale", shown_as=shown_as)
    assert names(part) == expected
    assert together(part.challenge) == (10_000, 1)


def test_hiding_works_after_the_end_too_and_changes_no_total(part: Participation) -> None:
    Challenge.objects.update(state=ChallengeState.FINAL)
    present(member_of(part), name="Robin Hale", shown_as=ShownAs.HIDDEN)
    assert names(part) == []
    assert together(part.challenge) == (10_000, 1)
    people = {each.shown: each.people for each in Tally.objects.exclude(people=0)}
    assert people == {False: 1}


def test_under_18_a_board_never_shows_the_name(part: Participation) -> None:
    athlete = member_of(part).athlete
    assert athlete is not None
    born(athlete, datetime.now(UTC).year - 17)  # noqa: TID251 the age is told by today
    assert names(part) == ["RH"]
    born(athlete, 1980)
    present(member_of(part), name="Robin Hale", shown_as=ShownAs.NAME)
    assert names(part) == ["Robin Hale"]


def test_who_leaves_the_club_leaves_its_boards_and_comes_back_with_everything(
    part: Participation,
) -> None:
    member = member_of(part)
    leave(member)
    assert names(part) == []
    assert together(part.challenge) == (10_000, 1)
    assert member.athlete is not None
    join(member.club, member.athlete, name="Robin Hale", shown_as=ShownAs.NAME)
    assert names(part) == ["Robin Hale"]


def test_who_is_banned_is_on_no_board(part: Participation) -> None:
    owner = make_member(member_of(part).club, "Olive Owner", Role.OWNER)
    ban(owner, member_of(part), "no reason")
    assert names(part) == []
    assert together(part.challenge) == (10_000, 1)

"""Boards: ties share a rank, pages go on where they ended, hidden people see their own."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strongstride.clubs.board.queries import Mark, Rank, around, rank_of, teams, together, top
from strongstride.clubs.board.ranks import ranks
from strongstride.clubs.models import Challenge, Membership, MemberState, Participation, Team
from strongstride.clubs.settling.places import Move, move, new_place
from tests.clubs.making import JOINED, make_challenge, make_club
from tests.clubs.settling.counting import assert_board, assert_own_place, ranked

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
AT = datetime(2026, 3, 5, tzinfo=UTC)


def filled(*totals: int, hidden: int = 0, hours: int = 1) -> tuple[Challenge, list[Participation]]:
    """A challenge with people of these totals, the first of them hidden, so many hours apart."""
    club = make_club()
    challenge = make_challenge(club)
    people = []
    for number, total in enumerate(totals):
        member = Membership.objects.create(
            club=club, athlete=None, state=MemberState.ACTIVE, name=f"Runner {number}", joined_at=AT
        )
        people.append(Participation.objects.create(
            challenge=challenge, membership=member, joined_at=JOINED, joined_on=JOINED.date(),
            total=total, reached_at=AT + timedelta(hours=number * hours), shown=number >= hidden,
            board_name=f"Runner {number}", tallied=True,
        ))  # fmt: skip
    move(Move(None, new_place(row)) for row in people)
    return challenge, people


def test_equal_totals_share_the_rank_and_say_so() -> None:
    challenge, _ = filled(30, 50, 30, 10)
    assert [(row.rank, row.tied, row.total) for row in top(challenge)] == [
        (1, False, 50), (2, True, 30), (2, True, 30), (4, False, 10),
    ]  # fmt: skip
    assert [row.name for row in top(challenge)][1:3] == ["Runner 0", "Runner 2"]


def test_who_has_no_total_is_on_no_board() -> None:
    challenge, people = filled(0, 20)
    assert [row.name for row in top(challenge)] == ["Runner 1"]
    assert rank_of(people[0]) is None
    assert around(people[0]) == ()
    assert together(challenge) == (20, 2)


def test_the_second_page_goes_on_in_the_middle_of_a_tie() -> None:
    challenge, _ = filled(*[40] * 3, *[20] * 3)
    first = top(challenge, limit=2)
    second = top(challenge, limit=2, after=Mark.read(str(first[-1].mark)))
    third = top(challenge, limit=9, after=second[-1].mark)
    assert [(row.rank, row.tied) for row in (*first, *second, *third)] == [
        *[(1, True)] * 3, *[(4, True)] * 3,
    ]  # fmt: skip


def test_one_tied_with_the_page_before_says_so() -> None:
    challenge, _ = filled(40, 40)
    [last] = top(challenge, limit=5, after=top(challenge, limit=1)[0].mark)
    assert (last.rank, last.tied) == (1, True)


def test_who_reached_it_at_the_same_moment_are_each_on_one_page() -> None:
    challenge, people = filled(*[40] * 5, hours=0)
    assert_board(challenge, ranked(people))
    assert [row.participation for row in around(people[2])] == [row.pk for row in people]


def test_a_hidden_person_sees_where_they_would_stand() -> None:
    challenge, people = filled(30, 50, 30, 10, hidden=1)
    assert rank_of(people[0]) == Rank(2, True, 3)
    near = around(people[0])
    assert [(row.rank, row.is_me, row.total) for row in near] == [
        (1, False, 50), (2, True, 30), (2, False, 30), (3, False, 10),
    ]  # fmt: skip
    assert [row.is_me for row in around(people[2])] == [False, True, False]
    assert not any(row.participation == people[0].pk for row in top(challenge))


def test_ones_own_line_is_marked() -> None:
    challenge, people = filled(30, 50)
    assert [row.is_me for row in top(challenge, me=people[0].pk)] == [False, True]


@settings(max_examples=25)
@given(
    totals=st.lists(st.integers(0, 9) | st.integers(0, 5_000), max_size=12),
    hidden=st.integers(0, 4),
)
def test_ranks_are_those_of_plain_counting(totals: list[int], hidden: int) -> None:
    challenge, people = filled(*totals, hidden=hidden)
    order = ranked(people)
    assert_board(challenge, order)
    shown = [row for row in people if row.total]
    for row in shown:
        row.membership.state = MemberState.ACTIVE
        assert_own_place(row, order)
    wanted = {row.total for row in shown}
    assert ranks(challenge.pk, wanted) == {
        total: 1 + sum(row.total > total for row in order) for total in wanted
    }


def test_teams_are_ranked_by_their_result() -> None:
    challenge, _ = filled()
    for number, result in enumerate((5, 9, 5)):
        Team.objects.create(
            challenge=challenge, name=f"Team {number}", result=result, created_at=JOINED
        )
    assert [(row.name, row.rank, row.tied) for row in teams(challenge)] == [
        ("Team 1", 1, False), ("Team 0", 2, True), ("Team 2", 2, True),
    ]  # fmt: skip
    assert [row.tied for row in teams(challenge, limit=2)] == [False, True]


@pytest.mark.parametrize(
    "text", ["", "1_2_3", "5_2026-03-05_01900000-0000-7000-8000-000000000000", "x_y_z_a", "_" * 9]
)
def test_a_mark_nobody_gave_is_none(text: str) -> None:
    assert Mark.read(text) is None


def test_a_mark_is_read_as_it_was_written() -> None:
    mark = Mark(5, UUID(int=7))
    assert Mark.read(str(mark)) == mark


def test_no_page_takes_more_queries_with_more_people(django_assert_max_num_queries: Any) -> None:
    for many in (3, 30):
        challenge, people = filled(*range(60_000, 60_000 + 7 * many, 7))
        with django_assert_max_num_queries(1):
            page = top(challenge, limit=2)
        with django_assert_max_num_queries(5):
            top(challenge, limit=2, after=page[-1].mark)
        with django_assert_max_num_queries(6):
            around(people[1])
        with django_assert_max_num_queries(3):
            rank_of(people[1])
        with django_assert_max_num_queries(1):
            together(challenge)

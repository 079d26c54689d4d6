"""Credits, totals, badges and sums follow the log, in the transaction that changes it."""

from datetime import date

import pytest

from strongstride.accounts.actions import touch_inputs
from strongstride.clubs.board.queries import together, top
from strongstride.clubs.settling.settle import settle
from tests.clubs.making import make_challenge, make_club, make_member, make_part, make_run

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
DAY = date(2026, 3, 5)


def test_a_run_counts_where_it_is_wanted() -> None:
    club = make_club()
    member = make_member(club)
    challenge = make_challenge(club)
    part = make_part(challenge, member)
    settle(part)
    assert (part.total, part.shown, part.board_name) == (0, True, "Robin Hale")
    make_run(member.athlete, DAY, 10)
    touch_inputs(member.athlete)
    part.refresh_from_db()
    assert (part.total, part.runs) == (10_000, 1)
    assert together(challenge) == (10_000, 1)
    [row] = top(challenge)
    assert (row.rank, row.tied, row.name, row.total) == (1, False, "Robin Hale", 10_000)

"""What boards and sums should say, counted the slow and plain way."""

from collections import defaultdict
from uuid import UUID

from django.db.models import Sum

from strongstride.clubs.board.queries import around, rank_of, teams, together, top
from strongstride.clubs.crediting.bands import band
from strongstride.clubs.models import (
    Challenge,
    Credit,
    Membership,
    MemberState,
    Participation,
    ShownAs,
    Tally,
)
from strongstride.clubs.settling.recount import recount


def assert_everything_adds_up(challenge: Challenge) -> None:
    """Invariants 20, 21, 28 and what hangs on them, of one challenge."""
    assert [str(each) for each in recount(challenge)] == []
    people = list(Participation.objects.filter(challenge=challenge).select_related("membership"))
    _assert_sums(challenge, people)
    _assert_tallies(challenge, people)
    _assert_appearance(people)
    order = ranked(people)
    assert_board(challenge, order)
    for row in people:
        assert_own_place(row, order)


def _assert_sums(challenge: Challenge, people: list[Participation]) -> None:
    kept = Credit.objects.filter(challenge=challenge)
    counted = kept.filter(status="counted").aggregate(sum=Sum("amount", default=0))["sum"]
    assert counted == kept.aggregate(sum=Sum("amount", default=0))["sum"]
    assert together(challenge).total == counted == sum(row.total for row in people)
    assert together(challenge).people == sum(
        row.left_at is None or row.total > 0 for row in present(people)
    )
    for team in teams(challenge):
        of_team = [row for row in people if row.team_id == team.team]
        assert team.total == sum(row.total for row in of_team)


def present(people: list[Participation]) -> list[Participation]:
    """Those who have not left the club without a credit."""
    return [row for row in people if row.membership.state == MemberState.ACTIVE or row.total > 0]


def _assert_tallies(challenge: Challenge, people: list[Participation]) -> None:
    expected: dict[tuple[bool, int], list[int]] = defaultdict(list)
    for row in present(people):
        if row.left_at is None or row.total:
            expected[row.shown, band(row.total)].append(row.total)
    stored = {
        (each.shown, each.band): (each.people, each.total)
        for each in Tally.objects.filter(challenge=challenge)
        if (each.people, each.total) != (0, 0)
    }
    assert stored == {key: (len(each), sum(each)) for key, each in expected.items()}


def _assert_appearance(people: list[Participation]) -> None:
    for row in people:
        member = row.membership
        if row.left_at is not None or not _is_seen(member):
            assert (row.shown, row.board_name) == (False, "")
        else:
            assert row.shown
            assert (row.board_name == member.name) == (
                member.shown_as == ShownAs.NAME and not _is_minor(member)
            )


def _is_seen(member: Membership) -> bool:
    return (
        member.athlete is not None
        and member.state == MemberState.ACTIVE
        and member.shown_as != ShownAs.HIDDEN
    )


def _is_minor(member: Membership) -> bool:
    return member.athlete is not None and member.athlete.profile.athlete.birth_year >= 2008


def ranked(people: list[Participation]) -> list[Participation]:
    shown = [row for row in people if row.shown and row.total > 0]
    return sorted(shown, key=lambda row: (-row.total, row.reached_at, row.pk))


def assert_board(challenge: Challenge, order: list[Participation]) -> None:
    expected = [(row.pk, *_place(row.total, order, row.pk)) for row in order]
    whole = top(challenge)
    assert [(row.participation, row.rank, row.tied) for row in whole] == expected
    paged, mark = [], None
    while page := top(challenge, limit=2, after=mark):
        paged += page
        mark = page[-1].mark
    assert tuple(paged) == whole


def _place(total: int, order: list[Participation], key: UUID) -> tuple[int, bool]:
    rank = 1 + sum(row.total > total for row in order)
    return rank, any(row.total == total and row.pk != key for row in order)


def assert_own_place(row: Participation, order: list[Participation]) -> None:
    is_in = row.total > 0 and row.left_at is None and row.membership.state == MemberState.ACTIVE
    if not is_in:
        return
    found = rank_of(row)
    assert found is not None
    assert found == (*_place(row.total, order, row.pk), len(order))
    everybody = sorted({*order, row}, key=lambda each: (-each.total, each.reached_at, each.pk))
    mine = everybody.index(row)
    near = everybody[max(0, mine - 2) : mine + 3]
    shown = around(row)
    assert [each.participation for each in shown] == [each.pk for each in near]
    assert [(each.rank, each.is_me) for each in shown] == [
        (_place(each.total, order, each.pk)[0], each.pk == row.pk) for each in near
    ]

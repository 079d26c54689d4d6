"""Counting from nothing finds what is wrong, says it, and mends it."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner

from strongstride.cli.commands.challenges import run as command
from strongstride.clubs.models import Challenge, Credit, Participation, Tally, Team
from strongstride.clubs.settling.appearance import change_team
from strongstride.clubs.settling.recount import recount
from strongstride.clubs.settling.settle import settle
from tests.clubs.making import (
    JOINED,
    STARTS,
    make_challenge,
    make_club,
    make_member,
    make_part,
    make_run,
)

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


@pytest.fixture
def challenge() -> Challenge:
    """Two runners with ten kilometres each, in a team."""
    club = make_club()
    challenge = make_challenge(club, scope="team")
    team = Team.objects.create(challenge=challenge, name="Hares", created_at=JOINED)
    for name in ("Kit Larsen", "Mo Farrow"):
        member = make_member(club, name)
        make_run(member.athlete, STARTS)
        part = make_part(challenge, member)
        settle(part)
        change_team(part, team)
    return challenge


FAULTS: dict[str, Callable[[], object]] = {
    "total": lambda: Participation.objects.filter(board_name="Kit Larsen").update(total=9),
    "a credit gone": lambda: Credit.objects.first().delete(),  # type: ignore[union-attr]
    "a credit otherwise": lambda: Credit.objects.update(amount=1),
    "shown": lambda: Participation.objects.update(shown=False),
    "badges": lambda: Participation.objects.update(badges=[{"key": "x", "on": "2026-03-01"}]),
    "tally": lambda: Tally.objects.update(people=7),
    "tally gone": lambda: Tally.objects.all().delete(),
    "team": lambda: Team.objects.update(total=1, members=9),
    "never tallied": lambda: Participation.objects.update(tallied=False),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_is_said_and_mended(challenge: Challenge, fault: str) -> None:
    before = list(Participation.objects.order_by("pk").values())
    assert list(recount(challenge)) == []
    FAULTS[fault]()
    found = [str(each) for each in recount(challenge)]
    assert found
    assert list(recount(challenge, mend=True))
    assert list(recount(challenge)) == []
    assert list(Participation.objects.order_by("pk").values()) == before


def test_the_command_says_what_differs_and_mends_it(challenge: Challenge) -> None:
    Tally.objects.update(total=0)
    runner = CliRunner()
    told = runner.invoke(command, ["check"], standalone_mode=False)
    assert told.return_value == 1
    assert f"/{challenge.slug}: tally" in told.output
    assert (
        "1 challenges counted, 1 differences (not mended: run it again with --mend)." in told.output
    )
    assert runner.invoke(command, ["check", "--mend"], standalone_mode=False).return_value == 0
    assert runner.invoke(command, ["check"], standalone_mode=False).return_value == 0


def test_many_participants_are_counted_some_at_a_time(
    challenge: Challenge, monkeypatch: pytest.MonkeyPatch
) -> None:
    from strongstride.clubs.settling import recount as module

    monkeypatch.setattr(module, "_AT_ONCE", 1)
    Participation.objects.update(total=1)
    found = [each for each in recount(challenge) if each.about.startswith("participant")]
    assert [(each.what, each.counted) for each in found] == [("total", 10_000)] * 2

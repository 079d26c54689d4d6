"""Teams: made by a captain, with room for so many, locked once the challenge begins."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.db import connection

from strongstride.clubs.challenges import teams
from strongstride.clubs.challenges.actions import leave_challenge, take_part
from strongstride.clubs.challenges.teams import join_team, leave_team, make_team, move, rename_team
from strongstride.clubs.challenges.words import TeamError
from strongstride.clubs.club.actions import ban, leave, present
from strongstride.clubs.models import (
    AuditEntry,
    Challenge,
    ChallengeState,
    Club,
    Membership,
    Participation,
    Role,
    Team,
)
from tests.clubs.challenges.conftest import AFTER, BEFORE, DURING, Travel, browser_of
from tests.clubs.making import STARTS, make_challenge, make_club, make_member, make_run

pytestmark = pytest.mark.both_databases


@pytest.fixture
def of_teams(club: Club, travel: Travel) -> Challenge:
    """A challenge of teams of two that is still to begin."""
    travel(BEFORE)
    return make_challenge(club, scope="team", team_most=2)


def part_of(challenge: Challenge, name: str, km: float = 0.0) -> Participation:
    member = make_member(challenge.club, name)
    assert member.athlete is not None
    if km:
        make_run(member.athlete, STARTS, km)
    return take_part(challenge, member)


def team_of(part: Participation) -> Team | None:
    part.refresh_from_db()
    return part.team


def test_a_captain_makes_a_team_and_is_in_it(of_teams: Challenge) -> None:
    ada = part_of(of_teams, "Ada")
    team = make_team(ada, " Early   birds ")
    team.refresh_from_db()
    assert (team.name, team.members, team.captain) == ("Early birds", 1, ada.membership)
    assert team_of(ada) == team


def test_a_full_team_says_so(of_teams: Challenge) -> None:
    team = make_team(part_of(of_teams, "Ada"), "Early birds")
    join_team(part_of(of_teams, "Bea"), team)
    cy = part_of(of_teams, "Cy")
    with pytest.raises(TeamError, match="Early birds is full: it has its 2 members"):
        join_team(cy, team)
    assert team_of(cy) is None


def test_a_team_is_joined_with_the_challenge(of_teams: Challenge) -> None:
    team = make_team(part_of(of_teams, "Ada"), "Early birds")
    bea = take_part(of_teams, make_member(of_teams.club, "Bea"), team=team)
    assert team_of(bea) == team


def test_who_cannot_join_the_team_does_not_join_the_challenge(of_teams: Challenge) -> None:
    other = make_team(part_of(make_challenge(of_teams.club, scope="team"), "Ada"), "Others")
    bea = make_member(of_teams.club, "Bea")
    with pytest.raises(TeamError, match="not there any more"):
        take_part(of_teams, bea, team=other)
    assert not Participation.objects.filter(challenge=of_teams, membership=bea).exists()


@pytest.mark.parametrize("name", ["early BIRDS", "", "\u200b \u2060", "x" * 61])
def test_a_team_needs_a_name_of_its_own(of_teams: Challenge, name: str) -> None:
    make_team(part_of(of_teams, "Ada"), "Early birds")
    with pytest.raises(TeamError):
        make_team(part_of(of_teams, "Bea"), name)
    assert Team.objects.count() == 1


def test_teams_change_until_the_challenge_begins(of_teams: Challenge, travel: Travel) -> None:
    ada, bea = part_of(of_teams, "Ada"), part_of(of_teams, "Bea")
    birds, owls = make_team(ada, "Early birds"), make_team(bea, "Night owls")
    join_team(ada, owls)
    assert team_of(ada) == owls
    assert not Team.objects.filter(pk=birds.pk).exists(), "an empty team goes"
    leave_team(ada)
    travel(DURING)
    join_team(ada, owls)  # who has none may still choose
    for change in (lambda: leave_team(ada), lambda: make_team(ada, "Third")):
        with pytest.raises(TeamError, match="only an organiser"):
            change()
    assert team_of(ada) == owls


def test_an_organiser_moves_somebody_and_it_is_written_down(
    of_teams: Challenge, owner: Membership, travel: Travel
) -> None:
    ada, bea = part_of(of_teams, "Ada", 10), part_of(of_teams, "Bea", 5)
    make_team(ada, "Early birds")
    owls = make_team(bea, "Night owls")
    travel(DURING)
    for part in (ada, bea):
        take_part(of_teams, part.membership)
    move(ada, owls, owner)
    owls.refresh_from_db()
    assert (owls.members, owls.total, owls.result) == (2, 15_000, 15_000)
    entry = AuditEntry.objects.get(action="team changed")
    assert (entry.before, entry.after) == ({"team": "Early birds"}, {"team": "Night owls"})


def test_an_organiser_moves_somebody_on_their_page(
    of_teams: Challenge, owner: Membership, travel: Travel
) -> None:
    ada, bea = part_of(of_teams, "Ada", 10), part_of(of_teams, "Bea", 5)
    make_team(ada, "Early birds")
    owls = make_team(bea, "Night owls")
    travel(DURING)
    client = browser_of(owner)
    address = f"/clubs/{of_teams.club.slug}/challenges/{of_teams.slug}/participants/{ada.pk}/"
    assert 'value="Early birds"' in client.get(address).content.decode()
    told = client.post(f"{address}team/", {"team": "night OWLS"}, follow=True).content.decode()
    assert "Ada: now in Night owls." in told
    assert team_of(ada) == owls
    told = client.post(f"{address}team/", {"team": "Larks"}, follow=True).content.decode()
    assert "no team called Larks" in told
    assert team_of(ada) == owls
    client.post(f"{address}team/", {"team": ""})
    assert team_of(ada) is None


def test_only_the_captain_renames(of_teams: Challenge) -> None:
    ada, bea = part_of(of_teams, "Ada"), part_of(of_teams, "Bea")
    team = make_team(ada, "Early birds")
    join_team(bea, team)
    assert rename_team(team, ada.membership, "Larks").name == "Larks"
    with pytest.raises(TeamError, match="Only the captain"):
        rename_team(team, bea.membership, "Owls")


def test_a_team_of_a_challenge_that_is_over_keeps_its_name(of_teams: Challenge) -> None:
    ada = part_of(of_teams, "Ada")
    team = make_team(ada, "Early birds")
    Challenge.objects.update(state=ChallengeState.FINAL, ended_at=AFTER)
    with pytest.raises(TeamError, match="over"):
        rename_team(team, ada.membership, "Larks")


def test_a_name_taken_at_the_same_moment_is_said(
    of_teams: Challenge, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, bea = part_of(of_teams, "Ada"), part_of(of_teams, "Bea")
    make_team(ada, "Early birds")
    owls = make_team(bea, "Night owls")
    monkeypatch.setattr(teams, "_free_name", lambda _challenge, name, _but: name)
    with pytest.raises(TeamError, match="called Early birds already"):
        rename_team(owls, bea.membership, "Early birds")


def test_a_name_does_not_turn_the_row_around_it(of_teams: Challenge) -> None:
    assert make_team(part_of(of_teams, "Ada"), "Early\u202e \u200bbirds").name == "Early birds"


def _leave_the_club(part: Participation) -> None:
    leave(part.membership)


def _be_banned(part: Participation) -> None:
    ban(make_member(part.challenge.club, "Olga", Role.OWNER), part.membership, "No")


def _erase(part: Participation) -> None:
    assert part.membership.athlete is not None
    part.membership.athlete.user.delete()


@pytest.mark.parametrize("go", [_leave_the_club, _be_banned, _erase])
def test_a_captain_who_goes_from_the_club_hands_the_team_on(
    of_teams: Challenge, go: Callable[[Participation], None]
) -> None:
    ada, bea = part_of(of_teams, "Ada"), part_of(of_teams, "Bea")
    team = make_team(ada, "Early birds")
    join_team(bea, team)
    go(ada)
    team.refresh_from_db()
    assert (team.captain, team.members) == (bea.membership, 1)


def test_a_move_tells_no_name_once_the_account_is_erased(
    of_teams: Challenge, owner: Membership
) -> None:
    ada = part_of(of_teams, "Ada Quick")
    move(ada, make_team(part_of(of_teams, "Bea"), "Night owls"), owner)
    present(ada.membership, name="Ada Slow", shown_as="name")
    _erase(ada)
    assert "Ada" not in AuditEntry.objects.get(action="team changed").about


def test_a_captain_who_goes_hands_the_team_on(of_teams: Challenge) -> None:
    ada, bea = part_of(of_teams, "Ada"), part_of(of_teams, "Bea")
    team = make_team(ada, "Early birds")
    join_team(bea, team)
    leave_challenge(ada)
    team.refresh_from_db()
    assert (team.captain, team.members) == (bea.membership, 1)


def test_who_leaves_with_miles_leaves_them_to_the_team(of_teams: Challenge, travel: Travel) -> None:
    ada = part_of(of_teams, "Ada", 10)
    team = make_team(ada, "Early birds")
    travel(DURING)
    take_part(of_teams, ada.membership)
    leave_challenge(ada)
    team.refresh_from_db()
    assert team.total == 10_000


def test_a_challenge_without_teams_has_none(club: Club, travel: Travel) -> None:
    travel(BEFORE)
    with pytest.raises(TeamError, match="no teams"):
        make_team(part_of(make_challenge(club), "Ada"), "Early birds")


def test_teams_of_a_final_challenge_stay(of_teams: Challenge, owner: Membership) -> None:
    ada = part_of(of_teams, "Ada")
    team = make_team(ada, "Early birds")
    Challenge.objects.update(state=ChallengeState.FINAL, ended_at=AFTER)
    with pytest.raises(TeamError, match="over"):
        move(ada, None, owner)
    assert team_of(ada) == team


def at_once(calls: list[Callable[[], Any]]) -> None:
    """Run these as close together as threads allow; refusals are part of it."""
    barrier = Barrier(len(calls))

    def alone(call: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(20)
            with suppress(TeamError):
                call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        for done in [pool.submit(alone, call) for call in calls]:
            done.result()


@pytest.mark.django_db(transaction=True)
def test_the_last_place_is_given_once() -> None:
    with time_machine.travel(BEFORE):
        challenge = make_challenge(make_club(), scope="team", team_most=3)
        team = make_team(part_of(challenge, "Ada"), "Early birds")
        others = [part_of(challenge, f"R{n}") for n in range(6)]
        at_once([lambda part=part: join_team(part, team) for part in others])  # type: ignore[misc]
    team.refresh_from_db()
    assert team.members == team.participations.count() == 3


@pytest.mark.django_db(transaction=True)
def test_a_name_is_given_once() -> None:
    with time_machine.travel(BEFORE):
        challenge = make_challenge(make_club(), scope="team")
        parts = [part_of(challenge, f"R{n}") for n in range(5)]
        at_once([lambda part=part: make_team(part, "Larks") for part in parts])  # type: ignore[misc]
    assert Team.objects.get().members == 1

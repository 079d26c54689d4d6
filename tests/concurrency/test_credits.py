"""Many who log at the same moment: no credit is lost, none counted twice, nobody waits for ever."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier, Event
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction

from strongstride.accounts.models import Athlete
from strongstride.clubs.board.queries import together
from strongstride.clubs.challenges.actions import leave_challenge, take_part
from strongstride.clubs.club.actions import present
from strongstride.clubs.crediting.terms import Scope
from strongstride.clubs.models import Challenge, Credit, Membership, Participation, ShownAs, Team
from strongstride.clubs.settling.appearance import change_team
from strongstride.clubs.settling.recount import recount
from strongstride.clubs.settling.settle import settle
from strongstride.runs.actions import RunWords, add_run, remove_run
from strongstride.runs.models import Run
from strongstride.training.own_data.erase import erase_account
from tests.clubs.making import JOINED, STARTS, make_challenge, make_club, make_member, make_part
from tests.clubs.making import make_run as put_run

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

PEOPLE, EACH = 10, 10
THREADS = 20  # each with a connection of its own


@pytest.fixture(autouse=True)
def in_march() -> Iterator[None]:
    """The challenges run."""
    with time_machine.travel(JOINED + timedelta(days=70)):
        yield


def at_once(calls: Iterable[Callable[[], Any]]) -> None:
    """Run these as close together as threads allow; errors come out."""
    listed = list(calls)
    barrier = Barrier(min(THREADS, len(listed)))

    def alone(number: int, call: Callable[[], Any]) -> None:
        try:
            if number < barrier.parties:
                connection.ensure_connection()
                barrier.wait(20)
            call()
        finally:
            connection.close()

    with ThreadPoolExecutor(barrier.parties) as pool:
        for done in [pool.submit(alone, *each) for each in enumerate(listed)]:
            done.result()


def again(athlete: Athlete) -> Athlete:
    """The athlete as another request reads them."""
    return Athlete.objects.select_related("user").get(pk=athlete.pk)


def log(member: Membership, day: int) -> Callable[[], Any]:
    assert member.athlete is not None
    words = RunWords(
        on=STARTS + timedelta(days=day), distance_m=5000 + 100.0 * day, duration_s=1800
    )
    return partial(add_run, again(member.athlete), words)


class Spring:
    """Ten members, each in both challenges of their club; in one of them in teams."""

    def __init__(self) -> None:
        club = make_club()
        self.challenges = [make_challenge(club, scope=Scope.TEAM.value), make_challenge(club)]
        self.teams = [
            Team.objects.create(challenge=self.challenges[0], name=name, created_at=JOINED)
            for name in ("Hares", "Tortoises")
        ]
        self.members = [make_member(club, f"Runner {n}") for n in range(PEOPLE)]
        for number, member in enumerate(self.members):
            for challenge in self.challenges:
                settle(make_part(challenge, member))
            change_team(self.part(number), self.teams[number % 2])

    def part(self, number: int, challenge: int = 0) -> Participation:
        """Somebody's part in a challenge as another request reads it."""
        rows = Participation.objects.select_related("challenge", "membership__athlete")
        return rows.get(membership=self.members[number], challenge=self.challenges[challenge])

    def member(self, number: int) -> Membership:
        """A membership as another request reads it."""
        rows = Membership.objects.select_related("club", "athlete__user")
        return rows.get(pk=self.members[number].pk)

    def assert_sound(self) -> None:
        """What is stored is what counting from nothing gives."""
        for challenge in self.challenges:
            assert [str(each) for each in recount(challenge)] == []


def counted(challenge: Challenge) -> int:
    return Credit.objects.filter(challenge=challenge, status="counted").count()


def test_a_hundred_uploads_at_once_all_count_once() -> None:
    spring = Spring()
    at_once(log(member, day) for day in range(EACH) for member in spring.members)
    metres = sum(5000 + 100 * day for day in range(EACH)) * PEOPLE
    for challenge in spring.challenges:
        assert counted(challenge) == PEOPLE * EACH
        assert together(challenge) == (metres, PEOPLE)
    assert sum(Team.objects.values_list("total", flat=True)) == metres
    spring.assert_sound()


def test_two_who_settle_the_same_participant_do_it_once() -> None:
    spring = Spring()
    for day in range(3):
        put_run(spring.members[0].athlete, STARTS + timedelta(days=day))
    at_once([partial(settle, spring.part(0)) for _ in range(6)])
    assert counted(spring.challenges[0]) == 3
    assert spring.part(0).total == 30_000
    assert together(spring.challenges[0]).total == 30_000
    settle(spring.part(0, 1))
    spring.assert_sound()


def test_whatever_comes_at_once_nobody_waits_for_ever() -> None:
    """Uploads, removals, hiding, leaving, coming back, changing teams, erasing: all together."""
    spring = Spring()
    for number in range(PEOPLE):
        log(spring.members[number], 1)()
    first = {run.athlete_id: run for run in Run.objects.select_related("athlete__user")}
    calls: list[Callable[[], Any]] = []
    for number, member in enumerate(spring.members[1:], start=1):
        calls += [
            log(member, 2),
            partial(remove_run, first[member.athlete_id]),
            partial(change_team, spring.part(number), spring.teams[(number + 1) % 2]),
            partial(present, spring.member(number), name=member.name, shown_as=ShownAs.HIDDEN),
            partial(leave_challenge, spring.part(number, 1)),
            log(member, 3),
        ]
    calls.insert(20, partial(erase_account, spring.member(0).athlete.user))
    at_once(calls)
    assert counted(spring.challenges[0]) == 2 * (PEOPLE - 1) + 1
    spring.assert_sound()


def test_joining_while_one_uploads_counts_what_is_there() -> None:
    spring = Spring()
    newcomers = [make_member(spring.members[0].club, f"New {n}") for n in range(6)]
    challenge, team = spring.challenges[0], spring.teams[0]
    joining = [partial(_join, challenge, member, team) for member in newcomers]
    at_once([*joining, *(log(member, 4) for member in newcomers)])
    assert counted(challenge) == len(newcomers)
    spring.assert_sound()


def _join(challenge: Challenge, member: Membership, team: Team) -> None:
    mine = Challenge.objects.select_related("club").get(pk=challenge.pk)
    take_part(mine, Membership.objects.select_related("athlete__user").get(pk=member.pk), team=team)


@pytest.mark.skipif("sqlite" in settings.DATABASES["default"]["ENGINE"], reason="no row locks")
def test_who_waited_for_the_lock_does_not_show_what_was_hidden_meanwhile() -> None:
    spring = Spring()
    holds, may_commit = Event(), Event()

    def hide() -> None:
        with transaction.atomic():
            present(spring.member(0), name="Robin Hale", shown_as=ShownAs.HIDDEN)
            holds.set()
            assert may_commit.wait(20)

    def upload() -> None:
        assert holds.wait(20)
        log(spring.members[0], 1)()

    def watch() -> None:
        assert holds.wait(20)
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        with connection.cursor() as cursor:
            for _ in range(100_000):
                cursor.execute(waiting)
                if cursor.fetchone() != (0,):
                    break
        may_commit.set()

    at_once([hide, upload, watch])
    part = spring.part(0)
    assert (part.total, part.shown, part.board_name) == (5100, False, "")
    spring.assert_sound()

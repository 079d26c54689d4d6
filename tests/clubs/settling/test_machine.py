"""A club over a spring: whatever its members do, in whatever order, everything adds up."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import msgspec
import pytest
import time_machine
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from strongstride.accounts.actions import change_profile, touch_inputs
from strongstride.clubs.challenges.actions import leave_challenge, take_part
from strongstride.clubs.challenges.words import ChallengeError
from strongstride.clubs.club.actions import ban, join, leave, present, unban
from strongstride.clubs.club.errors import ClubError
from strongstride.clubs.crediting.judge import facts_of
from strongstride.clubs.crediting.terms import Backfill, ChallengeKind, Scope, Terms
from strongstride.clubs.models import (
    Challenge,
    ChallengeState,
    Credit,
    Membership,
    MemberState,
    Participation,
    Role,
    ShownAs,
    Team,
    TeamResult,
)
from strongstride.clubs.settling.appearance import change_team
from strongstride.clubs.settling.entries import done
from strongstride.clubs.settling.settle import settle
from strongstride.clubs.settling.terms import terms_of
from strongstride.runs import actions as runs
from strongstride.runs.actions import RunWords
from strongstride.runs.models import Run
from strongstride.training.models import LoggedSet, SessionState, TrainingSession
from strongstride.training.own_data.erase import erase_account
from strongstride.web import clock
from tests.clubs.making import make_challenge, make_club, make_member, make_run
from tests.clubs.settling.counting import assert_everything_adds_up

SPRING = datetime(2026, 3, 10, 9, tzinfo=UTC)
NAMES = ("Robin Hale", "Kit Larsen", "Ada", "Mo Farrow Lee")
people = st.integers(0, len(NAMES) - 1)
challenges = st.integers(0, 1)
days = st.integers(0, 12)
distances = st.sampled_from([0.4, 3.0, 5.0, 5.0, 10.0, 42.2, 90.0])
KINDS = st.sampled_from([each for each in ChallengeKind if each is not ChallengeKind.ELEVATION])


class Spring(RuleBasedStateMachine):
    """Members of one club with two challenges; the clock stands still until a rule moves it."""

    @initialize(kind=KINDS, average=st.booleans(), backfill=st.sampled_from(Backfill))
    def begin(self, kind: ChallengeKind, average: bool, backfill: Backfill) -> None:
        self.traveller = time_machine.travel(SPRING, tick=False)
        self.clock = self.traveller.start()
        self.club = make_club()
        self.owner = make_member(self.club, "Olive Owner", Role.OWNER)
        self.members = [make_member(self.club, name) for name in NAMES]
        terms = Terms(
            kind=kind,
            starts_on=date(2026, 3, 5),
            ends_on=date(2026, 3, 16),
            backfill=backfill,
            day_most=60_000 if kind is ChallengeKind.DISTANCE else None,
            entry_most=50_000 if kind is ChallengeKind.DISTANCE else None,
        )
        result = TeamResult.AVERAGE if average else TeamResult.SUM
        self.challenges = [
            make_challenge(self.club, terms=terms, scope=Scope.TEAM.value, team_result=result),
            make_challenge(self.club, goal=30_000),
        ]
        self.teams = [
            Team.objects.create(challenge=self.challenges[0], name=name, created_at=SPRING)
            for name in ("Hares", "Tortoises")
        ]
        self.frozen: dict[UUID, int] = {}

    def teardown(self) -> None:
        if hasattr(self, "traveller"):
            self.traveller.stop()

    def member(self, number: int) -> Membership:
        found = Membership.objects.select_related("athlete__user", "club")
        return found.get(pk=self.members[number].pk)

    def part(self, number: int, challenge: int) -> Participation | None:
        rows = Participation.objects.filter(challenge=self.challenges[challenge])
        return rows.filter(membership=self.members[number]).first()

    def run(self, number: int, nth: int) -> Run | None:
        runs = list(Run.objects.filter(athlete=self.member(number).athlete).order_by("pk"))
        return runs[nth % len(runs)] if runs else None

    @rule(hours=st.integers(1, 24 * 6))
    def time_passes(self, hours: int) -> None:
        self.clock.shift(timedelta(hours=hours))

    @rule(number=people, challenge=challenges)
    def takes_part(self, number: int, challenge: int) -> None:
        self.challenges[challenge].refresh_from_db()
        with suppress(ChallengeError):
            take_part(self.challenges[challenge], self.member(number))

    @rule(number=people, challenge=challenges)
    def leaves_challenge(self, number: int, challenge: int) -> None:
        part = self.part(number, challenge)
        if part is not None:
            with suppress(ChallengeError):
                leave_challenge(part)

    @rule(number=people)
    def leaves_club(self, number: int) -> None:
        leave(self.member(number))

    @rule(number=people)
    def comes_back_to_club(self, number: int) -> None:
        member = self.member(number)
        if member.athlete is None:
            return
        with suppress(ClubError):
            join(self.club, member.athlete, name=member.name, shown_as=ShownAs.INITIALS)

    @rule(number=people)
    def is_banned(self, number: int) -> None:
        member = self.member(number)
        if member.athlete is not None:
            ban(self.owner, member, "no reason")

    @rule(number=people)
    def may_come_back(self, number: int) -> None:
        unban(self.owner, self.member(number))

    @rule(number=people, shown_as=st.sampled_from(ShownAs))
    def presents(self, number: int, shown_as: ShownAs) -> None:
        member = self.member(number)
        if member.state == MemberState.ACTIVE:
            with suppress(ClubError):
                present(member, name=NAMES[number], shown_as=shown_as)

    @rule(number=people, year=st.sampled_from([1985, 2012]))
    def says_year_of_birth(self, number: int, year: int) -> None:
        athlete = self.member(number).athlete
        if athlete is not None:
            replace = msgspec.structs.replace
            change_profile(
                athlete,
                lambda known: replace(known, athlete=replace(known.athlete, birth_year=year)),
            )

    @rule(number=people, team=st.none() | st.integers(0, 1))
    def changes_team(self, number: int, team: int | None) -> None:
        part = self.part(number, 0)
        if part is not None:
            change_team(part, None if team is None else self.teams[team])

    @rule(number=people, day=days, km=distances)
    def logs_by_hand(self, number: int, day: int, km: float) -> None:
        athlete = self.member(number).athlete
        if athlete is not None:
            on = SPRING.date() + timedelta(days=day - 6)
            runs.add_run(athlete, RunWords(on=on, distance_m=km * 1000, duration_s=km * 360))

    @rule(number=people, day=days, km=distances)
    def uploads(self, number: int, day: int, km: float) -> None:
        athlete = self.member(number).athlete
        if athlete is not None:
            on = SPRING.date() + timedelta(days=day - 6)
            make_run(athlete, on, km, created_at=clock.now())
            touch_inputs(athlete)

    @rule(number=people, nth=st.integers(0, 9), km=distances, day=days)
    def edits(self, number: int, nth: int, km: float, day: int) -> None:
        if (run := self.run(number, nth)) is not None:
            on = SPRING.date() + timedelta(days=day - 6)
            runs.edit_run(run, {"distance_m": km * 1000, "on": on})

    @rule(number=people, nth=st.integers(0, 9))
    def removes(self, number: int, nth: int) -> None:
        if (run := self.run(number, nth)) is not None:
            runs.remove_run(run)

    @rule(number=people, nth=st.integers(0, 9))
    def restores(self, number: int, nth: int) -> None:
        if (run := self.run(number, nth)) is not None:
            runs.restore_run(run)

    @rule(number=people, day=days, sets=st.integers(0, 8))
    def lifts(self, number: int, day: int, sets: int) -> None:
        athlete = self.member(number).athlete
        if athlete is None:
            return
        on = SPRING.date() + timedelta(days=day - 6)
        session = TrainingSession.objects.create(
            athlete=athlete, on=on, state=SessionState.FINISHED, source="player"
        )
        for place in range(sets):
            LoggedSet.objects.create(
                athlete=athlete, training_session=session, position=place,
                exercise="squat", done_at=SPRING,
            )  # fmt: skip
        touch_inputs(athlete)

    @rule(number=people)
    def discards_a_session(self, number: int) -> None:
        athlete = self.member(number).athlete
        if athlete is not None:
            finished = TrainingSession.objects.filter(athlete=athlete, state="finished")
            finished.filter(pk__in=finished[:1]).update(state=SessionState.DISCARDED)
            touch_inputs(athlete)

    @rule(
        number=people,
        challenge=challenges,
        nth=st.integers(0, 9),
        word=st.sampled_from(["allowed", "refused", "set"]),
        amount=st.integers(0, 50_000),
    )
    def organiser_rules(
        self, number: int, challenge: int, nth: int, word: str, amount: int
    ) -> None:
        part, athlete = self.part(number, challenge), self.member(number).athlete
        if part is None or athlete is None:
            return
        kept = list(Credit.objects.filter(participation=part).exclude(status="gone").order_by("pk"))
        if not kept or part.challenge.state != ChallengeState.OPEN:
            return
        credit = kept[nth % len(kept)]
        found = done([athlete.pk], [terms_of(part.challenge)], clock.now())[athlete.pk]
        [entry] = [each for each in found if each.key == str(credit.entry)]
        credit.ruling, credit.ruling_facts = word, facts_of(entry)
        credit.ruling_amount = amount if word == "set" else None
        credit.save()
        settle(part)

    @rule(challenge=challenges)
    @precondition(lambda self: not self.frozen)
    def is_closed_out(self, challenge: int) -> None:
        Challenge.objects.filter(pk=self.challenges[challenge].pk).update(
            state=ChallengeState.FINAL, ended_at=clock.now()
        )
        rows = Participation.objects.filter(challenge=self.challenges[challenge])
        self.frozen = dict(rows.values_list("pk", "total"))

    @rule(number=people)
    def erases_account(self, number: int) -> None:
        member = self.member(number)
        if member.athlete is None:
            return
        before = self.totals()
        erase_account(member.athlete.user)
        assert self.totals() == before
        assert not Participation.objects.filter(board_name=member.name, membership=member).exists()

    def totals(self) -> dict[UUID, int]:
        """The total of every participant and every team."""
        people = Participation.objects.filter(challenge__in=self.challenges)
        of_teams = Team.objects.filter(challenge__in=self.challenges)
        return dict(people.values_list("pk", "total")) | dict(of_teams.values_list("pk", "total"))

    @invariant()
    def everything_adds_up(self) -> None:
        for challenge in getattr(self, "challenges", ()):
            challenge.refresh_from_db()
            assert_everything_adds_up(challenge)
        rows = Participation.objects.filter(pk__in=getattr(self, "frozen", {}))
        assert dict(rows.values_list("pk", "total")) == getattr(self, "frozen", {})


@pytest.mark.both_databases
@pytest.mark.django_db
def test_whatever_members_do_everything_adds_up() -> None:
    few = settings(max_examples=10, stateful_step_count=30, deadline=None)
    run_state_machine_as_test(Spring, settings=few)

"""A club's people come, go, rise and fall: there is always one owner, and nobody does too much."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from strongstride.accounts.models import Athlete
from strongstride.clubs.club import actions
from strongstride.clubs.club.errors import ClubError
from strongstride.clubs.models import (
    Club,
    DistanceUnits,
    JoinMode,
    Membership,
    MemberState,
    Role,
    ShownAs,
    Visibility,
)
from strongstride.training.own_data.erase import erase_account
from tests.casting import new_user

ORGANISERS = {Role.OWNER, Role.ADMIN}
RANK = {Role.OWNER: 3, Role.ADMIN: 2, Role.TREASURER: 1, Role.MODERATOR: 1, Role.MEMBER: 0}
people = st.integers(0, 4)
roles = st.sampled_from(sorted(Role))


class Governed(RuleBasedStateMachine):
    """One club and five people, told by a plain model: state and role of each."""

    @initialize(mode=st.sampled_from([JoinMode.OPEN, JoinMode.APPROVAL, JoinMode.INVITE]))
    def found(self, mode: JoinMode) -> None:
        self.athletes: list[Athlete | None] = [new_user().athlete for _ in range(5)]
        words = actions.ClubWords(
            name="Riverside Striders",
            time_zone="UTC",
            unit=DistanceUnits.KM,
            visibility=Visibility.PUBLIC,
            join_mode=mode,
        )
        self.club = actions.create_club(self.athletes[0], words)  # type: ignore[arg-type]
        self.known = {0: (MemberState.ACTIVE, Role.OWNER)}
        self.members = {0: Membership.objects.get(club=self.club).pk}

    def member(self, who: int) -> Membership:
        member = Membership.objects.get(pk=self.members[who])
        member.club = Club.objects.get(pk=self.club.pk)
        return member

    def is_open(self) -> bool:
        return Club.objects.filter(pk=self.club.pk, closed_at=None).exists()

    def attempt(self, may: bool, act: Callable[[], object]) -> None:
        """Do it; it is refused exactly when the model says so."""
        if may and self.is_open():
            act()
            return
        with pytest.raises((ClubError, PermissionDenied, Http404)):
            act()

    def state(self, who: int) -> str:
        return self.known[who][0] if who in self.known else ""

    def organises(self, who: int) -> bool:
        return self.state(who) == MemberState.ACTIVE and self.known[who][1] in ORGANISERS

    def governs(self, actor: int, who: int) -> bool:
        return self.organises(actor) and RANK[self.known[actor][1]] > RANK[self.known[who][1]]

    @rule(who=people, has_link=st.booleans())
    def joins(self, who: int, has_link: bool) -> None:
        athlete = self.athletes[who]
        if athlete is None:
            return
        secret = Club.objects.get(pk=self.club.pk).join_secret if has_link else ""
        state = self.state(who)
        is_let_in = has_link or self.club.join_mode != JoinMode.INVITE
        may = state == MemberState.ACTIVE or (state != MemberState.BANNED and is_let_in)
        told = {"name": "Robin", "shown_as": ShownAs.INITIALS, "secret": secret}
        club = Club.objects.get(pk=self.club.pk)
        self.attempt(may, lambda: actions.join(club, athlete, **told))
        if not may or not self.is_open() or state == MemberState.ACTIVE:
            return
        asks = self.club.join_mode == JoinMode.APPROVAL
        self.known[who] = (MemberState.ASKED if asks else MemberState.ACTIVE, Role.MEMBER)
        self.members[who] = Membership.objects.get(club=self.club, athlete=athlete).pk

    @rule(who=people)
    def leaves(self, who: int) -> None:
        if who not in self.known:
            return
        state, role = self.known[who]
        self.attempt(role != Role.OWNER, lambda: actions.leave(self.member(who)))
        if self.is_open() and role != Role.OWNER:
            self.went(who, state)

    def went(self, who: int, state: str) -> None:
        """After leaving or being refused; whoever never was a member is none."""
        if state == MemberState.ASKED and not Membership.objects.filter(pk=self.members[who]):
            del self.known[who], self.members[who]
        elif state in (MemberState.ACTIVE, MemberState.ASKED):
            self.known[who] = (MemberState.LEFT, Role.MEMBER)

    @rule(actor=people, who=people, says_yes=st.booleans())
    def answers(self, actor: int, who: int, says_yes: bool) -> None:
        if actor not in self.known or who not in self.known:
            return
        act = actions.approve if says_yes else actions.refuse
        may = self.organises(actor) and self.state(who) == MemberState.ASKED
        self.attempt(may, lambda: act(self.member(actor), self.member(who)))
        if may and self.is_open() and says_yes:
            self.known[who] = (MemberState.ACTIVE, Role.MEMBER)
        elif may and self.is_open():
            self.went(who, MemberState.ASKED)

    @rule(actor=people, who=people)
    def bans(self, actor: int, who: int) -> None:
        if actor not in self.known or who not in self.known:
            return
        may = self.governs(actor, who)
        self.attempt(may, lambda: actions.ban(self.member(actor), self.member(who), "spam"))
        if may and self.is_open():
            self.known[who] = (MemberState.BANNED, Role.MEMBER)

    @rule(actor=people, who=people)
    def lifts_ban(self, actor: int, who: int) -> None:
        if actor not in self.known or who not in self.known:
            return
        may = self.governs(actor, who)
        self.attempt(may, lambda: actions.unban(self.member(actor), self.member(who)))
        if may and self.is_open() and self.state(who) == MemberState.BANNED:
            self.known[who] = (MemberState.LEFT, Role.MEMBER)

    @rule(actor=people, who=people, role=roles)
    def gives_role(self, actor: int, who: int, role: Role) -> None:
        if actor not in self.known or who not in self.known:
            return
        is_member = self.state(who) == MemberState.ACTIVE
        may = self.governs(actor, who) and is_member and RANK[role] < RANK[self.known[actor][1]]
        self.attempt(may, lambda: actions.give_role(self.member(actor), self.member(who), role))
        if may and self.is_open():
            self.known[who] = (MemberState.ACTIVE, role)

    @rule(actor=people, who=people)
    def hands_over(self, actor: int, who: int) -> None:
        if actor not in self.known or who not in self.known:
            return
        owns = self.known[actor] == (MemberState.ACTIVE, Role.OWNER)
        may = owns and who != actor and self.state(who) == MemberState.ACTIVE
        self.attempt(may, lambda: actions.hand_over(self.member(actor), self.member(who)))
        if may and self.is_open():
            self.known[actor] = (MemberState.ACTIVE, Role.ADMIN)
            self.known[who] = (MemberState.ACTIVE, Role.OWNER)

    @rule(who=people)
    def erases_account(self, who: int) -> None:
        athlete = self.athletes[who]
        if athlete is None:
            return
        self.athletes[who] = None
        owned = self.known.pop(who, ("", ""))[1] == Role.OWNER
        erase_account(athlete.user)
        heir = Membership.objects.filter(club=self.club, role=Role.OWNER).first()
        if owned and heir is not None:
            place = next(place for place, key in self.members.items() if key == heir.pk)
            was_admin = self.known[place][1] == Role.ADMIN
            assert was_admin or (MemberState.ACTIVE, Role.ADMIN) not in self.known.values()
            self.known[place] = (MemberState.ACTIVE, Role.OWNER)

    @invariant()
    def everybody_is_what_the_model_says(self) -> None:
        if not hasattr(self, "known"):
            return
        for who, (state, role) in self.known.items():
            member = self.member(who)
            assert (member.state, member.role) == (state, role)
            assert (member.left_at is None) == (
                state in (MemberState.ACTIVE, MemberState.ASKED)
            ) or (state == MemberState.ASKED)

    @invariant()
    def there_is_one_owner_where_somebody_is_in(self) -> None:
        if not hasattr(self, "known"):
            return
        active = Membership.objects.filter(club=self.club, state=MemberState.ACTIVE)
        if self.is_open():
            assert active.filter(role=Role.OWNER, athlete__isnull=False).count() == 1
        others = Membership.objects.filter(club=self.club).exclude(state=MemberState.ACTIVE)
        assert not others.exclude(role=Role.MEMBER).exists()


@pytest.mark.both_databases
@pytest.mark.django_db
def test_whatever_people_do_one_owns_the_club_and_nobody_does_too_much() -> None:
    few = settings(max_examples=15, stateful_step_count=30, deadline=None)
    run_state_machine_as_test(Governed, settings=few)

"""Making, opening, changing, cloning and joining challenges."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from strongstride.clubs.challenges.actions import (
    cancel_challenge,
    clone_challenge,
    create_challenge,
    discard_draft,
    edit_challenge,
    leave_challenge,
    open_challenge,
    set_goal,
    take_part,
)
from strongstride.clubs.challenges.words import (
    ChallengeError,
    ChallengeWords,
    FrozenTermsError,
    words_of,
)
from strongstride.clubs.crediting.terms import ChallengeKind, Scope, Terms
from strongstride.clubs.models import (
    AuditEntry,
    Challenge,
    ChallengeState,
    Club,
    Membership,
    MemberState,
    Participation,
    Role,
    Route,
)
from strongstride.clubs.settling.terms import terms_of
from strongstride.clubs.signals import challenge_joined
from tests.clubs.challenges.conftest import AFTER, BEFORE, DURING, Travel
from tests.clubs.making import ENDS, STARTS, make_member, make_run

pytestmark = pytest.mark.both_databases
WORDS = ChallengeWords(
    title="Winter 1,000 miles",
    terms=Terms(kind=ChallengeKind.DISTANCE, starts_on=STARTS, ends_on=ENDS),
    goal=1_609_344,
)


@pytest.fixture(autouse=True)
def _before_it_begins(travel: Travel) -> None:
    travel(BEFORE)


@pytest.fixture
def opened(owner: Membership) -> Challenge:
    return open_challenge(create_challenge(owner, WORDS), owner)


def changed(**columns: object) -> ChallengeWords:
    return msgspec.structs.replace(WORDS, **columns)


def with_terms(**columns: object) -> ChallengeWords:
    return changed(terms=msgspec.structs.replace(WORDS.terms, **columns))


def test_a_draft_keeps_the_words(owner: Membership) -> None:
    made = create_challenge(owner, WORDS)
    made.refresh_from_db()
    assert words_of(made) == WORDS
    assert (made.state, made.slug) == (ChallengeState.DRAFT, "winter-1000-miles")


@pytest.mark.parametrize("title", ["New", "冬", "Winter"])
def test_each_challenge_has_an_address_of_its_own(owner: Membership, title: str) -> None:
    slugs = [create_challenge(owner, changed(title=title)).slug for _ in range(3)]
    assert len(set(slugs)) == 3
    assert "new" not in slugs


@pytest.mark.parametrize("role", [Role.MEMBER, Role.MODERATOR, Role.TREASURER])
def test_only_organisers_make_challenges(club: Club, role: Role) -> None:
    with pytest.raises(PermissionDenied):
        create_challenge(make_member(club, role=role), WORDS)


def test_every_act_is_written_down(owner: Membership, opened: Challenge) -> None:
    edit_challenge(opened, owner, changed(title="Winter miles"))
    cancel_challenge(opened, owner, "Floods.")
    acts = list(AuditEntry.objects.order_by("at", "id").values_list("action", "after"))
    assert acts == [
        ("challenge drafted", {}),
        ("challenge opened", {}),
        ("challenge changed", {"title": "Winter miles"}),
        ("challenge called off", {"why": "Floods."}),
    ]


def test_a_draft_takes_another_address_with_another_title(owner: Membership) -> None:
    draft = create_challenge(owner, WORDS)
    assert edit_challenge(draft, owner, changed(title="Spring")).slug == "spring"


def test_an_open_one_keeps_the_address_that_was_sent(owner: Membership, opened: Challenge) -> None:
    assert edit_challenge(opened, owner, changed(title="Spring")).slug == "winter-1000-miles"


def test_terms_change_until_it_begins(owner: Membership, opened: Challenge) -> None:
    later = with_terms(ends_on=ENDS + timedelta(days=7), walks=True)
    edit_challenge(opened, owner, later)
    opened.refresh_from_db()
    assert terms_of(opened) == later.terms
    assert opened.closes_at == datetime(2026, 4, 11, 12, tzinfo=UTC)


FROZEN = [
    with_terms(ends_on=ENDS + timedelta(days=1)),
    with_terms(ends_on=ENDS - timedelta(days=1)),
    with_terms(grace_days=9),
    with_terms(kind=ChallengeKind.TIME),
    with_terms(walks=True),
    with_terms(day_most=1),
    changed(goal=2_000_000),
    changed(scope=Scope.GROUP),
    changed(team_most=3),
]


@pytest.mark.parametrize("words", FROZEN)
def test_terms_stand_once_it_has_begun(
    travel: Travel, owner: Membership, opened: Challenge, words: ChallengeWords
) -> None:
    travel(DURING)
    with pytest.raises(FrozenTermsError, match="has begun"):
        edit_challenge(opened, owner, words)
    opened.refresh_from_db()
    assert words_of(opened) == WORDS


def test_title_and_text_change_at_any_time(
    travel: Travel, owner: Membership, opened: Challenge
) -> None:
    travel(DURING)
    edit_challenge(opened, owner, changed(title="Spring", about="For Shelter."))
    opened.refresh_from_db()
    assert (opened.title, opened.about) == ("Spring", "For Shelter.")


def test_a_shared_goal_may_be_raised_while_it_runs(travel: Travel, owner: Membership) -> None:
    group = open_challenge(create_challenge(owner, changed(scope=Scope.GROUP)), owner)
    travel(DURING)
    edit_challenge(group, owner, changed(scope=Scope.GROUP, goal=3_000_000))
    group.refresh_from_db()
    assert group.goal == 3_000_000


def test_the_first_day_begins_where_the_day_begins_first(
    travel: Travel, owner: Membership, opened: Challenge
) -> None:
    travel(datetime(2026, 2, 28, 10, 1, tzinfo=UTC))  # 1 March on the first clock
    with pytest.raises(FrozenTermsError):
        edit_challenge(opened, owner, with_terms(walks=True))


def test_an_open_one_cannot_be_moved_into_the_past(owner: Membership, opened: Challenge) -> None:
    with pytest.raises(ChallengeError, match="still to come"):
        edit_challenge(opened, owner, with_terms(starts_on=date(2026, 1, 1)))


def test_a_draft_whose_days_are_over_does_not_open(travel: Travel, owner: Membership) -> None:
    draft = create_challenge(owner, WORDS)
    travel(AFTER)
    with pytest.raises(ChallengeError, match="new dates"):
        open_challenge(draft, owner)


def test_it_opens_once(owner: Membership, opened: Challenge) -> None:
    with pytest.raises(ChallengeError, match="open already"):
        open_challenge(opened, owner)


def test_calling_off_needs_a_reason_and_is_the_end(
    owner: Membership, opened: Challenge, robin: Membership
) -> None:
    with pytest.raises(ChallengeError, match="why"):
        cancel_challenge(opened, owner, " ")
    cancel_challenge(opened, owner, "Floods.")
    assert opened.end_note == "Floods."
    with pytest.raises(ChallengeError, match="called off"):
        take_part(opened, robin)
    with pytest.raises(ChallengeError, match="stays as it is"):
        edit_challenge(opened, owner, changed(title="Spring"))


def test_a_draft_is_deleted_an_open_one_is_not(owner: Membership, opened: Challenge) -> None:
    discard_draft(create_challenge(owner, WORDS), owner)
    assert Challenge.objects.count() == 1
    with pytest.raises(ChallengeError):
        discard_draft(opened, owner)


def test_a_clone_is_a_draft_on_the_same_weekdays(
    travel: Travel, owner: Membership, opened: Challenge
) -> None:
    line = [[51.5, 0.0, 0], [51.6, 0.0, 11_000]]
    Route.objects.create(challenge=opened, name="Along the river", length_m=11_000, line=line)
    travel(datetime(2028, 1, 1, tzinfo=UTC))
    made = clone_challenge(opened, owner)
    made.refresh_from_db()
    terms = terms_of(made)
    assert (made.state, made.cloned_from_id) == (ChallengeState.DRAFT, opened.pk)
    assert terms.starts_on == STARTS + 2 * timedelta(weeks=52)
    assert terms.starts_on.weekday() == STARTS.weekday()
    assert terms.ends_on - terms.starts_on == ENDS - STARTS
    assert msgspec.structs.replace(terms, starts_on=STARTS, ends_on=ENDS) == WORDS.terms
    assert Route.objects.get(challenge=made).line == line
    assert Route.objects.filter(challenge=opened).exists()


def test_what_was_run_already_counts_on_joining(
    travel: Travel, opened: Challenge, robin: Membership
) -> None:
    travel(DURING)
    assert robin.athlete is not None
    make_run(robin.athlete, STARTS, km=8.0)
    part = take_part(opened, robin)
    assert (part.total, part.runs, part.shown) == (8_000, 1, True)


def test_joining_twice_is_joining_once(opened: Challenge, robin: Membership) -> None:
    heard: list[object] = []

    def hear(*, participation: Participation, **_: object) -> None:
        heard.append(participation.pk)

    challenge_joined.connect(hear)
    first, second = take_part(opened, robin), take_part(opened, robin)
    challenge_joined.disconnect(hear)
    assert first.pk == second.pk
    assert heard == [first.pk]


def test_who_leaves_keeps_what_counted_and_gets_nothing_new(
    travel: Travel, opened: Challenge, robin: Membership
) -> None:
    travel(DURING)
    assert robin.athlete is not None
    make_run(robin.athlete, STARTS, km=8.0)
    part = take_part(opened, robin)
    leave_challenge(part)
    part.refresh_from_db()
    assert (part.total, part.shown, part.left_at) == (8_000, False, DURING)
    again = take_part(opened, robin)
    assert (again.pk, again.shown, again.left_at) == (part.pk, True, None)


def test_nobody_joins_a_draft_or_what_is_over(
    travel: Travel, owner: Membership, opened: Challenge, robin: Membership
) -> None:
    with pytest.raises(ChallengeError, match="not open yet"):
        take_part(create_challenge(owner, WORDS), robin)
    travel(AFTER)
    with pytest.raises(ChallengeError, match="over"):
        take_part(opened, robin)


@pytest.mark.parametrize("state", [MemberState.ASKED, MemberState.LEFT, MemberState.BANNED])
def test_only_members_join(club: Club, opened: Challenge, state: MemberState) -> None:
    with pytest.raises(ChallengeError, match="join the club first"):
        take_part(opened, make_member(club, "Kit", state=state))


def test_an_own_goal_brings_its_badges_and_takes_them_along(
    travel: Travel, owner: Membership, robin: Membership
) -> None:
    free = open_challenge(create_challenge(owner, changed(goal=None)), owner)
    travel(DURING)
    assert robin.athlete is not None
    make_run(robin.athlete, STARTS, km=8.0)
    part = take_part(free, robin)
    set_goal(part, 8_000)
    assert "goal" in {badge["key"] for badge in part.badges}
    set_goal(part, None)
    assert "goal" not in {badge["key"] for badge in part.badges}


def test_a_final_challenge_is_left_by_nobody(opened: Challenge, robin: Membership) -> None:
    part = take_part(opened, robin)
    Challenge.objects.update(state=ChallengeState.FINAL, ended_at=AFTER)
    with pytest.raises(ChallengeError, match="results stay"):
        leave_challenge(part)


def test_a_draft_deleted_meanwhile_is_not_there(owner: Membership) -> None:
    draft = create_challenge(owner, WORDS)
    Challenge.objects.all().delete()
    with pytest.raises(Http404):
        open_challenge(draft, owner)


def test_nobody_joins_a_challenge_of_a_club_that_closes(opened: Challenge) -> None:
    bea = make_member(opened.club, "Bea")
    Club.objects.update(closed_at=BEFORE)
    with pytest.raises(ChallengeError, match="closed"):
        take_part(opened, bea)


def test_why_it_is_called_off_does_not_turn_the_words_around_it(
    opened: Challenge, owner: Membership
) -> None:
    cancel_challenge(opened, owner, "\u202eIce on the\n\n\n\ntowpath ")
    assert opened.end_note == "Ice on the\n\ntowpath"

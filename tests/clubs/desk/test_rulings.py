"""An organiser's word on an entry: what follows from it, and when it cannot be said."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from strongstride.accounts.signals import inputs_touched
from strongstride.clubs.crediting.entry import CreditStatus, RulingWord
from strongstride.clubs.crediting.terms import ChallengeKind, Terms
from strongstride.clubs.desk.errors import DeskError
from strongstride.clubs.desk.evidence import evidence_of
from strongstride.clubs.desk.rulings import Word, rule, take_back
from strongstride.clubs.models import (
    AuditEntry,
    ChallengeState,
    Credit,
    Membership,
    MemberState,
    Participation,
    Role,
)
from strongstride.clubs.settling.settle import settle
from strongstride.training.own_data.erase import erase_account
from tests.clubs.desk.conftest import Desk, fast_run, join
from tests.clubs.making import ENDS, STARTS, make_challenge, make_club
from tests.clubs.settling.counting import assert_everything_adds_up

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

ALLOWED = Word(word=RulingWord.ALLOWED, said="I saw it")
REFUSED = Word(word=RulingWord.REFUSED, said="That was a bike")


def seen_by(desk: Desk, actor: Membership, credit: Credit) -> str:
    """The mark the page gives with an entry."""
    assert actor.athlete is not None
    rows = Credit.objects.filter(pk=credit.pk).select_related("participation__membership")
    (told,) = evidence_of(actor, desk.challenge, list(rows), actor.athlete.profile.athlete)
    return told.seen


@pytest.mark.parametrize(
    ("word", "total"),
    [
        (ALLOWED, 18_000),
        (REFUSED, 8_000),
        (Word(word=RulingWord.SET, amount=5_000), 13_000),
    ],
)
def test_the_total_follows_the_word(desk: Desk, word: Word, total: int) -> None:
    rule(desk.moderator, desk.waiting, word)
    desk.part.refresh_from_db()
    assert desk.part.total == total
    assert desk.waiting.ruling_note == word.said
    assert_everything_adds_up(desk.challenge)


def test_a_word_taken_back_leaves_it_waiting_again(desk: Desk) -> None:
    rule(desk.owner, desk.waiting, ALLOWED)
    take_back(desk.moderator, desk.waiting)
    desk.part.refresh_from_db()
    assert (desk.waiting.status, desk.waiting.ruling) == (CreditStatus.WAITING, "")
    assert (desk.waiting.ruled_by, desk.part.total) == (None, 8_000)


def test_an_edited_run_is_judged_anew(desk: Desk) -> None:
    rule(desk.owner, desk.waiting, ALLOWED)
    run = desk.fast
    run.distance_m = 11_000
    run.save()
    inputs_touched.send(sender=None, athlete=desk.robin.athlete)
    assert desk.waiting.status == CreditStatus.WAITING


def test_every_word_stands_in_the_log_with_before_and_after(desk: Desk) -> None:
    rule(desk.moderator, desk.waiting, REFUSED)
    entry = AuditEntry.objects.get(action="entry ruled on")
    assert entry.actor == desk.moderator
    assert (entry.before["status"], entry.after["status"]) == ("waiting", "not_counted")
    assert entry.after["note"] == REFUSED.said
    assert "Robin" not in entry.about


def test_one_does_not_rule_on_ones_own_where_others_can(desk: Desk) -> None:
    fast_run(desk.moderator)
    join(desk.challenge, desk.moderator)
    own = Credit.objects.get(participation__membership=desk.moderator)
    with pytest.raises(DeskError, match="your own"):
        rule(desk.moderator, own, ALLOWED)
    Membership.objects.filter(pk=desk.owner.pk).update(state=MemberState.LEFT, role=Role.MEMBER)
    rule(desk.moderator, own, ALLOWED)
    own.refresh_from_db()
    assert own.status == CreditStatus.COUNTED


@pytest.mark.parametrize("who", ["robin", "treasurer"])
def test_other_roles_cannot(desk: Desk, who: str) -> None:
    with pytest.raises(PermissionDenied):
        rule(getattr(desk, who), desk.waiting, ALLOWED)


def test_a_role_that_was_taken_meanwhile_rules_no_more(desk: Desk) -> None:
    Membership.objects.filter(pk=desk.moderator.pk).update(role=Role.MEMBER)
    with pytest.raises(PermissionDenied):
        rule(desk.moderator, desk.waiting, ALLOWED)


@pytest.mark.parametrize("state", [ChallengeState.FINAL, ChallengeState.CANCELLED])
def test_nothing_changes_in_a_challenge_that_is_over(desk: Desk, state: ChallengeState) -> None:
    desk.challenge.state = state
    desk.challenge.save()
    with pytest.raises(DeskError, match="over"):
        rule(desk.owner, desk.waiting, ALLOWED)
    with pytest.raises(DeskError, match="over"):
        take_back(desk.owner, desk.waiting)


def test_the_second_organiser_is_told_of_the_first(desk: Desk) -> None:
    seen = seen_by(desk, desk.owner, desk.waiting)
    rule(desk.moderator, desk.waiting, REFUSED, seen)
    with pytest.raises(DeskError, match="somebody else"):
        rule(desk.owner, desk.waiting, ALLOWED, seen)
    assert desk.waiting.ruling == RulingWord.REFUSED


def test_a_run_edited_since_one_looked_is_not_ruled_on(desk: Desk) -> None:
    seen = seen_by(desk, desk.owner, desk.waiting)
    run = desk.fast
    run.distance_m = 42_000
    run.save()
    with pytest.raises(DeskError, match="changed"):
        rule(desk.owner, desk.waiting, ALLOWED, seen)


def test_an_entry_whose_run_is_removed_cannot_be_ruled_on(desk: Desk) -> None:
    stale = desk.waiting
    run = desk.fast
    run.removed_at = run.created_at + timedelta(days=1)
    run.save()
    inputs_touched.send(sender=None, athlete=desk.robin.athlete)
    with pytest.raises(DeskError, match="not there any more"):
        rule(desk.owner, stale, ALLOWED)


def test_a_word_on_a_removed_run_can_be_taken_back(desk: Desk) -> None:
    rule(desk.owner, desk.waiting, ALLOWED)
    run = desk.fast
    run.removed_at = run.created_at + timedelta(days=1)
    run.save()
    inputs_touched.send(sender=None, athlete=desk.robin.athlete)
    kept = desk.waiting
    assert kept.status == CreditStatus.GONE
    with pytest.raises(DeskError, match="not there any more"):
        rule(desk.owner, kept, REFUSED)
    take_back(desk.owner, kept)
    assert not Credit.objects.filter(pk=kept.pk).exists()


@pytest.mark.parametrize("kind", [ChallengeKind.RUNS, ChallengeKind.STREAK, ChallengeKind.STRENGTH])
def test_no_amount_is_set_where_entries_are_counted(desk: Desk, kind: ChallengeKind) -> None:
    challenge = make_challenge(desk.club, terms=Terms(kind=kind, starts_on=STARTS, ends_on=ENDS))
    part = join(challenge, desk.robin)
    settle(part)
    credit = Credit.objects.get(participation=part, entry=desk.fast.pk)
    with pytest.raises(DeskError, match="counts or it does not"):
        rule(desk.owner, credit, Word(word=RulingWord.SET, amount=5))


def test_another_clubs_entry_is_not_there(desk: Desk) -> None:
    part = join(make_challenge(make_club()), desk.robin)
    credit = Credit.objects.get(participation=part, entry=desk.fast.pk)
    with pytest.raises(Participation.DoesNotExist):
        rule(desk.owner, credit, ALLOWED)


def test_an_erased_account_leaves_no_word_that_was_said_to_it(desk: Desk) -> None:
    rule(desk.owner, desk.waiting, Word(word=RulingWord.ALLOWED, said="I saw you, Robbie"))
    assert desk.robin.athlete is not None
    key = desk.waiting.pk
    erase_account(desk.robin.athlete.user)
    kept, noted = Credit.objects.get(pk=key), AuditEntry.objects.get(action="entry ruled on")
    assert (kept.status, kept.amount, kept.ruling) == ("counted", 10_000, "allowed")
    assert "Robbie" not in f"{kept.detail}{kept.ruling_note}{noted.before}{noted.after}"
    assert noted.after["status"] == "counted"
    assert_everything_adds_up(desk.challenge)

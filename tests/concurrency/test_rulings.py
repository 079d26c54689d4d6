"""Organisers at one entry at the same moment, and beside the runner who edits it."""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine

from strongstride.clubs.crediting.entry import RulingWord
from strongstride.clubs.desk.close_out import finalise
from strongstride.clubs.desk.errors import DeskError
from strongstride.clubs.desk.evidence import evidence_of
from strongstride.clubs.desk.rulings import Word, rule
from strongstride.clubs.models import AuditEntry, Challenge, Credit, Membership, Role
from strongstride.clubs.settling.recount import recount
from strongstride.runs.actions import edit_run
from strongstride.runs.models import Run
from tests.clubs.desk.conftest import fast_run, join
from tests.clubs.making import make_challenge, make_club, make_member
from tests.concurrency.test_credits import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

ORGANISERS = 8
AFTER_GRACE = date(2026, 5, 1)


@pytest.fixture
def credit() -> Credit:
    """An entry that waits, in a challenge with many organisers."""
    club = make_club()
    for number in range(ORGANISERS):
        make_member(club, f"Organiser {number}", Role.OWNER if number == 0 else Role.ADMIN)
    robin = make_member(club)
    fast_run(robin)
    challenge = make_challenge(club)
    return Credit.objects.get(participation=join(challenge, robin))


def organisers() -> list[Membership]:
    return list(Membership.objects.exclude(role=Role.MEMBER).select_related("club"))


def seen_of(credit: Credit) -> str:
    actor = organisers()[0]
    challenge = Challenge.objects.select_related("club").get()
    assert actor.athlete is not None
    rows = Credit.objects.filter(pk=credit.pk).select_related("participation__membership")
    return evidence_of(actor, challenge, list(rows), actor.athlete.profile.athlete)[0].seen


def trying(act: Callable[[], object], told: list[str]) -> Callable[[], None]:
    """Do it; what the organiser is told instead is written down."""

    def tried() -> None:
        try:
            act()
        except DeskError as error:
            told.append(str(error))

    return tried


def test_of_many_organisers_one_is_heard_and_the_others_are_told(credit: Credit) -> None:
    seen, told = seen_of(credit), list[str]()
    words = [RulingWord.ALLOWED, RulingWord.REFUSED]

    def act(number: int, actor: Membership) -> Callable[[], None]:
        word = Word(word=words[number % 2], said=f"organiser {number}")
        own = Credit.objects.get(pk=credit.pk)
        return trying(lambda: rule(actor, own, word, seen), told)

    at_once(act(number, actor) for number, actor in enumerate(organisers()))
    assert len(told) == ORGANISERS - 1
    assert all("somebody else" in each for each in told)
    kept, noted = Credit.objects.get(), AuditEntry.objects.get(action="entry ruled on")
    assert kept.ruled_by_id == noted.actor_id
    assert kept.ruling_note == noted.after["note"]
    assert list(recount(Challenge.objects.get())) == []


def test_a_run_edited_at_the_same_moment_never_counts_by_a_word_said_of_another(
    credit: Credit,
) -> None:
    seen, told = seen_of(credit), list[str]()
    run, actor = Run.objects.get(), organisers()[0]
    word = Word(word=RulingWord.ALLOWED)
    at_once(
        [
            trying(lambda: rule(actor, credit, word, seen), told),
            lambda: edit_run(run, {"distance_m": 42_000.0}),
        ]
    )
    kept = Credit.objects.get()
    assert (kept.status, kept.amount) == ("waiting", 0)
    assert list(recount(Challenge.objects.get())) == []


def test_after_the_last_word_no_other_is_heard(credit: Credit) -> None:
    told: list[str] = []
    first, second = organisers()[:2]
    challenge = Challenge.objects.get()
    word = Word(word=RulingWord.ALLOWED)
    with time_machine.travel(AFTER_GRACE):
        at_once(
            [
                trying(lambda: rule(first, credit, word), told),
                trying(lambda: finalise(second, challenge, leave=True), told),
            ]
        )
    challenge.refresh_from_db()
    kept, closed = Credit.objects.get(), AuditEntry.objects.get(action="challenge closed")
    assert challenge.state == "final"
    assert (kept.status == "counted") == (closed.after["waiting"] == 0) == (told == [])
    assert list(recount(challenge)) == []

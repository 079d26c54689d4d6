"""The last word on a challenge: what is shown before, and what follows."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from strongstride.clubs.crediting.entry import CreditStatus, RulingWord
from strongstride.clubs.crediting.terms import ChallengeKind, Terms
from strongstride.clubs.desk.close_out import MOST_SAID, Share, close, finalise, result
from strongstride.clubs.desk.errors import DeskError
from strongstride.clubs.desk.rulings import Word, rule
from strongstride.clubs.feed.errors import FeedError
from strongstride.clubs.feed.limits import count_one
from strongstride.clubs.models import AuditEntry, ChallengeState, Membership, Post, PostKind
from strongstride.clubs.settling.settle import settle
from strongstride.web import clock
from tests.clubs.desk.conftest import Desk, join
from tests.clubs.making import ENDS, STARTS, make_challenge, make_member, make_run
from tests.clubs.settling.counting import assert_everything_adds_up

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

Browse = Callable[[Membership], Client]


def at(desk: Desk) -> str:
    return reverse("clubs:challenge-close", args=[desk.club.slug, desk.challenge.slug])


def judged(desk: Desk) -> None:
    rule(desk.owner, desk.waiting, Word(word=RulingWord.REFUSED, said="By bike"))


def test_the_result_is_told_by_where_entries_came_from(desk: Desk) -> None:
    kim = make_member(desk.club, "Kim Lane")
    assert kim.athlete is not None
    make_run(kim.athlete, date(2026, 3, 5), 5.0, by_hand=True)
    join(desk.challenge, kim)
    told = result(desk.challenge)
    assert (told.total, told.people, told.waiting) == ("13.0 km", 2, 1)
    assert told.shares == (
        Share(source="By file", entries=1, amount="8.0 km"),
        Share(source="By hand", entries=1, amount="5.0 km"),
    )


def test_totals_that_do_not_add_up_over_people_are_left_out(desk: Desk) -> None:
    terms = Terms(kind=ChallengeKind.LONGEST, starts_on=STARTS, ends_on=ENDS)
    challenge = make_challenge(desk.club, terms=terms)
    join(challenge, desk.robin)
    told = result(challenge)
    assert (told.total, [share.amount for share in told.shares]) == ("", [""])


def test_final_results_stay_whatever_happens_to_a_run(desk: Desk) -> None:
    judged(desk)
    finalise(desk.owner, desk.challenge, "Well run, all")
    make_run(desk.robin.athlete, date(2026, 3, 20), 30.0)  # type: ignore[arg-type]
    settle(desk.part)
    desk.part.refresh_from_db()
    assert desk.part.total == 8_000
    assert (desk.challenge.state, desk.challenge.end_note) == ("final", "Well run, all")
    assert AuditEntry.objects.filter(action="challenge closed", actor=desk.owner).exists()
    assert_everything_adds_up(desk.challenge)


def test_it_cannot_be_closed_while_uploads_may_still_come(desk: Desk) -> None:
    judged(desk)
    with (
        time_machine.travel(desk.challenge.closes_at - timedelta(seconds=1), tick=False),
        pytest.raises(DeskError, match="Late uploads"),
    ):
        finalise(desk.owner, desk.challenge)
    with time_machine.travel(desk.challenge.closes_at, tick=False):
        finalise(desk.owner, desk.challenge)
    assert desk.challenge.state == ChallengeState.FINAL


def test_what_waits_has_to_be_judged_or_left(desk: Desk) -> None:
    with pytest.raises(DeskError, match="1 entry waits"):
        finalise(desk.owner, desk.challenge)
    finalise(desk.owner, desk.challenge, leave=True)
    assert desk.waiting.status == CreditStatus.WAITING
    desk.part.refresh_from_db()
    assert desk.part.total == 8_000


def test_what_waits_of_an_account_that_is_gone_holds_nobody_up(desk: Desk) -> None:
    assert desk.robin.athlete is not None
    desk.robin.athlete.user.delete()
    finalise(desk.owner, desk.challenge)
    assert desk.challenge.state == ChallengeState.FINAL


@pytest.mark.parametrize(
    "state", [ChallengeState.DRAFT, ChallengeState.FINAL, ChallengeState.CANCELLED]
)
def test_only_an_open_challenge_is_closed(desk: Desk, state: ChallengeState) -> None:
    desk.challenge.state = state
    desk.challenge.save()
    with pytest.raises(DeskError, match="not open"):
        finalise(desk.owner, desk.challenge)


def test_a_moderator_cannot_close_it(desk: Desk) -> None:
    with pytest.raises(PermissionDenied):
        finalise(desk.moderator, desk.challenge, leave=True)


def test_it_is_announced_where_that_is_wished(desk: Desk) -> None:
    close(desk.owner, desk.challenge, "Well run, all", leave=True, announce=True)
    told = Post.objects.get(kind=PostKind.ANNOUNCEMENT)
    assert told.body == "The results of Spring miles are final.\n\nWell run, all"
    assert told.author == desk.owner


def test_without_its_announcement_it_is_not_closed_either(desk: Desk) -> None:
    with suppress(FeedError):
        for _ in range(1_000):
            count_one(desk.owner, clock.now())
    with pytest.raises(FeedError):
        close(desk.owner, desk.challenge, "", leave=True, announce=True)
    desk.challenge.refresh_from_db()
    assert desk.challenge.state == ChallengeState.OPEN


def test_the_page_closes_it(desk: Desk, browse: Browse) -> None:
    client = browse(desk.owner)
    html = client.get(at(desk)).content.decode()
    assert "1 entry waits for your word first" in html
    refused = client.post(at(desk), {"said": "Well run"})
    assert refused.status_code == 400
    assert "1 entry waits for your word" in refused.content.decode()
    body = {"said": "Well run", "leave": "on", "announce": "on"}
    answer = client.post(at(desk), body)
    assert answer.status_code == 302
    assert Post.objects.filter(kind=PostKind.ANNOUNCEMENT).count() == 1
    html = client.get(at(desk)).content.decode()
    assert "Its results are final" in html
    assert "<form" not in html.split("What it comes to")[1].split("</main>")[0]


def test_a_second_tap_on_the_button_is_told(desk: Desk, browse: Browse) -> None:
    client = browse(desk.owner)
    for status in (302, 400):
        assert client.post(at(desk), {"leave": "on"}).status_code == status
    assert AuditEntry.objects.filter(action="challenge closed").count() == 1


def test_too_long_a_word_is_refused(desk: Desk, browse: Browse) -> None:
    body = {"said": "x" * (MOST_SAID + 1), "leave": "on"}
    assert browse(desk.owner).post(at(desk), body).status_code == 400


def test_before_its_end_the_page_says_when(desk: Desk, browse: Browse) -> None:
    with time_machine.travel(datetime(2026, 4, 2, tzinfo=UTC)):
        html = browse(desk.owner).get(at(desk)).content.decode()
    assert "It can be closed when nothing more can come" in html

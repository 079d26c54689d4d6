"""Saying what one shares."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from strongstride.clubs.challenges.actions import leave_challenge, take_part
from strongstride.clubs.club.actions import join, leave
from strongstride.clubs.models import Membership, Participation, ShownAs
from strongstride.clubs.settling.appearance import appear
from strongstride.clubs.share.ticks import Tick, ticks_of
from tests.clubs.making import make_member
from tests.clubs.share.conftest import Scene, become, browser, runner_of

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


def said(scene: Scene) -> Participation:
    return Participation.objects.get(pk=scene.part.pk)


def test_nothing_is_shared_before_it_is_said(scene: Scene) -> None:
    assert not scene.part.is_public
    shown = browser(scene.member).get(f"{scene.page}share/").content.decode()
    assert "card/" not in shown
    assert 'value="name"' in shown


def test_ticks_are_kept_and_open_the_page(scene: Scene) -> None:
    client = browser(scene.member)
    answer = client.post(f"{scene.page}share/", {"ticks": ["total", "rank"], "is_public": "on"})
    assert answer.status_code == 302
    assert ticks_of(said(scene)) == {Tick.TOTAL, Tick.RANK}
    assert Client().get(scene.runner_page).status_code == 200
    shown = client.get(f"{scene.page}share/").content.decode()
    assert f'value="http://127.0.0.1:8000{scene.runner_page}"' in shown
    client.post(f"{scene.page}share/", {"ticks": ["total"]})
    assert Client().get(scene.runner_page).status_code == 302


@pytest.mark.parametrize(
    "words", [{"is_public": "on"}, {"ticks": ["heart rate"]}, {"ticks": ["total", "x"]}]
)
def test_what_makes_no_sense_changes_nothing(scene: Scene, words: dict[str, object]) -> None:
    answer = browser(scene.member).post(f"{scene.page}share/", words)
    assert answer.status_code == 400
    assert "errorlist" in answer.content.decode()
    assert said(scene).shares == []


def test_under_eighteen_nothing_is_offered(scene: Scene) -> None:
    become(scene.member, 2012)
    client = browser(scene.member)
    assert "18 and older" in client.get(f"{scene.page}share/").content.decode()
    answer = client.post(f"{scene.page}share/", {"ticks": ["total"], "is_public": "on"})
    assert answer.status_code == 400
    assert not said(scene).is_public
    assert client.get(f"{scene.runner_page}card/x.png").status_code == 404


def test_who_is_hidden_is_told_why_there_is_nothing_to_share(scene: Scene) -> None:
    Membership.objects.filter(pk=scene.member.pk).update(shown_as=ShownAs.HIDDEN)
    appear(Membership.objects.get(pk=scene.member.pk))
    shown = browser(scene.member).get(f"{scene.page}share/").content.decode()
    assert "You are hidden on the boards" in shown


def test_who_takes_no_part_has_nothing_to_share(scene: Scene) -> None:
    other = browser(make_member(scene.club, "Jo Sands"))
    assert other.get(f"{scene.page}share/").status_code == 404
    assert Client().get(f"{scene.page}share/").url.startswith("/accounts/login/")  # type: ignore[attr-defined]


def test_words_that_are_no_tick_any_more_are_passed_over(scene: Scene) -> None:
    scene.part.shares = ["total", "shoe size"]
    assert ticks_of(scene.part) == {Tick.TOTAL}


def test_who_comes_back_to_the_challenge_opens_the_page_anew(scene: Scene) -> None:
    scene.open(Tick.TOTAL)
    with time_machine.travel(datetime(2026, 3, 20, 12, tzinfo=UTC), tick=False):
        leave_challenge(scene.part)
        take_part(scene.challenge, scene.member)
    assert said(scene).shown
    assert not said(scene).is_public
    assert Client().get(scene.runner_page).status_code == 302


def test_who_comes_back_to_the_club_opens_the_page_anew(scene: Scene) -> None:
    scene.open(Tick.TOTAL)
    leave(scene.member)
    join(scene.club, runner_of(scene.member), name="Zephyrine Quill", shown_as=ShownAs.NAME)
    assert said(scene).shown
    assert not said(scene).is_public
    assert Client().get(scene.runner_page).status_code == 302

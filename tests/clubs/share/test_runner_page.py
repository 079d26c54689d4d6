"""Runners' pages and cards: only what was ticked, only for whom it was opened."""

import re

import msgspec
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from strongstride.clubs.board.queries import together
from strongstride.clubs.models import Membership, Participation, ShownAs, Visibility
from strongstride.clubs.settling.appearance import appear
from strongstride.clubs.share.card import digest
from strongstride.clubs.share.facts import group_facts, runner_facts
from strongstride.clubs.share.ticks import Tick
from tests.casting import new_user
from tests.clubs.making import make_member
from tests.clubs.share.conftest import Scene, become, browser, runner_of

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]

SAID = {
    Tick.NAME: "Zephyrine",
    Tick.TOTAL: "61.2 km",
    Tick.SESSIONS: "3 runs",
    Tick.WEEKS: "31.2 km",
    Tick.BADGES: "On the way",
    Tick.RANK: "rank 2 of 2",
}
"""How each fact reads on the page."""


def body(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def everything_public(scene: Scene) -> str:
    """The page, and the facts of the card, as somebody without a login gets them."""
    part = Participation.objects.select_related("challenge__club").get(pk=scene.part.pk)
    return body(Client(), scene.runner_page) + msgspec.json.encode(runner_facts(part)).decode()


def test_an_open_page_shows_what_was_ticked(scene: Scene) -> None:
    scene.open(*Tick)
    shown = everything_public(scene)
    for words in SAID.values():
        assert words in shown


@pytest.mark.parametrize("tick", Tick)
def test_what_was_not_ticked_appears_nowhere(scene: Scene, tick: Tick) -> None:
    scene.open(*(each for each in Tick if each is not tick))
    shown = everything_public(scene)
    assert SAID[tick] not in shown
    assert len([1 for words in SAID.values() if words in shown]) == len(Tick) - 1


@pytest.mark.parametrize("tick", Tick)
def test_one_tick_shows_one_thing(scene: Scene, tick: Tick) -> None:
    scene.open(tick)
    shown = everything_public(scene)
    assert [each for each, words in SAID.items() if words in shown] == [tick]


def test_no_page_tells_the_day_of_a_run_the_address_or_the_account(scene: Scene) -> None:
    scene.open(*Tick)
    shown = everything_public(scene)
    runner = runner_of(scene.member)
    for secret in ("5 Mar", "7 Mar", "18 Mar", "2026-03", "09:00", "watch.fit", runner.user.email):
        assert secret not in shown
    assert str(runner.pk) not in shown
    assert "2 Mar" in shown  # the Monday of their week


def test_weeks_without_a_run_have_their_row(scene: Scene) -> None:
    scene.open(Tick.WEEKS)
    shown = body(Client(), scene.runner_page)
    assert re.findall(r'scope="row">(.*?)<', shown) == ["2 Mar", "9 Mar", "16 Mar"]


def test_a_closed_page_leads_strangers_nowhere(scene: Scene) -> None:
    answer = Client().get(scene.runner_page)
    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/accounts/login/")  # type: ignore[attr-defined]
    stranger = Client()
    user = new_user("Stray")
    type(user.athlete).objects.filter(pk=user.athlete.pk).update(set_up_at=user.date_joined)
    stranger.force_login(user)
    assert stranger.get(scene.runner_page).status_code == 404


def test_members_see_what_the_board_shows(scene: Scene) -> None:
    shown = body(browser(make_member(scene.club, "Jo Sands")), scene.runner_page)
    seen = {tick for tick, words in SAID.items() if words in shown}
    assert seen == {Tick.NAME, Tick.TOTAL, Tick.SESSIONS, Tick.RANK}
    assert "og:image" not in shown


def test_initials_stay_initials(scene: Scene) -> None:
    scene.open(*Tick)
    Membership.objects.filter(pk=scene.member.pk).update(shown_as=ShownAs.INITIALS)
    appear(Membership.objects.get(pk=scene.member.pk))
    shown = everything_public(scene)
    assert "Zephyrine" not in shown
    assert "ZQ" in shown


def _hide(scene: Scene) -> None:
    Membership.objects.filter(pk=scene.member.pk).update(shown_as=ShownAs.HIDDEN)
    appear(Membership.objects.get(pk=scene.member.pk))


def _be_young(scene: Scene) -> None:
    become(scene.member, 2012)


def _go_private(scene: Scene) -> None:
    type(scene.club).objects.filter(pk=scene.club.pk).update(visibility=Visibility.PRIVATE)


def _leave(scene: Scene) -> None:
    Participation.objects.filter(pk=scene.part.pk).update(left_at=scene.part.joined_at)


def _erase(scene: Scene) -> None:
    runner_of(scene.member).user.delete()


@pytest.mark.parametrize("change", [_hide, _be_young, _go_private, _leave, _erase])
def test_an_open_page_closes_when_it_must(scene: Scene, change: object) -> None:
    scene.open(*Tick)
    card = f"{scene.runner_page}card/x.png"
    assert Client().get(card).url.endswith(".png")  # type: ignore[attr-defined]
    assert callable(change)
    change(scene)
    for address in (scene.runner_page, card):
        assert Client().get(address).url.startswith("/accounts/login/")  # type: ignore[attr-defined]


def test_a_hidden_runner_has_no_page_for_members_either(scene: Scene) -> None:
    scene.open(*Tick)
    _hide(scene)
    assert browser(make_member(scene.club, "Jo Sands")).get(scene.runner_page).status_code == 404
    assert browser(scene.member).get(scene.runner_page).status_code == 200


def test_the_head_tells_other_programs_where_the_card_is(scene: Scene) -> None:
    scene.open(*Tick)
    shown = body(Client(), scene.runner_page)
    card = re.search(r'og:image" content="http://127.0.0.1:8000(/[^"]+)"', shown)
    assert card is not None
    assert Client().get(card[1])["Content-Type"] == "image/png"
    assert '<meta name="robots" content="noindex">' in shown
    assert 'og:title" content="Zephyrine Quill · Spring miles"' in shown
    assert 'og:image:width" content="1200"' in shown


def test_a_card_stays_and_an_older_one_leads_to_it(scene: Scene) -> None:
    scene.open(Tick.TOTAL)
    current = f"{scene.runner_page}card/{digest(runner_facts(scene.part))}.png"
    answer = Client().get(current)
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.content.startswith(b"\x89PNG")
    scene.open(Tick.TOTAL, Tick.NAME)
    moved = Client().get(current)
    assert moved.status_code == 302
    assert moved.url != current  # type: ignore[attr-defined]
    assert Client().get(moved.url).status_code == 200  # type: ignore[attr-defined]


def test_a_closed_card_is_its_runners_alone(scene: Scene) -> None:
    current = f"{scene.runner_page}card/{digest(runner_facts(scene.part))}.png"
    assert browser(make_member(scene.club, "Jo Sands")).get(current).status_code == 404
    assert "private" in browser(scene.member).get(current)["Cache-Control"]


def test_the_card_of_a_challenge_names_nobody(scene: Scene) -> None:
    facts = group_facts(scene.challenge, together(scene.challenge))
    told = msgspec.json.encode(facts).decode()
    assert facts.figure == "181.2 km"
    assert "2 people together" in facts.captions
    assert "Zephyrine" not in told
    assert "Kit" not in told
    answer = Client().get(f"{scene.page}card/{digest(facts)}.png")
    assert answer.content.startswith(b"\x89PNG")
    assert Client().get(f"{scene.page}card/old.png").url.endswith(f"/{digest(facts)}.png")  # type: ignore[attr-defined]


def test_the_card_of_a_private_club_is_its_members(scene: Scene) -> None:
    _go_private(scene)
    facts = group_facts(scene.challenge, together(scene.challenge))
    address = f"{scene.page}card/{digest(facts)}.png"
    assert Client().get(address).status_code == 302
    assert "private" in browser(scene.member).get(address)["Cache-Control"]


def test_a_page_costs_few_queries_and_bytes(scene: Scene) -> None:
    scene.open(*Tick)
    client = browser(scene.member)
    with CaptureQueriesContext(connection) as queries:
        shown = client.get(scene.runner_page)
    assert len(queries) <= 12
    assert len(shown.content) < 60_000


def test_the_page_of_a_challenge_adds_everybody_once(scene: Scene) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert "og:image" in body(Client(), scene.page)
    assert sum('FROM "clubs_tally"' in each["sql"] for each in asked) == 1

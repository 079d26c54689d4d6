"""Why: reasons on a page lead to the page of the answer they turn on."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from strongstride.coach.answers import Answer
from strongstride.exchange.contract import Why
from strongstride.training.planning.session_words import door_of, why_lines


def test_a_reason_leads_to_the_page_of_the_answer_it_turns_on() -> None:
    crowded = Why(rule="hard-day-doubles", text="Few days.", numbers={"answer": "hard-day doubles"})
    (line,) = why_lines([crowded])
    assert line.door is not None
    page = render_to_string("training/_whys.html", {"whys": [line]})
    assert 'href="/plan/change/time/"' in page
    assert "hard_day_doubles" not in page


@pytest.mark.parametrize("answer", Answer)
def test_every_answer_has_a_page(answer: Answer, page: Client) -> None:
    door = door_of(Why(rule="no-promises", text="x", numbers={"answer": answer.value}))
    assert door is not None
    address = reverse(door.view, args=[door.section])
    assert page.get(address).status_code == 200


def test_today_tells_the_telling_reasons_first_and_folds_the_plain_ones(page: Client) -> None:
    shown = page.get("/").content.decode()
    hero, _, reasons = shown.partition('id="why"')
    first, _, folded = reasons.partition("More reasons")
    assert "Monday is the day before" in hero
    assert "Monday is the day before" in first
    assert "No run on Monday." not in hero + first
    assert "No run on Monday." in folded

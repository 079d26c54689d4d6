"""Judging entries in the browser: what one sees, what one says, with htmx and without."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from strongstride.clubs.crediting.entry import CreditStatus, RulingWord
from strongstride.clubs.desk.review import PAGE
from strongstride.clubs.desk.rulings import Word, rule
from strongstride.clubs.models import Credit, Membership
from strongstride.clubs.settling.settle import settle
from tests.clubs.desk.conftest import Desk, fast_run, join
from tests.clubs.making import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

Browse = Callable[[Membership], Client]
HTMX = {"HX-Request": "true"}
MOST_QUERIES = 12
MOST_BYTES = 60_000


def at(desk: Desk, name: str = "review", *keys: object) -> str:
    return reverse(f"clubs:{name}", args=[desk.club.slug, desk.challenge.slug, *keys])


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def seen_in(html: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]+)"', html)
    assert found is not None
    return found[1]


def test_the_queue_tells_all_that_is_needed_and_nothing_more(desk: Desk, browse: Browse) -> None:
    run = desk.fast
    run.name, run.average_hr, run.note = "From Elm Street 7", 171, "past the school"
    run.save()
    html = page(browse(desk.moderator), at(desk))
    for told in (
        "Robin Hale", "Tuesday, 10 March 2026", "10.00 km", "20:00", "2:00 /km", "from a file",
        "World record", "0 of their entries", "1 entry, 10.00 km, 20 min", "1 waiting",
    ):  # fmt: skip
        assert told in html, told
    for secret in ("Elm", "171", "school", "watch.fit", "09:00"):
        assert secret not in html, secret


def test_it_counts_how_many_were_allowed_before(desk: Desk, browse: Browse) -> None:
    rule(desk.owner, desk.waiting, Word(word=RulingWord.ALLOWED))
    fast_run(desk.robin, date(2026, 3, 11))
    settle(desk.part)
    assert "1 of their entries" in page(browse(desk.moderator), at(desk))


@pytest.mark.parametrize(
    ("body", "status", "amount"),
    [
        ({"word": "allowed"}, CreditStatus.COUNTED, 10_000),
        ({"word": "set", "amount": "5 km"}, CreditStatus.COUNTED, 5_000),
        ({"word": "refused", "said": "By bike"}, CreditStatus.NOT_COUNTED, 0),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_button_does_what_it_says(
    desk: Desk,
    browse: Browse,
    body: dict[str, str],
    status: str,
    amount: int,
    headers: dict[str, str],
) -> None:
    client = browse(desk.moderator)
    seen = seen_in(page(client, at(desk)))
    address = at(desk, "review-entry", desk.waiting.pk)
    answer = client.post(address, body | {"seen": seen, "queue": "1"}, headers=headers)
    assert (desk.waiting.status, desk.waiting.amount) == (status, amount)
    if headers:
        html = answer.content.decode()
        assert "<article" not in html
        assert "0 waiting" in html
        assert "Robin Hale, run of 10 March" in html
    else:
        assert (answer.status_code, answer["Location"]) == (302, at(desk))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"word": "set", "amount": "far"}, "cannot be read"),
        ({"word": "set", "amount": ""}, "cannot be read"),
        ({"word": "refused", "said": " "}, "Say in a few words why"),
        ({"word": "perhaps"}, "Use one of the buttons"),
        ({}, "Use one of the buttons"),
        ({"word": "allowed", "seen": "old"}, "has changed since you looked"),
        ({"word": "allowed", "said": "x" * 201}, "at most 200"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_cannot_be_is_said_beside_the_entry(
    desk: Desk, browse: Browse, body: dict[str, str], told: str, headers: dict[str, str]
) -> None:
    address = at(desk, "review-entry", desk.waiting.pk)
    answer = browse(desk.moderator).post(address, body, headers=headers)
    assert answer.status_code == (200 if headers else 400)
    html = answer.content.decode()
    assert told in html
    assert "Let it count" in html
    assert desk.waiting.status == CreditStatus.WAITING


def test_what_was_typed_is_still_there(desk: Desk, browse: Browse) -> None:
    body = {"word": "set", "amount": "far", "said": "as we agreed"}
    answer = browse(desk.moderator).post(at(desk, "review-entry", desk.waiting.pk), body)
    assert 'value="as we agreed"' in answer.content.decode()


def test_an_entry_that_is_gone_is_told(desk: Desk, browse: Browse) -> None:
    address = at(desk, "review-entry", desk.waiting.pk)
    desk.fast.delete()
    settle(desk.part)
    answer = browse(desk.moderator).post(address, {"word": "allowed"}, follow=True)
    assert "not there any more" in answer.content.decode()


def test_ones_own_is_left_to_others(desk: Desk, browse: Browse) -> None:
    fast_run(desk.moderator)
    join(desk.challenge, desk.moderator)
    html = page(browse(desk.moderator), at(desk))
    assert "Your own" in html
    assert html.count("Let it count") == 1


def test_an_entry_of_a_participant_is_corrected_and_the_word_taken_back(
    desk: Desk, browse: Browse
) -> None:
    client, address = browse(desk.moderator), at(desk, "participant", desk.part.pk)
    html = page(client, address)
    assert html.index("10 March 2026") < html.index("2 March 2026")
    counted = Credit.objects.get(participation=desk.part, status=CreditStatus.COUNTED)
    word = {"word": "set", "amount": "3 km", "next": address}
    answer = client.post(at(desk, "review-entry", counted.pk), word)
    assert answer["Location"] == address
    counted.refresh_from_db()
    assert counted.amount == 3_000
    assert "Mo Moderator set what it counts for" in page(client, address)
    back = client.post(at(desk, "review-entry", counted.pk), {"word": "back"}, headers=HTMX)
    assert "8.0 km" in back.content.decode() or "5.0 mi" in back.content.decode()
    counted.refresh_from_db()
    assert (counted.amount, counted.ruling) == (8_000, "")


def test_where_the_challenge_is_over_there_is_nothing_to_press(desk: Desk, browse: Browse) -> None:
    desk.challenge.state = "final"
    desk.challenge.save()
    for address in (at(desk), at(desk, "participant", desk.part.pk)):
        assert 'name="word"' not in page(browse(desk.moderator), address)


def test_runners_are_found_by_name(desk: Desk, browse: Browse, hidden: Membership) -> None:
    client = browse(desk.moderator)
    html = page(client, at(desk, "participants"))
    assert html.index("Hilda Hidden") < html.index("Robin Hale")
    assert "hidden on the board" in html
    html = page(client, at(desk, "participants") + "?text=robin")
    assert "Hilda" not in html
    assert "Nobody has" in page(client, at(desk, "participants") + "?text=nobody")


def test_pages_follow_each_other_and_weigh_little(desk: Desk, browse: Browse) -> None:
    for number in range(PAGE + 2):
        member = make_member(desk.club, f"Runner{number} Far")
        fast_run(member, date(2026, 3, 11) + timedelta(days=number))
        join(desk.challenge, member)
    client = browse(desk.moderator)
    with CaptureQueriesContext(connection) as many:
        first = page(client, at(desk))
    assert len(many) <= MOST_QUERIES
    assert len(first.encode()) <= MOST_BYTES
    assert f"{PAGE + 3} waiting" in first
    following = re.search(r'href="\?(after=[^"]+)"', first)
    assert following is not None
    second = page(client, f"{at(desk)}?{following[1]}")
    names = re.findall(r"(Runner\d+ Far|Robin Hale)</a>", first + second)
    assert names == ["Robin Hale", *(f"Runner{number} Far" for number in range(PAGE + 2))]


@pytest.mark.parametrize("mark", ["x", "2026-03-01_x", "2026-03-01T00:00:00_" + "0" * 32])
def test_a_mark_that_is_none_begins_anew(desk: Desk, browse: Browse, mark: str) -> None:
    assert "Robin Hale" in page(browse(desk.moderator), f"{at(desk)}?after={mark}")


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999", "²"])
def test_a_page_that_is_none_is_the_first(desk: Desk, browse: Browse, number: str) -> None:
    address = at(desk, "participant", desk.part.pk)
    assert "10 March 2026" in page(browse(desk.moderator), f"{address}?page={number}")


def test_amounts_are_in_the_unit_the_club_has_now(desk: Desk, browse: Browse) -> None:
    desk.club.unit = "mi"
    desk.club.save()
    client = browse(desk.moderator)
    assert "Let it count · 6.2 mi" in page(client, at(desk))
    address = at(desk, "review-entry", desk.waiting.pk)
    client.post(address, {"word": "set", "amount": "5"})
    assert desk.waiting.amount == 8_047

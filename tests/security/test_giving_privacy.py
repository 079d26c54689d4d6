"""Nothing a donor wants kept is on any page, card, table or header for people who may not see it.

A page with donors of every kind is asked for by everybody at every address of giving, and of the
club around it; what comes back is searched for each telltale.
"""

import html
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client

from strongstride.clubs.share.card import CardFacts, card_svg
from strongstride.giving import links
from strongstride.giving.models import Display, Pledge
from tests.giving.making import make_donation, make_donor
from tests.giving.plainly import RENDER, told_plainly
from tests.security.addresses import routes
from tests.security.club_table import LINES as CLUB_LINES
from tests.security.club_table import Line
from tests.security.club_world import World, browser_of
from tests.security.giving_table import LINES
from tests.security.giving_world import (
    SECRET_MAIL,
    SECRET_NAME,
    make_giving_world,
    make_secret_gift,
    page_of,
    pay,
)
from tests.security.test_club_permissions import undone
from tests.security.test_giving_permissions import ROUTES, address, filled

pytestmark = pytest.mark.django_db

KEEPS_BOOKS = frozenset({"treasurer"})
RUNS_THE_CLUB = frozenset({"treasurer", "admin", "owner"})
CARES_FOR_WORDS = frozenset({*RUNS_THE_CLUB, "moderator", "page owner"})
READS_THE_LOG = frozenset({*RUNS_THE_CLUB, "moderator"})
AROUND = (
    "clubs:clubs", "clubs:club", "clubs:challenges", "clubs:challenge", "clubs:challenge-live",
    "clubs:feed", "clubs:members", "clubs:desk", "clubs:desk-log", "clubs:me",
)  # fmt: skip
"""Addresses of clubs on which money could be shown."""
MORE = {
    "giving:desk-gifts": ("?which=all", "?which=wrong"),
    "giving:desk-statement": ("?which=settled",),
    "giving:page": ("?page=2", "?after=x"),
    "giving:pledges": ("?page=2",),
}
"""Questions that change what a page shows."""
READERS = ("nobody", "member", "page owner", "moderator", "admin", "owner", "elsewhere")


class Telltale(NamedTuple):
    """A text nothing else on a page contains by chance, and who may come to see it."""

    text: str
    seen_by: frozenset[str]


TELLTALES = (
    Telltale("Quillfeather", KEEPS_BOOKS),  # of an anonymous gift, paid and not
    Telltale("Zebedee", KEEPS_BOOKS),
    Telltale(SECRET_MAIL, KEEPS_BOOKS),
    Telltale("Oddsocks", KEEPS_BOOKS),  # after the first name, which alone is shown
    Telltale("wil.odd@example.org", KEEPS_BOOKS),
    Telltale("per.fair@example.org", KEEPS_BOOKS),  # of somebody shown by name
    Telltale("Unpaidsson", KEEPS_BOOKS),  # given by name, and not here yet
    Telltale("Handoverly", KEEPS_BOOKS),  # written down, and not verified
    Telltale("Pledgeworthy", KEEPS_BOOKS),  # of an anonymous pledge
    Telltale("£57.83", READS_THE_LOG),  # an amount that is hidden, of somebody shown by name
    Telltale("unfit for the page", CARES_FOR_WORDS),  # a message that was hidden
)
"""The anonymous donor's words, and "Wilhelmina" and "Peregrine", stand on the page for all."""
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


@pytest.fixture(autouse=True)
def drawn_as_text(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cards come as the SVG they are drawn from, receipts as what they say; pledging is offered."""
    settings.HAS_MAIL = True
    monkeypatch.setattr(RENDER, told_plainly)

    def svg(facts: CardFacts) -> bytes:
        return card_svg(facts).encode()

    monkeypatch.setattr("strongstride.giving.views.page.card_png", svg)


def make_page_of_donors() -> World:
    """A page with donors of every kind, and links of a donor with nothing to hide."""
    world = make_giving_world()
    page = page_of(world)
    make_secret_gift(page)
    pay(make_secret_gift(page, message="Go on, all of you"))
    wil = make_donor("Wilhelmina Oddsocks", email="wil.odd@example.org")
    pay(make_donation(page, 1100, donor=wil, display=Display.FIRST_NAME))
    per = make_donor("Peregrine Fairweather", email="per.fair@example.org")
    hidden = make_donation(
        page, 5783, donor=per, hides_amount=True, message="unfit for the page",
        message_hidden_at=page.created_at,
    )  # fmt: skip
    pay(hidden)
    make_donation(page, 900, donor=make_donor("Una Unpaidsson"))
    make_donation(
        page, 800, donor=make_donor("Hank Handoverly"), provider="manual", state="pending",
        entered_by=world.members["treasurer"],
    )  # fmt: skip
    _keep_the_rest(world)
    return world


def _keep_the_rest(world: World) -> None:
    """The things the addresses ask for: their donors are of no matter, or have the secret name."""
    for line in LINES:
        for name, _ in ROUTES[line.name].parameters:
            world.thing(line.thing_of(name))
    Pledge.objects.update(display=Display.ANONYMOUS)
    for pledge in Pledge.objects.select_related("donor"):
        pledge.donor.name = "Percy Pledgeworthy"
        pledge.donor.save(update_fields=["name"])
    plain = make_donation(page_of(world), 1000, donor=make_donor("Jane Plain", email=""))
    pay(plain)
    world.things["a gift link"] = world.things["a paid gift link"] = links.gift_token(plain)


def said(answer: HttpResponse) -> str:
    """All that an answer says, in plain letters: its headers, cookies and content."""
    content: Any = answer
    data = b"".join(content.streaming_content) if answer.streaming else answer.content
    head = "\n".join(f"{name}: {value}" for name, value in answer.items())
    text = data.decode("utf-8", "replace")
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), f"{head}\n{text}")
    return unquote(html.unescape(plain))


class Told(NamedTuple):
    """One question and all that was answered."""

    asked: str
    words: str


def _is_somebodys_own(line: Line) -> bool:
    """Whether the address is a donor's own, which shows them what is theirs."""
    return "pledge" in line.keys.get("token", "")


def everything(client: Client, world: World) -> Iterator[Told]:
    """Every address, read and sent to; nothing that is sent stays."""
    for line in [each for each in LINES if not _is_somebodys_own(each)]:
        path = address(line, ROUTES[line.name], world)
        for more in ("", *MORE.get(line.name, ())):
            if line.get != 405:
                yield _told(client, "GET", path + more, line, world)
        if line.post != 405:
            yield _told(client, "POST", path, line, world)
    known = {route.name: route for route in routes()}
    for line in [each for each in CLUB_LINES if each.name in AROUND]:
        yield _told(client, "GET", address(line, known[line.name], world), line, world)


def _told(client: Client, method: str, path: str, line: Line, world: World) -> Told:
    with undone():
        body = filled(line, world).body
        answer: Any = client.get(path) if method == "GET" else client.post(path, body)
        return Told(f"{method} {path}", said(answer))


def test_what_a_donor_wants_kept_is_seen_by_nobody_who_may_not() -> None:
    world = make_page_of_donors()
    wrong = [
        f"{who} by {told.asked}: {each.text}"
        for who in READERS
        for told in everything(browser_of(who, world), world)
        for each in TELLTALES
        if who not in each.seen_by and each.text in told.words
    ]
    assert wrong == []


def test_every_telltale_is_somewhere_for_who_may_see_it() -> None:
    world = make_page_of_donors()
    words = "".join(
        told.words
        for who in ("treasurer", "moderator")
        for told in everything(browser_of(who, world), world)
    )
    assert [each.text for each in TELLTALES if each.text not in words] == []


def test_what_donors_show_is_on_the_page() -> None:
    world = make_page_of_donors()
    page = browser_of("nobody", world).get(f"/give/{page_of(world).slug}/")
    words = said(page)  # type: ignore[arg-type]
    for shown in ("Wilhelmina", "Peregrine Fairweather", "£11", "Go on, all of you", "Anonymous"):
        assert shown in words
    assert SECRET_NAME not in words

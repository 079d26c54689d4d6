"""Sharing and routes in Chromium: from ticking to a friend's screen, from a file to a line."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewContext
from tests.clubs.route.making import NORTH, gpx
from tests.live import LiveApp

Made = dict[str, str]


@pytest.fixture
def made(live_app: LiveApp) -> Made:
    """An organiser who runs, shares everything and has laid a route."""
    found: Made = live_app.call("tests.browser.people:sharer")
    return found


def challenge_of(made: Made) -> str:
    return f"/clubs/{made['club']}/challenges/{made['challenge']}/"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_friend_sees_what_was_ticked(
    new_context: NewContext, made: Made, *, scripts: bool
) -> None:
    page = new_context(made["session"], java_script_enabled=scripts).new_page()
    page.goto(f"{challenge_of(made)}share/")
    for words in ("My name", "My badges", "My rank", "How many runs", "My total of each week"):
        page.get_by_label(words).uncheck()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("img", name="80.0 km")).to_be_visible()
    link = page.get_by_label("My page", exact=True).input_value()
    friend = new_context().new_page()
    friend.goto(link[link.index("/clubs/") :])
    expect(friend.get_by_role("heading", level=1)).to_have_text("A runner")
    expect(friend.get_by_label("Total")).to_contain_text("80.0 km")
    assert "Zoe" not in friend.content()


def test_the_link_is_copied(new_context: NewContext, made: Made) -> None:
    context = new_context(made["session"], permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{challenge_of(made)}share/")
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("status")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_label("My page", exact=True).input_value()


def test_a_phone_shares_in_its_own_way(new_context: NewContext, made: Made) -> None:
    context = new_context(made["session"])
    context.add_init_script("navigator.share = async (what) => { window.sent = what; };")
    page = context.new_page()
    page.goto(f"{challenge_of(made)}share/")
    page.get_by_role("button", name="Share …").click()
    sent = page.evaluate("window.sent")
    assert sent["url"].endswith(f"/runners/{made['key']}/")
    assert "Zoe Quill" in sent["title"]


def test_a_file_becomes_a_line_with_places(new_context: NewContext, made: Made) -> None:
    page = new_context(made["session"]).new_page()
    page.goto(f"{challenge_of(made)}route/")
    data = gpx([*NORTH, (51.3, 2.4)], [("Dunkirk", 51.0, 2.1)])
    file = {"name": "north.gpx", "mimeType": "application/gpx+xml", "buffer": data}
    page.get_by_label("GPX file").set_input_files(file)
    page.get_by_role("button", name="Take this line instead").click()
    places = page.get_by_label("Places on the way")
    assert places.input_value().endswith(": Dunkirk")
    places.fill(f"{places.input_value()}\n42: Arras")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(challenge_of(made))
    drawing = page.get_by_role("img", name="The route as a line")
    expect(drawing).to_contain_text("Start")
    expect(drawing).to_contain_text("Arras")
    expect(page.get_by_text("You are 80.0 km along, past Arras")).to_be_visible()

"""A challenge in Chromium: made, opened, joined, logged in two taps; seen without reloading."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewContext
from tests.live import LiveApp

Made = dict[str, str]


@pytest.fixture
def made(live_app: LiveApp) -> Callable[[str], Made]:
    """Make somebody of tests.clubs.people."""
    return lambda name: live_app.call(f"tests.clubs.people:{name}")


def look(page: Page) -> None:
    """What the page does every 20 s while it is seen."""
    page.evaluate("document.querySelector('[data-live]').dispatchEvent(new CustomEvent('look'))")


def challenge_page(made: Made, name: str = "challenge") -> str:
    return f"/clubs/{made['club']}/challenges/{made[name]}/"


@pytest.mark.parametrize("has_script", [True, False])
def test_an_organiser_makes_and_opens_a_challenge(
    new_context: NewContext, made: Callable[[str], Made], has_script: bool
) -> None:
    people = made("new_organiser")
    page = new_context(people["session"], java_script_enabled=has_script).new_page()
    page.goto(f"/clubs/{people['club']}/challenges/")
    page.get_by_role("link", name="New challenge").click()
    page.get_by_role("link", name=re.compile("^Teams")).click()
    expect(page.get_by_label("Most members of a team")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Club miles together")).click()
    expect(page.get_by_label("Most members of a team")).to_be_hidden()
    page.get_by_label("Title").fill("Winter 1,000 miles")
    page.get_by_role("button", name="Save as a draft").click()
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_label("The link to send")).to_have_value(re.compile(r"/clubs/join/.+winter"))
    expect(page.get_by_role("heading", name="Winter 1,000 miles")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("of 1,000 mi · starts in"))).to_be_visible()


def test_the_form_is_filled_in_with_the_keyboard(
    new_context: NewContext, made: Callable[[str], Made]
) -> None:
    people = made("new_organiser")
    page = new_context(people["session"]).new_page()
    page.goto(f"/clubs/{people['club']}/challenges/new/")
    page.get_by_label("Title").focus()
    page.keyboard.type("By keyboard")
    page.keyboard.press("Tab")
    page.keyboard.press("p")  # Points
    expect(page.get_by_label("Points for a strength session")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # Teams
    expect(page.get_by_label("Most members of a team")).to_be_visible()
    page.get_by_label("Title").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="By keyboard")).to_be_visible()
    expect(page.get_by_role("button", name="Open it")).to_be_visible()


@pytest.mark.parametrize("has_script", [True, False])
def test_a_runner_joins_by_the_link_and_logs_in_two_taps(
    new_context: NewContext, made: Callable[[str], Made], has_script: bool
) -> None:
    people = made("runner_of_link")
    page = new_context(people["session"], java_script_enabled=has_script).new_page()
    page.goto(people["link"])
    page.get_by_role("button", name=re.compile("Join", re.IGNORECASE)).click()
    page.goto(challenge_page(people))
    oval = page.get_by_role("img", name=re.compile("^You:"))
    expect(oval).to_have_attribute("aria-label", re.compile("24.1 km|15.0 mi"))
    page.get_by_role("link", name="Log miles").click()
    page.locator(".distances .pick").nth(1).click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(re.compile(r"^\+3\.1 mi, now 18\.1 mi\."))).to_be_visible()
    expect(oval).to_have_attribute("aria-label", re.compile("18.1 mi"))
    page.get_by_role("link", name="My entries").click()
    expect(page.get_by_text("by hand")).to_be_visible()


def test_the_board_changes_without_reloading(
    live_app: LiveApp, new_context: NewContext, made: Callable[[str], Made]
) -> None:
    people = made("challenger")
    page = new_context(people["session"]).new_page()
    page.goto(challenge_page(people))
    expect(page.locator(".figure-large")).to_have_text("49.6 mi")
    with page.expect_response(re.compile("/live/")) as first:
        look(page)
    assert first.value.status == 200
    with page.expect_response(re.compile("/live/")) as second:
        look(page)
    assert second.value.status == 304
    expect(page.locator(".leaderboard li.me")).to_contain_text("3")
    live_app.call("tests.clubs.people:run_more", session=people["session"], km=20.0)
    look(page)
    expect(page.locator(".figure-large")).to_have_text("62.0 mi")
    expect(page.locator(".leaderboard li.me .num").first).to_have_text("2")
    look(page)  # nothing is lost by an answer that says it is the same
    expect(page.locator(".leaderboard li")).to_have_count(6)


def test_who_is_on_a_link_stays_on_it(
    live_app: LiveApp, new_context: NewContext, made: Callable[[str], Made]
) -> None:
    people = made("challenger")
    page = new_context(people["session"]).new_page()
    page.goto(challenge_page(people))
    link = page.get_by_role("link", name="Share progress")
    link.focus()
    live_app.call("tests.clubs.people:run_more", session=people["session"], km=20.0)
    with page.expect_response(re.compile("/live/")):
        look(page)
    expect(link).to_be_focused()
    link.evaluate("link => link.blur()")
    look(page)
    expect(page.locator(".figure-large")).to_have_text("62.0 mi")

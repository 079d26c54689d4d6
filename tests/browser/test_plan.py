"""Today and Plan in Chromium: mouse, keyboard, without JavaScript, small screens, axe."""

import re
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewContext
from tests.live import LiveApp

WIDE = {"width": 1280, "height": 900}
STEADY = ("/", "/plan/", "/plan/sheet/", "/plan/change/race/", "/plan/runs/new/")


@pytest.fixture
def session(live_app: LiveApp) -> str:
    """Somebody with ten weeks to a race."""
    made = live_app.call("tests.training.planning.people:somebody_with_a_plan")
    return str(made["session"])


def legs_of_next_week(page: Page) -> tuple[Locator, date]:
    """The big leg session of the second week, and its day: a Wednesday that may become Thursday."""
    page.goto("/plan/")
    week = page.locator(".week").nth(1)
    link = week.get_by_role("link", name=re.compile("Full body"))
    on = link.locator("xpath=ancestor::*[@data-on]").get_attribute("data-on")
    assert on is not None
    return link, date.fromisoformat(on)


def addresses(page: Page) -> list[str]:
    link, _ = legs_of_next_week(page)
    run = page.locator(".week").nth(1).locator("a.run").first
    return [*STEADY, str(link.get_attribute("href")), str(run.get_attribute("href"))]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(new_context: NewContext, session: str, scheme: str) -> None:
    page = new_context(session, color_scheme=scheme).new_page()
    for url in addresses(page):
        page.goto(url)
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        found = Axe().run(page).response["violations"]
        told = [(each["id"], each["nodes"][0]["html"][:120]) for each in found]
        assert told == [], f"{url} {scheme}"


@pytest.mark.parametrize("size", [{"width": 320, "height": 640}, WIDE])
def test_nothing_is_wider_than_the_screen(
    new_context: NewContext, session: str, size: dict[str, int]
) -> None:
    page = new_context(session, viewport=size).new_page()
    for url in addresses(page):
        page.goto(url)
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], url


def test_text_at_twice_the_size_still_fits(new_context: NewContext, session: str) -> None:
    page = new_context(session).new_page()
    for url in addresses(page):
        page.goto(url)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, url


def test_a_session_is_dragged_to_another_day_and_put_back(
    new_context: NewContext, session: str
) -> None:
    page = new_context(session, viewport=WIDE).new_page()
    link, on = legs_of_next_week(page)
    to = on + timedelta(days=1)
    link.drag_to(page.locator(f"[data-on='{to}']"))
    change = page.get_by_role("region", name="Last change")
    expect(change).to_contain_text("Full body, squat and hinge moves from")
    expect(page.locator(f"[data-on='{to}']")).to_contain_text("Full body")
    change.get_by_role("button", name="Undo").click()
    expect(page.locator(f"[data-on='{on}']")).to_contain_text("Full body")


def test_a_run_is_dragged_and_its_sessions_make_way(new_context: NewContext, session: str) -> None:
    page = new_context(session, viewport=WIDE).new_page()
    _, on = legs_of_next_week(page)
    hard = page.locator(f"[data-on='{on - timedelta(days=1)}'] a.run")
    hard.drag_to(page.locator(f"[data-on='{on}']"))
    change = page.get_by_role("region", name="Last change")
    expect(change).to_contain_text("The hard run moves from")
    expect(change).to_contain_text("has a hard run")


def test_a_session_is_moved_by_keyboard(new_context: NewContext, session: str) -> None:
    page = new_context(session, viewport=WIDE).new_page()
    link, on = legs_of_next_week(page)
    link.focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator(f"[data-on='{on + timedelta(days=1)}']")).to_contain_text("Full body")


def test_without_javascript_a_session_is_moved_by_its_page(
    new_context: NewContext, session: str
) -> None:
    page = new_context(session, java_script_enabled=False).new_page()
    link, on = legs_of_next_week(page)
    page.goto(str(link.get_attribute("href")))
    page.get_by_role("link", name="To another day").click()
    page.get_by_role("button", name=f"{on + timedelta(days=1):%A}").first.click()
    expect(page.get_by_role("region", name="Last change")).to_contain_text("moves from")


def test_pain_is_told_on_today_and_taken_back(new_context: NewContext, session: str) -> None:
    page = new_context(session).new_page()
    page.goto("/")
    page.get_by_text("Something hurts").click()
    page.get_by_label("Where").select_option("knee")
    page.get_by_label("How much").select_option("6")
    page.get_by_role("button", name="Plan around it").click()
    change = page.get_by_role("region", name="Last change")
    expect(change).to_contain_text("Pain")
    change.get_by_role("button", name="Undo").click()
    expect(change).to_have_count(0)


def test_a_mistake_in_days_away_is_where_the_keyboard_goes_on(
    new_context: NewContext, session: str
) -> None:
    page = new_context(session).new_page()
    _, on = legs_of_next_week(page)
    page.get_by_label("From").fill((on + timedelta(days=2)).isoformat())
    page.get_by_label("To, included").fill(on.isoformat())
    page.get_by_role("button", name="Keep these days free").click()
    expect(page.get_by_label("To, included")).to_be_focused()
    expect(page.get_by_label("To, included")).to_have_value(on.isoformat())


def test_where_a_session_may_move_is_worked_out_when_asked(
    new_context: NewContext, session: str
) -> None:
    page = new_context(session).new_page()
    link, _ = legs_of_next_week(page)
    link.click()
    page.get_by_role("link", name="To another day").click()
    expect(page.get_by_role("heading", name="Move it")).to_be_focused()
    days = page.locator("button.move-day")
    expect(days.first).to_be_visible()
    assert page.url.endswith("/")  # nothing but that part of the page was asked for
    words = days.first.inner_text()
    days.first.click()
    expect(page.get_by_text(words.split(" ", 1)[1]).first).to_be_visible()

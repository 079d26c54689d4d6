"""Progress and exercises in Chromium: charts, tables, keyboard, small screens, axe."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewContext
from tests.live import LiveApp

PAGES = (
    "/progress/",
    "/progress/running/",
    "/progress/lifts/barbell-squat/",
    "/exercises/",
    "/exercises/barbell-squat/",
    "/exercises/new/",
    "/programmes/",
    "/programmes/t07-ramirez-campillo-2014/",
    "/programmes/new/",
)


@pytest.fixture(scope="module")
def session(live_app: LiveApp) -> str:
    """Somebody with fourteen weeks of history."""
    made = live_app.call("tests.training.progress.history:somebody_with_history")
    return str(made["session"])


def ready(page: Page, url: str) -> Page:
    """The page with its charts drawn."""
    page.goto(url)
    expect(page.locator(".chart canvas")).to_have_count(page.locator("[data-chart]").count())
    return page


@pytest.mark.parametrize(
    ("scheme", "asked"), [("light", {}), ("dark", {"runOnly": ["color-contrast"]})]
)
def test_axe_finds_nothing(
    new_context: NewContext, session: str, scheme: str, asked: dict[str, list[str]]
) -> None:
    page = new_context(session, color_scheme=scheme).new_page()
    for url in PAGES:
        ready(page, url)
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        found = Axe().run(page, options=asked or None).response["violations"]
        told = [(each["id"], each["nodes"][0]["html"][:120]) for each in found]
        assert told == [], f"{url} {scheme}"


@pytest.mark.parametrize("size", [{"width": 320, "height": 640}, {"width": 1280, "height": 900}])
def test_nothing_is_wider_than_the_screen(
    new_context: NewContext, session: str, size: dict[str, int]
) -> None:
    page = new_context(session, viewport=size).new_page()
    for url in PAGES:
        ready(page, url)
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size["width"], url


def test_text_at_twice_the_size_still_fits(new_context: NewContext, session: str) -> None:
    page = new_context(session).new_page()
    for url in PAGES:
        ready(page, url)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, url


def test_charts_are_drawn_and_follow_the_screen(new_context: NewContext, session: str) -> None:
    page = ready(new_context(session).new_page(), "/progress/running/")
    canvas = page.locator("#efficiency-chart + .chart canvas")
    assert canvas.count() == 1
    narrow = canvas.bounding_box()
    page.set_viewport_size({"width": 900, "height": 800})
    expect(canvas).not_to_have_css("width", f"{narrow and narrow['width']:g}px")
    expect(canvas).to_have_count(1)


def test_without_javascript_the_tables_say_the_same(new_context: NewContext, session: str) -> None:
    context = new_context(session, java_script_enabled=False)
    page = context.new_page()
    page.goto("/progress/running/")
    page.locator("summary", has_text="The numbers").first.click()
    assert page.get_by_role("row").count() > 40
    page.goto("/exercises/")
    page.get_by_label("Search").fill("calf")
    page.get_by_role("button", name="Search").click()
    assert "q=calf" in page.url
    assert page.locator(".exercise").first.is_visible()


def test_charts_cost_nothing_where_there_are_none(new_context: NewContext, session: str) -> None:
    context = new_context(session)
    ready(context.new_page(), "/exercises/")
    asked = [request.url for request in context.watched.requests]  # type: ignore[attr-defined]
    assert not [url for url in asked if "uplot" in url.lower()]
    ready(context.new_page(), "/progress/")
    asked = [request.url for request in context.watched.requests]  # type: ignore[attr-defined]
    assert [url for url in asked if "uPlot" in url]


def test_typing_narrows_the_list_and_back_undoes_it(new_context: NewContext, session: str) -> None:
    page = ready(new_context(session).new_page(), "/exercises/")
    everything = page.locator(".exercise").count()
    page.get_by_label("Search").press_sequentially("nordic")
    expect(page.locator(".exercise")).not_to_have_count(everything)
    expect(page).to_have_url(re.compile("q=nordic"))
    assert page.get_by_label("Search").input_value() == "nordic"
    page.select_option("#muscle", "hamstrings")
    expect(page).to_have_url(re.compile("muscle=hamstrings"))
    assert page.locator(".exercise").first.is_visible()


def test_a_search_and_a_card_by_keyboard_alone(new_context: NewContext, session: str) -> None:
    page = ready(new_context(session).new_page(), "/exercises/")
    page.get_by_label("Search").focus()
    page.keyboard.type("goblet squat")
    expect(page).to_have_url(re.compile("goblet.+squat"))
    expect(page.locator(".exercise").first).to_contain_text("Goblet squat")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('exercise')"):
            break
    expect(page.locator(".exercise").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/exercises/goblet-squat/")


def test_an_own_exercise_with_mistakes_is_told_and_mended(
    new_context: NewContext, session: str
) -> None:
    context = new_context(session)
    context.watched.forgive("422")  # type: ignore[attr-defined]
    page = ready(context.new_page(), "/exercises/new/")
    box = page.get_by_label("The exercise, in the catalogue's format")
    box.fill(box.input_value().replace('"squat"', '"sqat"'))
    page.get_by_role("button", name="Save").click()
    assert page.get_by_role("alert").get_by_text("Line 2: pattern").is_visible()
    box.fill(box.input_value().replace('"sqat"', '"squat"'))
    page.get_by_role("button", name="Save").click()
    assert page.get_by_role("heading", name="Sandbag squat").is_visible()

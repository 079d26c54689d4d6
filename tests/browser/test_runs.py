"""Runs in Chromium: uploading, one run, corrections, without JavaScript, small screens, axe."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewContext
from tests.formats.making import fit_run, zipped
from tests.live import LiveApp

WIDE = {"width": 1280, "height": 900}
Made = dict[str, str]


@pytest.fixture
def made(live_app: LiveApp) -> Made:
    """Somebody with forty runs."""
    found: Made = live_app.call("tests.runs.people:somebody_with_runs")
    return found


@pytest.fixture(scope="module")
def looked_at(live_app: LiveApp) -> Made:
    """Somebody with forty runs whose pages are only looked at."""
    found: Made = live_app.call("tests.runs.people:somebody_with_runs")
    return found


def addresses(made: Made) -> list[str]:
    run = f"/runs/{made['run']}/"
    return [
        "/runs/",
        "/runs/?kind=easy&text=run",
        "/runs/?removed=on",
        "/runs/add/",
        "/runs/imports/",
        f"/runs/imports/{made['import']}/",
        run,
        f"{run}edit/",
    ]


def open_all(page: Page, url: str) -> None:
    page.goto(url)
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(new_context: NewContext, looked_at: Made, scheme: str) -> None:
    page = new_context(looked_at["session"], color_scheme=scheme).new_page()
    for url in addresses(looked_at):
        open_all(page, url)
        found = Axe().run(page).response["violations"]
        told = [(each["id"], each["nodes"][0]["html"][:120]) for each in found]
        assert told == [], f"{url} {scheme}"


@pytest.mark.parametrize("size", [{"width": 320, "height": 640}, WIDE])
def test_nothing_is_wider_than_the_screen(
    new_context: NewContext, looked_at: Made, size: dict[str, int]
) -> None:
    page = new_context(looked_at["session"], viewport=size).new_page()
    for url in addresses(looked_at):
        open_all(page, url)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], url


def test_text_at_twice_the_size_still_fits(new_context: NewContext, looked_at: Made) -> None:
    page = new_context(looked_at["session"]).new_page()
    for url in addresses(looked_at):
        open_all(page, url)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, url


@pytest.mark.parametrize("has_script", [True, False])
def test_an_archive_is_uploaded_and_read(
    new_context: NewContext, live_app: LiveApp, tmp_path: Path, has_script: bool
) -> None:
    session = live_app.call("tests.runs.people:somebody_new")["session"]
    archive = tmp_path / "watch.zip"
    archive.write_bytes(zipped({"a.fit": fit_run(), "plan.txt": b"", "b.fit": b"no run"}))
    page = new_context(session, java_script_enabled=has_script).new_page()
    page.goto("/runs/imports/")
    page.get_by_label("Files or whole archives").set_input_files(archive)
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url(re.compile("/runs/imports/[0-9a-f-]{36}/"))
    assert live_app.call("tests.runs.people:read_what_waits") == 1
    expect(page.get_by_role("link", name="See your runs")).to_be_visible()
    expect(page.get_by_text("watch.zip/b.fit: is not a FIT, GPX or TCX file.")).to_be_visible()
    page.get_by_role("link", name="See your runs").click()
    expect(page.locator("a.run-row")).to_have_count(1)


def test_a_run_shows_its_charts_and_its_route(new_context: NewContext, made: Made) -> None:
    page = new_context(made["session"]).new_page()
    page.goto(f"/runs/{made['run']}/")
    expect(page.locator(".chart canvas")).to_have_count(3)
    expect(page.get_by_role("img", name="The route as a line")).to_be_visible()
    expect(page.get_by_role("region", name="Splits").get_by_role("row")).to_have_count(7)


def test_another_kind_is_one_choice(new_context: NewContext, made: Made) -> None:
    page = new_context(made["session"]).new_page()
    page.goto(f"/runs/{made['run']}/")
    page.get_by_label("What was it for you?").select_option("race")
    expect(page.get_by_text("Kept. The plan follows.")).to_be_visible()
    expect(page.get_by_role("heading", name="Race run")).to_be_visible()
    page.reload()
    expect(page.get_by_label("What was it for you?")).to_have_value("race")


def test_not_the_same_run_and_back(new_context: NewContext, made: Made) -> None:
    page = new_context(made["session"]).new_page()
    page.goto(f"/runs/{made['run']}/")
    page.get_by_role("button", name="Not the same run").click()
    expect(page.get_by_role("link", name="Download phone.gpx")).to_be_visible()
    expect(page.get_by_role("link", name="Download watch.fit")).to_have_count(0)
    page.get_by_role("button", name="Look for copies again").click()
    expect(page.get_by_role("link", name="Download watch.fit")).to_be_visible()


def test_a_file_without_a_sport_is_called_a_run(new_context: NewContext, made: Made) -> None:
    page = new_context(made["session"]).new_page()
    page.goto(f"/runs/imports/{made['import']}/")
    page.get_by_role("button", name=re.compile("A run.*Along the river")).click()
    expect(page.get_by_text("Counted as a run.")).to_be_visible()
    expect(page.get_by_role("heading", name="Was it a run?")).to_have_count(0)


@pytest.mark.parametrize("has_script", [True, False])
def test_written_down_removed_and_brought_back_by_keyboard(
    new_context: NewContext, live_app: LiveApp, has_script: bool
) -> None:
    session = live_app.call("tests.runs.people:somebody_new")["session"]
    page = new_context(session, java_script_enabled=has_script).new_page()
    page.goto("/runs/add/")
    page.get_by_label("Distance, km").focus()
    page.keyboard.type("8.2")
    page.keyboard.press("Tab")
    page.keyboard.type("45:30")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Easy run", level=1)).to_be_visible()
    page.get_by_role("button", name="Remove").press("Enter")
    expect(page.get_by_text("is removed")).to_be_visible()
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_text("8.20 km")).to_be_visible()


def test_marks_stay_with_their_words_and_splits_on_one_line(
    new_context: NewContext, looked_at: Made
) -> None:
    page = new_context(looked_at["session"]).new_page()
    page.goto(f"/runs/{looked_at['run']}/")
    lines = """(all, ends) => all.map((each) => {
      const range = document.createRange();
      range.selectNodeContents(each);
      const tops = [...range.getClientRects()].map(({ top, bottom }) => (top + bottom) / 2);
      return Math.max(...tops) - Math.min(...tops);
    }).filter((apart) => apart > ends)"""
    assert page.locator(".route-key > span").evaluate_all(lines, 6) == []
    assert page.locator(".splits td").evaluate_all(lines, 6) == []

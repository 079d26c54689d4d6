"""The organiser's desk in Chromium: from what waits to the last word, with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewContext
from tests.casting import PASSWORD
from tests.live import LiveApp

Made = dict[str, str]


@pytest.fixture
def made(live_app: LiveApp) -> Made:
    """An organiser for whom two entries wait, and a challenge whose days of grace are over."""
    found: Made = live_app.call("tests.browser.people:desk_worker")
    return found


@pytest.mark.parametrize("has_script", [True, False])
def test_what_waits_is_judged_and_the_challenge_closed(
    new_context: NewContext, made: Made, has_script: bool
) -> None:
    context = new_context(made["session"], java_script_enabled=has_script)
    context.watched.forgive("400 (Bad Request)")  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(f"/clubs/{made['club']}/")
    page.get_by_role("link", name="Organiser’s desk").click()
    page.get_by_role("link", name=re.compile("2 entries wait in Winter")).click()
    kit = page.get_by_role("article", name="Kit Lund")
    jo = page.get_by_role("article", name=re.compile("Jo van der"))
    jo.get_by_role("button", name="Let it count · 61.5 km").click()
    expect(page.locator("#messages")).to_contain_text("counts: 61.5 km")
    expect(jo).to_have_count(0)
    expect(page.locator("#left")).to_have_text("1 waiting")
    kit.get_by_text("Count less, more").click()
    kit.get_by_role("button", name="Do not count it").click()
    expect(page.get_by_role("alert")).to_contain_text("Say in a few words why")
    again = page.get_by_role("article", name="Kit Lund")
    again.get_by_label("A word to the runner").fill("That was a bike, Kit")
    again.get_by_role("button", name="Do not count it").click()
    expect(page.locator("#messages")).to_contain_text("does not count")
    page.goto(f"/clubs/{made['club']}/challenges/{made['challenge']}/review/")
    expect(page.get_by_text("Nothing waits.")).to_be_visible()


def test_an_entry_is_corrected_in_its_place(new_context: NewContext, made: Made) -> None:
    page = new_context(made["session"]).new_page()
    address = f"/clubs/{made['club']}/challenges/{made['challenge']}/participants/"
    page.goto(address)
    page.get_by_role("link", name=re.compile("Kit Lund")).click()
    counted = page.get_by_role("article").filter(has_text="counts · 12.0 km")
    counted.get_by_text("Count less, more").click()
    counted.get_by_label("Count as", exact=True).fill("10")
    counted.get_by_role("button", name="Count as this").click()
    corrected = page.get_by_role("article").filter(has_text="counts · 10.0 km")
    expect(corrected).to_contain_text("Robin Hale set what it counts for")
    corrected.get_by_role("button", name="Take the word back").click()
    expect(page.get_by_role("article").filter(has_text="counts · 12.0 km")).to_be_visible()


def test_the_last_word_is_said_and_announced(new_context: NewContext, made: Made) -> None:
    page = new_context(made["session"]).new_page()
    page.goto(f"/clubs/{made['club']}/desk/")
    page.get_by_role("link", name="Close Autumn streets").click()
    page.get_by_label("Your word to everybody").fill("Well run, all of you.")
    page.get_by_role("button", name="Make the results final").click()
    expect(page.get_by_text("The results of Autumn streets are final.")).to_be_visible()
    expect(page.get_by_text("Well run, all of you.")).to_be_visible()
    page.goto(f"/clubs/{made['club']}/feed/")
    expect(page.get_by_text("The results of Autumn streets are final.")).to_be_visible()


def test_a_table_comes_after_the_password(new_context: NewContext, made: Made) -> None:
    page = new_context(made["session"]).new_page()
    page.goto(f"/clubs/{made['club']}/desk/")
    page.get_by_role("link", name="Members (CSV)").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="It is me").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the table").click()
    text = download.value.path().read_text("utf-8-sig")
    assert text.startswith("name,standing,on_boards")
    assert "Kit Lund,Member,name" in text

"""From nothing to a plan, as somebody does it on a phone; and as nobody should have to."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import NewContext
from tests.live import LiveApp, running


@pytest.fixture(scope="module")
def live_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveApp]:
    """A server of one's own, on which anybody may register."""
    with running(tmp_path_factory.mktemp("first")) as app:
        yield app


def make_account(page: Page, email: str) -> None:
    page.goto("/accounts/signup/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill("seven tall hurdles")
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("heading", name="Units and time zone")).to_be_visible()


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Save and go on").click()


def five_steps(page: Page) -> None:
    go_on(page)
    page.get_by_label("Tuesday", exact=True).select_option("hard")
    page.get_by_label("Tuesday: how far or how long").fill("8 km")
    page.get_by_label("Sunday", exact=True).select_option("long")
    go_on(page)
    page.get_by_label("Race", exact=True).select_option("marathon")
    page.get_by_label("Day of the race").fill("2027-04-25")
    go_on(page)
    page.get_by_role("button", name="Two adjustable dumbbells").click()
    expect(page.get_by_label("Dumbbells, two of each")).to_have_value("2-24 kg by 2")
    go_on(page)
    page.get_by_label("Your body mass").fill("66 kg")
    page.get_by_label("The year you were born").fill("1988")
    page.get_by_label("On and off, under a year").check()


def test_from_nothing_to_a_plan(new_context: NewContext) -> None:
    page = new_context(locale="en-GB").new_page()
    make_account(page, "first-visit@example.org")
    five_steps(page)
    page.get_by_role("button", name="Make my plan").click()
    expect(page).to_have_url(re.compile(r"/$"))
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    page.goto("/you/")
    expect(page.get_by_text("marathon, 25 Apr 2027")).to_be_visible()


def test_the_time_zone_is_that_of_the_phone_and_can_be_changed(new_context: NewContext) -> None:
    context = new_context(timezone_id="Asia/Tokyo", locale="en-US")
    page = context.new_page()
    make_account(page, "tokyo@example.org")
    page.goto("/setup/units/")
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Tokyo")
    expect(page.get_by_label("pounds")).to_be_checked()
    page.get_by_label("Time zone").select_option("Europe/Berlin")
    go_on(page)
    page.goto("/setup/units/")
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Berlin")


def test_a_mistake_is_told_at_its_field_and_the_rest_stays(
    page: Page, context: BrowserContext
) -> None:
    context.watched.forgive("400 (Bad Request)")  # type: ignore[attr-defined]
    make_account(page, "mistaken@example.org")
    page.goto("/setup/you/")
    page.get_by_label("Your body mass").fill("heavy")
    page.get_by_label("The year you were born").fill("1988")
    page.get_by_label("Are you pregnant?").check()
    page.get_by_label("A year or more").check()
    page.get_by_role("button", name="Make my plan").click()
    expect(page.get_by_label("Your body mass")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("is not understood")).to_be_visible()
    expect(page.get_by_label("Are you pregnant?")).to_be_checked()
    page.get_by_label("Your body mass").fill("66")
    page.get_by_role("button", name="Make my plan").click()
    expect(page).to_have_url(re.compile("/setup/units/$"))
    page.goto("/setup/you/")
    expect(page.get_by_label("Are you pregnant?")).to_be_checked()


def test_what_a_professional_says_is_asked_only_where_it_matters(page: Page) -> None:
    make_account(page, "careful@example.org")
    page.goto("/setup/you/")
    agreed = page.locator("#id_cleared_heart_condition")
    expect(agreed).to_be_hidden()
    page.get_by_label("Has a doctor ever found a heart condition?").check()
    expect(agreed).to_be_visible()


def test_everything_works_without_javascript(new_context: NewContext) -> None:
    page = new_context(java_script_enabled=False, locale="en-GB").new_page()
    make_account(page, "no-script@example.org")
    five_steps(page)
    page.get_by_role("button", name="Make my plan").click()
    expect(page).to_have_url(re.compile(r"/$"))


def test_the_steps_can_be_walked_by_keyboard_alone(page: Page) -> None:
    make_account(page, "keyboard@example.org")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == "Skip this for now":
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/setup/runs/$"))

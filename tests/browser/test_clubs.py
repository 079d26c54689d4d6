"""Clubs in Chromium: make one, join it from the link without an account, be let in, choose."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import NewContext
from tests.live import LiveApp

PEOPLE = "tests.browser.people:"


def test_an_organiser_makes_a_club_and_has_a_link_to_send(
    live_app: LiveApp, new_context: NewContext
) -> None:
    somebody = live_app.call("tests.casting:somebody_logged_in", name="Olive", admin=True)
    page = new_context(somebody["session"]).new_page()
    page.goto("/clubs/new/")
    page.get_by_label("Name", exact=True).fill("Harriers of the Hill")
    page.get_by_role("button", name="Make the club").click()
    expect(page.get_by_role("heading", name="Harriers of the Hill")).to_be_visible()
    link = page.locator(".join-link").inner_text()

    page = new_context().new_page()  # a runner's phone: no account on this server yet
    page.goto(link)
    page.get_by_role("link", name="Make an account and join").click()
    _register(page, "runner-of-the-hill@example.org")
    expect(page).to_have_url(link)
    page.get_by_label("Your name in this club").fill("Robin Hale")
    page.get_by_role("button", name="Join the club").click()
    expect(page.get_by_text("You are in: Harriers of the Hill.")).to_be_visible()
    expect(page.get_by_role("link", name="Set up your coach")).to_be_visible()


def _register(page: Page, email: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill("seven tall hurdles")
    page.get_by_role("button", name="Make the account").click()


def test_the_preview_follows_what_is_typed(live_app: LiveApp, new_context: NewContext) -> None:
    told = live_app.call(f"{PEOPLE}club_member")
    page = new_context(told["session"]).new_page()
    page.goto(f"/clubs/{told['club']}/me/")
    preview = page.locator("#preview b")
    expect(preview).to_have_text("KL")
    page.get_by_label("Your name in this club").fill("Ada Byron")
    expect(preview).to_have_text("AB")
    page.get_by_label("My name, as written above").check()
    expect(preview).to_have_text("Ada Byron")
    page.get_by_label(re.compile("Not at all")).check()
    expect(page.get_by_text("No line for you.")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_label("Your name in this club")).to_have_value("Ada Byron")


def test_an_organiser_lets_in_bans_and_gives_a_role_without_script(
    live_app: LiveApp, new_context: NewContext
) -> None:
    told = live_app.call(f"{PEOPLE}organiser")
    context: BrowserContext = new_context(told["session"], java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/clubs/{told['club']}/")
    page.get_by_role("link", name="2 runners ask to join").click()
    page.get_by_role("button", name="Let in Ann Asker").click()
    expect(page.get_by_text("Ann Asker is in.")).to_be_visible()
    page.goto(f"/clubs/{told['club']}/members/{told['member']}/")
    page.get_by_label("Admin").check()
    page.get_by_role("button", name="Give the role").click()
    expect(page.get_by_text("Kit Lang: admin.")).to_be_visible()
    page.get_by_text("Ban from the club").click()
    page.get_by_label(re.compile("Why")).fill("Sells shoes in the feed")
    page.get_by_role("button", name="Ban Kit Lang").click()
    expect(page.get_by_text("Kit Lang is banned.")).to_be_visible()
    page.get_by_role("button", name="Lift the ban").click()
    expect(page.get_by_text("Kit Lang may join again.")).to_be_visible()

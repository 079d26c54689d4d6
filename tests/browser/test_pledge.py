"""Pledging in Chromium on a server that sends mail: the form, what it would cost, the link."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import open_context
from tests.live import LiveApp, running


@pytest.fixture(scope="module")
def app_with_mail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveApp]:
    """A server that would send mail; nothing is sent, since no worker runs."""
    folder: Path = tmp_path_factory.mktemp("with-mail")
    with running(folder, STRONGSTRIDE_EMAIL_HOST="127.0.0.1", STRONGSTRIDE_EMAIL_PORT="9") as app:
        yield app


@pytest.mark.parametrize("scripts", [True, False])
def test_friend_pledges_confirms_and_cancels(
    browser: Browser, app_with_mail: LiveApp, *, scripts: bool
) -> None:
    made = app_with_mail.call("tests.browser.people:pledger")
    with open_context(browser, app_with_mail.url, java_script_enabled=scripts) as context:
        context.watched.forgive("400 (Bad Request)")  # type: ignore[attr-defined]
        page = context.new_page()
        page.goto(f"/give/{made['page']}/")
        page.get_by_role("link", name="Pledge for each mile").click()
        _accessible(page, scripts=scripts)
        page.get_by_label("How much for each?").fill("0.50")
        page.get_by_label("But never more than").fill("0.20")
        page.get_by_label("Your name", exact=True).fill("Sam Reed")
        page.get_by_label("Your e-mail address").fill("sam@example.org")
        page.get_by_role("button", name="See what it would cost").click()
        expect(page.get_by_text("One alone costs £0.50")).to_be_visible()
        page.get_by_label("But never more than").fill("25")
        page.get_by_role("button", name="See what it would cost").click()
        costs = page.get_by_role("region", name="What it costs")
        expect(costs).to_contain_text("is the most this can cost you, reached at 50.0 mi.")
        expect(costs).to_contain_text("For what counts today: 38.0 mi")
        expect(costs.get_by_role("definition")).to_have_text(["£25", "£19"])
        _accessible(page, scripts=scripts)
        page.get_by_role("button", name="Send me the letter").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("look into your mail")
        page.goto(app_with_mail.call("tests.browser.people:letter_to_pledger"))
        page.get_by_role("button", name="Confirm my pledge").click()
        expect(page.get_by_text("Your pledge stands. It follows")).to_be_visible()
        page.get_by_text("Cancel it").click()
        page.get_by_role("button", name="Cancel my pledge").click()
        expect(page.get_by_text("This pledge is cancelled")).to_be_visible()


def _accessible(page: Page, *, scripts: bool) -> None:
    if scripts:
        assert [found["id"] for found in Axe().run(page).response["violations"]] == []

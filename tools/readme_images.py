"""Take the pictures of the README, of a runner with a history and a club: docs/images/*.png."""

import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from screenshots import FLAGS, chromium, log_in
from tests.live import running

PHONE, DESKTOP = (390, 844), (1280, 806)


def main() -> None:
    """Start a server of its own, make its runner, photograph."""
    folder = Path(__file__).parents[1] / "docs" / "images"
    folder.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        running(Path(data)) as app,
        sync_playwright() as playwright,
    ):
        person = app.call("tests.browser.people:runner_of_a_club")
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for name, address, (width, height) in (
            ("today", "/", PHONE),
            ("player", "/session/", PHONE),
            ("progress", "/progress/", PHONE),
            ("challenge", "/clubs/{club}/challenges/{challenge}/", PHONE),
            ("giving", "/give/{page}/", PHONE),
            ("plan", "/plan/", DESKTOP),
        ):
            context = browser.new_context(
                viewport={"width": width, "height": height},
                base_url=app.url,
                reduced_motion="reduce",
            )
            if name != "giving":  # as a friend sees it who was sent the link
                log_in(context, app, person)
            page = context.new_page()
            page.goto(address.format(**person), wait_until="networkidle")
            if name == "player":
                go_to_a_set(page)
            if name == "progress":
                charts = page.get_by_role("heading", name="Runs and strength").first
                charts.evaluate("it => scrollTo(0, it.getBoundingClientRect().top - 32)")
            page.screenshot(path=folder / f"{name}.png")
            context.close()
        browser.close()


def go_to_a_set(page: Page) -> None:
    """Begin the session offered and leave the warm-up out."""
    page.get_by_role("button", name="Begin").first.click()
    to_log = page.get_by_role("button", name=re.compile("^Log set"))
    while not to_log.count():
        page.get_by_role("button", name="Skip", exact=True).click()
        page.wait_for_timeout(200)


if __name__ == "__main__":
    main()

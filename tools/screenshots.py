"""Take every screen of the app, light and dark, on a phone and a desktop.

`python tools/screenshots.py [FOLDER] [NAME ...]`: pictures of the screens named (all if none) go
to FOLDER, `screenshots` if left out. People and pages are those of tests/browser/screens.py.
"""

import shutil
import sys
import tempfile
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.browser.screens import SCREENS, Screen
from tests.live import LiveApp, running

SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
SCHEMES = ("light", "dark")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main() -> None:
    """Start a server of its own, make its people, photograph."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [each for each in SCREENS if not sys.argv[2:] or each.name in sys.argv[2:]]
    people: dict[str, dict[str, str]] = {"nobody": {}}
    with (
        tempfile.TemporaryDirectory() as data,
        running(Path(data), STRONGSTRIDE_REGISTRATION="invite") as app,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for screen in wanted:
            if screen.made not in people:
                people[screen.made] = app.call(f"tests.browser.people:{screen.made}")
            person = people[screen.made]
            if screen.confirms:
                app.call("tests.browser.people:confirm", session=person["session"])
            photograph(browser, app, screen, person, folder)
        browser.close()


def photograph(
    browser: Browser, app: LiveApp, screen: Screen, person: dict[str, str], folder: Path
) -> None:
    """The four pictures of a screen."""
    for (size, (width, height)), scheme in product(SIZES.items(), SCHEMES):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            base_url=app.url,
            reduced_motion="reduce",
        )
        log_in(context, app, person)
        page = context.new_page()
        page.goto(screen.address.format(**person), wait_until="networkidle")
        path = folder / f"{screen.name}-{size}-{scheme}.png"
        page.screenshot(path=path, full_page=True)
        print(path)
        context.close()


def chromium() -> str | None:
    """The browser of this system; Playwright's own where there is none."""
    return shutil.which("chromium") or shutil.which("google-chrome")


def log_in(context: BrowserContext, app: LiveApp, person: dict[str, str]) -> None:
    """Give a device the session cookie of a person who has one."""
    if "session" in person:
        context.add_cookies([{"name": "session", "value": person["session"], "url": app.url}])


if __name__ == "__main__":
    main()

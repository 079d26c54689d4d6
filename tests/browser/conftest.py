"""Chromium, and a real server for it. One of each for a process of the run."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.watching import Watched
from tests.live import LiveApp, running

HERE = Path(__file__).parent
PHONE = {"width": 390, "height": 844}
PATIENCE_MS = 20_000  # much may run beside a test
NewContext = Callable[..., BrowserContext]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of this system, which can reach this computer only."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.fail("Chromium was not found; `make browser` installs it.")
    flags = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def live_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveApp]:
    """A server shared by many tests: make people of your own in it, `live_app.call(...)`.

    One registers there by invite only.
    """
    with running(tmp_path_factory.mktemp("live"), STRONGSTRIDE_REGISTRATION="invite") as app:
        yield app


@pytest.fixture
def fresh_app(tmp_path: Path) -> Iterator[LiveApp]:
    """A server nobody has registered at, with its worker; starting it takes some seconds."""
    with running(tmp_path / "data", with_worker=True) as app:
        yield app


@contextmanager
def open_context(
    browser: Browser, url: str, session: str = "", **options: Any
) -> Iterator[BrowserContext]:
    """A device of its own for the length of a block, logged in by its session cookie.

    At the end it must have had no third-party request, no error on its console (a broken content
    security policy is one) and no 5xx answer, unless the test forgave it:
    `context.watched.forgive("a part of the line")`.
    """
    given = {"viewport": PHONE, "base_url": url, "reduced_motion": "reduce", **options}
    context = browser.new_context(**given)
    context.set_default_timeout(PATIENCE_MS)
    watched = Watched(url)
    context.watched = watched  # type: ignore[attr-defined]
    watched.follow(context)
    if session:
        context.add_cookies([{"name": "session", "value": session, "url": url}])
    try:
        yield context
    finally:
        context.close()
    assert watched.complaints() == []


@pytest.fixture
def new_context(browser: Browser, live_app: LiveApp) -> Iterator[NewContext]:
    """Make browser contexts as `open_context` does: `new_context(session=KEY, **options)`."""
    with ExitStack() as made:
        yield lambda session="", url="", **options: made.enter_context(
            open_context(browser, url or live_app.url, session, **options)
        )


@pytest.fixture
def context(new_context: NewContext) -> BrowserContext:
    """A phone on which nobody is logged in."""
    return new_context()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab of that phone."""
    return context.new_page()

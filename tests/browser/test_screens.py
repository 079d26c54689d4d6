"""Every screen: accessible, readable on a small phone and in large letters, silent elsewhere."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import NewContext
from tests.browser.screens import SCREENS, Screen
from tests.live import LiveApp

PHONE, SMALL, DESKTOP = (390, 844), (320, 640), (1280, 900)
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
MOST_BYTES = 60_000
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def somebody(live_app: LiveApp) -> Callable[[str | None], dict[str, str]]:
    """People by the word in the table of screens, each made once for a run."""
    known: dict[str, dict[str, str]] = {}

    def find(made: str | None) -> dict[str, str]:
        if made is None:
            return {}
        if made not in known:
            known[made] = live_app.call(f"tests.browser.people:{made}")
        return known[made]

    return find


@pytest.fixture
def open_screen(new_context: NewContext, somebody: Callable[[str | None], dict[str, str]]) -> Open:
    """Open a screen for its person, having done something `before` with the empty tab."""

    def open_it(screen: Screen, before: Callable[[Page], None] = lambda _: None) -> Page:
        person = somebody(screen.made)
        page = new_context(person.get("session", "")).new_page()
        before(page)
        answer = page.goto(screen.address.format(**person))
        assert answer is not None
        assert answer.status == 200
        assert page.url.split("?")[0].endswith(screen.address.format(**person)), page.url
        return page

    return open_it


every_screen = pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)


@every_screen
def test_no_screen_has_a_barrier(screen: Screen, open_screen: Open) -> None:
    page = open_screen(screen)
    look(page, PHONE)
    page.emulate_media(color_scheme="dark")
    look(page, PHONE)
    look(page, DESKTOP)
    page.emulate_media(color_scheme="light")
    look(page, SMALL)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    look(page, PHONE)


def look(page: Page, size: tuple[int, int]) -> None:
    """No barrier that axe knows, and nothing wider than the window."""
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    found = Axe().run(page, options=AXE)
    assert found.violations_count == 0, found.generate_report()
    too_wide = page.evaluate(
        """[...document.querySelectorAll('main *')].filter(e => e.checkVisibility()
          && e.getBoundingClientRect().right > innerWidth + 1
          && document.documentElement.scrollWidth > innerWidth)
          .slice(-3).map(e => e.outerHTML.slice(0, 120))"""
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), too_wide


@every_screen
def test_every_control_is_reached_by_keyboard_and_shows_it(
    screen: Screen, open_screen: Open
) -> None:
    page = open_screen(screen)
    controls = "a[href], button, input, select, textarea, summary"
    wanted = page.evaluate(
        f"""[...document.querySelectorAll({controls!r})].filter(e => e.checkVisibility()
          && !e.disabled && e.tabIndex >= 0 && !(e.type === 'radio' && !e.checked)).length"""
    )
    reached, shown = set(), set()
    for _ in range(min(wanted, 60) + 2):
        page.keyboard.press("Tab")
        place, outlined = page.evaluate(
            f"""(() => {{ const e = document.activeElement;
              const s = getComputedStyle(e), l = e.labels?.[0];
              const ring = s => s.outlineStyle !== 'none' && s.outlineWidth !== '0px'
                || s.boxShadow !== 'none';
              return [[...document.querySelectorAll({controls!r})].indexOf(e),
                ring(s) || (l && ring(getComputedStyle(l)))]; }})()"""
        )
        if place >= 0:
            reached.add(place)
            if outlined:
                shown.add(place)
    parts_of_dates = 2 * page.locator("input[type=date], input[type=time]").count()
    assert len(reached) >= min(wanted, 60) - 1 - parts_of_dates  # these take a Tab for each part
    assert reached == shown


@pytest.mark.parametrize(
    "screen", [each for each in SCREENS if not each.has_charts], ids=lambda screen: screen.name
)
def test_a_first_visit_weighs_little(screen: Screen, open_screen: Open) -> None:
    weights: list[float] = []

    def weigh(page: Page) -> None:
        session = page.context.new_cdp_session(page)
        session.on(
            "Network.loadingFinished", lambda told: weights.append(told["encodedDataLength"])
        )
        session.send("Network.enable")

    page = open_screen(screen, before=weigh)
    page.wait_for_load_state("networkidle")
    assert len(weights) > 2  # the page, a style sheet, a script
    assert sum(weights) <= MOST_BYTES

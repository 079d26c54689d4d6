"""Every screen: accessible, readable on a small phone and in large letters, light, quiet."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PHONE as A_PHONE
from tests.browser.conftest import open_context
from tests.browser.screens import SCREENS, Screen
from tests.live import LiveApp

PHONE, SMALL, DESKTOP = (390, 844), (320, 640), (1280, 900)
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
RULES["values"] += ["best-practice"]  # type: ignore[operator]
# those whose answer depends on colours or on how much room there is; the others only on what is
# shown, and that differs between a phone and a desktop
RULES_OF_LOOK = {
    "type": "rule",
    "values": [
        "color-contrast",
        "link-in-text-block",
        "scrollable-region-focusable",
        "target-size",
    ],
}
# shown once more to somebody who has nothing yet
EMPTY_TOO = ("you", "you-equipment", "you-safety", "privacy", "tokens", "own-data", "strength-log")
OF_A_NEWCOMER = [
    screen._replace(name=f"{screen.name}-empty", made="newcomer")
    for screen in SCREENS
    if screen.name in EMPTY_TOO
]
MOST_BYTES = 60_000
MOST_TABS = 60
CONTROLS = "a[href], button, input, select, textarea, summary"
TOO_WIDE = """[...document.querySelectorAll('main *')].filter(e => e.checkVisibility()
  && e.getBoundingClientRect().right > innerWidth + 1)
  .slice(-3).map(e => e.outerHTML.slice(0, 120))"""
FOLLOW_THE_FOCUS = """controls => {
  const ring = s => s.outlineStyle !== 'none' && s.outlineWidth !== '0px' || s.boxShadow !== 'none';
  const all = () => [...document.querySelectorAll(controls)];
  window.reached = new Set(); window.shown = new Set();
  document.addEventListener('focusin', ({target: e}) => {
    const place = all().indexOf(e), label = e.labels?.[0];
    if (place < 0) return;
    reached.add(place);
    if (ring(getComputedStyle(e)) || (label && ring(getComputedStyle(label)))) shown.add(place);
  });
  return all().filter(e => e.checkVisibility() && !e.disabled && e.tabIndex >= 0
    && !(e.type === 'radio' && !e.checked)).length;
}"""


class Visit(NamedTuple):
    """A screen opened by a browser that was never there before."""

    screen: Screen
    page: Page
    weights: list[float]  # bytes over the wire, an answer each


@pytest.fixture(scope="module")
def somebody(live_app: LiveApp) -> Callable[[Screen], dict[str, str]]:
    """For whom a screen is; each is made once for a run."""
    known: dict[str, dict[str, str]] = {"nobody": {}}

    def find(screen: Screen) -> dict[str, str]:
        made = screen.made
        if made not in known:
            known[made] = live_app.call(f"tests.browser.people:{made}")
        if screen.confirms:
            live_app.call("tests.browser.people:confirm", session=known[made]["session"])
        return known[made]

    return find


@pytest.fixture(scope="module", params=[*SCREENS, *OF_A_NEWCOMER], ids=lambda screen: screen.name)
def visit(
    request: pytest.FixtureRequest,
    browser: Browser,
    live_app: LiveApp,
    somebody: Callable[[Screen], dict[str, str]],
) -> Iterator[Visit]:
    """A screen opened once for all that is asked of it."""
    screen: Screen = request.param
    person = somebody(screen)
    with open_context(
        browser, live_app.url, person.get("session", ""), viewport=A_PHONE
    ) as context:
        page, weights = context.new_page(), []
        network = context.new_cdp_session(page)
        network.on("Network.loadingFinished", lambda it: weights.append(it["encodedDataLength"]))
        network.send("Network.enable")
        address = screen.address.format(**person)
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200
        assert page.url.split("?")[0] == live_app.url + (screen.lands or address.split("?")[0])
        yield Visit(screen, page, weights)


def test_a_first_visit_weighs_little(visit: Visit) -> None:
    visit.page.wait_for_load_state("networkidle")  # what comes late weighs, too
    assert len(visit.weights) > 2  # the page, a style sheet, a script
    if not visit.screen.has_charts:
        assert sum(visit.weights) <= MOST_BYTES


def test_no_screen_has_a_barrier(visit: Visit) -> None:
    page = visit.page
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.evaluate(Axe().axe_script)
    try:
        look(page, PHONE, RULES)
        page.emulate_media(color_scheme="dark")
        look(page, DESKTOP, RULES)
        look(page, SMALL, RULES_OF_LOOK)
        page.emulate_media(color_scheme="light")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        look(page, PHONE, RULES_OF_LOOK)
    finally:
        page.evaluate("document.documentElement.style.fontSize = ''")


def look(page: Page, size: tuple[int, int], rules: dict[str, Any]) -> None:
    """No barrier that axe knows, and nothing wider than the window."""
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = page.evaluate("async options => (await axe.run(options)).violations", options)
    assert [(each["id"], [one["html"] for one in each["nodes"]]) for each in found] == []
    is_too_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not is_too_wide, page.evaluate(TOO_WIDE)


def test_every_control_is_reached_by_keyboard_and_shows_it(visit: Visit) -> None:
    page = visit.page
    wanted = min(page.evaluate(FOLLOW_THE_FOCUS, CONTROLS), MOST_TABS)
    for _ in range(wanted + 2):
        page.keyboard.press("Tab")
    reached, shown = page.evaluate("[[...reached], [...shown]]")
    parts_of_dates = 2 * page.locator("input[type=date], input[type=time]").count()
    assert len(reached) >= wanted - 1 - parts_of_dates  # these take a Tab for each part
    assert sorted(reached) == sorted(shown)

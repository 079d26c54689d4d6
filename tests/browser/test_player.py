"""A session in Chromium with no server, a flaky one, on two phones, and on a shared phone.

The server is really killed, so that no layer of the browser knows more than a phone would.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import NewContext
from tests.live import LiveApp, running

OFFLINE = ("Failed to load resource", "ERR_", "net::", "Failed to fetch", "TimeoutError")


@pytest.fixture(scope="module")
def gym(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveApp]:
    """A server of our own, to be killed."""
    with running(tmp_path_factory.mktemp("gym")) as app:
        yield app


@pytest.fixture
def runner(gym: LiveApp) -> dict[str, str]:
    """Somebody with a plan and nothing logged."""
    return dict(gym.call("tests.sync.people:trainee"))


class Phone:
    """The player on one phone, used with a thumb."""

    def __init__(self, context: BrowserContext) -> None:
        for part in OFFLINE:
            context.watched.forgive(part)  # type: ignore[attr-defined]
        self.context = context
        self.page: Page = context.new_page()
        self.tapped: list[dict[str, Any]] = []

    def open(self) -> "Phone":
        """The player's page, ready to be used without a network from now on."""
        self.page.goto("/session/")
        self.page.wait_for_function(
            "navigator.serviceWorker.ready.then(() => caches.match('/session/')).then(Boolean)"
        )
        expect(self.page.locator("[data-go]")).to_be_visible()
        return self

    def begin(self) -> "Phone":
        """Begin the session offered and leave the warm-up out."""
        self.press(self.page.get_by_role("button", name="Begin").first)
        self.to_next_set()
        return self

    def to_next_set(self) -> None:
        """Past rests, warm-ups and stretches."""
        while not self.at_end():
            words = self.go().inner_text()
            if words.startswith("Log set"):
                return
            if self.page.get_by_role("button", name=re.compile("^Log set")).count():
                return
            if words == "Go on now":
                self.press(self.go())
            else:
                self.press(self.page.get_by_role("button", name="Skip", exact=True))

    def at_end(self) -> bool:
        return (
            self.page.get_by_role("heading", name=re.compile("That was it|Well done")).count() > 0
        )

    def go(self) -> Any:
        return self.page.locator("[data-go]")

    def press(self, button: Any) -> None:
        """Press and wait until the screen has answered."""
        screen = self.page.locator("[data-player]")
        before = screen.get_attribute("data-screen")
        button.click()
        expect(screen).not_to_have_attribute("data-screen", str(before))

    def log_set(self, more_reps: int = 0) -> None:
        """Log the set shown, with some repetitions more than planned."""
        for _ in range(more_reps):
            self.page.locator("[data-step$='s+']").first.click()
        dials = self.page.locator(".dial")
        count = dials.last.locator("b").inner_text()
        self.tapped.append({"name": self.page.locator("h1").inner_text(), "count": int(count)})
        self.press(self.page.get_by_role("button", name=re.compile("^Log set")))
        self.to_next_set()

    def saved(self, words: str) -> None:
        expect(self.page.locator(".saved")).to_have_text(words)

    def finish(self) -> None:
        self.press(self.page.get_by_role("button", name="Finish session"))
        expect(self.page.get_by_role("heading", name="Well done")).to_be_visible()

    def is_online(self) -> None:
        self.page.evaluate("window.dispatchEvent(new Event('online'))")


@pytest.fixture
def phone(new_context: NewContext, gym: LiveApp, runner: dict[str, str]) -> Phone:
    """The runner's phone."""
    return Phone(new_context(runner["session"], url=gym.url))


def held(gym: LiveApp, runner: dict[str, str]) -> list[dict[str, Any]]:
    return list(gym.call("tests.sync.people:server_log", user=runner["user"]))


def counts(sets: list[dict[str, Any]]) -> list[int]:
    return [one["reps"] if one["reps"] is not None else int(one["seconds"]) for one in sets]


def tapped(*phones: Phone) -> list[int]:
    return [one["count"] for phone in phones for one in phone.tapped]


def test_a_whole_session_with_no_server_and_reloads(
    gym: LiveApp, runner: dict[str, str], phone: Phone
) -> None:
    phone.open()
    gym.kill()
    phone.begin()
    while not phone.at_end():
        phone.log_set(more_reps=len(phone.tapped) % 3)
        if len(phone.tapped) in (2, 5):
            phone.page.reload()
            expect(phone.page.locator("[data-go]")).to_be_visible()
            phone.to_next_set()
        if len(phone.tapped) == 4:
            phone.page.goto("/plan/")  # no network: the way back is the player
            expect(phone.page.locator("[data-go]")).to_be_visible()
            phone.to_next_set()
    phone.finish()
    phone.saved("saved offline ✓")
    gym.start()
    assert held(gym, runner) == []
    phone.is_online()
    phone.saved("saved ✓")
    assert len(phone.tapped) > 5
    assert counts(held(gym, runner)) == tapped(phone)
    assert gym.call("tests.sync.people:server_sessions", user=runner["user"]) == ["finished"]


def test_undo_takes_back_what_was_tapped(
    gym: LiveApp, runner: dict[str, str], phone: Phone
) -> None:
    phone.open().begin()
    phone.log_set(1)
    phone.log_set(2)
    phone.saved("saved ✓")
    phone.press(phone.page.get_by_role("button", name="Undo"))
    phone.tapped.pop()
    phone.saved("saved ✓")
    assert counts(held(gym, runner)) == tapped(phone)


def test_a_network_that_drops_doubles_and_fails(
    gym: LiveApp, runner: dict[str, str], phone: Phone
) -> None:
    turn = iter(range(10_000))

    def unreliable(route: Route) -> None:
        match next(turn) % 5:
            case 0:
                route.abort("connectionreset")
            case 1:
                route.fulfill(status=500, body="<h1>Server Error</h1>")
            case 2:  # the server has it, the phone never hears
                route.fetch()
                route.abort("connectionreset")
            case 3:  # twice
                route.fetch()
                route.fulfill(response=route.fetch())
            case _:
                route.continue_()

    phone.context.watched.forgive("500")  # type: ignore[attr-defined]
    phone.open()
    phone.page.route("**/sync/operations", unreliable)
    phone.begin()
    for more in (0, 1, 2, 0, 1):
        phone.log_set(more)
        phone.is_online()
    for _ in range(12):
        phone.is_online()
        phone.page.wait_for_timeout(100)
    phone.saved("saved ✓")
    assert counts(held(gym, runner)) == tapped(phone)


def test_a_second_phone_goes_on_where_the_first_is(
    gym: LiveApp, runner: dict[str, str], phone: Phone, new_context: NewContext
) -> None:
    phone.open().begin()
    phone.log_set()
    phone.log_set(1)
    phone.saved("saved ✓")
    second = Phone(new_context(runner["session"], url=gym.url))
    second.page.goto("/session/")
    expect(second.page.locator(".head")).to_be_visible()
    second.to_next_set()
    second.log_set(2)
    second.saved("saved ✓")
    phone.is_online()
    expect(phone.page.locator(".steps .done")).to_have_count(
        second.page.locator(".steps .done").count()
    )
    phone.to_next_set()
    phone.log_set()
    phone.saved("saved ✓")
    assert counts(held(gym, runner)) == [*tapped(phone)[:2], *tapped(second), *tapped(phone)[2:]]
    assert gym.call("tests.sync.people:server_sessions", user=runner["user"]) == ["open"]


def test_the_session_goes_on_when_the_login_runs_out(
    gym: LiveApp, runner: dict[str, str], phone: Phone
) -> None:
    phone.open().begin()
    phone.log_set()
    phone.saved("saved ✓")
    phone.context.clear_cookies()
    phone.log_set(1)
    phone.saved("saved offline ✓ · log in to send")
    phone.page.reload()
    expect(phone.page.locator(".head")).to_be_visible()
    log_in(phone.context, gym, runner)
    phone.page.reload()
    phone.saved("saved ✓")
    assert counts(held(gym, runner)) == tapped(phone)


def log_in(context: BrowserContext, gym: LiveApp, runner: dict[str, str]) -> None:
    context.clear_cookies()
    context.add_cookies([{"name": "session", "value": runner["session"], "url": gym.url}])


def test_somebody_else_on_the_same_phone_sees_nothing_of_it(
    gym: LiveApp, runner: dict[str, str], phone: Phone
) -> None:
    other = dict(gym.call("tests.sync.people:trainee"))
    phone.open().begin()
    phone.page.route("**/sync/operations", lambda route: route.abort())
    phone.log_set()
    phone.saved("saved offline ✓")
    log_in(phone.context, gym, other)
    phone.page.unroute_all()
    phone.page.goto("/session/")
    expect(phone.page.get_by_role("button", name="Begin").first).to_be_visible()
    phone.is_online()
    phone.page.wait_for_timeout(300)
    assert held(gym, other) == []
    assert held(gym, runner) == []
    log_in(phone.context, gym, runner)
    phone.page.goto("/session/")
    phone.saved("saved ✓")
    assert counts(held(gym, runner)) == tapped(phone)


def test_logging_out_says_what_is_unsent_and_keeps_it(
    gym: LiveApp, runner: dict[str, str], phone: Phone
) -> None:
    phone.open().begin()
    phone.page.route("**/sync/operations", lambda route: route.abort())
    phone.log_set()
    phone.page.goto("/accounts/logout/")
    expect(phone.page.get_by_text("not sent yet")).to_be_visible()
    phone.page.get_by_role("button", name="Log out").click()
    phone.page.wait_for_url("**/accounts/login/**")
    assert phone.page.evaluate("localStorage.length") == 0
    phone.page.goto("/session/")
    expect(phone.page.get_by_role("heading", name="Log in first")).to_be_visible()
    fresh = gym.call("tests.sync.people:log_in_again", user=runner["user"])
    log_in(phone.context, gym, {"session": fresh})
    phone.page.unroute_all()
    phone.page.goto("/session/")
    phone.saved("saved ✓")
    assert counts(held(gym, runner)) == tapped(phone)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen(
    gym: LiveApp, runner: dict[str, str], new_context: NewContext, scheme: str
) -> None:
    phone = Phone(new_context(runner["session"], url=gym.url, color_scheme=scheme)).open()
    faults = [check(phone, "begin")]
    phone.page.get_by_role("button", name="Begin").first.click()
    faults.append(check(phone, "warm-up"))
    phone.to_next_set()
    faults.append(check(phone, "set"))
    for name in ("Pain?", "Swap exercise", "Note", "✕ End"):
        phone.page.get_by_role("button", name=name).click()
        faults.append(check(phone, name))
        phone.page.keyboard.press("Escape")
    phone.press(phone.page.get_by_role("button", name=re.compile("^Log set")))
    faults.append(check(phone, "rest"))
    assert [fault for fault in faults if fault] == []


def check(phone: Phone, name: str) -> str:
    found = Axe().run(phone.page).response["violations"]
    told = [(each["id"], each["nodes"][0]["html"][:120]) for each in found]
    return f"{name}: {told}" if told else ""


def test_a_small_screen_with_large_text_still_fits(
    gym: LiveApp, runner: dict[str, str], new_context: NewContext
) -> None:
    small = {"width": 320, "height": 640}
    phone = Phone(new_context(runner["session"], url=gym.url, viewport=small)).open().begin()
    for size in ("100%", "200%"):
        phone.page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
        assert phone.page.evaluate("document.documentElement.scrollWidth") <= 320, size

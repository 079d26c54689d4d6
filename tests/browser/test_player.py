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
# two taps as near as can be, however busy the machine is
TWICE = "(it) => { it.click(); it.click(); }"


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

    def tap_twice(self) -> None:
        """Tap what goes on as a shaky hand does, and wait until the screen has answered."""
        screen = self.page.locator("[data-player]")
        before = screen.get_attribute("data-screen")
        expect(self.go()).to_be_enabled()
        self.go().evaluate(TWICE)
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
    expect(second.page.locator(".steps")).to_be_visible()  # not what to begin: what is under way
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


HELD = """async () => {
  const held = (await indexedDB.databases()).filter(({ name }) => name.startsWith('strongstride-'));
  const told = {};
  for (const { name } of held) {
    const database = await new Promise((resolve) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
    });
    for (const store of database.objectStoreNames) {
      const reading = database.transaction(store).objectStore(store);
      const request = store === 'meta' ? reading.getAllKeys() : reading.getAll();
      await new Promise((resolve) => { request.onsuccess = resolve; });
      told[store] = request.result.map((each) => each.kind ?? each);
    }
    database.close();
  }
  return told;
}"""


def log_out(phone: Phone, words: str) -> None:
    phone.page.goto("/accounts/logout/")
    expect(phone.page.get_by_text(words)).to_be_visible()
    phone.page.get_by_role("button", name="Log out").click()
    phone.page.wait_for_url("**/accounts/login/**")
    assert phone.page.evaluate("localStorage.length") == 0
    left = [name for name in phone.page.evaluate("caches.keys()") if name.startswith("figures")]
    assert left == []


def test_logging_out_leaves_nothing_of_a_log_that_was_sent(phone: Phone) -> None:
    phone.open().begin()
    phone.log_set()
    phone.saved("saved ✓")
    assert "set_logged" in phone.page.evaluate(HELD)["known"]
    log_out(phone, "deletes from this phone what it kept of your log")
    assert phone.page.evaluate(HELD) == {}


def test_logging_out_keeps_what_is_unsent_and_nothing_else(
    gym: LiveApp, runner: dict[str, str], phone: Phone
) -> None:
    phone.open().begin()
    phone.log_set()
    phone.saved("saved ✓")
    phone.page.route("**/sync/operations", lambda route: route.abort())
    phone.press(phone.page.get_by_role("button", name=re.compile("^Log set")))
    phone.tapped.append(dict(phone.tapped[0]))
    phone.saved("saved offline ✓")
    log_out(phone, "1 entry is not on the server yet")
    left = phone.page.evaluate(HELD)
    assert left == {"waiting": ["set_logged"], "known": [], "refused": [], "meta": ["clock"]}
    phone.page.goto("/session/")
    expect(phone.page.get_by_role("heading", name="Log in first")).to_be_visible()
    fresh = gym.call("tests.sync.people:log_in_again", user=runner["user"])
    log_in(phone.context, gym, {"session": fresh})
    phone.page.unroute_all()
    phone.page.goto("/session/")
    expect(phone.page.locator(".steps")).to_be_visible()  # the session under way, from the server
    phone.saved("saved ✓")
    assert len(held(gym, runner)) == 2


def test_a_double_tap_is_one_tap(gym: LiveApp, runner: dict[str, str], phone: Phone) -> None:
    phone.open()
    phone.page.get_by_role("button", name="Begin").first.evaluate(TWICE)
    expect(phone.page.locator(".steps")).to_be_visible()
    assert phone.page.locator(".steps .done").count() == 0
    phone.to_next_set()
    while "rest" not in phone.go().inner_text():  # the first of two sides has none
        phone.log_set()
    phone.tap_twice()
    expect(phone.go()).to_have_text("Go on now")  # the second tap did not skip the rest
    phone.tap_twice()
    phone.to_next_set()
    before = len(phone.tapped) + 1
    phone.tap_twice()
    phone.to_next_set()
    phone.log_set()  # and a quick hand loses nothing
    phone.log_set()
    phone.saved("saved ✓")
    assert len(held(gym, runner)) == before + 3
    assert gym.call("tests.sync.people:server_sessions", user=runner["user"]) == ["open"]


AGAIN = """async (name) => {
  const it = () => [...document.querySelectorAll('button')].find((one) => one.textContent === name);
  it().click();
  await new Promise((resolve) => setTimeout(resolve, 150));
  it()?.click();
}"""


def test_a_second_quick_tap_on_skip_skips_nothing_more(phone: Phone) -> None:
    phone.open().begin()
    while phone.page.get_by_role("button", name="Skip exercise").count() == 0:
        phone.log_set()
    done = phone.page.locator(".steps .done")
    before = done.count()
    expect(phone.page.get_by_role("button", name="Skip exercise")).to_be_enabled()
    phone.page.evaluate(AGAIN, "Skip exercise")
    expect(done).to_have_count(before + 1)
    expect(phone.page.get_by_role("button", name="Skip exercise")).to_be_enabled()
    assert done.count() == before + 1


def test_what_was_said_of_a_set_outlives_a_reload(
    gym: LiveApp, runner: dict[str, str], phone: Phone
) -> None:
    phone.open().begin()
    phone.page.get_by_role("button", name="Form broke down").click()
    phone.page.get_by_role("button", name="Pain?").click()
    phone.page.locator("[data-pain='2']").click()
    phone.page.get_by_role("button", name="Keep").click()
    phone.page.locator("[data-step$='s+']").first.click()
    count = phone.page.locator(".dial b").last.inner_text()
    phone.page.reload()
    expect(phone.page.get_by_text("Form broke down: the coach")).to_be_visible()
    expect(phone.page.get_by_text("Pain 2:")).to_be_visible()
    expect(phone.page.locator(".dial b").last).to_have_text(count)
    phone.log_set()
    assert phone.page.get_by_text("Pain 2:").count() == 0  # of the next set nothing was said
    phone.saved("saved ✓")
    (one,) = held(gym, runner)
    assert (one["form_ok"], one["pain"]) == (False, 2)


def test_one_set_more_without_a_network(gym: LiveApp, runner: dict[str, str], phone: Phone) -> None:
    phone.open()
    phone.page.route("**/sync/operations", lambda route: route.abort())
    phone.begin()
    first, place = phone.page.locator("h1").inner_text(), phone.page.locator(".head .muted")
    planned = int(place.inner_text().split(" of ")[1].split()[0])
    phone.page.get_by_role("button", name="One more set").click()
    expect(place).to_contain_text(f"of {planned + 1}")
    phone.page.reload()
    expect(place).to_contain_text(f"of {planned + 1}")
    sides = 2 if phone.page.get_by_text("Left side first").count() else 1
    while [one["name"] for one in phone.tapped].count(first) < (planned + 1) * sides:
        phone.log_set()
    phone.page.unroute_all()
    phone.is_online()
    phone.saved("saved ✓")
    sets = held(gym, runner)
    same = [one["kind"] for one in sets if one["exercise"] == sets[0]["exercise"]]
    assert same == ["working"] * (planned + 1) * sides


def test_a_session_ended_without_a_network_is_nowhere_to_go_on_with(
    gym: LiveApp, runner: dict[str, str], phone: Phone
) -> None:
    phone.open()
    offered = phone.page.get_by_role("button", name="Begin").count()
    phone.begin()
    phone.log_set()
    phone.saved("saved ✓")
    phone.page.route("**/sync/**", lambda route: route.abort())
    phone.page.get_by_role("button", name="✕ End").click()
    phone.press(phone.page.get_by_role("button", name="Finish here"))
    phone.saved("saved offline ✓")
    phone.page.reload()
    expect(phone.page.get_by_role("button", name="Begin")).to_have_count(offered - 1)
    phone.page.unroute_all()
    phone.page.goto("/")
    expect(phone.page.get_by_text("done today")).to_be_visible()
    expect(phone.page.get_by_role("link", name="Go on")).to_have_count(0)
    assert gym.call("tests.sync.people:server_sessions", user=runner["user"]) == ["finished"]


def test_nobody_is_asked_what_they_did_not_answer(
    gym: LiveApp, runner: dict[str, str], phone: Phone
) -> None:
    phone.open().begin()
    while phone.page.locator("[data-reserve]").count() == 0:
        phone.log_set()
    assert phone.page.locator("[data-reserve][aria-pressed=true]").count() == 0
    phone.log_set()
    while phone.page.locator("[data-reserve='3']").count() == 0:
        phone.log_set()
    phone.page.locator("[data-reserve='3']").click()
    phone.log_set()
    phone.saved("saved ✓")
    answers = [one["rir"] for one in held(gym, runner)]
    assert answers == [*[None] * (len(answers) - 1), 3.0]


def test_numbers_are_held_typed_and_stepped_by_keys(phone: Phone) -> None:
    phone.open().begin()
    while phone.page.locator("[data-step='load=']").count() == 0:
        phone.log_set()
    page = phone.page
    many, more = page.locator(".dial b").last, page.locator("[data-step='reps+']")
    before = int(many.inner_text())
    more.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(many).to_have_text(str(before + 1))
    more.hover()
    page.mouse.down()
    page.wait_for_function(
        "(most) => Number([...document.querySelectorAll('.dial b')].at(-1).textContent) > most",
        arg=before + 6,
    )
    page.mouse.up()
    stopped = many.inner_text()
    page.wait_for_timeout(600)
    expect(many).to_have_text(stopped)
    page.locator("[data-step='load=']").click()
    field = page.get_by_role("textbox", name=re.compile("^Load"))
    assert field.get_attribute("inputmode") == "decimal"
    field.fill("a lot")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Write a number")).to_be_visible()
    field.fill("7,3")
    page.keyboard.press("Enter")
    expect(page.locator("[data-step='load=']")).to_contain_text("7.3")
    expect(page.locator("[data-step='load=']")).to_contain_text("not among your loads")


def test_two_phones_agree_on_what_is_swapped_and_skipped(
    runner: dict[str, str], phone: Phone, gym: LiveApp, new_context: NewContext
) -> None:
    phone.open().begin()
    planned = phone.page.locator("h1").inner_text()
    phone.page.get_by_role("button", name="Swap exercise").click()
    other = phone.page.locator("dialog li button").first.inner_text()
    phone.page.locator("dialog li button").first.click()
    expect(phone.page.locator("h1")).to_have_text(other)
    phone.saved("saved ✓")
    second = Phone(new_context(runner["session"], url=gym.url))
    second.page.goto("/session/")
    expect(second.page.locator("h1")).to_have_text(other)
    assert planned != other
    second.press(second.page.get_by_role("button", name="Skip exercise"))
    second.saved("saved ✓")
    then = second.page.locator("h1").inner_text()
    phone.is_online()
    expect(phone.page.locator("h1")).to_have_text(then)


def test_figures_drawn_anew_reach_the_phone(phone: Phone) -> None:
    phone.open()
    stale = """async () => {
      const cache = await caches.open('figures-of-before');
      await cache.put('/exercises/goblet-squat/figure.svg', new Response('<svg>old</svg>'));
      const here = await navigator.serviceWorker.getRegistration();
      await here.unregister();
      const again = await navigator.serviceWorker.register('/sw.js');
    }"""
    phone.page.evaluate(stale)
    phone.page.wait_for_function(
        """caches.keys().then((names) => names.filter((name) => name.startsWith('figures'))).then(
        ([one, other]) => one && !other && one !== 'figures-of-before' && caches.open(one))
        .then((cache) => cache && cache.match('/exercises/goblet-squat/figure.svg'))
        .then((answer) => answer && answer.text()).then((text) => text && !text.includes('old'))"""
    )


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

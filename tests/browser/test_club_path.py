"""The whole way of an organiser and of a runner, in Chromium on a phone, on one server.

The organiser has a club in a minute: *Club*, *Start a club*, one name typed, *Make the club*; and a
challenge open with *New challenge*, a preset, its first day, *Save*, *Open it* — eight taps and two
entries from the list of clubs to the link. The runner taps the link, logs in, and joins with one
more tap.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Route, expect

from strongstride.accounts.models import User
from strongstride.clubs.models import Role
from strongstride.clubs.settling.settle import settle
from tests.browser.conftest import NewContext
from tests.casting import PASSWORD, login, new_user
from tests.clubs.making import (
    JOINED,
    STARTS,
    make_challenge,
    make_club,
    make_member,
    make_part,
    make_run,
)
from tests.live import LiveApp, running

Made = dict[str, str]
TODAY = datetime.now(UTC).date()  # noqa: TID251 the server of this test has no other clock
MILE_KM = 1.609344


def organiser() -> Made:
    """Somebody who has been through the set-up."""
    user = _ready("Olga Owner")
    return {"session": login(user)}


def runner() -> Made:
    """Somebody with three runs of five miles, one of them long ago, and one no human has run."""
    user = _ready("Rosa Runner")
    for days, km in ((1, 5 * MILE_KM), (3, 5 * MILE_KM), (200, 5 * MILE_KM)):
        make_run(user.athlete, TODAY - timedelta(days=days), km)
    make_run(user.athlete, TODAY - timedelta(days=2), 10, duration_s=1_200, elapsed_s=1_200)
    return {"email": user.email, "session": login(user)}


def closing() -> Made:
    """The owner of a club whose challenge of last March, with one runner, waits to be closed."""
    club = make_club()
    owner = make_member(club, "Olga Owner", Role.OWNER)
    member = make_member(club, "Rosa Runner")
    make_run(member.athlete, STARTS, 10 * MILE_KM)
    challenge = make_challenge(club)
    settle(make_part(challenge, member))
    assert owner.athlete is not None
    return {
        "session": login(owner.athlete.user),
        "challenge": f"/clubs/{club.slug}/challenges/{challenge.slug}/",
    }


def _ready(name: str) -> User:
    user = new_user(name.split()[0])
    user.name = name
    user.save()
    user.athlete.set_up_at = JOINED
    user.athlete.save()
    return user


@pytest.fixture(scope="module")
def live_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveApp]:
    """A server of one's own."""
    with running(tmp_path_factory.mktemp("path")) as app:
        yield app


@pytest.fixture
def olga(live_app: LiveApp, new_context: NewContext) -> Page:
    """The organiser's phone, on the list of clubs."""
    made: Made = live_app.call("tests.browser.test_club_path:organiser")
    rights = ["clipboard-read", "clipboard-write"]
    page = new_context(made["session"], permissions=rights, locale="en-GB").new_page()
    page.goto("/clubs/")
    return page


@pytest.fixture
def rosa(live_app: LiveApp) -> Made:
    """The runner."""
    found: Made = live_app.call("tests.browser.test_club_path:runner")
    return found


def challenge_link(page: Page) -> str:
    """Make a club and a challenge, open it, and copy the one link."""
    page.get_by_role("link", name="Start a club").click()
    page.get_by_label("Name", exact=True).fill("Riverside Striders")
    page.get_by_role("button", name="Make the club").click()
    page.get_by_role("link", name="New challenge").click()
    page.get_by_role("link", name="Club miles together").click()
    page.get_by_label("First day").fill((TODAY - timedelta(days=10)).isoformat())
    page.get_by_role("button", name="Save as a draft").click()
    page.get_by_role("button", name="Open it").click()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("status").filter(has_text="Copied.")).to_be_visible()
    return str(page.evaluate("navigator.clipboard.readText()"))


def come_in(context: BrowserContext, link: str, email: str) -> Page:
    """Open the link without a login, log in, and join."""
    page = context.new_page()
    page.goto(link)
    page.get_by_role("link", name="I have an account").click()
    page.get_by_label("Email", exact=True).fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("button", name="Join the club and the challenge").click()
    expect(page.get_by_role("link", name="Log miles")).to_be_visible()
    return page


def log_five(page: Page) -> None:
    """Two taps."""
    page.get_by_role("link", name="Log miles").click()
    page.get_by_text("5 mi", exact=True).or_(page.get_by_text("8 km", exact=True)).click()
    page.get_by_role("button", name="Save", exact=True).click()


def test_from_a_club_to_a_shared_card(
    live_app: LiveApp, new_context: NewContext, olga: Page, rosa: Made
) -> None:
    link = challenge_link(olga)
    phone = new_context(locale="en-GB")
    page = come_in(phone, link, rosa["email"])
    challenge = page.url

    # every run of its days counts or says why not
    page.get_by_role("link", name="My entries").click()
    entries = page.get_by_role("region", name="Entries").get_by_role("listitem")
    expect(entries).to_have_count(3)
    expect(entries.filter(has_text="waits")).to_have_count(1)
    expect(entries.filter(has_text="+8")).to_have_count(2)
    expect(page.get_by_text("1 entry waits for an organiser")).to_be_visible()

    # two taps; the organiser's page follows without being loaded again
    olga.goto(challenge)
    olga.evaluate("window.stays = true")
    before = olga.get_by_label("Progress").inner_text()
    page.goto(challenge)
    log_five(page)
    expect(page.get_by_text(re.compile(r"\+.* now "))).to_be_visible()
    olga.evaluate("document.querySelector('[data-live]').dispatchEvent(new CustomEvent('look'))")
    expect(olga.get_by_label("Progress")).not_to_have_text(before)
    assert olga.evaluate("window.stays")

    # what no human has run waits until the organiser lets it count
    olga.goto(f"{challenge}review/")
    olga.get_by_role("button", name="Let it count").click()
    expect(olga.get_by_text("Rosa Runner, run of")).to_contain_text("counts: 10.0 km")
    page.goto(f"{challenge}me/")
    expect(entries.filter(has_text="waits")).to_have_count(0)

    # a card, and a page that opens without a login
    page.goto(f"{challenge}share/")
    page.get_by_label("My page can be opened by whoever has the link").check()
    page.get_by_role("button", name="Save", exact=True).click()
    mine = page.get_by_label("My page", exact=True).input_value()
    friend = new_context().new_page()
    friend.goto(mine)
    expect(friend.get_by_role("heading", level=1)).to_have_text("RR")
    assert "Rosa" not in friend.content()
    for path in (challenge, f"{challenge}me/", f"{challenge}log/", f"{challenge}share/"):
        page.goto(path)
        assert axe(page) == [], path
    for path in (f"{challenge}review/", f"{challenge}edit/", challenge):
        olga.goto(path)
        assert axe(olga) == [], path


def axe(page: Page) -> list[str]:
    """What axe finds wrong."""
    return [found["id"] for found in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("has_arrived", [True, False])
def test_a_save_is_neither_lost_nor_doubled_when_the_connection_drops(
    new_context: NewContext, olga: Page, rosa: Made, *, has_arrived: bool
) -> None:
    link = challenge_link(olga)
    phone = new_context(locale="en-GB")
    phone.watched.forgive("ERR_")  # type: ignore[attr-defined]
    page = come_in(phone, link, rosa["email"])
    challenge = page.url

    def drop(route: Route) -> None:
        if route.request.method == "GET":
            route.continue_()
            return
        if has_arrived:  # and only the answer is lost
            route.fetch(max_redirects=0)
        route.abort("connectionreset")

    page.route(f"{challenge}log/", drop)
    log_five(page)
    expect(page).to_have_url(re.compile("^chrome-error:"))
    page.unroute_all()
    page.reload()  # the browser sends the form again
    expect(page.get_by_text("now 24.1 km.").last).to_be_visible()
    page.goto(f"{challenge}me/")
    expect(page.get_by_text("by hand")).to_have_count(1)


def test_one_joins_by_keyboard_alone(new_context: NewContext, olga: Page, rosa: Made) -> None:
    link = challenge_link(olga)
    page = new_context(rosa["session"]).new_page()
    page.goto(link)
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.textContent").strip()
        if focused == "Join the club and the challenge":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Log miles")).to_be_visible()


def test_an_organiser_has_the_last_word(live_app: LiveApp, new_context: NewContext) -> None:
    made: Made = live_app.call("tests.browser.test_club_path:closing")
    page = new_context(made["session"]).new_page()
    page.goto(made["challenge"])
    expect(page.get_by_text("an organiser has the last word")).to_be_visible()
    page.goto(f"{made['challenge']}close/")
    assert axe(page) == []
    page.get_by_role("button", name="Make the results final").click()
    expect(page.get_by_text("are final")).to_be_visible()
    result = page.get_by_role("region", name="Result")
    expect(result).to_contain_text("Rosa Runner")
    expect(result).to_contain_text("10.0 mi")

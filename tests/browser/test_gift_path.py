"""The whole way of a donor, in Chromium on a phone: page, form, Stripe's page, thanks, receipt.

Stripe is the stand-in of `tests.giving.fake_stripe`, which the server asks by the real
stripe-python and the browser visits. £20 with the fee added comes to £20.51: (2000 + 20) ÷ 0.985
is 2050.76, so 51p is added.
"""

import io
import json
import re
import urllib.request
from collections.abc import Iterator
from urllib.error import HTTPError

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import NewContext
from tests.giving.fake_stripe import KEY, SECRET, FakeStripe, Thing
from tests.giving.fake_stripe_http import serving
from tests.giving.stripe.conftest import CAUSE
from tests.giving.stripe.deliveries import ADDRESS, signature
from tests.giving.stripe.making import card_page
from tests.live import LiveApp, running


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeStripe]:
    """The cause's account at the stand-in."""
    with serving(FakeStripe()) as server:
        yield server.stripe


@pytest.fixture(scope="module")
def live_app(fake: FakeStripe, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveApp]:
    """A server with the keys of that account."""
    keys = {
        "STRONGSTRIDE_STRIPE_KEY": KEY,
        "STRONGSTRIDE_STRIPE_WEBHOOK_SECRET": SECRET,
        "STRONGSTRIDE_STRIPE_CAUSE": CAUSE,
        "STRONGSTRIDE_STRIPE_ADDRESS": fake.address,
    }
    with running(tmp_path_factory.mktemp("gifts"), **keys) as app:
        yield app


@pytest.fixture(scope="module")
def slug(live_app: LiveApp) -> str:
    """A giving page whose cause takes cards."""
    return str(live_app.call("tests.browser.test_gift_path:giving_page")["slug"])


@pytest.fixture
def phone(new_context: NewContext, fake: FakeStripe) -> BrowserContext:
    """A donor's phone, which goes to Stripe and nowhere else."""
    return _for_stripe(new_context(), fake)


@pytest.fixture
def no_scripts(new_context: NewContext, fake: FakeStripe) -> BrowserContext:
    """A phone that runs no scripts."""
    return _for_stripe(new_context(java_script_enabled=False), fake)


def giving_page() -> dict[str, str]:
    """Run on the server: a page of the cause with the account."""
    return {"slug": card_page().slug}


def test_from_the_page_to_the_receipt(phone: BrowserContext, slug: str, fake: FakeStripe) -> None:
    page = phone.new_page()
    before = _raised(page, slug)
    session = _to_stripe(page, slug, fake)
    assert session["amount_total"] == 2051
    assert "Sam" not in json.dumps(session)
    page.get_by_role("button", name="Pay by card").click()
    expect(page.get_by_role("heading", name="Your gift has arrived. Thank you.")).to_be_visible()
    assert "?" not in page.url
    assert Axe().run(page).violations_count == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    text = _receipt(page)
    assert "£20" in text
    assert "The River Trust" in text
    assert "Sam Reed" in text
    assert _raised(page, slug) == before + 20
    gifts = page.get_by_role("region", name="Gifts")
    expect(gifts.get_by_text("Sam", exact=True).first).to_be_visible()
    expect(gifts.get_by_text("Reed")).to_have_count(0)


def test_the_same_without_scripts(no_scripts: BrowserContext, slug: str, fake: FakeStripe) -> None:
    page = no_scripts.new_page()
    before = _raised(page, slug)
    _to_stripe(page, slug, fake)
    page.get_by_role("button", name="Pay by card").click()
    expect(page.get_by_role("heading", name="Your gift has arrived. Thank you.")).to_be_visible()
    assert "£20" in _receipt(page)
    assert _raised(page, slug) == before + 20


def test_coming_back_unpaid_clears_nothing_and_the_message_does(
    phone: BrowserContext, slug: str, fake: FakeStripe, live_app: LiveApp
) -> None:
    page = phone.new_page()
    before = _raised(page, slug)
    session = _to_stripe(page, slug, fake)
    page.goto(session["success_url"])  # as if it had been paid
    unpaid = page.get_by_role("heading", name="Your payment is not confirmed yet")
    expect(unpaid).to_be_visible()
    own_page = page.url
    page.get_by_role("link", name="Go on to pay").click()
    page.get_by_role("link", name="Back").click()
    expect(unpaid).to_be_visible()
    fake.pay(session["id"])  # they paid, and closed the tab
    page.goto(own_page)
    expect(unpaid).to_be_visible()
    assert _raised(page, slug) == before
    assert _told(live_app, fake.events[-1], secret="whsec_forged") == 400
    assert _told(live_app, fake.events[-1]) == 200
    page.goto(own_page)
    expect(page.get_by_role("heading", name="Your gift has arrived. Thank you.")).to_be_visible()
    assert _raised(page, slug) == before + 20


def test_a_session_that_ran_out_is_begun_again(
    phone: BrowserContext, slug: str, fake: FakeStripe, live_app: LiveApp
) -> None:
    page = phone.new_page()
    session = _to_stripe(page, slug, fake)
    fake.expire(session["id"])
    assert _told(live_app, fake.events[-1]) == 200
    page.goto(session["cancel_url"])
    expect(page.get_by_role("heading", name="This gift was not paid.")).to_be_visible()
    page.get_by_role("button", name=re.compile("Card")).click()
    again = _at_stripe(page, fake)
    assert again["id"] != session["id"]
    assert again["client_reference_id"] == session["client_reference_id"]
    page.get_by_role("button", name="Pay by card").click()
    expect(page.get_by_role("heading", name="Your gift has arrived. Thank you.")).to_be_visible()


def _for_stripe(context: BrowserContext, fake: FakeStripe) -> BrowserContext:
    context.watched.forgive(f"third party: {fake.address}/c/pay/")  # type: ignore[attr-defined]
    return context


def _raised(page: Page, slug: str) -> int:
    """What the giving page says is raised, in pounds."""
    page.goto(f"/give/{slug}/")
    return int(page.locator(".raised-figure").inner_text().removeprefix("£"))


def _to_stripe(page: Page, slug: str, fake: FakeStripe) -> Thing:
    """From the giving page over the form to Stripe's page; the session there."""
    page.goto(f"/give/{slug}/")
    page.get_by_role("link", name="Give", exact=True).click()
    page.get_by_label("How much?").fill("20")
    page.get_by_label(re.compile("^Card")).check()
    page.get_by_label("I add the fee").check()
    page.get_by_label("Your name").fill("Sam Reed")
    page.get_by_label("My first name only").check()
    page.get_by_role("button", name="Give").click()
    return _at_stripe(page, fake)


def _at_stripe(page: Page, fake: FakeStripe) -> Thing:
    """The session whose page the donor sees."""
    page.wait_for_url(f"{fake.address}/c/pay/*")
    expect(page.get_by_role("heading", name="Pay 2051 gbp")).to_be_visible()
    return fake.things[page.url.rsplit("/", 1)[-1]]


def _receipt(page: Page) -> str:
    """The words of the receipt the page leads to."""
    link = page.get_by_role("link", name=re.compile("eceipt")).first
    answer = page.request.get(link.get_attribute("href") or "")
    assert answer.headers["content-type"] == "application/pdf"
    return "\n".join(
        sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(answer.body())).pages
    )


def _told(app: LiveApp, event: Thing, **signed: str) -> int:
    """Our answer to a message of Stripe's."""
    body = json.dumps(event).encode()
    headers = {"Stripe-Signature": signature(body, **signed), "Content-Type": "application/json"}
    request = urllib.request.Request(f"{app.url}{ADDRESS}", body, headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return int(answer.status)
    except HTTPError as refused:
        return refused.code

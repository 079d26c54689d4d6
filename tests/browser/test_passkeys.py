"""Passkeys in a real browser, with the authenticator Chromium makes up for tests."""

from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import NewContext
from tests.casting import PASSWORD
from tests.live import LiveApp


def with_authenticator(context: BrowserContext, page: Page) -> None:
    devtools: Any = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def by_name(live_app: LiveApp) -> str:
    return live_app.url.replace("127.0.0.1", "localhost")  # passkeys need a name


def test_a_passkey_is_added_logs_in_and_is_removed(
    new_context: NewContext, live_app: LiveApp
) -> None:
    email = live_app.call("tests.casting:somebody_logged_in")["email"]
    context = new_context(url=by_name(live_app))
    page = context.new_page()
    with_authenticator(context, page)
    page.goto("/accounts/login/")
    page.get_by_label("Email", exact=True).fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("heading", name="Units and time zone")).to_be_visible()
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="It is me").click()
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()

    page.goto("/you/")
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/accounts/login/")
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page.get_by_role("heading", name="Units and time zone")).to_be_visible()

    page.goto("/accounts/2fa/webauthn/")
    page.get_by_role("link", name="Remove").click()
    if page.get_by_role("heading", name="Is it you?").count():
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="It is me").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("None yet.")).to_be_visible()


def test_where_browsers_refuse_passkeys_none_is_offered(page: Page) -> None:
    page.goto("/accounts/login/")
    expect(page.get_by_role("button", name="Log in", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Log in with a passkey")).to_be_hidden()

"""A browser reaches the app."""

from playwright.sync_api import Page


def test_a_stranger_is_asked_to_log_in(page: Page) -> None:
    page.goto("/")
    assert "/accounts/login/" in page.url
    assert (
        page.get_by_role("button", name="Log in")
        .or_(page.locator("button[type=submit]"))
        .first.is_visible()
    )

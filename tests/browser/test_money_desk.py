"""A treasurer reads a statement in, and settles what is left of it."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import NewContext
from tests.browser.test_screens import DESKTOP, PHONE, RULES, look
from tests.live import LiveApp

STATEMENT = b"""Buchungstag;Name;Verwendungszweck;Betrag
21.03.2026;"J\xf6rg M\xfcller";Spende ohne Nummer;40,00
31.03.2026;Bank;Entgelt;-3,90
"""


def test_from_the_statement_to_the_gift(new_context: NewContext, live_app: LiveApp) -> None:
    keeper = live_app.call("tests.browser.people:book_keeper")
    page = new_context(keeper["session"]).new_page()
    page.goto(f"/clubs/{keeper['club']}/giving/desk/")
    page.get_by_role("link", name="Read a statement").first.click()
    file = {"name": "umsaetze.csv", "mimeType": "text/csv", "buffer": STATEMENT}
    page.get_by_label("Statement as CSV").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("21 March 2026")).to_be_visible()
    expect(page.get_by_text("Jörg Müller")).to_be_visible()
    page.get_by_text("The columns").click()
    page.evaluate(Axe().axe_script)
    look(page, PHONE, RULES)
    look(page, DESKTOP, RULES)
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_text("0 matched, 2 to look at.")).to_be_visible()
    page.get_by_role("link", name="Jörg Müller").click()
    page.get_by_label("Name", exact=True).fill("Jörg Müller")
    page.get_by_role("button", name="Count it").click()
    expect(page.get_by_text("Counted as a gift for")).to_be_visible()
    page.get_by_role("link", name="Money desk of").click()
    expect(page.get_by_text("£75").first).to_be_visible()  # £35 were there

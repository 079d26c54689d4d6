"""The feed in Chromium: post with a photo, kudos, comment, report, hide; keyboard; no script."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import NewContext
from tests.clubs.feed.pictures import told_all
from tests.live import LiveApp

Made = dict[str, str]


@pytest.fixture
def made(live_app: LiveApp) -> Made:
    """A club where people write; its moderator, with Robin and the owner."""
    found: Made = live_app.call("tests.clubs.feed.people:moderator")
    return found


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo that tells where it was taken."""
    file = tmp_path / "IMG_1234.jpg"
    file.write_bytes(told_all((900, 600)))
    return file


def feed(context: BrowserContext, made: Made) -> Page:
    page = context.new_page()
    page.goto(f"/clubs/{made['club']}/feed/")
    return page


def write(page: Page, words: str, photo: Path) -> None:
    """A post with a photo and what it shows."""
    page.get_by_label("Write to the club").fill(words)
    page.get_by_text("Photo", exact=True).first.click()
    page.get_by_label("Photo", exact=True).set_input_files(photo)
    page.get_by_label("What the photo shows").fill("A drawn flag")
    page.get_by_role("button", name="Post", exact=True).click()


@pytest.mark.parametrize("has_script", [True, False])
def test_a_post_with_a_photo_is_written_and_seen(
    new_context: NewContext, made: Made, photo: Path, has_script: bool
) -> None:
    page = feed(new_context(made["robin"], java_script_enabled=has_script), made)
    write(page, "Around the lake", photo)
    expect(page.get_by_text("Your post is in the feed.")).to_be_visible()
    shown = page.get_by_role("img", name="A drawn flag")
    expect(shown).to_be_visible()
    box = shown.bounding_box()
    assert box is not None
    assert abs(box["width"] / box["height"] - 1.5) < 0.02


def test_kudos_and_a_comment_come_without_reloading(new_context: NewContext, made: Made) -> None:
    page = feed(new_context(made["robin"]), made)
    page.evaluate("window.stays = true")
    one = page.get_by_role("article").filter(has_text="First ten kilometres")
    one.get_by_role("button", name="Kudos").click()
    expect(one.get_by_role("button", name="Kudos 1", pressed=True)).to_be_focused()
    one.get_by_role("button", name="Kudos 1").click()
    expect(one.get_by_role("button", name="Kudos", exact=True, pressed=False)).to_be_visible()
    one.get_by_text("Comment", exact=True).click()
    one.get_by_role("textbox", name="Your comment").fill("Great <b>run</b>")
    one.get_by_role("button", name="Send").click()
    expect(one.get_by_text("Great <b>run</b>")).to_be_visible()
    assert page.evaluate("window.stays")


def test_without_script_kudos_lead_back_to_the_item(new_context: NewContext, made: Made) -> None:
    page = feed(new_context(made["robin"], java_script_enabled=False), made)
    one = page.get_by_role("article").filter(has_text="First ten kilometres")
    one.get_by_role("button", name="Kudos").click()
    expect(one.get_by_role("button", name="Kudos 1", pressed=True)).to_be_visible()
    assert "/feed/#post-" in page.url


def test_what_is_reported_is_hidden_and_its_author_told(
    new_context: NewContext, made: Made
) -> None:
    olive, mo, robin = (new_context(made[who]) for who in ("olive", "session", "robin"))
    page = feed(olive, made)
    one = page.get_by_role("article").filter(has_text="Up there at last")
    one.get_by_label("More about this item").click()
    one.get_by_role("link", name="Report").click()
    page.get_by_label("What is wrong with it?").fill("Not our hill")
    page.get_by_role("button", name="Report").click()
    expect(page.get_by_text("The moderators will look at it")).to_be_visible()
    page = feed(mo, made)
    page.get_by_role("link", name="Moderation").click()
    told = page.get_by_role("article", name="Reported: Not our hill")
    told.get_by_role("link", name="Hide it").click()
    page.get_by_label("Why? Its author will read this.").fill("Wrong club")
    page.get_by_role("button", name="Hide").click()
    expect(page.get_by_role("article", name="Hidden: Wrong club")).to_be_visible()
    assert "Up there at last" not in feed(olive, made).content()
    page = feed(robin, made)
    expect(page.get_by_text("Hidden by a moderator: Wrong club")).to_be_visible()


def test_it_all_goes_by_keyboard(new_context: NewContext, made: Made) -> None:
    page = feed(new_context(made["robin"]), made)
    page.get_by_label("Write to the club").focus()
    page.keyboard.type("Only keys")
    for _ in range(2):  # past the photo
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    one = page.get_by_role("article").filter(has_text="Only keys")
    expect(one).to_be_visible()
    one.get_by_label("More about this item").focus()
    page.keyboard.press("Enter")
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(one.get_by_role("link", name="Delete")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Delete for good").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Deleted.")).to_be_visible()
    expect(one).to_have_count(0)


def test_older_items_are_added_below(
    live_app: LiveApp, new_context: NewContext, made: Made
) -> None:
    live_app.call("tests.clubs.feed.people:many_posts", club=made["club"])
    page = feed(new_context(made["robin"]), made)
    before = page.get_by_role("article").count()
    page.get_by_role("link", name="Older").click()
    expect(page.get_by_text("Up there at last.")).to_be_visible()
    assert page.get_by_role("article").count() > before
    assert page.url.endswith("/feed/")

"""Text to HTML: whatever is written, only our own links are HTML."""

import re
import unicodedata
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from strongstride.clubs.feed.text import clean, clean_line, to_html

PIECES = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "javascript:alert(1)",
        "http://",
        "https://a.example/",
        "HTTPS://A.example",
        '"onmouseover="x',
        "'",
        "&amp;",
        "<a href=x>",
        "https://me@evil.example",
        "https://[::1",
        "\u202e",
        "\n",
        " ",
        ")",
        "data:text/html,x",
        "//evil.example",
        'https://a.example/?q="><img src=x onerror=1>',
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=12), max_size=8).map("".join)


class Seen(HTMLParser):
    """The tags and the text of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@given(TEXTS)
def test_only_safe_links_and_breaks_are_html(text: str) -> None:
    for tag, attributes in Seen(to_html(clean(text))).tags:
        assert tag in ("a", "br")
        if tag == "a":
            assert set(attributes) == {"href", "rel"}
            assert attributes["rel"] == "nofollow noopener ugc"
            assert re.match(r"https?://[^@/]+(/|$|[^@]*)", attributes["href"] or "", re.IGNORECASE)


@given(TEXTS)
def test_nothing_that_was_written_is_lost(text: str) -> None:
    kept = clean(text)
    shown = unescape(re.sub(r"<a [^>]*>|</a>", "", to_html(kept)).replace("<br>", "\n"))
    if "…" not in shown:  # the end of a long address is not shown
        assert shown == kept


@given(st.text())
@example("a\u200b\u0301")
@example("a\u202eb\u2066c\x00d\x1b[31me\u200bf")
def test_cleaned_text_has_no_controls_and_stays_clean(text: str) -> None:
    kept = clean(text)
    assert not any(unicodedata.category(each) in ("Cc", "Cs") for each in kept if each != "\n")
    assert not set(kept) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    assert "\n\n\n" not in kept
    assert clean(kept) == kept
    assert "\n" not in clean_line(text)


@pytest.mark.parametrize(
    ("text", "address", "after"),
    [
        ("See https://a.example/x.", "https://a.example/x", "."),
        ("(https://a.example/x)", "https://a.example/x", ")"),
        ("https://a.example/x_(y)", "https://a.example/x_(y)", ""),
        ("https://a.example/?a=1&b=2, then", "https://a.example/?a=1&b=2", ", then"),
        ("HTTP://A.EXAMPLE!", "HTTP://A.EXAMPLE", "!"),
    ],
)
def test_a_link_ends_where_its_address_does(text: str, address: str, after: str) -> None:
    html = to_html(text)
    ((_, attributes),) = Seen(html).tags
    assert attributes["href"] == address
    assert unescape(html.rpartition("</a>")[2]) == after


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "ftp://a.example",
        "www.a.example",
        "https://bank.example@evil.example/",
        "https://",
        "https://[::1",
        "mailto:me@a.example",
    ],
)
def test_what_may_lead_elsewhere_is_no_link(text: str) -> None:
    assert Seen(to_html(text)).tags == []
    assert unescape(to_html(text)) == text


def test_a_long_address_is_shortened_but_leads_to_all_of_it() -> None:
    address = "https://a.example/" + "x" * 200
    seen = Seen(to_html(address))
    assert seen.tags[0][1]["href"] == address
    assert len("".join(seen.words)) == 60


def test_lines_and_joined_emoji_are_kept() -> None:
    assert clean("one\r\ntwo\r\n\r\n\r\nthree\t👩\u200d🚀 ") == "one\ntwo\n\nthree 👩\u200d🚀"
    assert to_html("one\ntwo") == "one<br>two"

"""Members write plain text: cleaned when it comes in, shown escaped, with its links to press."""

import re
import unicodedata
from urllib.parse import urlsplit

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

# Characters that turn the direction of others around: text would not read as it is stored.
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = frozenset("\u00ad\u200b\u2060\ufeff\ufff9\ufffa\ufffb")
_UNSEEN = frozenset({"Cc", "Cs", "Co", "Cn"})  # controls, half characters, unassigned ones
_LINES = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_BLANK_LINES = re.compile(r"\n{3,}")
_ADDRESS = re.compile(r"https?://[^\s<>\"'`]+", re.IGNORECASE)
_AFTER_AN_ADDRESS = ".,;:!?…"
_LONGEST_SHOWN = 60  # characters of an address; the rest is a click away


def clean(text: str) -> str:
    """The text without anything that could not be seen or would turn it around; lines stay."""
    lines = _LINES.sub("\n", text).replace("\t", " ")
    kept = unicodedata.normalize("NFC", "".join(each for each in lines if _is_plain(each)))
    rows = "\n".join(row.rstrip() for row in kept.split("\n"))
    return _BLANK_LINES.sub("\n\n", rows).strip()


def clean_line(text: str) -> str:
    """As `clean`, on one line."""
    return " ".join(clean(text).split())


def to_html(text: str) -> SafeString:
    """The text as HTML: everything escaped, web addresses to press, lines kept."""
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        address = _without_end(found.group())
        parts += [escape(text[end : found.start()]), _link(address)]
        end = found.start() + len(address)
    parts.append(escape(text[end:]))
    return mark_safe("".join(parts).replace("\n", "<br>"))  # noqa: S308 every part is escaped


def _is_plain(character: str) -> bool:
    if character in _DIRECTION or character in _INVISIBLE:
        return False
    return character == "\n" or unicodedata.category(character) not in _UNSEEN


def _without_end(address: str) -> str:
    """The address without the full stop or bracket of the sentence around it."""
    while address:
        last = address[-1]
        closes = last in ")]}" and address.count(last) > address.count("([{"[")]}".index(last)])
        if not closes and last not in _AFTER_AN_ADDRESS:
            break
        address = address[:-1]
    return address


def _link(address: str) -> SafeString:
    if not _leads_where_it_says(address):
        return escape(address)
    shown = address if len(address) <= _LONGEST_SHOWN else address[: _LONGEST_SHOWN - 1] + "…"
    return format_html('<a href="{}" rel="nofollow noopener ugc">{}</a>', address, shown)


def _leads_where_it_says(address: str) -> bool:
    """Whether it is a web address without a name before its host: that may look like another."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and "@" not in parts.netloc

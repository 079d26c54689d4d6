"""XML from strangers, element by element: no entities, no network, no DTD, damage survived."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Protocol

from strongstride.formats.errors import UnreadableFileError

if TYPE_CHECKING:
    from lxml.etree import _Element

# What libxml2 reports about a prefix nobody declared; the document is fine without it.
_NAMESPACE_DOMAIN = 3
_WHITESPACE = b" \t\r\n\x00"


class XmlStream:
    """Iterates over the end of each element with one of the given local names, then forgets it.

    `damage` is empty or says, after the iteration, where the document stopped being XML.
    """

    def __init__(self, stream: IO[bytes], names: tuple[str, ...]) -> None:
        self._stream = stream
        self._tags = [f"{{*}}{name}" for name in names]
        self.damage = ""

    def __iter__(self) -> Iterator[tuple[str, _Element]]:
        """Pairs of local name and element."""
        from lxml import etree

        events = etree.iterparse(
            self._stream,
            events=("end",),
            tag=self._tags,
            recover=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for _, element in events:
                yield local_name(element.tag), element
                _forget(element)
        except etree.XMLSyntaxError as error:
            self.damage = f"the XML is damaged at line {error.lineno or 1}: read as far as it goes"
            return
        faults = [e for e in events.error_log if e.domain != _NAMESPACE_DOMAIN]
        if faults:
            self.damage = f"the XML is damaged at line {faults[0].line}: read around it"


def _forget(element: _Element) -> None:
    """Free an element and its equals before it; other elder siblings (a name, a type) stay."""
    tag = element.tag
    element.clear()
    elder = element.getprevious()
    while elder is not None and elder.tag == tag:
        parent = elder.getparent()
        if parent is None:
            break
        parent.remove(elder)
        elder = element.getprevious()


@lru_cache(maxsize=1024)  # asked for every element of every point
def local_name(tag: object) -> str:
    """A tag without its namespace or undeclared prefix; "" for comments and the like."""
    if not isinstance(tag, str):
        return ""
    return tag.rsplit("}", 1)[-1].rsplit(":", 1)[-1]


def child_text(element: _Element, name: str) -> str:
    """The text of the first child with that local name, in one line; "" without one."""
    for child in element:
        if local_name(child.tag) == name:
            return " ".join((child.text or "").split())[:200]
    return ""


def number(text: str | None) -> float:
    """A number as phones and watches write it (comma or point); NaN when it is none."""
    if text is None:
        return math.nan
    try:
        return float(text)
    except ValueError:
        try:
            return float(text.strip().replace(",", "."))
        except ValueError:
            return math.nan


def moment(text: str | None) -> tuple[float, int | None]:
    """Epoch seconds and local offset of an ISO 8601 time; (NaN, None) when it is none.

    `Z` says nothing about the local clock: its offset is None. A time without any zone is taken as
    UTC, with offset 0, because then the date in the file is the one the runner saw.
    """
    if not text:
        return math.nan, None
    text = text.strip()
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        return math.nan, None
    if value.tzinfo is None:
        return value.replace(tzinfo=UTC).timestamp(), 0
    offset = value.utcoffset()
    seconds = None if offset is None or text[-1] in "Zz" else int(offset.total_seconds())
    return value.timestamp(), seconds or None


class Readable(Protocol):
    """The one thing asked of a stream."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""
        ...


def from_first_tag(head: bytes, rest: Readable) -> IO[bytes]:
    """The stream from its first `<` on: some programs write blanks before the declaration."""
    return io.BufferedReader(_Joined(head.lstrip(_WHITESPACE), rest))


def refuse_entities(head: bytes) -> None:
    """Raise UnreadableFileError when the document declares entities."""
    if b"<!ENTITY" in head:
        raise UnreadableFileError("declares XML entities, which no activity file needs: not read")


class _Joined(io.RawIOBase):
    """Bytes already read, then the stream they were read from."""

    def __init__(self, head: bytes, rest: Readable) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        wanted = len(buffer)
        if self._head:
            part, self._head = self._head[:wanted], self._head[wanted:]
        else:
            part = self._rest.read(wanted)
        buffer[: len(part)] = part
        return len(part)

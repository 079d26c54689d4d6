"""One file, from bytes to Recordings; whatever goes wrong becomes one Refusal. Runs in workers."""

from __future__ import annotations

import gzip
import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import IO, Self

import msgspec

from strongstride.formats import sniff
from strongstride.formats.account_export import MOST_JSON_BYTES, read_apple, read_garmin
from strongstride.formats.activity import Activity
from strongstride.formats.errors import UnreadableFileError
from strongstride.formats.failures import why_of
from strongstride.formats.fit import reader as fit
from strongstride.formats.gpx import gpx_activities
from strongstride.formats.recording import Recording, Refusal
from strongstride.formats.sources import (
    ACTIVITY_SUFFIXES,
    Item,
    most_bytes,
    open_zip,
    shown,
    suffix_of,
    worthwhile,
)
from strongstride.formats.tcx import tcx_activities
from strongstride.formats.xml_stream import Readable, from_first_tag, refuse_entities

Outcome = Recording | Refusal
Told = Activity | Refusal

_MOST_XML_BYTES = 512 << 20
_MOST_NESTED_BYTES = 8 << 30
_SPOOL_BYTES = 8 << 20  # a nested zip beyond this waits in a nameless temporary file
_DEEPEST = 3


class Name(msgspec.Struct, frozen=True):
    """How a file is called, what it may unpack to, and how deep within archives it lies.

    `samples` says whether somebody wants the samples, too.
    """

    source: str
    packed: int
    asked: bool
    depth: int = 0
    samples: bool = False


def read_items(items: Iterable[Item]) -> Iterator[tuple[Item, list[Outcome]]]:
    """Each item with everything it holds. Never raises for what a file can contain."""
    with OpenArchive() as archives:
        for item in items:
            yield item, read_item(item, archives)


class OpenArchive:
    """The archive last asked for stays open: to open one of thousands of files takes 50 ms."""

    def __init__(self) -> None:
        self._path = ""
        self._archive: zipfile.ZipFile | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._archive is not None:
            self._archive.close()
            self._archive = None

    def at(self, path: str) -> zipfile.ZipFile:
        """The archive at a path. Raises what `zipfile.ZipFile` raises."""
        if self._archive is None or self._path != path:
            self.__exit__()
            self._archive, self._path = zipfile.ZipFile(path), path
        return self._archive


def read_item(item: Item, archives: OpenArchive) -> list[Outcome]:
    """Everything one file holds, summed up. Never raises for what a file can contain."""
    told = tell_item(item, archives, samples=False)
    return [each.recording if isinstance(each, Activity) else each for each in told]


def tell_item(item: Item, archives: OpenArchive, *, samples: bool) -> list[Told]:
    """Everything one file holds, with samples if asked. Never raises for what it can contain."""
    name = Name(item.source, item.bytes, item.asked, samples=samples)

    def opened(stack: ExitStack) -> IO[bytes]:
        if item.inside is None:
            return stack.enter_context(Path(item.path).open("rb"))
        return stack.enter_context(archives.at(item.path).open(item.inside))

    return _guarded(name, opened)


def _guarded(name: Name, opened: Callable[[ExitStack], IO[bytes]]) -> list[Told]:
    """The outcomes of an opened file, or the Refusal that says why there are none."""
    try:
        with ExitStack() as stack:
            return _read(opened(stack), name)
    except Exception as error:  # noqa: BLE001  one file's surprise must not stop the other thousands
        return [Refusal(source=name.source, why=why_of(error))]


def _read(stream: IO[bytes], name: Name) -> list[Told]:
    head = stream.read(sniff.HEAD_BYTES)
    kind = sniff.kind_of(head)
    if kind == "gzip":
        limit = most_bytes(name.packed, _MOST_XML_BYTES)
        with gzip.GzipFile(fileobj=from_start(head, stream)) as packed:
            return _read(
                _Bounded(packed, limit).buffered(), msgspec.structs.replace(name, packed=limit)
            )
    if kind == "zip":
        return _read_nested(from_start(head, stream), name)
    found = _activities(kind, head, stream, name.source)
    if found is None:
        return list(_refused(kind, name))
    noted = _note_suffix(found, kind, name.source)
    return list(noted if name.samples else (Activity(each.recording) for each in noted))


def _activities(kind: str, head: bytes, stream: IO[bytes], source: str) -> list[Activity] | None:
    """What a file of a readable kind holds; None for the other kinds."""
    if kind == "fit":
        data = head + stream.read(fit.MOST_BYTES + 1 - len(head))
        if len(data) > fit.MOST_BYTES:
            raise UnreadableFileError(
                f"is larger than {fit.MOST_BYTES >> 20} MB, which no activity is: not read"
            )
        return fit.fit_activities(data, source)
    if kind in ("gpx", "tcx"):
        refuse_entities(head)
        reader = gpx_activities if kind == "gpx" else tcx_activities
        text = from_first_tag(head, _Bounded(stream, _MOST_XML_BYTES).buffered())
        return reader(text, source)
    if kind == "apple-health":
        text = from_first_tag(head, _Bounded(stream, _MOST_NESTED_BYTES).buffered())
        return [Activity(each) for each in read_apple(text, source)]
    if kind == "garmin-json":
        rows = read_garmin(head + _Bounded(stream, MOST_JSON_BYTES).read(), source)
        return [Activity(each) for each in rows]
    return None


def _refused(kind: str, name: Name) -> list[Refusal]:
    """A Refusal when the runner would want to know; nothing for a readme among the runs."""
    why = sniff.why_not(kind)
    if why is None and (name.asked or suffix_of(name.source) in ACTIVITY_SUFFIXES):
        why = "is empty (0 bytes)" if kind == "empty" else "is not a FIT, GPX or TCX file"
    return [] if why is None else [Refusal(source=name.source, why=why)]


def _note_suffix(found: list[Activity], kind: str, source: str) -> list[Activity]:
    """Warn when the name promised another format."""
    promised = suffix_of(source).removesuffix(".gz")
    if promised == kind or promised not in ("fit", "gpx", "tcx"):
        return found
    note = f"is {kind.upper()} although its name ends in .{promised}"
    return [Activity(_noted(each.recording, note), each.track) for each in found]


def _noted(recording: Recording, note: str) -> Recording:
    return msgspec.structs.replace(recording, warnings=(note, *recording.warnings))


def _read_nested(stream: IO[bytes], name: Name) -> list[Told]:
    """A zip within a zip: spooled, because a zip is read from its end."""
    if name.depth >= _DEEPEST:
        raise UnreadableFileError("lies in too many archives within archives: not read")
    limit = most_bytes(name.packed, _MOST_NESTED_BYTES)
    outcomes: list[Told] = []
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES) as spool:
        bounded = _Bounded(stream, limit)
        while block := bounded.read(1 << 20):
            spool.write(block)
        spool.seek(0)
        with open_zip(spool) as archive:
            for member in worthwhile(archive):
                inner = Name(
                    shown(f"{name.source}/{member.filename}"),
                    member.compress_size,
                    asked=False,
                    depth=name.depth + 1,
                    samples=name.samples,
                )
                outcomes += _guarded(inner, partial(_member, archive, member))
    return outcomes


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, stack: ExitStack) -> IO[bytes]:
    return stack.enter_context(archive.open(member))


def from_start(head: bytes, rest: IO[bytes]) -> IO[bytes]:
    """The stream as it was before its head was read."""
    if rest.seekable():
        rest.seek(0)
        return rest
    return from_first_tag(head, rest)


class _Bounded(io.RawIOBase):
    """A stream that stops with one clear sentence when it grows beyond its limit."""

    def __init__(self, stream: Readable, limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self._left = limit

    def readable(self) -> bool:
        return True

    def buffered(self) -> IO[bytes]:
        return io.BufferedReader(self, 1 << 16)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        part = self._stream.read(len(buffer))
        self._left -= len(part)
        if self._left < 0:
            raise UnreadableFileError(
                f"unpacks to more than {self._limit >> 20} MB (a bomb, or no activity): not read"
            )
        buffer[: len(part)] = part
        return len(part)

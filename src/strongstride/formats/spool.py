"""The files of archives one after another on disk, each with its digest, however deep they lie.

Whoever keeps the originals reads a file from here: once from the archive, which for one of
thousands of files is the slow way, and then from disk as often as needed.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import msgspec

from strongstride.formats.errors import UnreadableFileError
from strongstride.formats.failures import why_of
from strongstride.formats.reading import OpenArchive
from strongstride.formats.recording import Refusal
from strongstride.formats.sources import Item, most_bytes, open_zip, shown, worthwhile

_MOST_BYTES = 8 << 30
_BLOCK_BYTES = 1 << 20
_DEEPEST = 3
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")


class Spooled(msgspec.Struct, frozen=True):
    """A file on disk. It is replaced by the next one: move it away, or read it before."""

    item: Item  # where it lies now and how the runner knows it; reading takes it
    found: Item  # where it was found: what a table beside it calls it
    sha256: str
    size: int
    ahead: int = 0  # files an archive that was just opened adds to those there are to come


def spooled(items: Iterable[Item], folder: Path) -> Generator[Spooled | Refusal]:
    """Each item copied into `folder`, an archive within an archive as the files it holds.

    Never raises for what files hold. A full disk raises its OSError: that is no fault of a file.
    """
    with OpenArchive() as archives:
        for item in items:
            yield from _spooled(item, archives, folder, depth=0)


def _spooled(
    item: Item, archives: OpenArchive, folder: Path, depth: int
) -> Iterator[Spooled | Refusal]:
    part = folder / f"part-{depth}"
    try:
        sha256, size = _copied(item, archives, part)
    except Exception as error:
        if isinstance(error, OSError) and error.filename == str(part):
            raise
        yield Refusal(source=item.source, why=why_of(error))
        return
    if item.inside is not None and _is_zip(part):
        yield from _members(item, part, folder, depth)
    else:
        here = Item(str(part), None, item.source, size, item.asked)
        yield Spooled(here, item, sha256, size)
    part.unlink(missing_ok=True)


def _members(item: Item, part: Path, folder: Path, depth: int) -> Iterator[Spooled | Refusal]:
    """The files of an archive that was found in an archive."""
    try:
        members = _listed(item, part, depth)
    except UnreadableFileError as error:
        yield Refusal(source=item.source, why=why_of(error))
        return
    ahead = len(members) - 1
    with OpenArchive() as archives:
        for member in members:
            for each in _spooled(member, archives, folder, depth + 1):
                if ahead and isinstance(each, Spooled):
                    each, ahead = msgspec.structs.replace(each, ahead=each.ahead + ahead), 0
                yield each


def _listed(item: Item, part: Path, depth: int) -> list[Item]:
    if depth >= _DEEPEST:
        raise UnreadableFileError("lies in too many archives within archives: not read")
    with part.open("rb") as stream, open_zip(stream) as archive:
        return [_member(item, part, each) for each in worthwhile(archive)]


def _member(item: Item, part: Path, member: zipfile.ZipInfo) -> Item:
    source = shown(f"{item.source}/{member.filename}")
    return Item(str(part), member.filename, source, member.compress_size, asked=False)


def _copied(item: Item, archives: OpenArchive, part: Path) -> tuple[str, int]:
    """SHA-256 and size of the copy."""
    limit = _MOST_BYTES if item.inside is None else most_bytes(item.bytes, _MOST_BYTES)
    digest, size = hashlib.sha256(), 0
    with ExitStack() as stack:
        source = _opened(item, archives, stack)
        target = stack.enter_context(part.open("wb"))
        while block := source.read(_BLOCK_BYTES):
            size += len(block)
            if size > limit:
                raise UnreadableFileError(
                    f"unpacks to more than {limit >> 20} MB (a bomb, or no activity): not read"
                )
            digest.update(block)
            _write(target, block, part)
    return digest.hexdigest(), size


def _write(target: IO[bytes], block: bytes, part: Path) -> None:
    try:
        target.write(block)
    except OSError as error:  # a write does not name its file
        raise OSError(error.errno, error.strerror, str(part)) from error


def _opened(item: Item, archives: OpenArchive, stack: ExitStack) -> IO[bytes]:
    if item.inside is None:
        return stack.enter_context(Path(item.path).open("rb"))
    return stack.enter_context(archives.at(item.path).open(item.inside))


def _is_zip(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) in _ZIP_MARKS

"""From the paths a runner names to the files to read: folders and zips unfolded, junk left out.

Nothing is ever unpacked to disk, so a name inside an archive is never more than a name.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

import msgspec

from strongstride.formats.errors import UnreadableFileError
from strongstride.formats.failures import why_of
from strongstride.formats.recording import Refusal

MOST_MEMBERS = 200_000
_BOMB_RATIO = 200  # text packs 20 times, FIT 3 times
_BOMB_FLOOR = 64 << 20
_JUNK_FOLDERS = frozenset({"__macosx", "$recycle.bin", ".git", ".trash", ".trashes"})
_JUNK_NAMES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_NEVER = frozenset(
    [
        "jpg",
        "jpeg",
        "png",
        "heic",
        "heif",
        "gif",
        "webp",
        "mp4",
        "mov",
        "avi",
        "m4v",
        "mp3",
        "m4a",
        "pdf",
        "html",
        "htm",
        "css",
        "js",
        "svg",
        "py",
        "md",
    ]
)
ACTIVITY_SUFFIXES = frozenset(
    [
        "fit",
        "gpx",
        "tcx",
        "kml",
        "kmz",
        "krd",
        "zwo",
        "fit.gz",
        "gpx.gz",
        "tcx.gz",
        "pwx",
        "sml",
        "hrm",
    ]
)


class Item(msgspec.Struct, frozen=True):
    """One file to read, on disk or inside a zip on disk."""

    path: str
    inside: str | None  # the member's exact name, None for a plain file
    source: str  # as shown to the runner
    bytes: int  # as it lies on disk
    asked: bool  # named by the runner, not merely found: say so when it is nothing


def shown(name: str) -> str:
    """A name fit to be printed: no control characters, no more than 200 characters."""
    clean = "".join(c if c.isprintable() else "?" for c in name)
    return clean if len(clean) <= 200 else f"{clean[:80]}…{clean[-119:]}"


def is_junk(name: str) -> bool:
    """Whether a path is one of the traces that systems leave in folders and archives."""
    parts = [part.casefold() for part in PurePosixPath(name.replace("\\", "/")).parts]
    if not parts:
        return True
    return (
        any(part in _JUNK_FOLDERS for part in parts)
        or parts[-1].startswith("._")
        or parts[-1] in _JUNK_NAMES
    )


def is_worth_a_look(name: str) -> bool:
    """Whether a path found in a folder or archive may be an activity."""
    return not (is_junk(name) or suffix_of(name) in _NEVER or _is_route_of_health(name))


def suffix_of(name: str) -> str:
    """The extension without its dot, `fit.gz` for packed ones, in lower case."""
    parts = name.casefold().rsplit("/", 1)[-1].split(".")
    if len(parts) > 2 and parts[-1] == "gz":
        return ".".join(parts[-2:])
    return parts[-1] if len(parts) > 1 else ""


def items_of(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Item | Refusal]:
    """Every file worth looking at below the given paths, in a fixed order."""
    for given in paths:
        path = Path(given)
        try:
            if path.is_dir():
                yield from _in_folder(path)
            elif path.exists():
                yield from _of_file(path, asked=True)
            else:
                yield Refusal(source=shown(str(given)), why="does not exist: check the path")
        except Exception as error:  # noqa: BLE001  one path must not stop the others
            yield Refusal(source=shown(str(given)), why=why_of(error))


def _in_folder(folder: Path) -> Iterator[Item | Refusal]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not is_junk(f))
        for name in sorted(names):
            path = Path(place, name)
            if not is_worth_a_look(str(path.relative_to(folder.parent))) or not path.is_file():
                continue
            try:
                yield from _of_file(path, asked=False)
            except OSError as error:
                yield Refusal(source=shown(str(path)), why=why_of(error))


def _of_file(path: Path, *, asked: bool) -> Iterator[Item | Refusal]:
    size = path.stat().st_size
    with path.open("rb") as stream:
        is_zip = stream.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
        if not is_zip:
            yield Item(str(path), None, shown(str(path)), size, asked)
            return
        try:
            yield from _in_zip(stream, path)
        except UnreadableFileError as error:
            yield Refusal(source=shown(str(path)), why=str(error))


def _in_zip(stream: IO[bytes], path: Path) -> Iterator[Item]:
    with open_zip(stream) as archive:
        members = worthwhile(archive)
    for member in members:
        source = shown(f"{path}/{member.filename}")
        yield Item(str(path), member.filename, source, member.compress_size, asked=False)


def open_zip(stream: IO[bytes]) -> zipfile.ZipFile:
    """The archive, or UnreadableFileError when it is broken or a bomb."""
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, NotImplementedError) as error:
        raise UnreadableFileError("is a broken zip archive: download or export it again") from error
    members = archive.infolist()
    unpacked = sum(m.file_size for m in members)
    packed = sum(m.compress_size for m in members)
    size = stream.seek(0, os.SEEK_END)
    if len(members) > MOST_MEMBERS:
        archive.close()
        raise UnreadableFileError(f"holds {len(members)} files, more than {MOST_MEMBERS}: not read")
    if unpacked > _BOMB_FLOOR and unpacked > _BOMB_RATIO * min(packed, size):
        archive.close()
        raise UnreadableFileError(
            f"would unpack to {unpacked >> 20} MB from {size / 2**20:.1f} MB (a zip bomb): not read"
        )
    return archive


def _is_route_of_health(name: str) -> bool:
    """A GPX of Apple Health's export: its workout stands in `export.xml`, with sport and pauses."""
    return "apple_health_export/workout-routes/" in name.replace("\\", "/")


def worthwhile(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Members that may be activities, sorted by name, each name once (the last counts)."""
    by_name = {m.filename: m for m in archive.infolist()}
    return [
        by_name[name]
        for name in sorted(by_name)
        if is_worth_a_look(name) and not by_name[name].is_dir()  # a name may be empty
    ]


def most_bytes(packed: int, cap: int) -> int:
    """How much a packed file may unpack to before it counts as a bomb."""
    return min(cap, max(_BOMB_FLOOR, packed * _BOMB_RATIO))

"""Where in a TOML text a value stands. Used only to tell a user the line of a mistake."""

import re
from typing import Any

_HEADER = re.compile(r"\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_ASSIGNMENT = re.compile(r"\s*([A-Za-z0-9_\-.\"' ]+?)\s*=")
Path = tuple[str | int, ...]


def line_of(text: str, path: Path, value: Any = None) -> int:
    """The line (from 1) of the value at `path`, or of the nearest table around it.

    `value` narrows the search inside a value written over several lines or in one inline table.
    """
    lines = text.splitlines()
    best_line, best_depth = 1, 0
    for number, found in _places(lines):
        depth = _common(found, path)
        if depth in (len(found), len(path)) and depth > best_depth:
            best_line, best_depth = number, depth
    return _inside(lines, best_line, path, value)


def _places(lines: list[str]) -> list[tuple[int, Path]]:
    """Each line that opens a table or assigns a key, with the full path of what it opens."""
    places: list[tuple[int, Path]] = []
    counts: dict[Path, int] = {}
    table: Path = ()
    for number, line in enumerate(lines, 1):
        if header := _HEADER.match(line):
            table = _of_last(_keys(header[1]), counts)
            if line.lstrip().startswith("[["):
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            places.append((number, table))
        elif assignment := _ASSIGNMENT.match(line):
            places.append((number, (*table, *_keys(assignment[1]))))
    return places


def _of_last(keys: Path, counts: dict[Path, int]) -> Path:
    """The path of a header: inside a list of tables it belongs to the last table so far."""
    path: Path = ()
    for key in keys[:-1]:
        path = (*path, key)
        if path in counts:
            path = (*path, counts[path])
    return (*path, *keys[-1:])


def _keys(dotted: str) -> Path:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _common(one: Path, other: Path) -> int:
    depth = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        depth += 1
    return depth


def _inside(lines: list[str], start: int, path: Path, value: Any) -> int:
    """The first line from `start` to the next key that holds the last key of `path` or `value`."""
    wanted = [str(value)] if isinstance(value, str | int | float) else []
    wanted += [str(path[-1])] if path and isinstance(path[-1], str) else []
    for word in wanted:
        for number in range(start, min(start + 200, len(lines) + 1)):
            line = lines[number - 1]
            if number > start and (_HEADER.match(line) or _ASSIGNMENT.match(line)):
                break
            if word in line.split("#")[0]:
                return number
    return start

"""A folder of workouts for the watch: what is planned soon, and nothing of an older plan."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import msgspec

from strongstride.cli.files import make_folder, write_file
from strongstride.coach.programme import Programme

_OURS = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9-]+\.fit")
_MAKER = slice(14, 41)  # bytes that say "a workout, made by us" in every file we write


def soon(programme: Programme, today: date, weeks: int) -> Programme:
    """The sessions of the next `weeks` weeks alone."""
    until = today + timedelta(weeks=weeks)
    kept = [
        msgspec.structs.replace(
            week, sessions=tuple(each for each in week.sessions if each.on < until)
        )
        for week in programme.weeks
    ]
    return msgspec.structs.replace(programme, weeks=tuple(kept))


def write_workouts(folder: Path, made: Sequence[tuple[str, bytes]]) -> int:
    """Write the workouts and remove ours that are no longer planned; how many were removed."""
    make_folder(folder)
    for name, data in made:
        write_file(folder / name, data)
    planned = {name for name, _ in made}
    stale = [each for each in folder.iterdir() if each.name not in planned and _is_ours(each, made)]
    for each in stale:
        each.unlink()
    return len(stale)


def _is_ours(path: Path, made: Sequence[tuple[str, bytes]]) -> bool:
    """Whether we wrote it: the runner's own activities may be called alike."""
    if not made or not _OURS.fullmatch(path.name) or path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(_MAKER.stop)[_MAKER] == made[0][1][_MAKER]

"""Writing files so that a reader sees the old one or the new one, never half of it."""

import os
import tempfile
from pathlib import Path

from strongstride.cli.complaint import ComplaintError


def write_file(path: Path, data: bytes) -> None:
    """Write `data` to `path` in one step; folders on the way must exist."""
    if path.is_dir():
        raise ComplaintError(f"{path} is a folder; name a file in it.")
    if not path.parent.is_dir():
        raise ComplaintError(f"{path}: there is no folder {path.parent}; make it first.")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def make_folder(path: Path) -> None:
    """The folder `path`, made with those above it when it is not there."""
    if path.exists() and not path.is_dir():
        raise ComplaintError(f"{path} is a file; name a folder.")
    path.mkdir(parents=True, exist_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

"""Writing files so that a reader sees the old one or the new one, never half of it."""

import os
import tempfile
from pathlib import Path

from strongstride.cli.complaint import ComplaintError


def write_file(path: Path, data: bytes) -> None:
    """Write `data` to `path` in one step; folders on the way must exist.

    A link stays a link: the file it leads to is written. Pipes and devices are refused.
    """
    target = writable(path)
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(mode)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except PermissionError:
        raise ComplaintError(f"{path}: you may not write there.") from None
    except OSError as error:  # the name the user knows, not that of the file on its way
        raise OSError(error.errno, error.strerror, str(path)) from error


def writable(path: Path) -> Path:
    """The file that writing to `path` would write; ComplaintError when it is not to be written."""
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    if target.is_dir():
        raise ComplaintError(f"{path} is a folder; name a file in it.")
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise ComplaintError(f"{path} is not a file to write to; name another.")
    if not target.parent.is_dir():
        raise ComplaintError(f"{path}: there is no folder {target.parent}; make it first.")
    return target


def make_folder(path: Path) -> None:
    """The folder `path`, made with those above it when it is not there."""
    if path.exists() and not path.is_dir():
        raise ComplaintError(f"{path} is a file; name a folder.")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except PermissionError:
        raise ComplaintError(f"{path}: you may not make this folder.") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

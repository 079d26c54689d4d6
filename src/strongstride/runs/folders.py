"""Where uploads wait and originals are kept, below the data folder."""

import shutil
from pathlib import Path
from uuid import UUID

from django.conf import settings


def upload_folder(name: str) -> Path:
    """The folder of an upload that waits to be read."""
    return _data_dir() / "uploads" / name


def original_path(athlete: UUID, sha256: str) -> Path:
    """Where the bytes of an original lie."""
    return originals_of(athlete) / sha256[:2] / sha256


def originals_of(athlete: UUID) -> Path:
    """The folder of all originals of one athlete."""
    return _data_dir() / "originals" / athlete.hex


def remove_folder(folder: Path) -> None:
    """Delete a folder with all it holds; nothing happens when it is gone already."""
    shutil.rmtree(folder, ignore_errors=True)


def _data_dir() -> Path:
    return Path(settings.DATA_DIR)

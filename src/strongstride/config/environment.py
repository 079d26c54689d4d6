"""Settings come from the environment; what cannot be used is said with its name and a way out."""

import os
from collections.abc import Mapping
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off", ""})
FOLDERS = ("incoming", "originals", "uploads")  # being received, kept, waiting to be read
REGISTRATION = ("open", "invite", "closed")
HSTS = ("host", "subdomains", "preload", "off")


def text(name: str, default: str = "", environ: Mapping[str, str] = os.environ) -> str:
    """The value of `name`, without blanks around it."""
    return environ.get(name, default).strip()


def switch(name: str, *, default: bool, environ: Mapping[str, str] = os.environ) -> bool:
    """A yes or no; ImproperlyConfigured for any other word."""
    if name not in environ:
        return default
    word = environ[name].strip().lower()
    if word in TRUE:
        return True
    if word in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is {word!r}; write 1 (yes) or 0 (no).")


def number(name: str, *, default: int, environ: Mapping[str, str] = os.environ) -> int:
    """A whole number of at least zero; ImproperlyConfigured for anything else."""
    word = environ.get(name, "").strip()
    if not word:
        return default
    if not word.isdecimal():
        raise ImproperlyConfigured(f"{name} is {word!r}; write a whole number such as {default}.")
    return int(word)


def one_of(name: str, choices: tuple[str, ...], environ: Mapping[str, str] = os.environ) -> str:
    """One of `choices`, the first by default; ImproperlyConfigured for anything else."""
    word = text(name, choices[0], environ).lower()
    if word not in choices:
        raise ImproperlyConfigured(f"{name} is {word!r}; write one of {', '.join(choices)}.")
    return word


def data_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the database, the originals and the secret key lie."""
    given = text("STRONGSTRIDE_DATA_DIR", "", environ)
    if given:
        return Path(given).expanduser().resolve()
    home = text("XDG_DATA_HOME", "", environ)
    base = Path(home) if home else Path("~/.local/share").expanduser()
    return base / "strongstride"


def prepared(folder: Path) -> Path:
    """The data folder with the folders in it that files go to; nobody else may read them."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in FOLDERS:
            (folder / name).mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{folder} cannot be written ({error.strerror}); set STRONGSTRIDE_DATA_DIR to a "
            "folder that can."
        ) from None
    return folder


def secret_key(folder: Path, environ: Mapping[str, str] = os.environ) -> str:
    """The key given, else the one kept in `folder`, made at the first start."""
    given = text("STRONGSTRIDE_SECRET_KEY", "", environ)
    if given:
        return given
    path = folder / "secret-key"
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        return _new_secret(path)
    except OSError as error:
        raise ImproperlyConfigured(f"{path} cannot be read: {error.strerror}.") from None


def _new_secret(path: Path) -> str:
    key = token_urlsafe(50)
    partial = path.with_suffix(f".{os.getpid()}")
    partial.touch(mode=0o600, exist_ok=False)
    partial.write_text(key)
    try:
        os.link(partial, path)  # whole or not at all, and only the first of several processes
    except FileExistsError:
        key = path.read_text().strip()
    finally:
        partial.unlink()
    return key


def database(folder: Path, environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Django's settings of the database: `DATABASE_URL`, or SQLite in the data folder."""
    url = text("DATABASE_URL", "", environ)
    if not url:
        return sqlite(folder / "strongstride.sqlite3")
    parts = urlsplit(url)
    if parts.scheme in ("postgres", "postgresql"):
        return _postgresql(url)
    if parts.scheme == "sqlite" and parts.path.strip("/"):
        return sqlite(Path(unquote(parts.path)))
    raise ImproperlyConfigured(
        "DATABASE_URL is not understood; write postgresql://user:password@host:5432/name or "
        "sqlite:////path/to/file, or leave it out for SQLite in the data folder."
    )


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite as a server: readers beside one writer (WAL), writers wait instead of failing.

    A transaction takes the write lock when it begins: begun as a reader and upgraded later it is
    refused at once, whatever the timeout. `synchronous=FULL` because a set that was acknowledged
    must outlive a power cut, too.
    """
    pragmas = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728;"
    )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    host = unquote(query.pop("host", "")) or unquote(parts.hostname or "")
    try:
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured("DATABASE_URL has a port that is no number.") from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }

"""What a person would look at when the app does not work, looked at in turn."""

import shutil
import smtplib
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from enum import StrEnum

import msgspec
from django.conf import settings
from django.core import checks
from django.core.mail import get_connection
from django.db import DatabaseError, connection

from strongstride.giving.models import Cause
from strongstride.giving.providers.stripe.account import INSTALL, account
from strongstride.giving.providers.stripe.adapter import Stripe
from strongstride.giving.providers.stripe.amounts import is_taken
from strongstride.operations import preparing
from strongstride.web import clock, heartbeat

ENOUGH_DISK_BYTES = 1_000_000_000
CLOCK_MAY_DIFFER_S = 2.0


class Mark(StrEnum):
    """How a finding is meant."""

    GOOD = "ok"
    NOTE = "note"
    BAD = "bad"


class Finding(msgspec.Struct, frozen=True):
    """One thing looked at: what it is, and what to do where it is not well."""

    mark: Mark
    about: str
    said: str


def check_up() -> Iterator[Finding]:
    """All findings, in the order in which one depends on the other."""
    yield from _settings()
    yield _data_folder()
    yield _disk()
    if (database := _database()).mark is Mark.BAD:
        yield database
        return
    yield database
    yield from _each(_tables, _whole, _clock, _worker)
    yield _static_files()
    yield _mail()
    yield from _each(_card_gifts)


def _each(*parts: Callable[[], Finding]) -> Iterator[Finding]:
    for part in parts:
        try:
            yield part()
        except (DatabaseError, sqlite3.Error) as error:
            about = part.__name__.strip("_")
            yield Finding(Mark.BAD, about, f"The database refused: {error}.")


def _settings() -> Iterator[Finding]:
    """Django's checks and ours; those for deployment where the app is on the web."""
    is_public = settings.PUBLIC_URL.startswith("https://")
    found = checks.run_checks(include_deployment_checks=is_public)
    for message in found:
        mark = Mark.BAD if message.level >= checks.ERROR else Mark.NOTE
        hint = f" {message.hint}" if message.hint else ""
        yield Finding(mark, "settings", f"{message.msg}{hint} ({message.id})")
    if not found:
        yield Finding(Mark.GOOD, "settings", f"the app is at {settings.PUBLIC_URL}")


def _data_folder() -> Finding:
    folder = settings.DATA_DIR
    try:
        preparing.prepare_folders()
        probe = folder / ".probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        said = f"{folder} cannot be written: {error.strerror}. Set STRONGSTRIDE_DATA_DIR."
        return Finding(Mark.BAD, "data folder", said)
    key = folder / "secret-key"
    if key.exists() and key.stat().st_mode & 0o077:
        said = f"others can read {key}; run: chmod 600 {key}"
        return Finding(Mark.BAD, "data folder", said)
    return Finding(Mark.GOOD, "data folder", str(folder))


def _disk() -> Finding:
    free = shutil.disk_usage(settings.DATA_DIR).free
    said = f"{free / 1e9:.1f} GB free"
    if free < ENOUGH_DISK_BYTES:
        return Finding(Mark.NOTE, "disk", f"{said}; uploads and backups need room")
    return Finding(Mark.GOOD, "disk", said)


def _database() -> Finding:
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        reason = (str(error).strip().splitlines() or ["no reason given"])[0]
        return Finding(Mark.BAD, "database", f"it does not answer: {reason}. See DATABASE_URL.")
    name = settings.DATABASES["default"]["NAME"]
    shown = ".".join(str(part) for part in connection.get_database_version())
    return Finding(Mark.GOOD, "database", f"{connection.display_name} {shown}, {name}")


def _tables() -> Finding:
    waiting = preparing.waiting_migrations()
    if waiting:
        said = f"{waiting} migrations wait; run `strongstride migrate`, or `serve`, which does it"
        return Finding(Mark.BAD, "tables", said)
    return Finding(Mark.GOOD, "tables", "up to date")


def _whole() -> Finding:
    if connection.vendor != "sqlite":
        return Finding(Mark.GOOD, "integrity", "PostgreSQL checks its pages itself")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check")
        (said,) = cursor.fetchone()
    if said != "ok":
        return Finding(Mark.BAD, "integrity", f"damaged: {said}. Restore the last backup.")
    return Finding(Mark.GOOD, "integrity", "quick_check says ok")


def _clock() -> Finding:
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT CURRENT_TIMESTAMP")
        (theirs,) = cursor.fetchone()
    if isinstance(theirs, str):  # SQLite gives text in UTC
        theirs = datetime.fromisoformat(theirs).replace(tzinfo=UTC)
    apart = abs((now - theirs).total_seconds())
    if apart > CLOCK_MAY_DIFFER_S:
        said = f"the database's clock is {apart:.0f} s away from ours; let both follow NTP"
        return Finding(Mark.BAD, "clock", said)
    return Finding(Mark.GOOD, "clock", f"{now:%Y-%m-%d %H:%M} UTC; days follow each runner's zone")


def _worker() -> Finding:
    at = heartbeat.last_beat()
    if at is None:
        return Finding(Mark.NOTE, "worker", "none has run yet; `strongstride serve` starts one")
    if not heartbeat.worker_is_alive():
        said = f"no sign of life since {at:%Y-%m-%d %H:%M} UTC; imports wait for one"
        return Finding(Mark.NOTE, "worker", said)
    return Finding(Mark.GOOD, "worker", "alive")


def _static_files() -> Finding:
    if (settings.STATIC_ROOT / "staticfiles.json").is_file():
        return Finding(Mark.GOOD, "static files", str(settings.STATIC_ROOT))
    return Finding(Mark.NOTE, "static files", "not collected yet; `strongstride serve` does it")


def _mail() -> Finding:
    if not settings.HAS_MAIL:
        said = "none: addresses are not verified, forgotten passwords need an administrator"
        return Finding(Mark.NOTE, "mail", said)
    if settings.EMAIL_FILE_PATH:
        said = f"written into {settings.EMAIL_FILE_PATH}, sent to nobody"
        return Finding(Mark.NOTE, "mail", said)
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with get_connection():
            return Finding(Mark.GOOD, "mail", f"{where} answers")
    except (OSError, smtplib.SMTPException) as error:
        said = f"{where} does not answer ({error}); see STRONGSTRIDE_EMAIL_HOST"
        return Finding(Mark.BAD, "mail", said)


def _card_gifts() -> Finding:
    """Whether gifts can be paid by card, and into whose account."""
    about = "gifts by card"
    if not settings.STRIPE_KEY:
        return Finding(Mark.NOTE, about, "off; STRONGSTRIDE_STRIPE_KEY and two more turn them on")
    keys = account()
    if keys is None:
        said = f"off, though there is a key: Stripe's library is missing. Run: {INSTALL}"
        return Finding(Mark.BAD, about, said)
    cause = Cause.objects.select_related("club").filter(slug=keys.cause).first()
    if cause is None:
        said = f"STRONGSTRIDE_STRIPE_CAUSE is {keys.cause!r}, and no cause has this address"
        return Finding(Mark.BAD, about, said)
    return _card_gifts_of(cause, is_live=keys.is_live)


def _card_gifts_of(cause: Cause, *, is_live: bool) -> Finding:
    about, whose = "gifts by card", f"into the account of {cause.name} ({cause.club.name})"
    if not is_taken(cause.currency):
        said = f"off: {cause.name} takes {cause.currency}, which we do not take by card"
        return Finding(Mark.BAD, about, said)
    if Stripe.key not in cause.ways:
        said = f"off: {cause.name} does not offer them; its organiser can on the cause's page"
        return Finding(Mark.NOTE, about, said)
    if not is_live:
        return Finding(Mark.NOTE, about, f"a trial, no money moves: {whose}")
    return Finding(Mark.GOOD, about, whose)

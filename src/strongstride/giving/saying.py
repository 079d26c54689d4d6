"""Writing what somebody said into the columns it is named for, and what that changes."""

from typing import Any

import msgspec
from django.db import models
from msgspec import Struct


def say(row: models.Model, words: Struct) -> list[str]:
    """Write words into the columns they are named for; the names of the columns."""
    told = msgspec.structs.asdict(words)
    for name, value in told.items():
        setattr(row, name, list(value) if isinstance(value, tuple) else value)
    return list(told)


def differences(row: models.Model, words: Struct) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the words change, as it was and as it is, for the audit log."""
    now = msgspec.to_builtins(words)
    was = {name: msgspec.to_builtins(getattr(row, name)) for name in now}
    changed = [name for name in now if was[name] != now[name]]
    return {name: was[name] for name in changed}, {name: now[name] for name in changed}

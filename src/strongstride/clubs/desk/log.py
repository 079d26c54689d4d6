"""The audit log in words: who did what, to what, and what was before and after."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from strongstride.clubs.models import AuditEntry, Club, Membership
from strongstride.web.marks import Mark

PAGE = 50
_NOT_SAID = frozenset({"key", "participant"})  # for programs
_WORDS = {
    "about": "text",
    "by_hand": "entries by hand",
    "day_most": "most of a day",
    "entry_least": "least of an entry",
    "entry_most": "most of an entry",
    "grace_days": "days of grace",
    "join_mode": "joining",
    "lets_register": "the link makes accounts",
    "off": "switched off",
    "points_a_session": "for a strength session",
    "points_a_unit": "for each km or mile",
    "ruling": "word",
    "waiting": "entries left waiting",
}


class Change(msgspec.Struct, frozen=True):
    """One thing that changed; `before` or `after` is "" where there was nothing."""

    what: str
    before: str
    after: str


class LogLine(msgspec.Struct, frozen=True, kw_only=True):
    """One act. `at` is on the reader's clock."""

    at: datetime
    who: str
    action: str
    about: str
    changes: tuple[Change, ...]
    participant: str  # key of the participant it was about, "" for others
    challenge: str  # the address of their challenge


class LogPage(msgspec.Struct, frozen=True, kw_only=True):
    """Some acts, newest first, and the mark of the next page if there is one."""

    lines: tuple[LogLine, ...]
    following: str = ""


def log_page(club: Club, after: str, zone: str) -> LogPage:
    """A page of the log. One query."""
    rows = AuditEntry.objects.filter(club=club).select_related("actor").order_by("-at", "-id")
    mark = Mark.read(after)
    if mark is not None:
        rows = rows.filter(at__lte=mark.at).exclude(at=mark.at, id__gte=mark.key)
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    following = "" if last is None else str(Mark(last.at, last.pk))
    clock = ZoneInfo(zone)
    return LogPage(lines=tuple(_line(each, clock) for each in found[:PAGE]), following=following)


def _line(entry: AuditEntry, clock: ZoneInfo) -> LogLine:
    return LogLine(
        at=entry.at.astimezone(clock),
        who=_who(entry.actor),
        action=entry.action,
        about=entry.about,
        changes=changes(entry.before, entry.after),
        participant=str(entry.after.get("participant", "")),
        challenge=str(entry.after.get("challenge", "")),
    )


def _who(actor: Membership | None) -> str:
    if actor is None:
        return "Strongstride"
    return actor.name or "A former member"


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """What differs between two states, in words."""
    said = [key for key in {**before, **after} if key not in _NOT_SAID | {"challenge"}]
    return tuple(
        Change(_named(key), _told(before.get(key)), _told(after.get(key)))
        for key in said
        if before.get(key) != after.get(key)
    )


def _named(key: str) -> str:
    return _WORDS.get(key, key.replace("_", " "))


def _told(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list):
        return ", ".join(map(_told, value))
    if isinstance(value, dict):
        return ", ".join(f"{_named(key)} {_told(each)}" for key, each in value.items())
    return str(value).replace("_", " ")

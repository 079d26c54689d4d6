"""What the judge finds in a programme, and where."""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from strongstride.coach.rules import rules


class Severity(StrEnum):
    """How much a finding matters."""

    STOP = "stop"  # not for this athlete as written
    CHANGE = "change"  # change this before doing it
    NOTE = "note"  # good to know


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing the safety rules would change, and every week in which it stands.

    The numbers of `text` are those of the first of `weeks`; `day` is None when it is in several.
    """

    rule: str
    severity: Severity
    text: str
    change: str  # what to do instead; "" when there is nothing to do
    weeks: tuple[int, ...] = ()  # empty = the whole programme
    day: str | None = None
    item: str | None = None  # catalogue id


def finding(
    rule: str,
    severity: Severity,
    text: str,
    change: str,
    *,
    week: int | None = None,
    day: str | None = None,
    item: str | None = None,
) -> Finding:
    """A finding under a rule that exists; KeyError if it does not."""
    return Finding(
        rule=rules()[rule].id,
        severity=severity,
        text=text,
        change=change,
        weeks=() if week is None else (week,),
        day=day,
        item=item,
    )


def gathered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings with the same remedy as one each, told as they first stood; the gravest first."""
    alike: dict[tuple[str, Severity, str | None, str], list[Finding]] = {}
    for each in findings:
        alike.setdefault((each.rule, each.severity, each.item, each.change), []).append(each)
    gravity = list(Severity)
    merged = (_merged(found) for found in alike.values())
    return tuple(sorted(merged, key=lambda each: (gravity.index(each.severity), each.weeks[:1])))


def _merged(found: list[Finding]) -> Finding:
    days = {each.day for each in found}
    return msgspec.structs.replace(
        found[0],
        weeks=tuple(sorted({week for each in found for week in each.weeks})),
        day=found[0].day if len(days) == 1 else None,
    )

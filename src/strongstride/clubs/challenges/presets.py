"""Challenges that clubs often want, with sensible values for the form."""

from datetime import date, timedelta
from typing import Any

import msgspec

from strongstride.clubs.crediting.terms import Backfill, ChallengeKind, DayRule, Scope
from strongstride.clubs.models import TeamResult


class Preset(msgspec.Struct, frozen=True, kw_only=True):
    """A challenge to begin with; `goal` and limits as the form takes them, in the club's unit."""

    key: str
    name: str
    words: str
    title: str = ""  # where it is not the name; {month} is that of the first day
    kind: ChallengeKind = ChallengeKind.DISTANCE
    scope: Scope = Scope.INDIVIDUAL
    goal: str = ""
    team_most: int | None = None
    entry_least: str = ""
    day_most: str = ""
    walks: bool = False
    days: int | None = None  # from the first day on; None is a calendar month


PRESETS = (
    Preset(
        key="together",
        name="Club miles together",
        words="One shared goal. Everybody adds to it, nobody is ranked.",
        scope=Scope.GROUP,
        goal="1,000",
        walks=True,
        days=61,
    ),
    Preset(
        key="most",
        name="Most miles this month",
        words="Each for themselves, the most distance wins.",
        title="Most miles in {month}",
    ),
    Preset(
        key="points",
        name="Run + strength points",
        words="Points for distance and for strength sessions: the work that keeps runners running.",
        kind=ChallengeKind.POINTS,
        days=28,
    ),
    Preset(
        key="streak",
        name="A streak of small days",
        words="Days in a row with a run or walk of a mile. Small days count as much as big ones.",
        kind=ChallengeKind.STREAK,
        goal="14",
        entry_least="1 mi",
        walks=True,
    ),
    Preset(
        key="teams",
        name="Teams",
        words="Teams of up to six, ranked by the average of their members.",
        scope=Scope.TEAM,
        team_most=6,
    ),
)


def preset(key: str) -> Preset | None:
    """The preset with this key; None for any other text."""
    return next((each for each in PRESETS if each.key == key), None)


def filled(chosen: Preset | None, today: date) -> dict[str, Any]:
    """What the form begins with; the days are those to come."""
    first = _next_month(today) if chosen is None or chosen.days is None else _next_monday(today)
    given: dict[str, Any] = {
        "kind": ChallengeKind.DISTANCE.value,
        "scope": Scope.INDIVIDUAL.value,
        "starts_on": first,
        "ends_on": _next_month(first) - timedelta(days=1),
        "day_rule": DayRule.RUNNER.value,
        "grace_days": 3,
        "backfill": Backfill.FROM_START.value,
        "by_hand": True,
        "indoors": True,
        "team_result": TeamResult.AVERAGE.value,
        "points_a_unit": "1",
        "points_a_session": "5",
    }
    return given if chosen is None else given | _said(chosen, first)


def _said(chosen: Preset, first: date) -> dict[str, Any]:
    given = {
        "title": (chosen.title or chosen.name).format(month=f"{first:%B}"),
        "kind": chosen.kind.value,
        "scope": chosen.scope.value,
        "goal": chosen.goal,
        "team_most": chosen.team_most,
        "entry_least": chosen.entry_least,
        "day_most": chosen.day_most,
        "walks": chosen.walks,
    }
    last = {} if chosen.days is None else {"ends_on": first + timedelta(days=chosen.days - 1)}
    return given | last


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _next_monday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())

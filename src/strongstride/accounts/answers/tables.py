"""A profile as the tables of an athlete file, and back: the file's reader judges every answer.

So the same rules hold for the command line and for every page, and all mistakes come at once.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
import tomli

from strongstride.accounts.profile import Profile, SafetyAnswers
from strongstride.coach.athlete import Goal, Pain
from strongstride.coach.athletes.file import AthleteFile
from strongstride.coach.athletes.screening import read_screening
from strongstride.coach.athletes.tables import read_tables
from strongstride.coach.athletes.write import write_athlete
from strongstride.coach.toml.form import Finding, Form

REPLACED = frozenset({"safety"})  # an answer left out there is a no
Table = dict[str, Any]
Answers = Mapping[str, Mapping[str, Any] | None]  # per table: values by key, None takes one away


class AnswersError(ValueError):
    """Answers that cannot be used; `findings` are all mistakes, each with its place."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__("\n".join(finding.text for finding in findings))


def tables_of(profile: Profile, today: date | None = None) -> dict[str, Any]:
    """The profile as the tables `read_tables` reads."""
    file = AthleteFile(athlete=profile.athlete, running=profile.running)
    tables: dict[str, Any] = tomli.loads(write_athlete(file))
    safety = safety_table(profile.safety)
    if _still_true(profile, safety, today):
        tables["safety"] = safety
    return tables


def with_answers(profile: Profile, answers: Answers, today: date) -> Profile:
    """The profile with these answers in it; raises `AnswersError` with every mistake.

    Tables are changed key by key, but `safety` is replaced as a whole; None for a key or for a
    table takes it away. Pain that is told is pain of today.
    """
    tables = tables_of(profile, today)
    for name, values in answers.items():
        known = tables.pop(name, {})
        changed = {**({} if name in REPLACED else known), **(values or {})}
        if values is not None:
            tables[name] = {key: value for key, value in changed.items() if value is not None}
    findings: list[Finding] = []
    file = read_tables(Form(tables, (), findings), today)
    findings += _past_race(profile.athlete.goal, file.athlete.goal, today)
    if findings:
        raise AnswersError(tuple(findings))
    told_on = today if "pain" in answers else None
    pains = _dated(file.athlete.pains, profile.athlete.pains, told_on)
    return msgspec.structs.replace(
        profile,
        athlete=msgspec.structs.replace(file.athlete, pains=pains),
        running=file.running,
        safety=_answered_safety(tables.get("safety", {})),
    )


def _past_race(known: Goal | None, told: Goal | None, today: date) -> list[Finding]:
    """A race told now is still to come; one that was told before may have been run since."""
    if told is None or told == known or told.on >= today:
        return []
    text = f"{told.on} is over; give the day of a race to come, or choose no race."
    return [Finding(("goal", "date"), text, told.on)]


def _dated(
    pains: tuple[Pain, ...], known: tuple[Pain, ...], told_on: date | None
) -> tuple[Pain, ...]:
    """The pains with the day each was told on: the file has none."""
    since = {pain.part: pain.since for pain in known}
    return tuple(
        msgspec.structs.replace(pain, since=told_on or since.get(pain.part)) for pain in pains
    )


def safety_table(said: SafetyAnswers) -> Table:
    """The [safety] table of the screening as answered."""
    table: Table = dict.fromkeys(said.yes, True)
    if said.cleared:
        table["cleared"] = list(said.cleared)
    if said.with_adult:
        table["with_adult"] = True
    return table


def _still_true(profile: Profile, safety: Table, today: date | None) -> bool:
    """Whether the athlete is what these answers make: another door may have written since."""
    athlete = profile.athlete
    found = read_screening(Form(dict(safety), (), []), athlete.birth_year, today)
    return (found.conditions, found.cleared, found.stops) == (
        athlete.conditions,
        athlete.cleared,
        athlete.stop_reasons,
    )


def _answered_safety(table: Table) -> SafetyAnswers:
    cleared = table.get("cleared", [])
    return SafetyAnswers(
        yes=tuple(key for key, value in table.items() if value is True and key != "with_adult"),
        cleared=tuple(cleared),
        with_adult=bool(table.get("with_adult")),
    )

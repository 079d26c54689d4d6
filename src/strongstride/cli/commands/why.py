"""`strongstride why`: the rules behind the plan, one rule, or one day."""

import re
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from typing import NamedTuple

import click

from strongstride.cli import options
from strongstride.cli.complaint import ComplaintError
from strongstride.cli.intake import Intake, Sources, take_in
from strongstride.coach.athlete import Athlete
from strongstride.coach.programme import PlannedSession, PlannedWeek
from strongstride.coach.rules import Reason, Rule, rules
from strongstride.coach.runs import PlannedRun
from strongstride.exchange import wording

_FROM_TODAY = {"today": 0, "tomorrow": 1, "yesterday": -1}
_OTHER_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")


@click.command()
@click.argument(
    "what",
    required=False,
    metavar="[RULE|DATE]",
    help="A rule, or a day of the plan: 2026-11-26, today, tomorrow.",
)
@options.athlete_option
@options.sources
@options.as_json
@options.today
def run(
    what: str | None,
    sources: Sources,
    as_json: bool,
    today: str | None,
) -> None:
    """Say why: the rules, one rule, or one day of the plan.

    A rule is printed with its numbers, its sources and how well they support it.
    """
    day = _day(what, today)
    if day is not None:
        intake = take_in(sources, options.day_of(today))
        found = _of_plan(intake, day)
        if as_json:
            _print_day(found)
        else:
            _show_day(found, intake.athlete)
        return
    chosen = list(rules().values()) if what is None else [_rule(what)]
    if as_json:
        from strongstride.exchange.as_listings import rule_json
        from strongstride.exchange.contract import encode

        sys.stdout.write(encode([rule_json(rule) for rule in chosen]).decode())
    elif what is None:
        _list(chosen)
    else:
        _show(chosen[0])


def _day(what: str | None, today: str | None) -> date | None:
    """The day meant by a date, `today` or `tomorrow`; None when it is none of them."""
    word = (what or "").lower()
    if word in _FROM_TODAY:
        return options.day_of(today) + timedelta(days=_FROM_TODAY[word])
    try:
        return None if what is None else date.fromisoformat(what)
    except ValueError:
        pass
    other = _OTHER_DATE.fullmatch(word)
    if other is None:
        return None
    day, month, year = (int(part) for part in other.groups())
    try:
        meant = date(year, month, day)
    except ValueError:
        raise ComplaintError(f"{what} is not a date; write it as 2026-11-26.") from None
    raise ComplaintError(f"{what}: write the date as {meant}.")


def _rule(name: str) -> Rule:
    known = rules()
    if name in known:
        return known[name]
    near = get_close_matches(name.lower(), (*_FROM_TODAY, *known), 3, 0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "`strongstride why` lists all."
    raise ComplaintError(f"There is no rule {name!r}, and it is no date (2027-04-25); {hint}")


def _list(chosen: list[Rule]) -> None:
    from strongstride.cli.screen import print_bullet, screen

    console = screen()
    for rule in chosen:
        print_bullet(console, f"{rule.id}: {rule.sentence}", rule.strength.value)


def _show(rule: Rule) -> None:
    from strongstride.cli.screen import print_bullet, screen

    console = screen()
    console.print(rule.id, style="bold")
    console.print(rule.sentence)
    console.print(f"\nEvidence: {rule.strength.value}")
    for name, number in rule.numbers.items():
        print_bullet(console, f"{name} = {number:g}")
    if rule.citations:
        console.print("\nSources", style="bold")
    for each in rule.citations:
        doi = f" https://doi.org/{each.doi}" if each.doi else ""
        print_bullet(console, f"{each.source}: {each.finding}{doi}")
    if rule.note:
        console.print(f"\n{rule.note}")


class _DayOfPlan(NamedTuple):
    """What the plan has for one day, and every reason."""

    on: date
    week: PlannedWeek
    runs: list[PlannedRun]
    sessions: list[PlannedSession]
    reasons: Sequence[Reason]


def _of_plan(intake: Intake, day: date) -> _DayOfPlan:
    from strongstride.exchange.day_reasons import day_reasons

    week = wording.week_of(intake.programme.weeks, day)
    if week is None:
        first, last = intake.programme.weeks[0], intake.programme.weeks[-1]
        raise ComplaintError(
            f"{day} is outside the plan, which goes from {first.starts_on} to the week of "
            f"{last.starts_on}."
        )
    return _DayOfPlan(
        on=day,
        week=week,
        runs=[run for run in week.runs if run.on == day],
        sessions=[session for session in week.sessions if session.on == day],
        reasons=day_reasons(intake.programme, intake.athlete, day, intake.today),
    )


def _print_day(day: _DayOfPlan) -> None:
    from strongstride.exchange.as_contract import run_json, session_json, whys
    from strongstride.exchange.contract import DayJson, encode

    made = DayJson(
        on=day.on,
        phase=day.week.phase.value,
        runs=[run_json(each) for each in day.runs],
        sessions=[session_json(each) for each in day.sessions],
        reasons=whys(day.reasons),
    )
    sys.stdout.write(encode(made).decode())


def _show_day(day: _DayOfPlan, athlete: Athlete) -> None:
    from strongstride.cli.screen import screen
    from strongstride.cli.show import show_reasons, show_why_of_work

    console = screen()
    when = f"{day.on:%A} {wording.show_date(day.on)}"
    console.print(f"{when}: {wording.phase_words(day.week)}", style="bold")
    for run in day.runs:
        console.print(f"Run: {run.kind} {wording.run_size(run, athlete)}")
    for session in day.sessions:
        console.print(f"Strength: {wording.session_facts(session)}")
    if not day.sessions:
        console.print("No strength.")
    of_work = {why for each in day.sessions for item in each.work for why in item.reasons}
    show_reasons(console, "Why", [why for why in day.reasons if why not in of_work])
    for session in day.sessions:
        show_why_of_work(console, session)

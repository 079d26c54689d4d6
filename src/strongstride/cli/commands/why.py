"""`strongstride why`: the rules behind the plan, one rule, or one day."""

import re
import sys
from datetime import date, timedelta
from difflib import get_close_matches

import click

from strongstride.cli import options
from strongstride.cli.complaint import ComplaintError
from strongstride.cli.intake import Intake, Sources, take_in
from strongstride.coach.rules import Rule, rules
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
        _say_day(take_in(sources, options.day_of(today)), day, as_json)
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


def _say_day(intake: Intake, day: date, as_json: bool) -> None:
    from strongstride.exchange.day_reasons import day_reasons

    week = wording.week_of(intake.programme.weeks, day)
    if week is None:
        first, last = intake.programme.weeks[0], intake.programme.weeks[-1]
        raise ComplaintError(
            f"{day} is outside the plan, which goes from {first.starts_on} to the week of "
            f"{last.starts_on}."
        )
    reasons = day_reasons(intake.programme, intake.athlete, day, intake.today)
    sessions = [session for session in week.sessions if session.on == day]
    runs = [run for run in week.runs if run.on == day]
    if as_json:
        from strongstride.exchange.as_contract import run_json, session_json, whys
        from strongstride.exchange.contract import DayJson, encode

        made = DayJson(
            on=day,
            phase=week.phase.value,
            runs=[run_json(each) for each in runs],
            sessions=[session_json(each) for each in sessions],
            reasons=whys(reasons),
        )
        sys.stdout.write(encode(made).decode())
        return
    from strongstride.cli.screen import screen
    from strongstride.cli.show import show_reasons, show_why_of_work

    console = screen()
    console.print(f"{day:%A} {wording.show_date(day)}: {wording.phase_words(week)}", style="bold")
    for each in runs:
        console.print(f"Run: {each.kind} {wording.run_size(each, intake.athlete)}")
    for session in sessions:
        console.print(f"Strength: {wording.session_facts(session)}")
    if not sessions:
        console.print("No strength.")
    of_work = {why for each in sessions for item in each.work for why in item.reasons}
    show_reasons(console, "Why", [why for why in reasons if why not in of_work])
    for session in sessions:
        show_why_of_work(console, session)

"""`strongstride week`: this week's runs and sessions."""

import sys
from datetime import date, timedelta

import click

from strongstride.cli import options
from strongstride.cli.intake import Intake, Sources, take_in, tell_what_was_read
from strongstride.coach.programme import PlannedWeek
from strongstride.coach.rules import Reason
from strongstride.exchange import wording


@click.command()
@options.athlete_argument
@options.sources
@options.as_json
@options.today
def run(
    sources: Sources,
    as_json: bool,
    today: str | None,
) -> None:
    """Print this week: its runs and its sessions in full."""
    intake = take_in(sources, options.day_of(today))
    tell_what_was_read(intake)
    week = wording.week_of(intake.programme.weeks, intake.today)
    if as_json:
        _print_json(intake, week)
    else:
        _show(intake, week)


def _print_json(intake: Intake, week: PlannedWeek | None) -> None:
    from strongstride.exchange.as_contract import balance_json, week_json
    from strongstride.exchange.contract import WeekOnlyJson, encode

    items = [i for i in intake.programme.balance if week and i.starts_on == week.starts_on]
    made = WeekOnlyJson(
        today=intake.today,
        week=None if week is None else week_json(week),
        balance=balance_json(items[0]) if items else None,
    )
    sys.stdout.write(encode(made).decode())


def _show(intake: Intake, week: PlannedWeek | None) -> None:
    from strongstride.cli.screen import print_indented, screen
    from strongstride.cli.show import show_calendar, show_reasons
    from strongstride.cli.show_plan import show_week
    from strongstride.cli.show_stop import show_stop

    console = screen()
    if show_stop(console, intake):
        return
    grave = wording.verdict(intake.programme.notices, "stop", "change")
    show_reasons(console, "What the safety rules say of this programme", grave)
    if week is not None and (week.runs or week.sessions):
        show_calendar(console, [week], intake.athlete, intake.today)
    if week is not None and week.sessions:
        show_week(console, intake, week)
        return
    print_indented(console, _nothing(intake, week), "")
    show_reasons(console, "Why", _of_this_week(intake))


def _nothing(intake: Intake, week: PlannedWeek | None) -> str:
    """That this week has nothing for the athlete, and what comes instead."""
    weeks = intake.programme.weeks
    coming = wording.next_words(weeks, intake.today)
    if week is None and weeks and weeks[0].starts_on > intake.today:
        starts = f"The programme starts in the week of {wording.show_date(weeks[0].starts_on)}"
        return f"{starts}; next: {coming}." if coming else f"{starts}."
    return f"Nothing left this week; next: {coming}." if coming else "Nothing is planned any more."


def _of_this_week(intake: Intake) -> list[Reason]:
    """What was given up in the week of today, not in weeks far off."""
    day = intake.today.isoformat()
    found = []
    for each in intake.programme.given_up:
        numbers = dict(each.numbers)
        first, last = str(numbers.get("first_week", "9")), str(numbers.get("last_week", ""))
        if first <= day and day <= _sunday(last):
            found.append(each)
    return found


def _sunday(monday: str) -> str:
    return (date.fromisoformat(monday) + timedelta(days=6)).isoformat() if monday else ""

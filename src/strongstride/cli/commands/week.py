"""`strongstride week`: this week's runs and sessions."""

import sys
from pathlib import Path

import click

from strongstride.cli import options
from strongstride.cli.intake import Intake, Sources, take_in, tell_what_was_read
from strongstride.coach.programme import PlannedWeek
from strongstride.exchange import wording


@click.command()
@options.athlete_argument
@options.sources
@options.as_json
@options.today
def run(
    athlete: Path,
    runs: tuple[Path, ...],
    logs: tuple[Path, ...],
    programme: Path | None,
    as_json: bool,
    today: str | None,
) -> None:
    """Print this week: its runs and its sessions in full."""
    sources = Sources(athlete=athlete, runs=runs, logs=logs, programme=programme)
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
    from strongstride.cli.screen import screen
    from strongstride.cli.show import show_calendar, show_reasons
    from strongstride.cli.show_plan import show_week

    console = screen()
    if week is None:
        console.print("The plan has no such week.")
        return
    show_calendar(console, [week], intake.athlete, intake.today)
    if week.sessions:
        show_week(console, intake, week)
    else:
        console.print("\nNo session this week.")
        show_reasons(console, "Why", intake.programme.given_up[:3])

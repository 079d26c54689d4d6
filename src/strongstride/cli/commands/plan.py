"""`strongstride plan`: the weeks to the race, runs and strength together."""

import sys
from pathlib import Path

import click

from strongstride.cli import options
from strongstride.cli.intake import Intake, Sources, take_in, tell_what_was_read


@click.command()
@options.athlete_argument
@options.sources
@click.option("--markdown", type=options.PATH, metavar="FILE", help="Write it as Markdown.")
@click.option("--ics", type=options.PATH, metavar="FILE", help="Write the sessions as a calendar.")
@click.option(
    "--watch",
    type=options.PATH,
    metavar="DIR",
    help="Write a FIT workout for each session of the next weeks; older ones of ours are removed.",
)
@click.option(
    "--watch-weeks",
    type=click.IntRange(1, 60),
    default=4,
    show_default=True,
    metavar="N",
    help="How many weeks of workouts to write.",
)
@options.as_json
@options.today
def run(
    sources: Sources,
    markdown: Path | None,
    ics: Path | None,
    watch: Path | None,
    watch_weeks: int,
    as_json: bool,
    today: str | None,
) -> None:
    """Plan the strength sessions around the runs.

    Prints who you are to the coach, the weeks with runs and strength together, this week's sessions
    in full, the balance they achieve and why.
    """
    intake = take_in(sources, options.day_of(today))
    wanted = {"markdown": markdown, "ics": ics, "watch": watch}
    written = _write(intake, markdown, ics, watch, watch_weeks)
    if as_json:
        tell_what_was_read(intake)
        _print_json(intake)
        return
    from strongstride.cli.show_plan import show_plan

    show_plan(intake, written, {name for name, path in wanted.items() if path is not None})


def _print_json(intake: Intake) -> None:
    from strongstride.exchange.as_contract import plan_json
    from strongstride.exchange.contract import encode

    made = plan_json(intake.programme, intake.athlete, intake.runs.habits, intake.today)
    sys.stdout.write(encode(made).decode())


def _write(
    intake: Intake, markdown: Path | None, ics: Path | None, watch: Path | None, watch_weeks: int
) -> list[str]:
    """The files asked for; a line for each."""
    from strongstride.cli.files import write_file

    programme, athlete = intake.programme, intake.athlete
    lines = []
    if markdown is not None:
        from strongstride.exchange.plan_markdown import plan_markdown

        text = plan_markdown(programme, athlete, intake.runs.habits, intake.today)
        write_file(markdown, text.encode())
        lines.append(f"Wrote {markdown}.")
    if not any(week.sessions for week in programme.weeks):
        empty = [str(path) for path in (ics, watch) if path is not None]
        return lines + [f"{path} was not written: no session is planned." for path in empty]
    if ics is not None:
        from strongstride.exchange.calendar_out import calendar_bytes

        write_file(ics, calendar_bytes(programme, athlete, intake.today))
        lines.append(f"Wrote {ics}: import it into your calendar; importing again updates it.")
    if watch is not None:
        lines.append(_write_watch(intake, watch, watch_weeks))
    return lines


def _write_watch(intake: Intake, folder: Path, weeks: int) -> str:
    from strongstride.cli.watch_folder import soon, write_workouts
    from strongstride.exchange.watch import watch_files
    from strongstride.exchange.wording import counted

    near = soon(intake.programme, intake.today, weeks)
    made = watch_files(near, intake.athlete.mass_unit, since=intake.today)
    removed = write_workouts(folder, made)
    older = f" and removed {counted(removed, 'old one')}" if removed else ""
    return (
        f"Wrote {counted(len(made), 'workout')} of the next {counted(weeks, 'week')} to "
        f"{folder}{older}: copy them to GARMIN/NEWFILES."
    )

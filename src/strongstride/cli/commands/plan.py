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
    "--watch", type=options.PATH, metavar="DIR", help="Write a FIT workout for each session."
)
@options.as_json
@options.today
def run(
    athlete: Path,
    runs: tuple[Path, ...],
    logs: tuple[Path, ...],
    programme: Path | None,
    markdown: Path | None,
    ics: Path | None,
    watch: Path | None,
    as_json: bool,
    today: str | None,
) -> None:
    """Plan the strength sessions around the runs.

    Prints who you are to the coach, the weeks with runs and strength together, this week's sessions
    in full, the balance they achieve and why.
    """
    sources = Sources(athlete=athlete, runs=runs, logs=logs, programme=programme)
    intake = take_in(sources, options.day_of(today))
    written = _write(intake, markdown, ics, watch)
    if as_json:
        tell_what_was_read(intake)
        _print_json(intake)
        return
    from strongstride.cli.show_plan import show_plan

    show_plan(intake, written)


def _print_json(intake: Intake) -> None:
    from strongstride.exchange.as_contract import plan_json
    from strongstride.exchange.contract import encode

    made = plan_json(intake.programme, intake.athlete, intake.runs.habits, intake.today)
    sys.stdout.write(encode(made).decode())


def _write(
    intake: Intake, markdown: Path | None, ics: Path | None, watch: Path | None
) -> list[str]:
    """The files asked for; a line for each."""
    from strongstride.cli.files import make_folder, write_file

    programme, athlete = intake.programme, intake.athlete
    lines = []
    if markdown is not None:
        from strongstride.exchange.plan_markdown import plan_markdown

        text = plan_markdown(programme, athlete, intake.runs.habits, intake.today)
        write_file(markdown, text.encode())
        lines.append(f"Wrote {markdown}.")
    if ics is not None:
        from strongstride.exchange.calendar_out import calendar_bytes

        write_file(ics, calendar_bytes(programme, athlete, intake.today))
        lines.append(f"Wrote {ics}: import it into your calendar; importing again updates it.")
    if watch is not None:
        from strongstride.exchange.watch import watch_files

        make_folder(watch)
        made = watch_files(programme, athlete.mass_unit, since=intake.today)
        for name, data in made:
            write_file(watch / name, data)
        lines.append(f"Wrote {len(made)} workouts to {watch}: copy them to GARMIN/NEWFILES.")
    return lines

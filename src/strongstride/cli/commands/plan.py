"""`strongstride plan`: the weeks to the race, runs and strength together."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from strongstride.cli import options
from strongstride.cli.intake import Intake, Sources, take_in


def run(
    athlete: options.Athlete = options.DEFAULT_ATHLETE,
    runs: options.Runs = [],  # noqa: B006 typer reads the default
    log: options.Logs = [],  # noqa: B006
    programme: options.ProgrammeFile = None,
    as_json: options.AsJson = False,
    markdown: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the plan as Markdown.")
    ] = None,
    ics: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the sessions as a calendar.")
    ] = None,
    watch: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write a FIT workout for each session.")
    ] = None,
    today: options.AsOf = None,
) -> None:
    """Plan the strength sessions around the runs.

    Prints who you are to the coach, the weeks with runs and strength together, this week's sessions
    in full, the balance they achieve and why.
    """
    sources = Sources(athlete=athlete, runs=tuple(runs), logs=tuple(log), programme=programme)
    intake = take_in(sources, options.day_of(today))
    written = _write(intake, markdown, ics, watch)
    if as_json:
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

"""The arguments several commands share."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click

from strongstride.cli.complaint import ComplaintError

PATH = click.Path(path_type=Path)
DEFAULT_ATHLETE = Path("athlete.toml")

athlete_argument = click.argument(
    "athlete",
    type=PATH,
    default=DEFAULT_ATHLETE,
    metavar="[ATHLETE.toml]",
    help="Your athlete file; `strongstride init` writes one.",
)
athlete_option = click.option(
    "--athlete",
    type=PATH,
    metavar="FILE",
    help="Your athlete file, athlete.toml where it is there.",
)
as_json = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON (see `strongstride schema`)."
)
today = click.option("--today", metavar="DATE", type=str, help="Plan as if today were this day.")
_runs = click.option(
    "--runs",
    type=PATH,
    multiple=True,
    metavar="PATH",
    help="Runs you did: FIT, GPX, TCX, a folder or an archive. May be given several times.",
)
_logs = click.option(
    "--log",
    "logs",
    type=PATH,
    multiple=True,
    metavar="FILE",
    help="Strength log: Strong, Hevy, own CSV or JSON. May be given several times.",
)
_programme = click.option(
    "--programme",
    type=PATH,
    metavar="FILE",
    help="Follow this programme, a file or a published one by name, judged for safety.",
)


def sources(command: Callable[..., Any]) -> Callable[..., Any]:
    """What a plan is made of, with the athlete file; the command gets it whole, as `sources`."""

    @wraps(command)
    def gathered(
        athlete: Path | None,
        runs: tuple[Path, ...],
        logs: tuple[Path, ...],
        programme: Path | None,
        **others: Any,
    ) -> Any:
        from strongstride.cli.intake import Sources

        athlete = athlete or DEFAULT_ATHLETE
        given = Sources(athlete=athlete, runs=runs, logs=logs, programme=programme)
        return command(sources=given, **others)

    return _runs(_logs(_programme(gathered)))


def day_of(text: str | None) -> date:
    """The day meant by --today: what was written, else the day on this computer."""
    if text is None:
        from strongstride.cli.clock import today as on_the_wall

        return on_the_wall()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ComplaintError(
            f'--today {text}: this is not a date; write year-month-day, e.g. "2027-04-25".'
        ) from None

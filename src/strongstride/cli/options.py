"""The arguments several commands share."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from strongstride.cli.complaint import ComplaintError

Athlete = Annotated[
    Path,
    typer.Argument(
        metavar="ATHLETE.toml", help="Your athlete file; `strongstride init` writes one."
    ),
]
AthleteOption = Annotated[
    Path, typer.Option("--athlete", metavar="FILE", help="Your athlete file.")
]
Runs = Annotated[
    list[Path],
    typer.Option(
        "--runs",
        metavar="PATH",
        help="Runs you did: FIT, GPX, TCX, a folder or an archive. May be given several times.",
    ),
]
Logs = Annotated[
    list[Path],
    typer.Option(
        "--log",
        metavar="FILE",
        help="Strength log: Strong, Hevy, own CSV or JSON. May be given several times.",
    ),
]
ProgrammeFile = Annotated[
    Path | None,
    typer.Option("--programme", metavar="FILE", help="Follow this programme, judged for safety."),
]
AsOf = Annotated[
    str | None,
    typer.Option("--today", metavar="DATE", help="Plan as if today were this day."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON (see `strongstride schema`).")]

DEFAULT_ATHLETE = Path("athlete.toml")


def day_of(text: str | None) -> date:
    """The day meant by --today: what was written, else the day on this computer."""
    if text is None:
        from strongstride.cli.clock import today

        return today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ComplaintError(
            f'--today {text}: this is not a date; write year-month-day, e.g. "2027-04-25".'
        ) from None

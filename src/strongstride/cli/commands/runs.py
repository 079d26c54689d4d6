"""`strongstride runs`: what was read, how each run was classed and why, what was refused."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from strongstride.cli import options
from strongstride.cli.complaint import ComplaintError
from strongstride.cli.intake import RunsRead, athlete_or_anyone, must_hold_something, read_runs
from strongstride.coach.athlete import Athlete

if TYPE_CHECKING:
    from rich.table import Table


@click.command()
@click.argument(
    "paths",
    nargs=-1,
    type=options.PATH,
    metavar="[PATH…]",
    help="Run files, folders or archives; those of the athlete file if none is given.",
)
@options.athlete_option
@options.as_json
@options.today
def run(paths: tuple[Path, ...], athlete: Path | None, as_json: bool, today: str | None) -> None:
    """Read runs and say how each was classed and why.

    What was refused, repaired or left out is told with its reason.
    """
    day = options.day_of(today)
    file, where = athlete_or_anyone(athlete, day)
    if not paths and where is not None:
        paths = tuple(where.parent / each for each in file.running.files)
    if not paths:
        raise ComplaintError(
            "Which runs? Name files, folders or archives, or put them into the "
            "athlete file ([running] files = [...])."
        )
    read = read_runs(paths, file, day)
    must_hold_something(read, paths)
    if as_json:
        _print_json(read)
    else:
        _show(_shortened(read, paths), file.athlete)


def _shortened(read: RunsRead, paths: Sequence[Path]) -> RunsRead:
    """File names from the given paths on, so that lines are short enough to read."""
    starts = sorted({f"{path.parent}/" for path in paths} - {"./"}, key=len, reverse=True)

    def short(text: str) -> str:
        return next((text.removeprefix(s) for s in starts if text.startswith(s)), text)

    refused = [msgspec.structs.replace(each, source=short(each.source)) for each in read.refused]
    return msgspec.structs.replace(
        read, refused=tuple(refused), warnings=tuple(short(each) for each in read.warnings)
    )


def _print_json(read: RunsRead) -> None:
    from strongstride.exchange import contract_listings as json
    from strongstride.exchange.as_contract import habits_json
    from strongstride.exchange.as_listings import past_run_json
    from strongstride.exchange.contract import encode

    assert read.habits is not None  # runs were read, so habits were sought
    made = json.RunsJson(
        runs=[past_run_json(each) for each in read.classed],
        habits=habits_json(read.habits),
        not_runs=read.other_sports,
        copies=read.copies,
        refused=[json.RefusedJson(source=each.source, why=each.why) for each in read.refused],
        warnings=list(read.warnings),
    )
    sys.stdout.write(encode(made).decode())


def _show(read: RunsRead, athlete: Athlete) -> None:
    from strongstride.cli.screen import heading, print_bullet, print_list, screen
    from strongstride.exchange.wording import counted, habit_words, show_date

    console = screen()
    console.print(_table(read, athlete))
    console.print(heading("What is usual"))
    for line in habit_words(read.habits) if read.habits else ():
        print_bullet(console, line)
    others = [f"{count} × {sport}" for sport, count in sorted(read.other_sports.items())]
    if read.copies:
        others.append(f"{read.copies} copies of runs that another file tells better")
    print_list(console, "Not runs", others)
    print_list(console, "Refused", [f"{each.source}: {each.why}" for each in read.refused])
    print_list(console, "Repaired", read.warnings)
    if read.classed:
        first, last = read.classed[0].run.on, read.classed[-1].run.on
        console.print(
            f"\n{counted(len(read.classed), 'run')} from {show_date(first)} to {show_date(last)}. "
            'Wrong kind? Add [[running.kinds]] with on = DATE and kind = "…" to the athlete file.',
            style="dim",
        )


def _table(read: RunsRead, athlete: Athlete) -> "Table":
    """A row a run."""
    from strongstride.cli.screen import table
    from strongstride.coach.quantities import show_distance
    from strongstride.coach.running.fitness import show_duration

    found = table()
    for column in ("Day", "Distance", "Time", "Kind"):
        found.add_column(column, no_wrap=True)
    found.add_column("Why", ratio=1)
    for each in read.classed:
        metres = each.run.distance_m
        found.add_row(
            each.run.on.isoformat(),
            "" if metres is None else show_distance(metres, athlete.distance_unit),
            show_duration(each.run.duration_s),
            each.kind.value if each.counts else "left out",
            each.why,
        )
    return found

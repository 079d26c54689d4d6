"""`strongstride history`: a strength log read, and what it says about strength now."""

import sys
from collections.abc import Sequence
from datetime import date, timedelta
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

import click

from strongstride.cli import options
from strongstride.cli.complaint import ComplaintError
from strongstride.cli.intake import athlete_or_anyone, load_log
from strongstride.coach.athlete import Athlete
from strongstride.coach.catalogue import Loading, catalogue
from strongstride.coach.equipment import implement_for
from strongstride.coach.lifting.estimate import StrengthEstimate
from strongstride.coach.lifting.loads import pieces
from strongstride.coach.lifting.strength import estimate_strength
from strongstride.coach.quantities import GRAMS_PER_POUND, MassUnit
from strongstride.exchange import contract_listings as json
from strongstride.exchange.contract import encode
from strongstride.exchange.lift_intake import LiftIntake, merged, take_log
from strongstride.formats.lifts.record import StrengthLog

if TYPE_CHECKING:
    from rich.table import Table

OLD_AFTER = timedelta(weeks=26)  # a best single of so long ago is a guess; our choice
Z_80 = 1.2816  # half the width of an 80 % interval, in standard deviations


@click.command()
@click.argument(
    "logs",
    nargs=-1,
    type=options.PATH,
    metavar="[LOG…]",
    help="Strength logs: Strong, Hevy, own CSV or JSON; the athlete file's if none is given.",
)
@options.athlete_option
@click.option(
    "--forecast", is_flag=True, help="Print a JSON line per best set, predicted before it was seen."
)
@click.option(
    "--unit",
    type=click.Choice(["kg", "lb"]),
    help="The unit of weights whose unit the log does not say.",
)
@options.as_json
@options.today
def run(
    logs: tuple[Path, ...],
    athlete: Path | None,
    forecast: bool,
    unit: str | None,
    as_json: bool,
    today: str | None,
) -> None:
    """Estimate current strength from strength logs.

    Each exercise has its best single today with the interval that is right four times in five.
    """
    day = options.day_of(today)
    file, where = athlete_or_anyone(athlete, day)
    if not logs and where is not None:
        logs = tuple(where.parent / each for each in file.logs)
    if not logs:
        raise ComplaintError(
            "Which log? Name a file, or put it into the athlete file ([log] files = [...])."
        )
    read, refused = _read(logs, unit)
    if forecast:
        _print_forecast(read)
        return
    taken = [take_log(log) for log in read]
    sessions = merged(session for each in taken for session in each.sessions)
    if where is None:
        refused.append("Body mass is taken as 70 kg: --athlete FILE tells yours.")
    book = estimate_strength(sessions, file.athlete, day)
    made = _history(read, taken, book.logged(), refused, file.athlete)
    if as_json:
        sys.stdout.write(encode(made).decode())
    else:
        _show(made, MassUnit(unit) if unit else file.athlete.mass_unit, day)


def _read(paths: Sequence[Path], unit: str | None) -> tuple[list[StrengthLog], list[str]]:
    """The logs that can be read, and a line for each that cannot; one at least must be."""
    read, refused = [], []
    for path in paths:
        try:
            read.append(load_log(path, unit))
        except ComplaintError as error:
            refused.append(str(error))
    if not read:
        raise ComplaintError("\n".join(refused))
    return read, refused


def _history(
    logs: list[StrengthLog],
    taken: list[LiftIntake],
    strength: tuple[StrengthEstimate, ...],
    said: Sequence[str],
    athlete: Athlete,
) -> json.HistoryJson:
    sessions = merged(session for each in taken for session in each.sessions)
    days = [session.on for session in sessions]
    counts: dict[str, int] = {}
    for session in sessions:
        for one in session.sets:
            counts[one.exercise] = counts.get(one.exercise, 0) + 1
    unknown = {name for each in taken for name in each.unknown}
    lines = [*said, *(line for log in logs for line in log.warnings)]
    lines += [line for each in taken for line in each.notices]
    return json.HistoryJson(
        sessions=len(sessions),
        sets=sum(counts.values()),
        first_on=min(days, default=None),
        last_on=max(days, default=None),
        strength=[_strength(each, counts.get(each.exercise, 0), athlete) for each in strength],
        unknown=sorted(unknown),
        warnings=lines,
    )


def _strength(estimate: StrengthEstimate, sets: int, athlete: Athlete) -> json.StrengthJson:
    width = exp(Z_80 * estimate.spread)
    e1rm = None if estimate.e1rm_g is None else estimate.e1rm_g / 1000
    return json.StrengthJson(
        exercise=estimate.exercise,
        name=catalogue().name_of(estimate.exercise),
        e1rm_kg=None if e1rm is None else round(e1rm, 1),
        low_kg=None if e1rm is None else round(e1rm / width, 1),
        high_kg=None if e1rm is None else round(e1rm * width, 1),
        held_kg=_held_kg(estimate, athlete),
        reps_max=None if estimate.reps_max is None else round(estimate.reps_max, 1),
        hold_max_s=None if estimate.hold_max_s is None else round(estimate.hold_max_s),
        sessions=estimate.sessions,
        sets=sets,
        last_on=estimate.last_on,
    )


def _held_kg(estimate: StrengthEstimate, athlete: Athlete) -> float | None:
    """Of the best single, what the bar or each dumbbell weighs; None where nothing is held."""
    exercise = catalogue().exercises.get(estimate.exercise)
    if estimate.e1rm_g is None or exercise is None or exercise.loading is not Loading.EXTERNAL:
        return None
    held_in = implement_for(athlete.equipment, exercise) or exercise.implements[0]
    held_g = estimate.e1rm_g - exercise.body_fraction * athlete.body_mass_g
    return round(max(0.0, held_g) / pieces(held_in) / 1000, 1)


def _print_forecast(logs: Sequence[StrengthLog]) -> None:
    """A JSON line per best set, each predicted from the sessions before it."""
    import msgspec

    from strongstride.exchange.lift_forecast import forecast_log

    for log in logs:
        for exercise, load, each in forecast_log(log):
            line = json.ForecastJson(
                date=each.on,
                session=each.session,
                exercise=exercise,
                load=float(load),
                unit=log.unit,
                load_kg=each.load_g / 1000,
                predicted_reps=each.reps,
                low=each.low,
                high=each.high,
                actual_reps=each.actual,
            )
            sys.stdout.write(msgspec.json.encode(line).decode() + "\n")


def _show(made: json.HistoryJson, unit: MassUnit, today: date) -> None:
    from strongstride.cli.screen import print_indented, print_list, screen
    from strongstride.exchange.wording import counted

    console = screen()
    sessions, sets = counted(made.sessions, "session"), counted(made.sets, "set")
    console.print(f"{sessions} and {sets} from {made.first_on} to {made.last_on}.")
    console.print(_table(made, unit, today, wide=console.width >= 60))
    legend = (
        "Best single: all that is moved once, both dumbbells and the lifted share of the body "
        "included; without a load, repetitions or seconds to failure. Held: what of it the bar "
        "with its plates, or each dumbbell, weighs. Old: last done more than "
        f"{OLD_AFTER.days // 7} weeks ago."
    )
    print_indented(console, legend, "", "dim")
    unknown = [_with_nearest(name) for name in made.unknown]
    for title, lines in (("Not in the catalogue", unknown), ("Read", made.warnings)):
        print_list(console, title, lines)


def _table(made: json.HistoryJson, unit: MassUnit, today: date, *, wide: bool) -> "Table":
    """A row an exercise; on a narrow screen without the interval and the number of sets."""
    from strongstride.cli.screen import table

    found = table()
    found.add_column("Exercise", ratio=1, overflow="fold")
    for title in ("Best single", "80 % sure", "Held", "Sets") if wide else ("Best single", "Held"):
        found.add_column(title, justify="left" if "%" in title else "right", overflow="fold")
    found.add_column("Last", overflow="fold", min_width=10)
    for each in sorted(made.strength, key=lambda item: (-item.sets, item.exercise)):
        last = "" if each.last_on is None else each.last_on.isoformat()
        if each.last_on is not None and today - each.last_on > OLD_AFTER:
            last += " old"
        held = "" if each.held_kg is None else f"{_in(each.held_kg, unit)} {unit}"
        cells = [_best(each, unit), _range(each, unit), held, str(each.sets)]
        found.add_row(each.name, *(cells if wide else (cells[0], held)), last)
    return found


def _with_nearest(name: str) -> str:
    near = catalogue().nearest(name)
    return f"{name}: did you mean {' or '.join(near)}?" if near else name


def _best(each: json.StrengthJson, unit: MassUnit) -> str:
    if each.e1rm_kg is not None:
        return f"{_in(each.e1rm_kg, unit)} {unit}"
    if each.hold_max_s is not None:
        return f"{each.hold_max_s:.0f} s"
    return "" if each.reps_max is None else f"{each.reps_max:.0f} reps"


def _range(each: json.StrengthJson, unit: MassUnit) -> str:
    if each.low_kg is None or each.high_kg is None:
        return ""
    return f"{_in(each.low_kg, unit)}–{_in(each.high_kg, unit)}"


def _in(kilograms: float, unit: MassUnit) -> str:
    return f"{kilograms if unit is MassUnit.KG else kilograms * 1000 / float(GRAMS_PER_POUND):.0f}"

"""What the charts draw and their tables list, from what the coach found; read by `js/charts.js`.

A chart is JSON: `x` in epoch seconds (midnight UTC of each date), one list a line, null where it
has no point, and how to show it. Loads, distances and paces are in the runner's own units.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time
from math import exp

from strongstride.coach.athlete import Athlete
from strongstride.coach.progress.drift import Drift
from strongstride.coach.progress.efficiency import Efficiency
from strongstride.coach.progress.lifts import LiftMeasure, LiftProgress
from strongstride.coach.progress.weeks_done import WeekDone
from strongstride.coach.quantities import MassUnit, in_unit
from strongstride.web.templatetags.quantities import unit_m

Value = float | None
Chart = dict[str, object]


def efficiency_chart(found: Efficiency, athlete: Athlete) -> Chart:
    """Every run as a dot, the told line over the weeks it was read from."""
    days = sorted({point.on for point in found.points})
    metres = unit_m(athlete)
    dots = _by_day(days, ((one.on, metres / one.speed_mps) for one in found.points))
    chart = _chart(days, "pace", "up is faster", _line("One run", dots, "dots", "sky"))
    if trend := found.trend:
        span = max((trend.last_on - trend.first_on).days, 1)

        def pace_on(day: date) -> Value:
            if not trend.first_on <= day:
                return None
            speed = trend.level - trend.change * (trend.last_on - day).days / span
            return round(metres / exp(speed), 2)

        chart = _with(chart, _line("The weeks' line", [pace_on(day) for day in days], "trend"))
    return {**chart, "reversed": True, "unit": f"/{athlete.distance_unit.value}"}


def drift_chart(found: Drift) -> Chart:
    """Every long run as a dot, in per cent."""
    days = sorted({point.on for point in found.points})
    dots = _by_day(days, ((one.on, 100 * one.drift) for one in found.points))
    return {**_chart(days, "number", "", _line("One long run", dots, "dots", "sky")), "unit": "%"}


def weeks_chart(weeks: Sequence[WeekDone], athlete: Athlete) -> Chart:
    """Distance as bars, the hard part within; strength sets as a line on a scale of their own."""
    unit = athlete.distance_unit.value
    distance = [round(week.distance_m / unit_m(athlete), 1) for week in weeks]
    chart = _chart(
        [week.starts_on for week in weeks],
        "number",
        "",
        _line(f"Distance, {unit}", distance, "bars", "sky"),
        _line(
            "of it in hard runs",
            [round(week.hard_m / unit_m(athlete), 1) or None for week in weeks],
            "bars",
            "sun",
        ),
        _line("Strength sets", [week.sets for week in weeks], "line", "track", scale="count"),
    )
    return {**chart, "unit": unit}


def lift_chart(lift: LiftProgress, athlete: Athlete) -> Chart:
    """Strength after every session with the range that is right four times in five."""
    in_units = _units(lift.measure, athlete.mass_unit)
    days = [point.on for point in lift.points]
    chart = _chart(
        days,
        "number",
        "",
        _line("Low", [in_units(point.low) for point in lift.points], "low"),
        _line("High", [in_units(point.high) for point in lift.points], "high"),
        _line("Strength", [in_units(point.value) for point in lift.points], "line"),
    )
    return {**chart, "unit": lift_unit(lift.measure, athlete.mass_unit)}


def lift_unit(measure: LiftMeasure, unit: MassUnit) -> str:
    """The unit written beside a lift's axis."""
    units = {LiftMeasure.REPS: "reps", LiftMeasure.SECONDS: "s"}
    return units.get(measure, unit.value)


def _units(measure: LiftMeasure, unit: MassUnit) -> Callable[[float], float]:
    if measure in (LiftMeasure.LOAD, LiftMeasure.HELP):
        return lambda amount: float(in_unit(round(amount), unit))
    return lambda amount: round(amount, 1)


def _chart(days: Iterable[date], look: str, note: str, *lines: Chart) -> Chart:
    return {"x": [_instant(day) for day in days], "show": look, "note": note, "lines": list(lines)}


def _with(chart: Chart, line: Chart) -> Chart:
    lines = chart["lines"]
    assert isinstance(lines, list)
    return {**chart, "lines": [*lines, line]}


def _line(
    label: str, values: Sequence[Value], look: str, tone: str = "track", scale: str = "y"
) -> Chart:
    return {"label": label, "values": list(values), "look": look, "tone": tone, "scale": scale}


def _by_day(days: Sequence[date], values: Iterable[tuple[date, float]]) -> list[Value]:
    """One value a day: of two runs on a day the later stands."""
    found = dict(values)
    return [round(found[day], 2) if day in found else None for day in days]


def _instant(day: date) -> int:
    return int(datetime.combine(day, time.min, UTC).timestamp())

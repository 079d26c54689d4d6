"""One step ahead on real logs: our forecast of the best set against three ways to carry forward.

Each log is judged with numbers fitted on the other logs only (leave one log out), and every log
counts the same. Logs are looked for beside the checkout, in `../shared/data/strength`; without any
there are no rows. Run alone: `python -m bench.forecast`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from pathlib import Path
from statistics import fmean

from strongstride.coach.lifting.exposures import EFFORTS
from strongstride.coach.lifting.forecast import ForecastLine, best_set, forecast
from strongstride.coach.log import LoggedSession, LoggedSet
from strongstride.exchange.lift_forecast import sessions_as_written
from strongstride.formats.errors import UnreadableFileError
from strongstride.formats.lifts.log import read_log

LOGS = Path(__file__).parents[2] / "shared" / "data" / "strength"
LEAST_LINES = 100  # logs of a session or two say nothing about a forecast
BASELINES = ("carry forward", "average", "same reps, else carry", "any set's reps, else carry")
GRID: Mapping[str, Sequence[float]] = {
    "memory_usual": (1.5, 2.0, 3.0),
    "habit_share_usual": (1.0, 2.0, 4.0),
    "near_habit_usual": (0.35, 0.7),
}
EMA = 0.3

Row = tuple[str, float, str, str, bool | None]


def rows(quick: bool) -> list[Row]:
    """(name, value, unit, target, reached) for the bench table; `quick` leaves the fit out."""
    logs = read_logs(LOGS)
    if not logs:
        return []
    ours = {name: list(forecast(sessions)) for name, sessions in logs.items()}
    held_out = {} if quick else leave_one_out(logs)
    found: list[Row] = []
    ratios, left_out_ratios, errors, best_errors = [], [], [], []
    for name, sessions in logs.items():
        lines = ours[name]
        base = baseline_errors(sessions)
        best = min(base[:3])
        error = mean_error(lines)
        ratios.append(error / best)
        errors.append(error)
        best_errors.append(best)
        for label, value in zip(BASELINES, base, strict=True):
            found.append((f"forecast {name}: {label}", value, "reps", "", None))
        found.append(
            (f"forecast {name}: ours", error, "reps", f"<= {0.9 * best:.2f}", error <= 0.9 * best)
        )
        if name in held_out:
            left_out_ratios.append(held_out[name] / best)
            found.append(
                (f"forecast {name}: ours, fitted on the others", held_out[name], "reps", "", None)
            )
        covered = coverage(lines)
        found.append(
            (
                f"forecast {name}: 80 % interval holds",
                covered,
                "",
                "0.75-0.85",
                0.75 <= covered <= 0.85,
            )
        )
        exact = fmean(line.reps == line.actual for line in lines)
        found.append((f"forecast {name}: exact hits", exact, "", "", None))
    mean_ratio = fmean(ratios)
    found.append(
        (
            "forecast: ours / best baseline, mean of logs",
            mean_ratio,
            "",
            "<= 0.90",
            mean_ratio <= 0.9,
        )
    )
    if left_out_ratios:
        left = fmean(left_out_ratios)
        found.append(
            ("forecast: the same, fitted on the other logs", left, "", "<= 0.90", left <= 0.9)
        )
    of_means = fmean(errors) / fmean(best_errors)
    found.append(("forecast: ratio of mean errors", of_means, "", "<= 0.90", of_means <= 0.9))
    return found


def read_logs(folder: Path) -> dict[str, tuple[LoggedSession, ...]]:
    """Every readable log with enough sessions, by name; copies of one log count once."""
    found: dict[str, tuple[LoggedSession, ...]] = {}
    for path in sorted(folder.glob("*.csv")) if folder.is_dir() else []:
        if "broken" in path.stem:
            continue  # a damaged copy of another log here
        try:
            sessions = sessions_as_written(read_log(path.read_bytes(), path.name))
        except UnreadableFileError:
            continue
        if sum(1 for _ in forecast(sessions)) >= LEAST_LINES:
            found[path.stem] = sessions
    return found


def leave_one_out(logs: Mapping[str, Sequence[LoggedSession]]) -> dict[str, float]:
    """Mean error of each log under the numbers that were best on all the others."""
    settings = [dict(zip(GRID, values, strict=True)) for values in product(*GRID.values())]
    errors = {
        name: [mean_error(forecast(sessions, setting)) for setting in settings]
        for name, sessions in logs.items()
    }
    best = {name: min(all_) for name, all_ in errors.items()}
    found = {}
    for name in logs:
        others = [other for other in logs if other != name]
        chosen = min(
            range(len(settings)),
            key=lambda i: sum(errors[other][i] / best[other] for other in others),
        )
        found[name] = errors[name][chosen]
    return found


def mean_error(lines: Iterable[ForecastLine]) -> float:
    """Mean absolute error in repetitions of the sets with a load."""
    return fmean(abs(line.reps - line.actual) for line in lines if line.load_g > 0)


def coverage(lines: Iterable[ForecastLine]) -> float:
    """Share of the sets with a load whose repetitions fell into the interval."""
    return fmean(line.low <= line.actual <= line.high for line in lines if line.load_g > 0)


def baseline_errors(sessions: Sequence[LoggedSession]) -> tuple[float, ...]:
    """Mean absolute errors of the four baselines on the sets with a load, in whole repetitions."""
    misses: list[list[float]] = [[], [], [], []]
    past: dict[str, list[list[LoggedSet]]] = defaultdict(list)
    average: dict[str, float] = {}
    for session in sorted(sessions, key=lambda each: each.on):
        sets_of: dict[str, list[LoggedSet]] = defaultdict(list)
        for one in session.sets:
            if one.kind in EFFORTS and one.reps and (one.load_g or 0) > 0:
                sets_of[one.exercise].append(one)
        for exercise, sets in sets_of.items():
            best = best_set(sets)
            told = _baselines(best.load_g or 0, past[exercise], average.get(exercise))
            for miss, value in zip(misses, told, strict=False):
                miss.append(abs(value - (best.reps or 0)))
            epley = _epley(best)
            average[exercise] = (
                epley
                if exercise not in average
                else (average[exercise] + EMA * (epley - average[exercise]))
            )
            past[exercise].append(sets)
    return tuple(fmean(miss) for miss in misses)


def _baselines(
    load_g: int, past: Sequence[list[LoggedSet]], average: float | None
) -> tuple[float, ...]:
    if not past or average is None:
        return ()
    carry = _at(load_g, _epley(best_set(past[-1])))
    bests = [best_set(sets) for sets in reversed(past)]
    same = next((one.reps or 0 for one in bests if one.load_g == load_g), carry)
    any_set = next(
        (
            max(one.reps or 0 for one in sets if one.load_g == load_g)
            for sets in reversed(past)
            if any(one.load_g == load_g for one in sets)
        ),
        carry,
    )
    return carry, _at(load_g, average), same, any_set


def _epley(one: LoggedSet) -> float:
    return (one.load_g or 0) * (1 + (one.reps or 0) / 30)


def _at(load_g: int, epley: float) -> int:
    return max(0, round(30 * (epley / load_g - 1)))


if __name__ == "__main__":
    for row in rows(quick=False):
        print(f"{row[0]:60} {row[1]:8.3f} {row[2]:5} {row[3]:10} {row[4]}")

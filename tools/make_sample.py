"""Make the sample runner that ships with the package: `python tools/make_sample.py`.

Everything is invented and drawn from a fixed seed; the same files come out on every machine.
"""

import gzip
import random
import shutil
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from strongstride.operations.demo.runs import (
    Leg,
    Run,
    easy,
    fit,
    gpx,
    intervals,
    points,
    tcx,
    tempo,
)

SAMPLE = Path(__file__).parents[1] / "src" / "strongstride" / "data" / "sample"
ZONE = ZoneInfo("Europe/Berlin")
FIRST_MONDAY = date(2026, 8, 17)
LAST_DAY = date(2026, 11, 20)


def calendar() -> Iterator[Run]:
    """Fourteen weeks: Tuesday hard, Thursday and Saturday easy, Sunday long; the fourth easier."""
    day = FIRST_MONDAY
    week = 0
    while day <= LAST_DAY:
        share = 0.72 if week % 4 == 3 else 1.0
        hard = tempo(22 + week % 3) if week % 2 else intervals(week)
        if week % 4 == 3:
            hard = (easy(12), Leg(12 * 60, 3.62, 164), easy(8, 0.96))
        long_minutes = (84 + 2.2 * week) * share
        strap = week not in (2, 3)  # the strap's battery was empty
        yield _run("Tuesday", day + timedelta(1), "18:40", hard, strap=strap)
        indoors = week in (5, 11)
        thursday = (easy(44 * share, 0.99),)
        yield _run(
            "Treadmill" if indoors else "Thursday",
            day + timedelta(3),
            "18:45",
            thursday,
            indoors,
            strap,
        )
        if week != 6:
            yield _run("Saturday", day + timedelta(5), "09:15", (easy(36 * share),), strap=strap)
            yield _run(
                "Sunday", day + timedelta(6), "08:45", (easy(long_minutes, 0.97),), strap=strap
            )
        else:
            race = (easy(6), Leg(2790, 3.585, 176))
            yield _run("Harbour 10K", day + timedelta(6), "10:00", race, strap=strap)
        day += timedelta(7)
        week += 1


def _run(
    name: str,
    on: date,
    clock: str,
    legs: tuple[Leg, ...],
    indoors: bool = False,
    strap: bool = True,
) -> Run:
    start = datetime.fromisoformat(f"{on}T{clock}").replace(tzinfo=ZONE)
    return Run(name, start, legs, indoors, strap)


def write_runs(folder: Path) -> None:
    """Mostly FIT; one GPX.gz, one TCX, one run twice and one damaged file, as real folders have."""
    lots = random.Random(20261120)
    runs = [run for run in calendar() if run.starts_at.date() <= LAST_DAY]
    for place, run in enumerate(runs):
        samples = points(run, lots)
        stem = f"{samples[0].at:%Y-%m-%d-%H%M}"
        if place == 10:
            (folder / f"{stem}.gpx.gz").write_bytes(
                gzip.compress(gpx(run, samples).encode(), mtime=0)
            )
        elif place == 14:
            (folder / f"{stem}.tcx").write_text(tcx(samples), "utf-8")
        else:
            (folder / f"{stem}.fit").write_bytes(fit(run, samples))
        if place == 24:
            (folder / f"{stem}-phone.gpx").write_text(gpx(run, samples), "utf-8")
    (folder / "2026-09-05-0921-damaged.fit").write_bytes(b"\x0e\x10\xd9\x07" + bytes(range(40)))


# exercise, sets, reps or seconds (a side), first load in kg, and what is added once it goes well
LIFTS = (
    (
        "A",
        (
            ("Goblet Squat", 3, 10, 8.0),
            ("Dumbbell Romanian Deadlift", 3, 10, 8.0),
            ("Side Plank", 2, 25, None),
            ("Push-up", 2, 8, None),
            ("Calf Raise", 2, 12, None),
        ),
    ),
    (
        "B",
        (
            ("Dumbbell Split Squat", 2, 8, 8.0),
            ("Glute Bridge", 3, 12, None),
            ("Dead Bug", 2, 8, None),
            ("One-arm Dumbbell Row", 2, 10, 8.0),
            ("Bent-knee Calf Raise", 2, 12, None),
        ),
    ),
)
SECONDS = ("Side Plank",)


def lift_rows() -> Iterable[str]:
    """Eight weeks with two sessions each: repetitions grow, then the heavier dumbbells come."""
    yield "date,session,exercise,set,reps,seconds,load_kg,rir,form_ok,pain"
    lots = random.Random(20261121)
    for week in range(8):
        monday = date(2026, 9, 21) + timedelta(weeks=week)
        for day, (name, exercises) in zip((2, 4), LIFTS, strict=True):
            for exercise, sets, start, load in exercises:
                yield from _set_rows(
                    monday + timedelta(day), name, exercise, sets, start, load, week, lots
                )


def _set_rows(
    on: date,
    session: str,
    exercise: str,
    sets: int,
    start: int,
    load: float | None,
    week: int,
    lots: random.Random,
) -> Iterator[str]:
    heavier = load is not None and week >= 4
    kilos = 12.0 if heavier else load
    amount = start + (week - 6 if heavier else week)
    for number in range(1, sets + 1):
        reserve = max(
            1, 4 - (week % 4) // 2 - (1 if number == sets else 0) + lots.choice((0, 0, 1))
        )
        reps, seconds = ("", amount) if exercise in SECONDS else (amount, "")
        shown = "" if kilos is None else f"{kilos:g}"
        form = "no" if week == 0 and number == sets else "yes"
        cells = (on, f"Session {session}", exercise, number, reps, seconds, shown, reserve, form, 0)
        yield ",".join(str(cell) for cell in cells)


ATHLETE = """\
# A runner who does not exist, for trying Strongstride out. `strongstride init` writes one for you.

[athlete]
name = "Robin"
body_mass = "66 kg"
birth_year = 1988
experience = "some"  # none, some, regular, expert
units = { mass = "kg", distance = "km" }
time_zone = "Europe/Berlin"

[time]
sessions_a_week = 3
minutes = 40
impossible = ["Sunday"]
session_time = "18:30"

[equipment]
dumbbells = { pairs = ["8 kg", "12 kg"] }
bands = ["light 7 kg"]
boxes = [40]
bench = true
step = true

[goal]
race = "Spring half marathon"
date = 2027-04-25
distance = "half marathon"

[running]
files = ["runs"]

[[running.kinds]]
on = 2026-10-04
kind = "race"

[pain]
knee = 1

[log]
files = ["lifts.csv"]
"""


def write_sample(folder: Path) -> None:
    """Write the whole sample into a new folder."""
    (folder / "runs").mkdir(parents=True)
    write_runs(folder / "runs")
    (folder / "athlete.toml").write_text(ATHLETE, "utf-8")
    (folder / "lifts.csv").write_text("\n".join(lift_rows()) + "\n", "utf-8")


def main() -> None:
    """Write the sample anew."""
    shutil.rmtree(SAMPLE, ignore_errors=True)
    write_sample(SAMPLE)
    files = [path for path in SAMPLE.rglob("*") if path.is_file()]
    print(f"{len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()

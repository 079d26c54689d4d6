"""Make the sample runner that ships with the package: `python tools/make_sample.py`.

Everything is invented and drawn from a fixed seed: the route is a ring in the open Atlantic, the
watch does not exist, and the same files come out on every machine. FIT files are written by the
official encoder.
"""

import gzip
import math
import random
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from garmin_fit_sdk import Encoder, Profile

SAMPLE = Path(__file__).parents[1] / "src" / "strongstride" / "data" / "sample"
ZONE = ZoneInfo("Europe/Berlin")
FIRST_MONDAY = date(2026, 8, 17)
LAST_DAY = date(2026, 11, 20)
EVERY_S = 15
RING_AT = (44.0, -30.0)  # open sea
RING_M = 640.0  # radius
SEMICIRCLES = 2**31 / 180
MAX_HR = 187


class Leg(NamedTuple):
    """A stretch of a run at one effort: seconds, metres a second, heart rate it settles at."""

    seconds: int
    speed: float
    heart_rate: int


class Point(NamedTuple):
    """One sample of a run."""

    at: datetime
    metres: float
    speed: float
    heart_rate: int
    latitude: float
    longitude: float
    altitude: float


class Run(NamedTuple):
    """One invented run."""

    name: str
    starts_at: datetime
    legs: tuple[Leg, ...]
    indoors: bool = False
    with_heart_rate: bool = True


def easy(minutes: float, pace: float = 1.0) -> Leg:
    """Easy running near 5:40 /km."""
    return Leg(round(minutes * 60), 2.94 * pace, round(139 * (1 + (pace - 1) / 2)))


def intervals(weeks: int) -> tuple[Leg, ...]:
    """Warm-up, 1000 m repetitions with jogs between, cool-down."""
    repetitions = tuple(
        leg for _ in range(4 + weeks % 3) for leg in (Leg(245, 4.08, 176), Leg(120, 2.3, 150))
    )
    return (easy(12), *repetitions, easy(8, 0.96))


def tempo(minutes: int) -> tuple[Leg, ...]:
    """Warm-up, a sustained hard stretch, cool-down."""
    return (easy(12), Leg(minutes * 60, 3.72, 168), easy(8, 0.96))


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


def points(run: Run, lots: random.Random) -> list[Point]:
    """The samples of a run: speed and heart rate wander, heart rate follows effort by a minute."""
    start = run.starts_at + timedelta(seconds=lots.randrange(0, 900))
    form = lots.gauss(1.0, 0.012)  # the day's form
    metres, pulse, wander = 0.0, 92.0, 0.0
    found: list[Point] = []
    at = start
    for leg in run.legs:
        for _ in range(leg.seconds // EVERY_S):
            wander = 0.8 * wander + lots.gauss(0, 0.012)
            speed = leg.speed * form * (1 + wander)
            drift = 1 + 0.00045 * len(found) / 4
            pulse += (min(leg.heart_rate * drift, MAX_HR - 4) - pulse) * 0.25 + lots.gauss(0, 0.8)
            angle = metres / RING_M
            latitude = RING_AT[0] + math.degrees(RING_M * math.cos(angle) / 6_371_000)
            east = RING_M * math.sin(angle) / 6_371_000 / math.cos(math.radians(RING_AT[0]))
            found.append(
                Point(
                    at=at,
                    metres=metres,
                    speed=speed,
                    heart_rate=round(pulse),
                    latitude=latitude,
                    longitude=RING_AT[1] + math.degrees(east),
                    altitude=12 + 6 * math.sin(angle),
                )
            )
            at += timedelta(seconds=EVERY_S)
            metres += speed * EVERY_S
    return found


def fit(run: Run, samples: list[Point]) -> bytes:
    """The run as a watch's FIT activity file."""
    encoder = Encoder()
    number = Profile["mesg_num"]

    def write(message: str, **fields: object) -> None:
        encoder.write_mesg({"mesg_num": number[message], **fields})

    first, last = samples[0], samples[-1]
    start, end = first.at.astimezone(UTC), last.at.astimezone(UTC)
    beats = [each.heart_rate for each in samples]
    heart = {"avg_heart_rate": round(sum(beats) / len(beats)), "max_heart_rate": max(beats)}
    lasted = (end - start).total_seconds()
    totals = {
        "start_time": start,
        "total_elapsed_time": lasted,
        "total_timer_time": lasted,
        "total_distance": last.metres,
        **(heart if run.with_heart_rate else {}),
    }
    write(
        "FILE_ID",
        type="activity",
        manufacturer="development",
        product=1,
        serial_number=1,
        time_created=start,
    )
    write("EVENT", timestamp=start, event="timer", event_type="start")
    for each in samples:
        write("RECORD", **_record(run, each))
    write("EVENT", timestamp=end, event="timer", event_type="stop_all")
    write("LAP", timestamp=end, **totals)
    sub_sport = "treadmill" if run.indoors else "generic"
    write("SESSION", timestamp=end, sport="running", sub_sport=sub_sport, **totals)
    offset = run.starts_at.utcoffset() or timedelta()
    write(
        "ACTIVITY",
        timestamp=end,
        local_timestamp=end + offset,
        total_timer_time=lasted,
        num_sessions=1,
        type="manual",
        event="activity",
        event_type="stop",
    )
    return bytes(encoder.close())


def _record(run: Run, each: Point) -> dict[str, object]:
    fields: dict[str, object] = {
        "timestamp": each.at.astimezone(UTC),
        "distance": each.metres,
        "speed": each.speed,
    }
    if run.with_heart_rate:
        fields["heart_rate"] = each.heart_rate
    if not run.indoors:
        fields["position_lat"] = round(each.latitude * SEMICIRCLES)
        fields["position_long"] = round(each.longitude * SEMICIRCLES)
        fields["altitude"] = each.altitude
    return fields


def gpx(run: Run, samples: list[Point]) -> str:
    """The run as a phone's GPX track, seconds behind the watch."""
    rows = "\n".join(
        f'<trkpt lat="{p.latitude:.6f}" lon="{p.longitude:.6f}"><ele>{p.altitude:.1f}</ele>'
        f"<time>{_utc(p.at + timedelta(seconds=9))}</time></trkpt>"
        for p in samples
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gpx version="1.1" creator="sample" xmlns="http://www.topografix.com/GPX/1/1">\n'
        f"<trk><name>{run.name}</name><type>running</type><trkseg>\n{rows}\n</trkseg></trk>\n</gpx>\n"
    )


def tcx(samples: list[Point]) -> str:
    """The run as a TCX activity."""
    first, last = samples[0], samples[-1]
    seconds = (last.at - first.at).total_seconds()
    rows = "\n".join(
        f"<Trackpoint><Time>{_utc(p.at)}</Time><Position><LatitudeDegrees>{p.latitude:.6f}"
        f"</LatitudeDegrees><LongitudeDegrees>{p.longitude:.6f}</LongitudeDegrees></Position>"
        f"<DistanceMeters>{p.metres:.1f}</DistanceMeters><HeartRateBpm><Value>{p.heart_rate}"
        "</Value></HeartRateBpm></Trackpoint>"
        for p in samples
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TrainingCenterDatabase '
        'xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>\n'
        f'<Activity Sport="Running"><Id>{_utc(first.at)}</Id><Lap StartTime="{_utc(first.at)}">'
        f"<TotalTimeSeconds>{seconds:.0f}</TotalTimeSeconds><DistanceMeters>{last.metres:.1f}"
        "</DistanceMeters><Intensity>Active</Intensity><TriggerMethod>Manual</TriggerMethod><Track>\n"
        f"{rows}\n</Track></Lap></Activity></Activities></TrainingCenterDatabase>\n"
    )


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


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

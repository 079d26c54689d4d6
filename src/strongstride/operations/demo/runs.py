"""Runs nobody ran, lifelike to every part of the app that reads them, drawn from a seed.

The route is a ring in the open Atlantic, the watch does not exist, and the same seed gives the same
files on every machine. FIT files are written by the official encoder.
"""

import math
import random
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from garmin_fit_sdk import Encoder, Profile

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


def points(run: Run, lots: random.Random, every_s: int = 15) -> list[Point]:
    """The samples of a run: speed and heart rate wander, heart rate follows effort by a minute."""
    start = run.starts_at + timedelta(seconds=lots.randrange(0, 900))
    form = lots.gauss(1.0, 0.012)  # the day's form
    kept, pull = 0.8 ** (every_s / 15), 1 - 0.75 ** (every_s / 15)
    metres, pulse, wander = 0.0, 92.0, 0.0
    found: list[Point] = []
    at = start
    for leg in run.legs:
        for _ in range(leg.seconds // every_s):
            wander = kept * wander + lots.gauss(0, 0.012)
            speed = leg.speed * form * (1 + wander)
            drift = 1 + 0.00045 * len(found) * every_s / 60
            pulse += (min(leg.heart_rate * drift, MAX_HR - 4) - pulse) * pull + lots.gauss(0, 0.8)
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
            at += timedelta(seconds=every_s)
            metres += speed * every_s
    return found


def fit(run: Run, samples: list[Point]) -> bytes:
    """The run as a watch's FIT activity file."""
    encoder = Encoder()
    number = Profile["mesg_num"]

    def write(message: str, **fields: object) -> None:
        encoder.write_mesg({"mesg_num": number[message], **fields})

    start, end = samples[0].at.astimezone(UTC), samples[-1].at.astimezone(UTC)
    watch = {"manufacturer": "development", "product": 1, "serial_number": 1}
    write("FILE_ID", type="activity", **watch, time_created=start)
    write("EVENT", timestamp=start, event="timer", event_type="start")
    for each in samples:
        write("RECORD", **_record(run, each))
    write("EVENT", timestamp=end, event="timer", event_type="stop_all")
    totals = _totals(run, samples)
    write("LAP", timestamp=end, **totals)
    sub_sport = "treadmill" if run.indoors else "generic"
    write("SESSION", timestamp=end, sport="running", sub_sport=sub_sport, **totals)
    write(
        "ACTIVITY",
        timestamp=end,
        local_timestamp=end + (run.starts_at.utcoffset() or timedelta()),
        total_timer_time=totals["total_timer_time"],
        num_sessions=1,
        type="manual",
        event="activity",
        event_type="stop",
    )
    return bytes(encoder.close())


def _totals(run: Run, samples: list[Point]) -> dict[str, object]:
    """What lap and session say of the whole."""
    start, end = samples[0].at.astimezone(UTC), samples[-1].at.astimezone(UTC)
    lasted = (end - start).total_seconds()
    totals: dict[str, object] = {
        "start_time": start,
        "total_elapsed_time": lasted,
        "total_timer_time": lasted,
        "total_distance": samples[-1].metres,
    }
    if run.with_heart_rate:
        beats = [each.heart_rate for each in samples]
        totals["avg_heart_rate"] = round(sum(beats) / len(beats))
        totals["max_heart_rate"] = max(beats)
    return totals


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

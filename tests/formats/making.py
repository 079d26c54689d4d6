"""Files for the tests and the bench, made here: FIT by Garmin's own encoder, the rest as text."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from garmin_fit_sdk import Encoder, Profile

START = datetime(2026, 3, 14, 19, 30, tzinfo=UTC)  # 20:30 in Berlin
BERLIN = (52.5, 13.4)
_SEMICIRCLES = 2**31 / 180
_NUMBER = Profile["mesg_num"]
_FIT_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
METRES_PER_DEGREE = 111_195.0


def fit(messages: Iterable[tuple[str, Mapping[Any, Any]]]) -> bytes:
    """A FIT file of (message name, fields)."""
    encoder = Encoder()
    for name, fields in messages:
        message: dict[Any, Any] = {"mesg_num": _NUMBER[name.upper()], **fields}
        encoder.write_mesg(message)
    return bytes(encoder.close())


def local_seconds(moment: datetime, offset_s: int) -> int:
    """FIT's local_date_time: seconds of the local clock since the FIT epoch."""
    return int((moment - _FIT_EPOCH).total_seconds()) + offset_s


def fit_records(
    start: datetime = START,
    seconds: int = 600,
    *,
    speed: float = 3.0,
    place: tuple[float, float] | None = BERLIN,
    heart_rate: int | None = 140,
    every: int = 1,
) -> list[tuple[str, dict[str | int, Any]]]:
    """Samples of a run due north at one speed."""
    records = []
    for second in range(0, seconds + 1, every):
        fields: dict[str | int, Any] = {
            "timestamp": start + timedelta(seconds=second),
            "distance": speed * second,
            "altitude": 50.0,
        }
        if place is not None:
            fields["position_lat"] = round(
                (place[0] + speed * second / METRES_PER_DEGREE) * _SEMICIRCLES
            )
            fields["position_long"] = round(place[1] * _SEMICIRCLES)
        if heart_rate is not None:
            fields["heart_rate"] = heart_rate
        records.append(("record", fields))
    return records


def fit_session(
    start: datetime = START, seconds: float = 600, **fields: Any
) -> tuple[str, dict[str | int, Any]]:
    """A session message; further fields overrule."""
    told: dict[str | int, Any] = {
        "timestamp": start + timedelta(seconds=seconds),
        "start_time": start,
        "total_elapsed_time": float(seconds),
        "total_timer_time": float(seconds),
        "total_distance": 3.0 * seconds,
        "sport": "running",
        "sub_sport": "generic",
        "avg_heart_rate": 140,
        "max_heart_rate": 155,
    }
    told.update(fields)
    return "session", {name: value for name, value in told.items() if value is not None}


def fit_file_id(
    start: datetime = START, kind: str = "activity"
) -> tuple[str, dict[str | int, Any]]:
    """The message every FIT file begins with."""
    return "file_id", {
        "type": kind,
        "manufacturer": "development",
        "product": 1,
        "time_created": start,
        "serial_number": 1234,
    }


def fit_activity(
    start: datetime = START, seconds: float = 600, offset_s: int | None = 3600, sessions: int = 1
) -> tuple[str, dict[str | int, Any]]:
    """The message most FIT activities end with; it alone knows the local clock."""
    end = start + timedelta(seconds=seconds)
    fields: dict[str | int, Any] = {
        "timestamp": end,
        "num_sessions": sessions,
        "total_timer_time": float(seconds),
    }
    if offset_s is not None:
        fields["local_timestamp"] = local_seconds(end, offset_s)
    return "activity", fields


def fit_run(
    start: datetime = START,
    seconds: int = 600,
    *,
    offset_s: int | None = 3600,
    session: Mapping[str, Any] | None = None,
    **samples: Any,
) -> bytes:
    """A plain run: file_id, samples, session, activity."""
    return fit(
        [
            fit_file_id(start),
            *fit_records(start, seconds, **samples),
            fit_session(start, seconds, **(session or {})),
            fit_activity(start, seconds, offset_s),
        ]
    )


def gpx_points(
    start: datetime = START,
    seconds: int = 600,
    *,
    speed: float = 3.0,
    place: tuple[float, float] = BERLIN,
    heart_rate: int | None = 140,
    every: int = 1,
) -> str:
    """Track points of a run due north."""
    parts = []
    for second in range(0, seconds + 1, every):
        at = (start + timedelta(seconds=second)).isoformat().replace("+00:00", "Z")
        beat = (
            ""
            if heart_rate is None
            else "<extensions><gpxtpx:TrackPointExtension>"
            f"<gpxtpx:hr>{heart_rate}</gpxtpx:hr>"
            "</gpxtpx:TrackPointExtension></extensions>"
        )
        latitude = place[0] + speed * second / METRES_PER_DEGREE
        parts.append(
            f'<trkpt lat="{latitude:.7f}" lon="{place[1]:.7f}"><ele>50.0</ele>'
            f"<time>{at}</time>{beat}</trkpt>"
        )
    return "\n".join(parts)


def gpx(*tracks: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>\n') -> bytes:
    """A GPX 1.1 file of whole `<trk>` elements."""
    return (
        f'{head}<gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1" '
        'xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1">'
        f"<metadata><name>day</name></metadata>{''.join(tracks)}</gpx>"
    ).encode()


def gpx_track(*segments: str, name: str = "Morning", kind: str = "running") -> str:
    """One track of segments of points."""
    inside = "".join(f"<trkseg>{segment}</trkseg>" for segment in segments)
    return f"<trk><name>{name}</name><type>{kind}</type>{inside}</trk>"


def gpx_run(start: datetime = START, seconds: int = 600, **points: Any) -> bytes:
    """A plain run as GPX."""
    return gpx(gpx_track(gpx_points(start, seconds, **points)))


def tcx_activity(
    start: datetime = START,
    seconds: int = 600,
    *,
    sport: str = "Running",
    speed: float = 3.0,
    place: tuple[float, float] | None = BERLIN,
    heart_rate: int | None = 140,
    every: int = 1,
    metres: float | None = None,
) -> str:
    """One `<Activity>` of one lap."""
    at = start.isoformat().replace("+00:00", "Z")
    points = []
    for second in range(0, seconds + 1, every):
        now = (start + timedelta(seconds=second)).isoformat().replace("+00:00", "Z")
        where = ""
        if place is not None:
            latitude = place[0] + speed * second / METRES_PER_DEGREE
            where = (
                f"<Position><LatitudeDegrees>{latitude:.7f}</LatitudeDegrees>"
                f"<LongitudeDegrees>{place[1]:.7f}</LongitudeDegrees></Position>"
            )
        beat = (
            ""
            if heart_rate is None
            else f"<HeartRateBpm><Value>{heart_rate}</Value></HeartRateBpm>"
        )
        points.append(
            f"<Trackpoint><Time>{now}</Time>{where}<AltitudeMeters>50</AltitudeMeters>"
            f"<DistanceMeters>{speed * second:.1f}</DistanceMeters>{beat}</Trackpoint>"
        )
    told = speed * seconds if metres is None else metres
    return (
        f'<Activity Sport="{sport}"><Id>{at}</Id><Lap StartTime="{at}">'
        f"<TotalTimeSeconds>{seconds}</TotalTimeSeconds><DistanceMeters>{told}</DistanceMeters>"
        f"<Track>{''.join(points)}</Track></Lap></Activity>"
    )


def tcx(*activities: str) -> bytes:
    """A TCX file of whole `<Activity>` elements."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><TrainingCenterDatabase '
        'xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">'
        f"<Activities>{''.join(activities)}</Activities></TrainingCenterDatabase>"
    ).encode()


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            # A fixed date: the same members are the same bytes.
            member = zipfile.ZipInfo(name, (2026, 3, 14, 20, 30, 0))
            archive.writestr(member, data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


STRAVA_HEADER = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,"
    "Distance,Max Heart Rate,Relative Effort,Commute,Activity Private Note,Activity Gear,Filename,"
    "Athlete Weight,Bike Weight,Elapsed Time,Moving Time,Distance,Max Speed,Average Speed,"
    "Elevation Gain,Elevation Loss,Elevation Low,Elevation High,Max Grade,Average Grade,"
    "Average Positive Grade,Average Negative Grade,Max Cadence,Average Cadence,Max Heart Rate,"
    "Average Heart Rate"
)
STRAVA_HEADER_GERMAN = (
    "Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Aktivitätsbeschreibung,"
    "Verstrichene Zeit,Distanz,Max. Herzfrequenz,Relative Leistung,Pendeln,Hinweis,Ausrüstung,"
    "Dateiname,Sportlergewicht,Fahrradgewicht,Verstrichene Zeit,Bewegungszeit,Distanz,"
    "Höchstgeschw.,Durchschnittliche Geschwindigkeit,Höhenzunahme,Höhenunterschied,Min. Höhe,"
    "Max. Höhe,Max. Steigung,Durchschnittliche Steigung,Positive Steigung,Negative Steigung,"
    "Max. Schrittfrequenz,Durchschnittliche Trittfrequenz,Max. Herzfrequenz,"
    "Durchschnittliche Herzfrequenz"
)


def strava_row(
    number: int,
    date: str = "Mar 14, 2026, 7:30:00 PM",
    name: str = "Evening Run",
    kind: str = "Run",
    file: str = "",
    *,
    elapsed: str = "600",
    kilometres: str = "1.80",
    metres: str = "1800.0",
    heart_rate: str = "",
) -> str:
    """One line of the 32-column table."""
    cells = [str(number), f'"{date}"', f'"{name}"', kind, "", elapsed, f'"{kilometres}"', "", ""]
    cells += ["false", "", "", file, "", "", elapsed, elapsed, metres, "", "", "12.5"]
    cells += [""] * 10 + [heart_rate]
    return ",".join(cells)

"""What the page of one run shows."""

import msgspec
from django.db.models import QuerySet

from strongstride.coach.athlete import Athlete
from strongstride.exchange.run_course import Curves, Route, Split, curves, route, splits
from strongstride.exchange.run_track import KeptTrack, unpack_track
from strongstride.formats.recording import Recording
from strongstride.runs.models import Run, RunTrack, StoredRecording
from strongstride.runs.rows import recording_in
from strongstride.web.templatetags.quantities import unit_m

Chart = dict[str, object]


class SplitShown(msgspec.Struct, frozen=True):
    """A row of the table of splits: `12`, and the rest in words, `0.98 km more`."""

    label: str
    split: Split
    speed_mps: float


class Told(msgspec.Struct, frozen=True):
    """One of the files that tell of a run."""

    row: StoredRecording
    recording: Recording


class ChartShown(msgspec.Struct, frozen=True):
    """A chart with its heading and the words that stand for it."""

    id: str
    title: str
    label: str
    chart: Chart


class RunShown(msgspec.Struct, frozen=True, kw_only=True):
    """Everything behind the facts of a run."""

    charts: tuple[ChartShown, ...] = ()
    splits: tuple[SplitShown, ...] = ()
    route: Route | None = None
    told: tuple[Told, ...] = ()
    by_hand: tuple[Run, ...] = ()  # what the runner wrote down of the same run


def shown(run: Run, units: Athlete) -> RunShown:
    """The run with its course, its files and what was written down of it. Three queries."""
    by_hand = tuple(run.by_hand_too.order_by("id"))
    told = tuple(Told(row, recording_in(row)) for row in _recordings(run))
    track = _track(run)
    if track is None:
        return RunShown(told=told, by_hand=by_hand)
    found = curves(track)
    return RunShown(
        charts=() if found is None else tuple(_charts(found, units)),
        splits=_splits(track, units),
        route=route(track),
        told=told,
        by_hand=by_hand,
    )


def _recordings(run: Run) -> QuerySet[StoredRecording]:
    return run.recordings.select_related("original").order_by("-leads", "id")


def _track(run: Run) -> KeptTrack | None:
    columns = RunTrack.objects.filter(run=run).values_list("columns", flat=True).first()
    return None if columns is None else unpack_track(bytes(columns))


def _charts(found: Curves, units: Athlete) -> list[ChartShown]:
    """Charts of what is known along the way, in the runner's own units."""
    metres = unit_m(units)
    unit = units.distance_unit.value
    paces = [None if speed is None else round(metres / speed, 1) for speed in found.speed_mps]
    along = [round(at / metres, 3) for at in found.along_m]
    charts = (
        ("pace", "Pace", "Pace", paces, f"min/{unit}", "track"),
        ("heart", "Heart rate", "Heart rate", found.heart_rate, "beats/min", "bad"),
        ("height", "Elevation", "Elevation", found.altitude_m, "m", "grass"),
    )
    return [
        ChartShown(
            f"chart-{key}",
            title,
            f"{title} along the way in {unit}.",
            {
                "x": along,
                "along": unit,
                "show": "pace" if key == "pace" else "number",
                "note": "",
                "unit": of,
                "reversed": key == "pace",
                "lines": [
                    {"label": label, "values": values, "look": "course", "tone": tone, "scale": "y"}
                ],
            },
        )
        for key, title, label, values, of, tone in charts
        if values
    ]


def _splits(track: KeptTrack, units: Athlete) -> tuple[SplitShown, ...]:
    metres = unit_m(units)
    return tuple(
        SplitShown(
            _label(number, split.metres / metres, units),
            split,
            split.metres / split.seconds if split.seconds else 0.0,
        )
        for number, split in enumerate(splits(track, metres), 1)
    )


def _label(number: int, share: float, units: Athlete) -> str:
    """Which whole unit it is, or what is left after the last one."""
    if round(share, 2) >= 1:
        return str(number)
    rest = f"{share:.2f} {units.distance_unit.value}"
    return rest if number == 1 else f"{rest} more"

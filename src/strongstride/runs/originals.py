"""Originals read once more, for what is not kept in the database."""

from strongstride.formats.activity import Activity, as_run
from strongstride.formats.reading import OpenArchive, tell_item
from strongstride.formats.recording import Recording
from strongstride.formats.sources import Item
from strongstride.runs.arrivals import Samples, samples_of
from strongstride.runs.folders import original_path
from strongstride.runs.models import StoredRecording
from strongstride.runs.rows import recording_in


def samples_on_disk(row: StoredRecording) -> Samples | None:
    """The samples of a recording; None when it has none or its file is gone."""
    activity = _activity(row)
    if activity is None:
        return None
    return samples_of(Activity(recording_in(row), activity.track))


def read_as_run(row: StoredRecording) -> tuple[Recording, Samples | None]:
    """A recording of an unknown sport as that of a run, and its samples."""
    activity = _activity(row)
    track = None if activity is None else activity.track
    run = as_run(Activity(recording_in(row), track))
    return run.recording, samples_of(run)


def _activity(row: StoredRecording) -> Activity | None:
    """The recording as its file tells it, with samples."""
    if row.original is None:
        return None
    path = original_path(row.athlete_id, row.original.sha256)
    item = Item(str(path), None, row.original.name, row.original.size, asked=True)
    with OpenArchive() as archives:
        told = tell_item(item, archives, samples=True)
    activities = [each for each in told if isinstance(each, Activity)]
    place = row.key.rpartition("-")[2]
    if not place.isdecimal() or int(place) >= len(activities):
        return None
    return activities[int(place)]

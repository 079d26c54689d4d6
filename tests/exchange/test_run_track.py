"""The samples of a run as they are kept."""

import io
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.exchange.run_track import (
    MOST_ROWS,
    STEPS,
    UNKNOWN,
    DamagedTrackError,
    KeptTrack,
    kept_track,
    pack_track,
    unpack_track,
)
from strongstride.formats.activity import Activity
from strongstride.formats.fit.reader import fit_activities
from strongstride.formats.gpx import gpx_activities
from tests.formats.making import fit_run, gpx_run

WHOLE = st.one_of(st.just(UNKNOWN), st.integers(UNKNOWN + 1, -UNKNOWN - 1))


@st.composite
def tracks(draw: st.DrawFn) -> KeptTrack:
    rows = draw(st.integers(0, 40))
    column = st.lists(WHOLE, min_size=rows, max_size=rows)
    return KeptTrack(**{name: np.array(draw(column), dtype=np.int64) for name in STEPS})


def only(activities: list[Activity]) -> Activity:
    assert len(activities) == 1
    return activities[0]


@given(tracks())
def test_unpacks_what_was_packed(track: KeptTrack) -> None:
    assert unpack_track(pack_track(track)) == track


@given(st.binary(max_size=60))
def test_says_that_other_bytes_are_no_track(data: bytes) -> None:
    with pytest.raises(DamagedTrackError):
        unpack_track(data)


@given(tracks(), st.data())
def test_a_damaged_track_is_said_or_reads_as_some_track(
    track: KeptTrack, data: st.DataObject
) -> None:
    inside = bytearray(zlib.decompress(pack_track(track)))
    place = data.draw(st.integers(0, len(inside) - 1))
    inside[place] ^= data.draw(st.integers(1, 255))
    try:
        found = unpack_track(zlib.compress(bytes(inside)))
    except DamagedTrackError:
        return
    assert isinstance(found, KeptTrack)


def test_keeps_every_second_of_an_hour_to_its_step() -> None:
    activity = only(fit_activities(fit_run(seconds=3599), "run.fit"))
    assert activity.track is not None
    kept = kept_track(activity.track, activity.recording)
    assert kept is not None
    assert len(kept) == 3600
    assert kept.column("time_s")[[0, 1, -1]].tolist() == pytest.approx([0, 1, 3599])
    assert kept.column("distance_m")[-1] == pytest.approx(3 * 3599, abs=0.1)
    np.testing.assert_allclose(kept.column("latitude"), activity.track.latitude, atol=1e-6)
    assert set(kept.column("heart_rate")) == {140}


def test_thins_a_long_run_and_keeps_both_ends() -> None:
    activity = only(fit_activities(fit_run(seconds=9000), "run.fit"))
    assert activity.track is not None
    kept = kept_track(activity.track, activity.recording)
    assert kept is not None
    assert len(kept) == MOST_ROWS
    assert kept.column("time_s")[[0, -1]].tolist() == [0, 9000]


def test_an_hour_takes_less_than_thirty_kilobytes() -> None:
    activity = only(fit_activities(fit_run(seconds=3600), "run.fit"))
    assert activity.track is not None
    kept = kept_track(activity.track, activity.recording)
    assert kept is not None
    assert len(pack_track(kept)) < 30_000


def test_distance_comes_from_positions_where_the_device_wrote_none() -> None:
    activity = only(gpx_activities(io.BytesIO(gpx_run(seconds=600)), "run.gpx"))
    assert activity.track is not None
    kept = kept_track(activity.track, activity.recording)
    assert kept is not None
    assert kept.column("distance_m")[-1] == pytest.approx(activity.recording.distance_m, abs=0.1)


def test_a_run_without_samples_keeps_no_track() -> None:
    activity = only(fit_activities(fit_run(seconds=600, every=10_000), "run.fit"))
    assert activity.track is not None
    assert kept_track(activity.track, activity.recording) is None

"""Best efforts inside a run, from the device's distance or from positions."""

import numpy as np
import pytest

from strongstride.formats.efforts import best_efforts
from strongstride.formats.track import Track, track_of

START_S = 1_790_000_000.0


def track(speeds: list[float], step_s: float = 1.0, **columns: np.ndarray) -> Track:
    """Samples every `step_s` seconds with these speeds between them."""
    metres = np.concatenate(([0.0], np.cumsum(np.asarray(speeds) * step_s)))
    time = START_S + np.arange(metres.size) * step_s
    return track_of({"time_s": time, "distance_m": metres, **columns}, metres.size)


def test_a_tempo_inside_an_easy_run_is_found() -> None:
    speeds = [3.0] * 600 + [4.0] * 1200 + [3.0] * 600
    found = best_efforts(track(speeds), sum(speeds), 12.0)
    assert dict(found.in_one_go) == pytest.approx({180: 720, 480: 1920, 1200: 4800})


def test_repetitions_add_up_though_none_lasts() -> None:
    speeds = [3.0] * 600 + ([5.0] * 60 + [2.5] * 60) * 10 + [3.0] * 300
    found = best_efforts(track(speeds), sum(speeds), 12.0)
    assert found.repeated_m == pytest.approx(480 * 5.0)
    assert dict(found.in_one_go)[480] < 480 * 4


def test_a_jump_of_the_receiver_is_no_effort() -> None:
    speeds = [3.0] * 1500
    speeds[700] = 900.0
    found = best_efforts(track(speeds), 4500.0, 12.0)
    assert dict(found.in_one_go)[180] == pytest.approx(540, rel=0.02)


def test_samples_far_from_the_told_distance_tell_nothing() -> None:
    assert best_efforts(track([3.0] * 1500), 9000.0, 12.0).in_one_go == ()
    assert best_efforts(track([3.0] * 1500), None, 12.0).in_one_go == ()
    assert best_efforts(track([]), 4500.0, 12.0).in_one_go == ()


def test_positions_serve_where_the_device_tells_no_distance() -> None:
    count = 1501
    degrees = np.arange(count) * 3.0 / 111_195
    found = best_efforts(
        track_of(
            {
                "time_s": START_S + np.arange(count),
                "latitude": degrees,
                "longitude": np.full(count, 10.0),
            },
            count,
        ),
        4500.0,
        12.0,
    )
    assert dict(found.in_one_go) == pytest.approx({180: 540, 480: 1440, 1200: 3600}, rel=0.01)


def test_long_silences_tell_no_pace() -> None:
    assert best_efforts(track([3.0] * 12, step_s=120.0), 4320.0, 12.0).in_one_go == ()


def test_efforts_are_scaled_to_the_distance_of_the_whole_run() -> None:
    found = best_efforts(track([3.0] * 1500), 4950.0, 12.0)
    assert dict(found.in_one_go)[480] == pytest.approx(1.1 * 1440)

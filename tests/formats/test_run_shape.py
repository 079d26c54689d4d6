"""The pieces of a run: time on the move, way, heights and pulse, whatever the watch recorded."""

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.formats.run_shape import RunPiece, RunShape, run_shape
from strongstride.formats.track import Track, track_of

START_S = 1_790_000_000.0


def track(
    speeds: list[float], heart: list[float] | None = None, heights: list[float] | None = None
) -> Track:
    """A sample a second with these speeds between them."""
    metres = np.concatenate(([0.0], np.cumsum(speeds)))
    columns = {"time_s": START_S + np.arange(metres.size), "distance_m": metres}
    if heart is not None:
        columns["heart_rate"] = np.concatenate((heart[:1], heart))
    if heights is not None:
        columns["altitude_m"] = np.concatenate((heights[:1], heights))
    return track_of(columns, metres.size)


def shape_of(speeds: list[float], **columns: list[float]) -> RunShape:
    found = run_shape(track(speeds, **columns), sum(speeds))
    assert found is not None
    return found


def test_an_even_run_falls_into_pieces_of_five_minutes() -> None:
    shape = shape_of([3.0] * 1800, heart=[150.0] * 1800)
    assert [piece.seconds for piece in shape.pieces] == [300.0] * 6
    assert [piece.metres for piece in shape.pieces] == pytest.approx([900.0] * 6)
    assert [piece.heart_rate for piece in shape.pieces] == [150.0] * 6
    assert not shape.has_heights


def test_a_short_rest_joins_the_last_piece_a_long_one_stands_alone() -> None:
    assert [p.seconds for p in shape_of([3.0] * 700).pieces] == [300.0, 400.0]
    assert [p.seconds for p in shape_of([3.0] * 800).pieces] == [300.0, 300.0, 200.0]


def test_standing_still_is_in_no_piece() -> None:
    speeds = [3.0] * 600 + [0.0] * 500 + [3.0] * 600
    heart = [150.0] * 600 + [90.0] * 500 + [150.0] * 600
    shape = shape_of(speeds, heart=heart)
    assert sum(piece.seconds for piece in shape.pieces) == pytest.approx(1200, abs=2)
    assert [piece.heart_rate for piece in shape.pieces] == pytest.approx([150.0] * 4, abs=0.5)


def test_a_pulse_known_for_less_than_most_of_a_piece_is_none() -> None:
    heart = [150.0] * 300 + [float("nan")] * 200 + [150.0] * 100
    shape = shape_of([3.0] * 600, heart=heart)
    assert [piece.heart_rate for piece in shape.pieces] == [150.0, None]


def test_a_climb_and_the_way_back_are_told_apart() -> None:
    rise = [0.15 * second for second in range(900)]  # 5 % at 3 m/s
    shape = shape_of([3.0] * 1800, heights=[*rise, *reversed(rise)])
    up = sum(piece.climb_m for piece in shape.pieces)
    down = sum(piece.descent_m for piece in shape.pieces)
    assert shape.has_heights
    assert (up, down) == (pytest.approx(135, rel=0.06), pytest.approx(135, rel=0.06))
    assert shape.pieces[1].up_m == pytest.approx(900, rel=0.01)
    assert shape.pieces[1].climb_m / shape.pieces[1].up_m == pytest.approx(0.05, rel=0.02)
    assert shape.pieces[4].down_m == pytest.approx(900, rel=0.01)


def test_noise_of_a_barometer_is_no_hill() -> None:
    noise = np.random.default_rng(1).normal(100.0, 0.7, 3600).tolist()
    shape = shape_of([3.0] * 3600, heights=noise)
    assert sum(piece.climb_m for piece in shape.pieces) < 8


def test_metres_are_scaled_to_the_distance_of_the_whole_run() -> None:
    found = run_shape(track([3.0] * 1800), 5670.0)
    assert found is not None
    assert sum(piece.metres for piece in found.pieces) == pytest.approx(5670)


@pytest.mark.parametrize(
    ("speeds", "distance_m"),
    [([], 5000.0), ([3.0] * 200, 600.0), ([3.0] * 1800, None), ([3.0] * 1800, 20_000.0)],
)
def test_what_tells_too_little_has_no_shape(speeds: list[float], distance_m: float | None) -> None:
    assert run_shape(track(speeds), distance_m) is None


def test_samples_out_of_order_are_put_in_order() -> None:
    even = track([3.0] * 900)
    assert run_shape(even.rows(np.arange(901)[::-1].copy()), 2700.0) == run_shape(even, 2700.0)


def test_the_shape_keeps_its_values_as_json() -> None:
    shape = shape_of([3.0] * 900, heart=[150.0] * 900)
    text = msgspec.json.encode(shape)
    assert msgspec.json.decode(text, type=RunShape) == shape
    assert b"[300.0,900.0,0.0,0.0,0.0,0.0,150.0]" in text


@given(
    st.lists(st.floats(0, 8), min_size=400, max_size=1500),
    st.lists(st.floats(-50, 4000), min_size=1, max_size=40),
)
def test_pieces_never_hold_more_than_the_run(speeds: list[float], heights: list[float]) -> None:
    spread = np.interp(np.arange(len(speeds)), np.linspace(0, len(speeds), len(heights)), heights)
    shape = run_shape(track(speeds, heights=spread.tolist()), sum(speeds))
    if shape is None:
        return
    pieces: tuple[RunPiece, ...] = shape.pieces
    assert sum(piece.seconds for piece in pieces) <= len(speeds) + 1
    assert sum(piece.metres for piece in pieces) <= sum(speeds) + 1
    for piece in pieces:
        assert 150 - 1 <= piece.seconds <= 450 + 1
        assert piece.up_m + piece.down_m <= piece.metres + 8 * 60
        assert min(msgspec.structs.astuple(piece)[:6]) >= 0

"""What the formats store of a run is what the coach reads."""

from strongstride.coach.running.run_shape import level_metres
from strongstride.exchange.run_shapes import shape_to_store, stored_shape
from strongstride.formats.run_shape import RunPiece, RunShape

SHAPE = RunShape(
    pieces=(
        RunPiece(300, 900, 300, 15, 200, 10, 151.5),
        RunPiece(200, 600, 0, 0, 0, 0, None),
    ),
    has_heights=True,
)


def test_a_stored_shape_comes_back_as_the_coach_reads_it() -> None:
    found = stored_shape(shape_to_store(SHAPE))
    assert found is not None
    assert found.has_heights
    assert [piece.heart_rate for piece in found.pieces] == [151.5, None]
    assert found.pieces[0].climb_m == 15
    assert level_metres(found.pieces[0]) > 900
    assert level_metres(found.pieces[1]) == 600


def test_what_is_no_shape_is_none() -> None:
    assert stored_shape(None) is None
    assert stored_shape({}) is None
    assert stored_shape({"pieces": [[1, 2]], "has_heights": True}) is None

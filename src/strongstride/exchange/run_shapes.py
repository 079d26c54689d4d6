"""A run's shape between the rooms: stored as the formats write it, read as the coach reads it."""

import msgspec

from strongstride.coach.running.run_shape import RunShape
from strongstride.formats.run_shape import RunShape as RecordedShape


def shape_to_store(shape: RecordedShape) -> dict[str, object]:
    """The shape in JSON's own types."""
    stored: dict[str, object] = msgspec.to_builtins(shape)
    return stored


def stored_shape(stored: object) -> RunShape | None:
    """The coach's shape from what was stored; None for nothing, or for what an older app stored."""
    if stored is None:
        return None
    try:
        return msgspec.convert(stored, RunShape)
    except msgspec.ValidationError:
        return None

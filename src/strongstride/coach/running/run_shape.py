"""The course of a run in pieces of about five minutes, and what a piece is worth on the level."""

from collections.abc import Iterable

import msgspec

from strongstride.coach.rules import n
from strongstride.coach.running.fitness import climb_cost


class RunPiece(msgspec.Struct, frozen=True, array_like=True):
    """A few minutes on the move; `up_m` of the `metres` rose by `climb_m`, `down_m` fell."""

    seconds: float
    metres: float
    up_m: float
    climb_m: float
    down_m: float
    descent_m: float
    heart_rate: float | None


class RunShape(msgspec.Struct, frozen=True, kw_only=True):
    """A run's pieces in order, pauses left out; `has_heights` False: climbing is unknown."""

    pieces: tuple[RunPiece, ...]
    has_heights: bool


class Stretch(msgspec.Struct, frozen=True):
    """Some pieces taken together: time, level metres, mean heart rate in beats a minute."""

    seconds: float
    level_m: float
    heart_rate: float

    @property
    def speed_mps(self) -> float:
        """Level speed."""
        return self.level_m / self.seconds


def level_metres(piece: RunPiece) -> float:
    """The level metres that cost as much; rule `run-climb` caps what going downhill gives back."""
    up = down = 0.0
    if piece.up_m > 0:
        up = piece.up_m * climb_cost(piece.climb_m / piece.up_m)
    if piece.down_m > 0:
        cost = climb_cost(-piece.descent_m / piece.down_m)
        down = piece.down_m * max(n("run-climb", "downhill_floor"), cost)
    return max(piece.metres - piece.up_m - piece.down_m, 0.0) + up + down


def stretch_of(pieces: Iterable[RunPiece]) -> Stretch | None:
    """The pieces with a heart rate as one; None without any."""
    seconds = level_m = beats = 0.0
    for piece in pieces:
        if piece.heart_rate is not None:
            seconds += piece.seconds
            level_m += level_metres(piece)
            beats += piece.seconds * piece.heart_rate
    return Stretch(seconds, level_m, beats / seconds) if seconds > 0 and level_m > 0 else None


def between(shape: RunShape, from_s: float, until_s: float) -> list[RunPiece]:
    """The pieces whose middle lies between two moments on the move."""
    found: list[RunPiece] = []
    passed = 0.0
    for piece in shape.pieces:
        middle = passed + piece.seconds / 2
        passed += piece.seconds
        if from_s <= middle < until_s:
            found.append(piece)
    return found

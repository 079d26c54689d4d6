"""An adjustment as it is kept: what was wished, and what it changed when it was made."""

from datetime import date
from typing import Any

import msgspec

from strongstride.coach.adjusting.adjustment import Adjustment
from strongstride.coach.runs import PlannedRun

RUNS_FILE = "runs-file"


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """One adjustment, and the sentences that told what it changed."""

    adjustment: Adjustment
    changes: tuple[str, ...] = ()


class RunsFile(msgspec.Struct, frozen=True, kw_only=True):
    """Planned runs of a file: they go over the usual week."""

    name: str
    runs: tuple[PlannedRun, ...]
    rest_days: tuple[date, ...] = ()
    changes: tuple[str, ...] = ()


def read_body(kind: str, body: dict[str, Any]) -> Body | RunsFile:
    """A stored adjustment as a value."""
    if kind == RUNS_FILE:
        return msgspec.convert(body, type=RunsFile)
    return msgspec.convert(body, type=Body)


def write_body(value: Body | RunsFile) -> dict[str, Any]:
    """A value as it is stored."""
    written: dict[str, Any] = msgspec.to_builtins(value)
    return written


def kind_of(value: Body | RunsFile) -> str:
    """The word for it in the table."""
    if isinstance(value, RunsFile):
        return RUNS_FILE
    return str(value.adjustment.__struct_config__.tag)

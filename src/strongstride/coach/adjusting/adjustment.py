"""The adjustments an athlete can make to their plan, as frozen values."""

from datetime import date

import msgspec

from strongstride.coach.catalogue import BodyPart, Region
from strongstride.coach.runs import PlannedRun, RunKind


class _Adjustment(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What every adjustment has: the local day on which it was made."""

    made_on: date


class _OfSession(_Adjustment, frozen=True, kw_only=True):
    """What is decided about one session, by its stable id."""

    session: str


class _OfRun(_Adjustment, frozen=True, kw_only=True):
    """What is decided about the run of a kind on a day."""

    on: date
    run: RunKind


class MoveSession(_OfSession, frozen=True, kw_only=True, tag="move-session"):
    """The session (by its stable id) to another day of its week."""

    to: date


class PinSession(_OfSession, frozen=True, kw_only=True, tag="pin-session"):
    """The session stays on this day, whatever else changes, while the rules allow it."""

    on: date


class SkipSession(_OfSession, frozen=True, kw_only=True, tag="skip-session"):
    """The session falls away."""


class ShortenSession(_OfSession, frozen=True, kw_only=True, tag="shorten-session"):
    """The session in at most so many minutes."""

    minutes: int


class SwapExercise(_Adjustment, frozen=True, kw_only=True, tag="swap-exercise"):
    """Another exercise in place of one: in one session, or (None) from now on."""

    exercise: str
    instead: str
    session: str | None = None


class DaysAway(_Adjustment, frozen=True, kw_only=True, tag="days-away"):
    """No strength from `first` to `last`, both included."""

    first: date
    last: date


class Sore(_Adjustment, frozen=True, kw_only=True, tag="sore"):
    """Muscles of a region are sore from the day it was said until `until`, included."""

    region: Region
    until: date


class Hurts(_Adjustment, frozen=True, kw_only=True, tag="hurts"):
    """Pain of 0-10 in a part on the day it was said; 0 says that it is gone."""

    part: BodyPart
    level: int


class MoveRun(_OfRun, frozen=True, kw_only=True, tag="move-run"):
    """The run of a kind on a day to another day; `was` tells it once its old day is over."""

    to: date
    was: PlannedRun | None = None


class EditRun(_OfRun, frozen=True, kw_only=True, tag="edit-run"):
    """The run of a kind on a day becomes another."""

    becomes: PlannedRun


class AddRun(_Adjustment, frozen=True, kw_only=True, tag="add-run"):
    """A run more."""

    added: PlannedRun


class RemoveRun(_OfRun, frozen=True, kw_only=True, tag="remove-run"):
    """The run of a kind on a day falls away."""


Adjustment = (
    MoveSession
    | PinSession
    | SkipSession
    | ShortenSession
    | SwapExercise
    | DaysAway
    | Sore
    | Hurts
    | MoveRun
    | EditRun
    | AddRun
    | RemoveRun
)

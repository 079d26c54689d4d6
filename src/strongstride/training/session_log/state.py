"""The log as a pure fold over a set of operations: in any order, however often each comes.

Each field keeps what was said last, by (`at`, `op`). A set that was removed stays removed until it
is restored, whatever else is said of it; so does a session that was discarded, until it is
reopened. What is said of a set or session nobody logged or started yet waits for that.

`web/static/js/session/reducer.js` is the twin; both are held by `tests/sync/vectors.json`.
"""

from collections.abc import Iterable
from typing import Any

import msgspec

from strongstride.training.session_log.operations import Kind, Operation

SET_DEFAULTS: dict[str, Any] = {
    "exercise": "",
    "position": 0,
    "done_at": 0,
    "load_g": None,
    "reps": None,
    "seconds": None,
    "rir": None,
    "side": None,
    "kind": "working",
    "form_ok": None,
    "pain": None,
    "note": "",
}


class SetState(msgspec.Struct, frozen=True, kw_only=True):
    """One set as the log has it; fields as in `operations.SetLogged`."""

    set: str
    exercise: str
    position: int
    done_at: int  # ms
    load_g: int | None
    reps: int | None
    seconds: float | None
    rir: float | None
    side: str | None
    kind: str
    form_ok: bool | None
    pain: int | None
    note: str
    removed: bool


class SessionLog(msgspec.Struct, frozen=True, kw_only=True):
    """One session as the log has it, its sets in order, removed ones too."""

    session: str
    on: str
    title: str
    planned_key: str | None
    planned: dict[str, Any] | None
    source: str
    started_at: int | None
    finished_at: int | None
    state: str  # open, finished, discarded
    note: str
    pain: dict[str, int]
    sets: tuple[SetState, ...]
    swaps: dict[str, str]  # the exercise done in the place of the work with this number
    passed: tuple[str, ...]  # the steps passed without a set


def fold(operations: Iterable[Operation]) -> dict[str, SessionLog]:
    """Every session that was started, by its key."""
    drafts: dict[str, _Session] = {}
    for each in sorted(operations, key=lambda each: (each.at, each.op)):
        drafts.setdefault(each.session, _Session()).take(each)
    return {key: draft.log(key) for key, draft in drafts.items() if draft.started}


class _Set:
    def __init__(self) -> None:
        self.logged = False
        self.removed = False
        self.fields = dict(SET_DEFAULTS)

    def take(self, kind: Kind, said: dict[str, Any]) -> None:
        match kind:
            case Kind.SET_REMOVED:
                self.removed = True
            case Kind.SET_RESTORED:
                self.removed = False
            case _:
                self.logged = self.logged or kind is Kind.SET_LOGGED
                self.fields.update(said)

    def state(self, key: str) -> SetState:
        return SetState(set=key, removed=self.removed, **self.fields)


class _Walk:
    """How the session is gone through otherwise than planned."""

    def __init__(self) -> None:
        self.swaps: dict[str, str] = {}
        self.passed: set[str] = set()

    def take(self, kind: Kind, said: dict[str, Any]) -> None:
        match kind:
            case Kind.STEP_PASSED:
                self.passed.add(said["step"])
            case Kind.STEP_RETURNED:
                self.passed.discard(said["step"])
            case _ if said["exercise"] is None:
                self.swaps.pop(str(said["work"]), None)
            case _:
                self.swaps[str(said["work"])] = said["exercise"]


class _Session:
    """A session while operations are taken in the order they were made."""

    def __init__(self) -> None:
        self.started: dict[str, Any] | None = None
        self._finished_at: int | None = None
        self._discarded = False
        self._note = ""
        self._pain: dict[str, int] = {}
        self._sets: dict[str, _Set] = {}
        self._walk = _Walk()

    def take(self, operation: Operation) -> None:
        said = dict(operation.body)
        match operation.kind:
            case Kind.SESSION_STARTED:
                self.started = said
            case Kind.SESSION_NOTED:
                self._note = said.get("note", self._note)
                self._pain.update(said.get("pain", {}))
            case Kind.SESSION_FINISHED:
                self._finished_at = said["finished_at"]
            case Kind.SESSION_REOPENED:
                self._finished_at, self._discarded = None, False
            case Kind.SESSION_DISCARDED:
                self._discarded = True
            case Kind.EXERCISE_SWAPPED | Kind.STEP_PASSED | Kind.STEP_RETURNED:
                self._walk.take(operation.kind, said)
            case _:
                key = said.pop("set")
                self._sets.setdefault(key, _Set()).take(operation.kind, said)

    def log(self, key: str) -> SessionLog:
        assert self.started is not None
        sets = [one.state(name) for name, one in self._sets.items() if one.logged]
        return SessionLog(
            session=key,
            finished_at=self._finished_at,
            state=self._state(),
            note=self._note,
            pain=dict(sorted(self._pain.items())),
            sets=tuple(sorted(sets, key=lambda one: (one.position, one.done_at, one.set))),
            swaps=dict(sorted(self._walk.swaps.items())),
            passed=tuple(sorted(self._walk.passed)),
            **self.started,
        )

    def _state(self) -> str:
        if self._discarded:
            return "discarded"
        return "open" if self._finished_at is None else "finished"

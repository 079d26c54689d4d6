r"""Write `vectors.json`: operations and the log they fold to, for both reducers to be held to.

And `session_keys.json`: the key each phone gives a planned session it begins.

DJANGO_SETTINGS_MODULE=tests.settings python -c "import django; django.setup(); \
    from tests.sync import make_vectors; make_vectors.write()"
"""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import msgspec

from strongstride.training.session_log.operations import Kind, Operation
from strongstride.training.session_log.state import SET_DEFAULTS, fold

VECTORS = Path(__file__).with_name("vectors.json")
KEYS = Path(__file__).with_name("session_keys.json")
CASES = 60
BEGAN = 1_790_000_000_000


class Case(msgspec.Struct, frozen=True):
    """Operations as they arrived, and the log."""

    operations: list[Operation]
    log: dict[str, Any]


def cases() -> Iterator[Case]:
    """The same cases whenever they are made."""
    lots = random.Random(20261122)
    for _ in range(CASES):
        told = [_operation(lots) for _ in range(lots.randint(1, 24))]
        told += lots.sample(told, lots.randint(0, min(3, len(told))))
        lots.shuffle(told)
        yield Case(told, msgspec.to_builtins(fold(told)))


def _operation(lots: random.Random) -> Operation:
    weights = {Kind.SET_LOGGED: 6, Kind.SET_CORRECTED: 4, Kind.SESSION_STARTED: 3}
    kinds = list(Kind)
    kind = lots.choices(kinds, [weights.get(each, 1) for each in kinds])[0]
    session = lots.randrange(2)
    return Operation(
        op=str(UUID(int=lots.getrandbits(128))),
        device=str(UUID(int=0xD0 + lots.randrange(2))),
        session=str(UUID(int=0xA0 + session)),
        kind=kind,
        at=BEGAN + lots.randrange(12),
        body=_body(lots, kind, session),
    )


def _body(lots: random.Random, kind: Kind, session: int) -> dict[str, Any]:
    key = {"set": str(UUID(int=0xB0 + 2 * session + lots.randrange(2)))}
    match kind:
        case Kind.SESSION_STARTED:
            return _started(lots)
        case Kind.SESSION_NOTED:
            said = {"note": lots.choice(["", "tired"]), "pain": {"knee": lots.randrange(11)}}
            return {name: said[name] for name in lots.sample(list(said), lots.randint(0, 2))}
        case Kind.SESSION_FINISHED:
            return {"finished_at": BEGAN + lots.randrange(9)}
        case Kind.SET_LOGGED:
            return {**key, **SET_DEFAULTS, **_fields(lots)}
        case Kind.SET_CORRECTED:
            fields = _fields(lots)
            names = lots.sample(list(fields), lots.randint(0, 3))
            return {**key, **{name: fields[name] for name in names}}
        case Kind.SET_REMOVED | Kind.SET_RESTORED:
            return key
        case Kind.EXERCISE_SWAPPED:
            other = lots.choice([None, "push-up", "goblet-squat"])
            return {"work": lots.randrange(3), "exercise": other}
        case Kind.STEP_PASSED | Kind.STEP_RETURNED:
            return {"step": lots.choice(["warm-0", "work-1-0-left", "cool-0-1"])}
        case _:
            return {}


def _started(lots: random.Random) -> dict[str, Any]:
    return {
        "on": f"2026-11-{lots.randint(21, 23)}",
        "title": lots.choice(["Legs", "Core"]),
        "planned_key": lots.choice([None, "2026-W48-1"]),
        "planned": lots.choice([None, {"focus": "legs", "work": []}]),
        "source": "player",
        "started_at": lots.choice([None, BEGAN]),
    }


def _fields(lots: random.Random) -> dict[str, Any]:
    return {
        "exercise": lots.choice(["goblet-squat", "push-up", "other:Sled"]),
        "position": lots.randrange(4),
        "done_at": BEGAN + lots.randrange(3),
        "load_g": lots.choice([None, 0, 8000, 12500]),
        "reps": lots.choice([None, 0, 8]),
        "seconds": lots.choice([None, 30.5, 20.0]),
        "rir": lots.choice([None, 0.0, 2.5]),
        "side": lots.choice([None, "left", "right"]),
        "kind": lots.choice(["working", "warm-up"]),
        "form_ok": lots.choice([None, True, False]),
        "pain": lots.choice([None, 0, 4]),
        "note": lots.choice(["", "heavy"]),
    }


def written() -> bytes:
    """The file, one case a line."""
    lines = b",\n".join(msgspec.json.encode(case) for case in cases())
    return b"[\n" + lines + b"\n]\n"


def session_key(athlete: str, planned: str, on: str, go: int) -> str:
    """The key of a planned session begun on a day, for the `go`-th time that day."""
    return str(uuid5(UUID(athlete), f"{planned} {on} {go}"))


def written_keys() -> bytes:
    """Keys of sessions of names of every length around a block of SHA-1, one a line."""
    lots = random.Random(20261123)
    lines = []
    for length in range(90):
        athlete = str(UUID(int=lots.getrandbits(128)))
        planned = "".join(lots.choices("abcW48-é·", k=length))
        said = {"athlete": athlete, "planned": planned, "on": "2026-11-22", "go": length % 3}
        lines.append(msgspec.json.encode({**said, "key": session_key(**said)}))
    return b"[\n" + b",\n".join(lines) + b"\n]\n"


def write() -> None:
    """Make the file anew: when the protocol grew."""
    VECTORS.write_bytes(written())
    KEYS.write_bytes(written_keys())

"""Operations as devices make them, and as no device ever should."""

from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from strongstride.training.session_log.operations import Kind, Operation

SESSIONS = [str(UUID(int=0xA0 + number)) for number in range(2)]
SETS = [str(UUID(int=0xB0 + number)) for number in range(4)]
DEVICES = [str(UUID(int=0xD0 + number)) for number in range(2)]

_loads = st.none() | st.integers(0, 200_000)
_counts = st.none() | st.integers(0, 30)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "exercise": st.sampled_from(["goblet-squat", "push-up", "other:Sled"]),
    "position": st.integers(0, 6),
    "done_at": st.integers(1_790_000_000_000, 1_790_000_009_000),
    "load_g": _loads,
    "reps": _counts,
    "seconds": st.none() | st.sampled_from([20.0, 30.5]),
    "rir": st.none() | st.sampled_from([0.0, 0.5, 2.0]),
    "side": st.none() | st.sampled_from(["left", "right"]),
    "kind": st.sampled_from(["working", "warm-up"]),
    "form_ok": st.none() | st.booleans(),
    "pain": st.none() | st.integers(0, 10),
    "note": st.sampled_from(["", "heavy", "knee ok"]),
}


def _own_set(session: str) -> st.SearchStrategy[str]:
    """A set belongs to one session: two of the four keys each."""
    place = SESSIONS.index(session)
    return st.sampled_from(SETS[2 * place : 2 * place + 2])


@st.composite
def bodies(draw: st.DrawFn, kind: Kind, session: str) -> dict[str, Any]:
    """A body of this kind, as the server keeps it."""
    match kind:
        case Kind.SESSION_STARTED:
            planned = draw(st.none() | st.just({"focus": "legs", "work": []}))
            return {
                "on": draw(st.sampled_from(["2026-11-22", "2026-11-23"])),
                "title": draw(st.sampled_from(["Legs", "Core"])),
                "planned_key": draw(st.none() | st.just("2026-W48-1")),
                "planned": planned,
                "source": "player",
                "started_at": draw(st.none() | FIELDS["done_at"]),
            }
        case Kind.SESSION_NOTED:
            said = {"note": FIELDS["note"], "pain": _pains}
            return draw(st.fixed_dictionaries({}, optional=said))
        case Kind.SESSION_FINISHED:
            return {"finished_at": draw(FIELDS["done_at"])}
        case Kind.SET_LOGGED:
            return {"set": draw(_own_set(session)), **draw(st.fixed_dictionaries(FIELDS))}
        case Kind.SET_CORRECTED:
            fields = draw(st.fixed_dictionaries({}, optional=FIELDS))
            return {"set": draw(_own_set(session)), **fields}
        case Kind.SET_REMOVED | Kind.SET_RESTORED:
            return {"set": draw(_own_set(session))}
        case Kind.EXERCISE_SWAPPED:
            other = draw(st.none() | FIELDS["exercise"])
            return {"work": draw(st.integers(0, 3)), "exercise": other}
        case Kind.STEP_PASSED | Kind.STEP_RETURNED:
            return {"step": draw(st.sampled_from(["warm-0", "work-1-0", "cool-0-0-left"]))}
        case _:
            return {}


_pains = st.dictionaries(st.sampled_from(["knee", "low back"]), st.integers(0, 10), max_size=2)


@st.composite
def operations(draw: st.DrawFn) -> Operation:
    """One operation; clocks of different devices may agree to the millisecond."""
    kind, session = draw(st.sampled_from(Kind)), draw(st.sampled_from(SESSIONS))
    return Operation(
        op=str(draw(st.uuids(version=4))),
        device=draw(st.sampled_from(DEVICES)),
        session=session,
        kind=kind,
        at=draw(st.integers(1_790_000_000_000, 1_790_000_000_020)),
        body=draw(bodies(kind, session)),
    )

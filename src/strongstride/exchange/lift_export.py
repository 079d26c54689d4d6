"""The coach's logged sessions as rows of our own log format, nothing lost on the way back."""

from collections.abc import Iterable
from decimal import Decimal

from strongstride.coach.log import LoggedSession, LoggedSet
from strongstride.coach.quantities import MassUnit, grams, in_unit
from strongstride.formats.lifts.record import RawSession, RawSet


def raw_sessions(
    sessions: Iterable[LoggedSession], unit: MassUnit = MassUnit.KG
) -> tuple[RawSession, ...]:
    """Sessions for `formats.own_log`; loads in `unit` where it tells them to the gram, else kg."""
    return tuple(
        RawSession(
            on=session.on,
            starts_at=None,
            name=session.name,
            id=session.id,
            sets=tuple(
                _raw_set(one, number, unit) for number, one in enumerate(session.sets, start=1)
            ),
        )
        for session in sessions
    )


def _raw_set(one: LoggedSet, number: int, unit: MassUnit) -> RawSet:
    weight, said = _weight(one.load_g, unit)
    return RawSet(
        line=0,
        exercise=one.exercise,
        order=number,
        kind=one.kind.value,
        weight=weight,
        unit=said.value if weight is not None else None,
        load_g=one.load_g,
        reps=one.reps,
        seconds=one.seconds,
        rir=one.rir,
        side=one.side.value if one.side else None,
        form_ok=one.form_ok,
        pain=one.pain,
        note=one.note,
    )


def _weight(load_g: int | None, unit: MassUnit) -> tuple[Decimal | None, MassUnit]:
    if load_g is None:
        return None, unit
    shown = in_unit(load_g, unit)
    if grams(shown, unit) == load_g:
        return shown, unit
    return (Decimal(load_g) / 1000).normalize() + 0, MassUnit.KG

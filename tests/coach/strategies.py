"""Hypothesis strategies over the widest athletes, calendars and histories the coach serves."""

from datetime import date, time, timedelta

from hypothesis import strategies as st

from strongstride.coach.athlete import (
    Athlete,
    Availability,
    Band,
    Barbell,
    Equipment,
    Experience,
    Goal,
    Pain,
    RaceDistance,
    Weekday,
)
from strongstride.coach.catalogue import BodyPart, Condition, Kit, catalogue
from strongstride.coach.log import LoggedSession, LoggedSet, SetKind, Side
from strongstride.coach.quantities import DistanceUnit, MassUnit
from strongstride.coach.runs import PlannedRun, RunKind

TODAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 16)

loads_g = st.lists(
    st.integers(1, 160).map(lambda halves: halves * 500), max_size=8, unique=True
).map(lambda loads: tuple(sorted(loads)))
clock = st.builds(time, st.integers(5, 21), st.sampled_from([0, 30]))
plates = st.lists(
    st.tuples(st.sampled_from([1250, 2500, 5000, 10000, 20000]), st.integers(1, 6)),
    max_size=5,
    unique_by=lambda plate: plate[0],
).map(tuple)
barbells = st.builds(Barbell, bar_g=st.sampled_from([8000, 10000, 15000, 20000]), plates=plates)
equipment = st.builds(
    Equipment,
    dumbbell_pairs_g=loads_g,
    dumbbells_g=loads_g,
    kettlebells_g=loads_g,
    kettlebell_pairs_g=loads_g,
    barbell=st.none() | barbells,
    vest_g=st.sampled_from([(), (5000,), (2000, 4000, 6000)]),
    machine_g=st.sampled_from([(), tuple(range(5000, 100001, 5000))]),
    bands=st.sampled_from(
        [(), (Band(name="light", pull_g=5000), Band(name="heavy", pull_g=15000))]
    ),
    kit=st.frozensets(st.sampled_from(Kit)),
    box_heights_cm=st.sampled_from([(), (20,), (20, 40, 60)]),
)
days = st.frozensets(st.sampled_from(Weekday), max_size=7)
availability = st.builds(
    Availability,
    sessions_a_week=st.integers(1, 3),
    minutes=st.integers(15, 120),
    impossible=days,
    preferred=days,
    away=st.lists(
        st.tuples(st.integers(0, 90), st.integers(0, 20)).map(
            lambda span: (
                TODAY + timedelta(days=span[0]),
                TODAY + timedelta(days=span[0] + span[1]),
            )
        ),
        max_size=2,
    ).map(tuple),
    session_time=st.none() | clock,
    run_time=st.none() | clock,
    hard_day_doubles=st.booleans(),
)
goals = st.builds(
    Goal,
    on=st.integers(-10, 250).map(lambda offset: TODAY + timedelta(days=offset)),
    distance=st.sampled_from(RaceDistance),
)
pains = st.lists(
    st.builds(Pain, part=st.sampled_from(BodyPart), level=st.integers(0, 10)),
    max_size=3,
    unique_by=lambda pain: pain.part,
).map(tuple)


@st.composite
def athletes(draw: st.DrawFn) -> Athlete:
    """Any athlete the athlete file admits."""
    conditions = draw(st.frozensets(st.sampled_from(Condition), max_size=2))
    return Athlete(
        body_mass_g=draw(st.integers(35_000, 160_000)),
        birth_year=draw(st.integers(1930, 2009)),
        experience=draw(st.sampled_from(Experience)),
        availability=draw(availability),
        equipment=draw(equipment),
        goal=draw(st.none() | goals),
        pains=draw(pains),
        conditions=conditions,
        cleared=conditions if draw(st.booleans()) else frozenset(),
        pinned=tuple(
            TODAY + timedelta(days=days) for days in draw(st.lists(st.integers(0, 60), max_size=2))
        ),
        mass_unit=draw(st.sampled_from(MassUnit)),
        distance_unit=draw(st.sampled_from(DistanceUnit)),
    )


@st.composite
def calendars(draw: st.DrawFn, weeks: int = 40) -> tuple[PlannedRun, ...]:
    """A weekly pattern of any kinds of runs with odd days changed, over `weeks` from MONDAY."""
    pattern = draw(
        st.dictionaries(
            st.integers(0, 6),
            st.tuples(
                st.sampled_from([k for k in RunKind if k is not RunKind.RACE]),
                st.sampled_from([None, 1200, 2400, 2700, 3000, 3600, 5400, 9000]),
                st.sampled_from([None, 5000, 10000, 21000]),
            ),
            max_size=7,
        )
    )
    starts = draw(st.none() | clock)
    odd = draw(
        st.dictionaries(
            st.integers(0, weeks * 7 - 1), st.sampled_from([*RunKind, None]), max_size=8
        )
    )
    runs = []
    for offset in range(weeks * 7):
        day = MONDAY + timedelta(days=offset)
        kind, duration, distance = pattern.get(day.weekday(), (None, None, None))
        kind = odd.get(offset, kind)
        if kind is not None:
            runs.append(
                PlannedRun(
                    on=day, kind=kind, duration_s=duration, distance_m=distance, starts_at=starts
                )
            )
    return tuple(runs)


logged_sets = st.builds(
    LoggedSet,
    exercise=st.sampled_from([*sorted(catalogue().exercises), "other:zercher carry"]),
    load_g=st.none() | st.integers(0, 200_000),
    reps=st.none() | st.integers(0, 60),
    seconds=st.none() | st.floats(0, 600),
    rir=st.none() | st.integers(0, 20).map(lambda halves: halves / 2),
    side=st.none() | st.sampled_from(Side),
    kind=st.sampled_from(SetKind),
    form_ok=st.none() | st.booleans(),
    pain=st.none() | st.integers(0, 10),
)


@st.composite
def histories(draw: st.DrawFn) -> tuple[LoggedSession, ...]:
    """Up to a dozen logged sessions of the last months, in any order, with anything in them."""
    return tuple(
        LoggedSession(
            on=TODAY - timedelta(days=draw(st.integers(0, 150))),
            id=str(number),
            sets=tuple(draw(st.lists(logged_sets, max_size=6))),
        )
        for number in range(draw(st.integers(0, 12)))
    )

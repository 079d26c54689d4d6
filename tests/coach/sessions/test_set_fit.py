"""Fitting the sets of a week: balance and minutes, for any prescriptions."""

from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.catalogue import Chain, Pattern, Region
from strongstride.coach.programme import PlannedSet
from strongstride.coach.progression import Prescription
from strongstride.coach.sessions.layout import Part, PartKind
from strongstride.coach.sessions.set_fit import Place, SetFit, fitted, place_of
from tests.coach.making import exercise

BACK = {"id": "hinge", "chain": Chain.BACK, "pattern": Pattern.HINGE, "one_sided": True}
FRONT = {"id": "squat", "one_sided": True}
PUSH = {"id": "push", "region": Region.UPPER, "pattern": Pattern.HORIZONTAL_PUSH, "leg_cost": 0}
PULL = {
    "id": "pull",
    "region": Region.UPPER,
    "chain": Chain.BACK,
    "pattern": Pattern.HORIZONTAL_PULL,
    "leg_cost": 0,
}
CORE = {"id": "core", "region": Region.CORE, "pattern": Pattern.ANTI_EXTENSION, "leg_cost": 0}


def place(
    changes: dict[str, object],
    sets: int,
    *,
    importance: int = 5,
    floor: int = 0,
    ceiling: int | None = None,
    session: int = 0,
    rest_s: int = 60,
    pair: str | None = None,
) -> Place:
    planned = (PlannedSet(reps=10, rest_s=rest_s),) * sets
    what = exercise(**changes)
    part = Part(
        id=what.id,
        kind=PartKind.MAIN,
        patterns=(what.pattern,),
        importance=importance,
        pair=pair,
    )
    return place_of(
        session,
        part,
        Prescription(exercise=what, implement=None, band=None, sets=planned),
        floor=floor,
        ceiling=sets if ceiling is None else ceiling,
    )


def seconds(places: list[Place], sets: tuple[int, ...]) -> float:
    """Time of unpaired places, from the definition."""
    return sum(
        count * (p.work_s + 60) + 20 * (count > 0) for p, count in zip(places, sets, strict=True)
    )


def test_the_least_important_loses_its_sets_first() -> None:
    places = [
        place(FRONT, 3, importance=9),
        place(BACK, 3, importance=9),
        place(CORE, 3, importance=1),
    ]
    sets = SetFit(places, [seconds(places, (3, 3, 2))]).run()
    assert sets == (3, 3, 2)


def test_a_set_is_added_where_balance_lacks_it() -> None:
    places = [
        place(FRONT, 3),
        place(BACK, 2, ceiling=3),
        place(CORE, 2),
        place(PULL, 2),
        place(PUSH, 2),
    ]
    sets = SetFit(places, [10_000]).run()
    assert sets[1] == 3


def test_required_parts_keep_a_set_when_time_is_short() -> None:
    places = [place(FRONT, 4, importance=9), place(BACK, 2, importance=1, floor=1)]
    sets = SetFit(places, [seconds(places, (2, 1))]).run()
    assert sets[1] >= 1


def test_balance_is_not_bought_by_dropping_an_exercise() -> None:
    places = [place({**FRONT, "one_sided": False}, 2), place({**BACK, "one_sided": False}, 2)]
    assert SetFit(places, [10_000]).run() == (2, 2)


def test_shrink_goes_below_every_floor_if_it_must() -> None:
    places = [place(FRONT, 3, floor=1), place(CORE, 3, floor=1)]
    fit = SetFit(places, [10_000])
    fit.run()
    assert sum(fit.shrink(1, 10)) == 1


kinds = st.sampled_from([BACK, FRONT, PUSH, PULL, CORE])


@given(
    drawn=st.lists(
        st.tuples(kinds, st.integers(1, 5), st.integers(1, 9), st.booleans()),
        min_size=1,
        max_size=9,
    ),
    budget=st.integers(0, 4000),
)
def test_never_over_the_minutes_never_outside_the_bounds(
    drawn: list[tuple[dict[str, object], int, int, bool]], budget: int
) -> None:
    places = [
        place({**kind, "id": f"e{i}"}, sets, importance=weight, ceiling=sets + grows)
        for i, (kind, sets, weight, grows) in enumerate(drawn)
    ]
    sets = SetFit(places, [budget]).run()
    assert seconds(places, sets) <= budget
    assert all(0 <= count <= p.ceiling for p, count in zip(places, sets, strict=True))


def test_weeks_alike_are_fitted_alike_and_others_are_not() -> None:
    def week(rest_s: int = 60) -> tuple[Place, ...]:
        both = (place(each, 3, importance=9, rest_s=rest_s) for each in (FRONT, BACK))
        return (*both, place(CORE, 3, importance=1))

    minutes, endless = (seconds(list(week()), (3, 3, 2)),), (10_000.0,)
    assert fitted(week(), minutes, None) == fitted(week(), minutes, None) == (3, 3, 2)
    assert fitted(week(rest_s=90), minutes, None) != (3, 3, 2)
    assert fitted(week(), endless, None) == (3, 3, 3)
    assert sum(fitted(week(), endless, (4, 100))) == 4

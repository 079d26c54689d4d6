"""What can really be loaded, and what cannot."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.athlete import Band, Barbell, Equipment
from strongstride.coach.catalogue import (
    Chain,
    Exercise,
    Implement,
    Kit,
    Loading,
    Measure,
    Muscle,
    Pattern,
    Region,
)
from strongstride.coach.equipment import (
    can_do,
    implement_for,
    loadable,
    nearest,
    nearest_at_least,
    nearest_at_most,
    plates_per_side,
)
from strongstride.coach.quantities import MassUnit, grams

HOME = Equipment(
    dumbbell_pairs_g=(4000, 6000, 10000),
    dumbbells_g=(8000,),
    kettlebells_g=(12000, 16000),
    vest_g=(5000,),
    bands=(Band(name="green", pull_g=9000), Band(name="red", pull_g=4000)),
    kit=frozenset({Kit.BENCH}),
)


def exercise(**fields: object) -> Exercise:
    basis: dict[str, object] = {
        "id": "goblet-squat",
        "name": "Goblet squat",
        "pattern": Pattern.SQUAT,
        "region": Region.LOWER,
        "chain": Chain.FRONT,
        "one_sided": False,
        "measure": Measure.REPS,
        "loading": Loading.EXTERNAL,
        "skill": 1,
        "leg_cost": 2,
        "primary": (Muscle.QUADS,),
        "cues": ("tall", "slow", "breathe"),
        "faults": (),
        "implements": (Implement.KETTLEBELL, Implement.DUMBBELL),
    }
    return Exercise(**{**basis, **fields})  # type: ignore[arg-type]


def test_bar_makes_symmetric_loads_only() -> None:
    bar = Barbell(bar_g=20000, plates=((5000, 2), (2500, 3), (1250, 1)))
    # one pair of 5 and one pair of 2.5; the third 2.5 and the lone 1.25 have no partner
    assert loadable(Equipment(barbell=bar), Implement.BARBELL) == (20000, 25000, 30000, 35000)
    assert plates_per_side(bar, 35000) == (5000, 2500)
    assert plates_per_side(bar, 22500) is None


def test_bar_uses_the_fewest_plates() -> None:
    bar = Barbell(bar_g=20000, plates=((10000, 2), (5000, 4), (2500, 4)))
    assert plates_per_side(bar, 40000) == (10000,)
    assert plates_per_side(bar, 60000) == (10000, 5000, 5000)


def test_plates_in_pounds_make_no_twins() -> None:
    plates = tuple((grams(lb, MassUnit.LB), 8) for lb in (2.5, 5, 10, 25, 35, 45))
    loads = loadable(
        Equipment(barbell=Barbell(bar_g=grams(45, MassUnit.LB), plates=plates)), Implement.BARBELL
    )
    steps = {round((b - a) / 453.59237, 1) for a, b in pairwise(loads)}
    assert steps == {5.0}


@pytest.mark.parametrize(
    ("implement", "loads"),
    [
        (Implement.DUMBBELL_PAIR, (4000, 6000, 10000)),
        (Implement.DUMBBELL, (4000, 6000, 8000, 10000)),
        (Implement.KETTLEBELL, (12000, 16000)),
        (Implement.KETTLEBELL_PAIR, ()),
        (Implement.VEST, (5000,)),
        (Implement.MACHINE, ()),
        (Implement.BARBELL, ()),
        (Implement.PLATE, ()),
        (Implement.BAND, ()),
    ],
)
def test_loadable_of_each_implement(implement: Implement, loads: tuple[int, ...]) -> None:
    assert loadable(HOME, implement) == loads


def test_implement_with_most_choice_wins() -> None:
    assert implement_for(HOME, exercise()) is Implement.DUMBBELL
    assert implement_for(Equipment(), exercise()) is None


def test_band_is_the_implement_only_without_a_measured_load() -> None:
    row = exercise(implements=(Implement.BAND, Implement.DUMBBELL), loading=Loading.EXTERNAL)
    assert implement_for(HOME, row) is Implement.DUMBBELL
    assert implement_for(Equipment(bands=HOME.bands), row) is Implement.BAND


def test_can_do_asks_for_kit_and_implement() -> None:
    assert can_do(HOME, exercise())
    assert not can_do(Equipment(), exercise())
    assert can_do(HOME, exercise(needs=((Kit.BOX, Kit.BENCH),)))
    assert not can_do(HOME, exercise(needs=((Kit.BOX,),)))
    assert can_do(Equipment(), exercise(loading=Loading.BODY))
    assert not can_do(Equipment(), exercise(loading=Loading.BAND, implements=()))


def test_can_do_asks_for_a_low_enough_box() -> None:
    jump = exercise(loading=Loading.NONE, implements=(), needs=((Kit.BOX,),), box_height_cm=30)
    assert can_do(Equipment(box_heights_cm=(30, 60)), jump)
    assert not can_do(Equipment(box_heights_cm=(60,)), jump)


bars = st.builds(
    Barbell,
    bar_g=st.integers(2500, 25000),
    plates=st.lists(st.tuples(st.integers(250, 25000), st.integers(0, 6)), max_size=6).map(tuple),
)


@given(bars)
def test_every_bar_load_is_the_sum_of_owned_plates(bar: Barbell) -> None:
    owned: dict[int, int] = {}
    for plate, count in bar.plates:
        owned[plate] = owned.get(plate, 0) + 2 * (count // 2)
    loads = loadable(Equipment(barbell=bar), Implement.BARBELL)
    assert loads == tuple(sorted(set(loads)))
    assert loads[0] == bar.bar_g
    for load in loads:
        side = plates_per_side(bar, load)
        assert side is not None
        assert bar.bar_g + 2 * sum(side) == load
        assert all(2 * side.count(plate) <= owned[plate] for plate in side)


@given(
    st.lists(st.integers(1, 200000), max_size=12).map(lambda all_: tuple(sorted(set(all_)))),
    st.integers(0, 250000),
)
def test_nearest_neighbours_bracket_the_wish(loads: tuple[int, ...], wish: int) -> None:
    below, above, near = (
        nearest_at_most(loads, wish),
        nearest_at_least(loads, wish),
        nearest(loads, wish),
    )
    assert below == max((load for load in loads if load <= wish), default=None)
    assert above == min((load for load in loads if load >= wish), default=None)
    assert near in (below, above)

"""Doses per phase: what a coach could check against the phase table."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.catalogue import Measure, Pattern
from strongstride.coach.programme import Intent, Phase
from strongstride.coach.sessions.dose import DoseContext, contact_budget, dose_for
from strongstride.coach.sessions.layout import PartKind
from tests.coach.making import exercise


def ctx(phase: Phase, week: int = 2, **changes: object) -> DoseContext:
    values = {"deload": False, "first_week": False, "contacts": 20, **changes}
    return DoseContext(phase, week, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("phase", "kind", "sets", "low", "high", "total"),
    [
        (Phase.FORM, PartKind.MAIN, 2, 10, 15, 15),
        (Phase.STRENGTH, PartKind.MAIN, 3, 8, 12, 12),
        (Phase.MAX_STRENGTH, PartKind.MAIN, 4, 4, 6, 7),
        (Phase.MAX_STRENGTH, PartKind.SINGLE, 4, 5, 8, 8),
        (Phase.MAINTENANCE, PartKind.MAIN, 2, 4, 6, 7),
        (Phase.TAPER, PartKind.MAIN, 1, 4, 4, 8),
        (Phase.RECOVERY, PartKind.MAIN, 1, 10, 12, 15),
    ],
)
def test_loaded_lifts_follow_the_phase_table(
    phase: Phase, kind: PartKind, sets: int, low: int, high: int, total: float
) -> None:
    dose = dose_for(exercise(), kind, ctx(phase), loadable=True)
    assert (dose.sets, dose.low, dose.high) == (sets, low, high)
    assert dose.target + dose.rir == total


@pytest.mark.parametrize("phase", [Phase.FORM, Phase.STRENGTH, Phase.MAX_STRENGTH])
def test_repetitions_grow_by_one_a_week_and_are_paid_from_reserve(phase: Phase) -> None:
    weeks = [dose_for(exercise(), PartKind.MAIN, ctx(phase, w), loadable=True) for w in range(8)]
    totals = {dose.target + dose.rir for dose in weeks}
    assert len(totals) == 1, "the same effort allows the same load"
    steps = [b.target - a.target for a, b in itertools.pairwise(weeks)]
    assert set(steps) <= {0, 1}
    assert weeks[1].target == weeks[0].target + 1
    assert all(dose.low <= dose.target <= dose.high for dose in weeks)


def test_a_new_heavy_block_starts_one_set_lower() -> None:
    first, later = (
        dose_for(exercise(), PartKind.MAIN, ctx(Phase.STRENGTH, week), loadable=True)
        for week in (0, 1)
    )
    assert first.sets == later.sets - 1


def test_a_deload_halves_the_sets_and_leaves_two_more_in_reserve() -> None:
    usual = dose_for(exercise(), PartKind.MAIN, ctx(Phase.MAX_STRENGTH), loadable=True)
    lighter = dose_for(
        exercise(), PartKind.MAIN, ctx(Phase.MAX_STRENGTH, deload=True), loadable=True
    )
    assert lighter.sets == usual.sets // 2
    assert lighter.rir >= usual.rir + 2
    assert lighter.target <= usual.target
    assert lighter.light


def test_the_first_week_ever_is_half_the_sets() -> None:
    dose = dose_for(exercise(), PartKind.MAIN, ctx(Phase.FORM, 0, first_week=True), loadable=True)
    assert dose.sets == 1


def test_power_lifts_are_fast_and_at_most_sixty_percent() -> None:
    dose = dose_for(exercise(), PartKind.MAIN, ctx(Phase.POWER), loadable=True)
    assert dose.intent is Intent.FAST
    assert dose.load_ceiling == 0.6


def test_without_load_heavy_phases_keep_higher_repetitions() -> None:
    dose = dose_for(exercise(), PartKind.MAIN, ctx(Phase.MAX_STRENGTH), loadable=False)
    assert (dose.low, dose.high) == (6, 12)


def test_holds_grow_by_five_seconds_to_forty_five() -> None:
    plank = exercise(measure=Measure.SECONDS, pattern=Pattern.ANTI_EXTENSION)
    seconds = [
        dose_for(plank, PartKind.CORE, ctx(Phase.STRENGTH, w), loadable=False).target
        for w in range(8)
    ]
    assert seconds == [20, 25, 30, 35, 40, 45, 45, 45]


def test_contacts_start_at_twenty_grow_slowly_and_stop_at_the_cap() -> None:
    budgets = [contact_budget(None, age=35)]
    for _ in range(20):
        budgets.append(contact_budget(budgets[-1], age=35))
    assert budgets[0] == 20
    assert budgets[-1] == 100
    assert all(b <= a * 1.2 for a, b in itertools.pairwise(budgets))


def test_older_runners_keep_their_jumps_few() -> None:
    assert contact_budget(90, age=70) == 40


@given(done=st.none() | st.integers(0, 100), age=st.integers(16, 90))
def test_a_session_never_holds_more_contacts_than_its_budget(done: int | None, age: int) -> None:
    budget = contact_budget(done, age)
    for one_sided in (False, True):
        pogo = exercise(measure=Measure.CONTACTS, pattern=Pattern.JUMP, one_sided=one_sided)
        week = ctx(Phase.POWER, contacts=budget)
        dose = dose_for(pogo, PartKind.JUMP, week, loadable=False)
        assert dose.sets * dose.target * (1 + one_sided) <= budget


def test_a_lighter_week_halves_the_contacts() -> None:
    pogo = exercise(measure=Measure.CONTACTS, pattern=Pattern.JUMP)
    usual, lighter = (
        dose_for(pogo, PartKind.JUMP, ctx(Phase.POWER, contacts=70, deload=d), loadable=False)
        for d in (False, True)
    )
    assert lighter.sets * lighter.target <= usual.sets * usual.target / 2


def test_jumps_on_one_leg_share_the_budget_between_the_sides() -> None:
    both = exercise(measure=Measure.CONTACTS, pattern=Pattern.JUMP)
    one = exercise(measure=Measure.CONTACTS, pattern=Pattern.JUMP, one_sided=True)
    week = ctx(Phase.STRENGTH, contacts=60)
    two_legs, one_leg = (
        dose_for(each, PartKind.JUMP, week, loadable=False) for each in (both, one)
    )
    assert 2 * one_leg.sets * one_leg.target <= two_legs.sets * two_legs.target


def test_high_jumps_come_in_fives() -> None:
    box = exercise(measure=Measure.CONTACTS, pattern=Pattern.JUMP, box_height_cm=40)
    dose = dose_for(box, PartKind.JUMP, ctx(Phase.POWER, contacts=100), loadable=False)
    assert (dose.sets, dose.target) == (4, 5)

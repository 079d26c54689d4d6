"""Strength from logged sets: what a set says, what a lay-off costs, who informs whom."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from strongstride.coach.athlete import Experience
from strongstride.coach.catalogue import Implement, catalogue
from strongstride.coach.lifting.loads import choices, system_load_g
from strongstride.coach.lifting.reps_curve import e1rm, reps_at, share_of_1rm
from strongstride.coach.lifting.strength import StrengthBook, estimate_strength
from strongstride.coach.log import LoggedSession, SetKind, Side

from .lifters import RUNNER, TODAY, exercise, held, session

BENCH, ROW = "barbell-bench-press", "dumbbell-row"


def book(*history: LoggedSession) -> StrengthBook:
    return estimate_strength(history, RUNNER, TODAY)


def kilos(history: list[LoggedSession], exercise_id: str = BENCH) -> float:
    found = book(*history).of(exercise_id)
    assert found is not None
    return (found.e1rm_g or 0) / 1000


@pytest.mark.parametrize(
    ("load", "reps", "rir", "low", "high"),
    [(100, 1, 0, 98, 108), (80, 8, 0, 93, 106), (80, 8, 3, 100, 114), (60, 12, 2, 80, 94)],
)
def test_reps_and_reserve_give_strength(
    load: float, reps: int, rir: float, low: float, high: float
) -> None:
    history = [session(day, BENCH, load, [reps] * 3, rir=rir) for day in (8, 4, 1)]
    assert low <= kilos(history) <= high


def test_more_in_reserve_means_stronger() -> None:
    values = [kilos([session(2, BENCH, 60, [8] * 3, rir=rir)]) for rir in (0, 1, 2, 3, 4)]
    assert values == sorted(values)


def test_failure_is_taken_at_its_word() -> None:
    easy = kilos([session(2, BENCH, 60, [8] * 3, rir=0)])
    assert kilos([session(2, BENCH, 60, [8] * 3, rir=0, failed=True)]) < easy


def test_warm_ups_say_nothing() -> None:
    work = session(2, BENCH, 60, [8] * 3)
    warm = replace(work.sets[0], kind=SetKind.WARM_UP, load_g=20_000)
    assert kilos([replace(work, sets=(warm, *work.sets))]) == kilos([work])


def test_more_sessions_make_surer() -> None:
    found = [
        book(*[session(day, BENCH, 60, [8] * 3) for day in range(1, 4 * count, 4)]).of(BENCH)
        for count in (1, 3, 8)
    ]
    spreads = [one.spread for one in found if one]
    assert spreads == sorted(spreads, reverse=True)
    assert [one.sessions for one in found if one] == [1, 3, 8]


def test_what_is_kept_of_a_log_is_never_what_another_log_says() -> None:
    before = [session(day, BENCH, 60, [8] * 3) for day in (10, 6)]
    first, stronger = kilos(before), kilos([*before, session(2, BENCH, 70, [8] * 3)])
    otherwise = kilos([*before[:1], session(6, BENCH, 60, [5] * 3)])
    novice = estimate_strength(before, replace(RUNNER, experience=Experience.NONE), TODAY)
    assert otherwise < first < stronger
    assert novice.of(BENCH) != book(*before).of(BENCH)
    assert kilos(before) == first  # those between left it as it was


def test_two_weeks_off_cost_nothing_twelve_cost_a_tenth() -> None:
    history = [session(day, BENCH, 60, [8] * 3) for day in (10, 6, 2)]

    def after(days: int) -> float:
        found = estimate_strength(history, RUNNER, TODAY + timedelta(days=days)).of(BENCH)
        assert found is not None
        return found.e1rm_g or 0

    assert after(10) == pytest.approx(after(0), rel=0.01)
    assert 0.86 <= after(84) / after(0) <= 0.93
    assert after(2000) / after(0) >= 0.75  # the body forgets, but not everything


def test_one_typing_error_moves_little() -> None:
    steady = [session(day, BENCH, 60, [8] * 3) for day in range(4, 44, 4)]
    typo = session(1, BENCH, 600, [8] * 3)
    assert kilos([*steady, typo]) <= 1.25 * kilos(steady)


def test_both_dumbbells_and_the_body_count() -> None:
    press, squat = exercise("dumbbell-bench-press"), exercise("bodyweight-squat")
    assert system_load_g(press, Implement.DUMBBELL_PAIR, 20_000, 70_000) == 40_000
    assert system_load_g(squat, Implement.VEST, 10_000, 70_000) == 10_000 + round(0.86 * 70_000)
    assisted = exercise("assisted-pull-up")
    help_20 = system_load_g(assisted, Implement.MACHINE, 20_000, 70_000)
    help_30 = system_load_g(assisted, Implement.MACHINE, 30_000, 70_000)
    assert help_20 is not None
    assert help_30 is not None
    assert help_20 - help_30 == 10_000


def test_less_help_is_stronger() -> None:
    weak = kilos([session(2, "assisted-pull-up", 40, [8] * 3)], "assisted-pull-up")
    assert kilos([session(2, "assisted-pull-up", 20, [8] * 3)], "assisted-pull-up") > weak


def test_sides_are_told_apart() -> None:
    sets = (
        *session(2, ROW, 20, [12] * 3, side=Side.LEFT).sets,
        *session(2, ROW, 20, [8] * 3, side=Side.RIGHT).sets,
    )
    found = book(replace(session(2, ROW, 20, [1]), sets=sets)).of(ROW)
    assert found is not None
    assert (found.weaker_g or 0) < (found.e1rm_g or 0)


def test_the_same_answer_every_time_says_nothing() -> None:
    history = [session(day, BENCH, 60, [8] * 3, rir=2) for day in range(1, 24, 4)]
    found = book(*history).of(BENCH)
    assert found is not None
    assert not found.reserve_is_told


def test_bodyweight_and_holds_have_their_own_measure() -> None:
    hold = book(held(3, "plank", 40)).of("plank")
    assert hold is not None
    assert hold.hold_max_s == 40
    assert hold.e1rm_g is None
    bug = book(session(3, "dead-bug", None, [10, 9])).of("dead-bug")
    assert bug is not None
    assert (bug.reps_max or 0) >= 10


def test_exercises_outside_the_catalogue_have_their_own_history() -> None:
    found = book(session(3, "other:log lift", 60, [8] * 3)).of("other:log lift")
    assert found is not None
    assert found.direct
    assert book().of("other:log lift") is None


def test_relatives_inform_with_less_certainty() -> None:
    known = book(*[session(day, "barbell-squat", 100, [8] * 3) for day in (8, 4, 1)])
    own, kin = known.of("barbell-squat"), known.of("front-squat")
    assert own is not None
    assert kin is not None
    assert not kin.direct
    assert kin.spread > own.spread
    assert known.of("barbell-bench-press") is None


def test_later_sessions_do_not_exist_yet() -> None:
    now = session(3, BENCH, 60, [8] * 3)
    assert kilos([now, session(-3, BENCH, 70, [8] * 3)]) == kilos([now])


def test_reports_of_novices_are_taken_further() -> None:
    history = [session(day, BENCH, 60, [8] * 3, rir=3 - day % 2) for day in range(1, 30, 3)]
    novice = estimate_strength(history, replace(RUNNER, experience=Experience.NONE), TODAY)
    lifter = estimate_strength(history, RUNNER, TODAY)
    assert (novice.logged()[0].e1rm_g or 0) > (lifter.logged()[0].e1rm_g or 0)


@given(st.floats(1, 40), st.floats(10, 60), st.floats(1000, 300_000))
def test_the_curve_and_its_inverse_agree(n_reps: float, k: float, one_rm: float) -> None:
    load = one_rm * share_of_1rm(n_reps, k)
    assert reps_at(load, one_rm, k) == pytest.approx(n_reps)
    assert e1rm(load, n_reps, k) == pytest.approx(one_rm)


@given(st.sampled_from(catalogue().training))
def test_choices_are_in_order_and_can_be_made(one: object) -> None:
    options = choices(one, RUNNER)  # type: ignore[arg-type]
    systems = [choice.system_g for choice in options]
    assert systems == sorted(systems)
    assert all(system > 0 for system in systems)

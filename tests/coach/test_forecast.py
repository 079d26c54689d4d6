"""One step ahead: habits, new loads, and never a look at the future."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strongstride.coach.lifting.forecast import ForecastLine, best_set, forecast
from strongstride.coach.log import LoggedSession, LoggedSet, SetKind
from strongstride.exchange.lift_intake import logged_sessions
from strongstride.formats.lifts.log import read_log

FIRST = date(2026, 1, 5)


def day(place: int, *sets: tuple[float, int], exercise: str = "deadlift") -> LoggedSession:
    return LoggedSession(
        on=FIRST + timedelta(days=4 * place),
        id=str(place),
        sets=tuple(
            LoggedSet(exercise=exercise, load_g=round(kg * 1000), reps=reps) for kg, reps in sets
        ),
    )


def last(*sessions: LoggedSession) -> ForecastLine:
    return list(forecast(sessions))[-1]


def test_first_session_has_no_forecast() -> None:
    assert list(forecast([day(0, (100, 5))])) == []


def test_who_always_does_five_is_expected_to_do_five() -> None:
    line = last(*[day(i, (100 + 2.5 * i, 5)) for i in range(8)])
    assert (line.reps, line.actual) == (5, 5)


def test_strength_carries_over_to_a_lighter_load_for_who_goes_to_the_limit() -> None:
    loads = (100, 80, 90, 110, 85, 95, 105, 100, 80, 90, 110, 85, 95)
    able = [day(i, (kg, round(30 * (130 / kg - 1)))) for i, kg in enumerate(loads)]
    line = last(*able, day(20, (75, 22)))
    assert line.reps > 12  # habit alone would say about eleven
    assert line.low <= line.reps <= line.high


def test_best_set_is_the_highest_epley() -> None:
    sets = [LoggedSet(exercise="x", load_g=g, reps=r) for g, r in ((100, 5), (90, 10), (80, 12))]
    assert best_set(sets).reps == 10  # 90 x 10 and 100 x 5 differ, 80 x 12 is less
    even = [LoggedSet(exercise="x", load_g=g, reps=r) for g, r in ((0, 5), (0, 10), (None, 12))]
    assert best_set(even).reps == 12


def test_warm_ups_are_no_best_sets() -> None:
    warm = LoggedSet(exercise="deadlift", load_g=300_000, reps=5, kind=SetKind.WARM_UP)
    heavy = day(1, (100, 5))
    heavy = LoggedSession(on=heavy.on, id=heavy.id, sets=(warm, *heavy.sets))
    assert last(day(0, (100, 5)), heavy).load_g == 100_000


def test_sets_without_load_are_forecast_too() -> None:
    line = last(*[day(i, (0, 20), exercise="other:sit up") for i in range(5)])
    assert (line.load_g, line.reps) == (0, 20)


sessions = st.lists(
    st.builds(
        lambda on, sets: LoggedSession(on=FIRST + timedelta(days=on), id=f"{on}", sets=tuple(sets)),
        st.integers(0, 60),
        st.lists(
            st.builds(
                LoggedSet,
                exercise=st.sampled_from(["deadlift", "other:b"]),
                load_g=st.none() | st.sampled_from([0, 40_000, 50_000, 62_500]),
                reps=st.none() | st.integers(0, 40),
                kind=st.sampled_from(SetKind),
            ),
            max_size=4,
        ),
    ),
    max_size=12,
).map(lambda all_: sorted(all_, key=lambda one: one.on))


@given(sessions, st.integers(0, 12))
def test_the_future_changes_no_line(history: list[LoggedSession], cut: int) -> None:
    part = list(forecast(history[:cut]))
    assert list(forecast(history))[: len(part)] == part


@given(sessions)
def test_lines_are_in_order_and_the_interval_holds_the_forecast(
    history: list[LoggedSession],
) -> None:
    lines = list(forecast(history))
    assert [line.on for line in lines] == sorted(line.on for line in lines)
    assert all(1 <= line.low <= line.reps <= line.high for line in lines)


@given(sessions, st.sampled_from([2, 3, 1000]))
@settings(max_examples=30)
def test_the_scale_of_loads_changes_nothing(history: list[LoggedSession], times: int) -> None:
    scaled = [
        LoggedSession(
            on=one.on,
            id=one.id,
            sets=tuple(
                LoggedSet(
                    exercise=s.exercise,
                    load_g=None if s.load_g is None else s.load_g * times,
                    reps=s.reps,
                    kind=s.kind,
                )
                for s in one.sets
            ),
        )
        for one in history
    ]
    told = [(line.reps, line.low, line.high) for line in forecast(history)]
    assert [(line.reps, line.low, line.high) for line in forecast(scaled)] == told


@pytest.mark.shared
@pytest.mark.parametrize(("name", "error"), [("strong-a", 1.7), ("strong-d", 1.7)])
def test_real_logs_are_forecast_well(shared_data: Path, name: str, error: float) -> None:
    file = shared_data / "strength" / f"{name}.csv"
    history = logged_sessions(read_log(file.read_bytes(), file.name))
    lines = [line for line in forecast(history) if line.load_g]
    assert sum(abs(line.reps - line.actual) for line in lines) / len(lines) < error
    held = sum(line.low <= line.actual <= line.high for line in lines) / len(lines)
    assert 0.75 <= held <= 0.85

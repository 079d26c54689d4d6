"""Forecasts speak the log's own names and units, and know nothing of the session they forecast."""

from decimal import Decimal

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.lifting.forecast import forecast
from strongstride.exchange.lift_forecast import forecast_log, sessions_as_written
from strongstride.formats.lifts.log import read_log

HEAD = "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;"
HEAD += "Distance Unit;Seconds;Notes;Workout Notes\n"


def log_text(reps: list[int], weight: str = "145", unit: str = "lbs") -> bytes:
    rows = [
        f'2025-01-{day:02} 10:00:00;"A";"My Own Press (Barbell)";1;{weight};{unit};{count}'
        ';;;;0;"";""'
        for day, count in enumerate(reps, 1)
    ]
    return (HEAD + "\n".join(rows) + "\n").encode()


def test_lines_carry_the_name_and_load_of_the_log() -> None:
    lines = list(forecast_log(read_log(log_text([5, 5, 6]), "log.csv")))
    assert [(name, load) for name, load, _ in lines] == [
        ("My Own Press (Barbell)", Decimal("145.00"))
    ] * 2
    assert [line.actual for _, _, line in lines] == [5, 6]


@given(
    past=st.lists(st.integers(1, 20), min_size=1, max_size=12),
    now=st.integers(1, 20),
    other=st.integers(1, 20),
)
def test_a_forecast_does_not_know_the_session_it_forecasts(
    past: list[int], now: int, other: int
) -> None:
    def last(reps: list[int]) -> tuple[int, int, int]:
        line = list(forecast(sessions_as_written(read_log(log_text(reps), "log.csv"))))[-1]
        return line.reps, line.low, line.high

    assert last([*past, now]) == last([*past, other])


def test_cardio_rows_are_not_forecast() -> None:
    rows = log_text([5]).decode() + (
        '2025-01-09 10:00:00;"A";"Running (Treadmill)";1;0;lbs;0;;1.0;mi;600;"";""\n'
    )
    sessions = sessions_as_written(read_log(rows.encode(), "log.csv"))
    names = {one.exercise for session in sessions for one in session.sets}
    assert names == {"other:My Own Press (Barbell)"}
    assert msgspec.json.encode(sessions)

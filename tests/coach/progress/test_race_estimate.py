"""Race equivalents: what an effort is worth elsewhere, and how sure that is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.progress.race_estimate import race_estimates, show_time, time_for
from strongstride.coach.progress.runs_read import ShapedRun
from strongstride.coach.running.fitness import vdot
from strongstride.coach.runs import ClassedRun, RunKind
from tests.coach.running_worlds import TODAY, ran


def done(
    days_ago: int, km: float, pace_s: float, kind: RunKind = RunKind.RACE, **more: object
) -> ShapedRun:
    run = ran(TODAY - timedelta(days=days_ago), km, pace_s, **more)
    return ShapedRun(ClassedRun(run=run, kind=kind, why=""))


@pytest.mark.parametrize(
    ("metres", "seconds", "fitness"),
    [(5000, 1200, 49.8), (10_000, 2400, 51.9), (42_195, 10_800, 53.5)],
)
def test_times_are_those_of_the_tables(metres: float, seconds: float, fitness: float) -> None:
    assert vdot(metres, seconds) == pytest.approx(fitness, abs=0.06)
    assert time_for(metres, vdot(metres, seconds)) == pytest.approx(seconds, abs=0.1)


@given(st.floats(1500, 100_000), st.floats(20, 85))
def test_the_inverse_is_one(metres: float, fitness: float) -> None:
    assert vdot(metres, time_for(metres, fitness)) == pytest.approx(fitness, rel=1e-3)


def test_a_race_is_worth_itself_over_its_own_distance() -> None:
    found = race_estimates([done(10, 10, 240)], TODAY)
    ten = {one.race: one for one in found.estimates}["10K"]
    assert ten.seconds == pytest.approx(2400, abs=1)
    assert ten.high_s / ten.seconds == pytest.approx(1.02)
    assert found.best is not None
    assert found.best.is_race


def test_the_further_the_race_the_wider_the_range_and_slower_rather_than_faster() -> None:
    found = race_estimates([done(10, 10, 240)], TODAY).estimates
    widths = {one.race: (one.high_s - one.low_s) / one.seconds for one in found}
    assert widths["10K"] < widths["half marathon"] < widths["marathon"]
    marathon = {one.race: one for one in found}["marathon"]
    slow, fast = marathon.high_s - marathon.seconds, marathon.seconds - marathon.low_s
    assert slow > 1.4 * fast
    five = {one.race: one for one in found}["5K"]
    assert five.high_s - five.seconds == pytest.approx(five.seconds - five.low_s)


def test_nothing_is_said_of_races_far_from_the_effort() -> None:
    short = race_estimates([done(10, 3, 230)], TODAY).estimates
    assert [one.race for one in short] == ["5K", "10K"]


def test_an_effort_inside_a_run_counts_and_may_be_bettered() -> None:
    tempo = done(5, 12, 330, RunKind.HARD, efforts=((1200, 5000.0),))
    found = race_estimates([tempo], TODAY)
    assert found.best is not None
    assert (found.best.seconds, found.best.metres) == (1200, 5000)
    assert "If it was not all out, you can do more" in found.says.text
    assert "all out" not in race_estimates([done(5, 5, 240)], TODAY).says.text


def test_two_efforts_within_their_noise_are_not_a_gain() -> None:
    near = race_estimates([done(120, 10, 240), done(10, 10, 237)], TODAY)
    assert "course, wind and will alone can make that" in near.says.text
    far = race_estimates([done(120, 10, 260), done(10, 10, 240)], TODAY)
    assert "faster than the 90 days before" in far.says.text
    slower = race_estimates([done(120, 10, 240), done(10, 10, 320)], TODAY)
    assert "says nothing of your fitness" in slower.says.text


def test_treadmills_unbelievable_runs_and_old_ones_tell_nothing() -> None:
    assert race_estimates([done(10, 10, 240, indoors=True)], TODAY).best is None
    assert race_estimates([done(95, 10, 240)], TODAY).best is None
    assert race_estimates([done(10, 10, 100)], TODAY).best is None
    assert race_estimates([], TODAY).estimates == ()


def test_times_read_as_runners_write_them() -> None:
    assert (show_time(2530), show_time(11_120), show_time(59.6)) == ("42:10", "3:05:20", "1:00")
    assert isinstance(TODAY, date)

"""Faster, slower or neither: known runners are told what is true of them, at the promised rate."""

from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.progress.efficiency import efficiency
from strongstride.coach.progress.runs_read import ShapedRun
from strongstride.coach.quantities import DistanceUnit
from strongstride.coach.running.run_shape import RunPiece, RunShape
from strongstride.coach.runs import RunKind
from tests.coach.progress.runners import TODAY, months, pieces, shaped
from tests.coach.running_worlds import past_runs


def test_a_runner_of_constant_fitness_is_told_of_no_change() -> None:
    told = 0
    for seed in range(200):
        found = efficiency(months(seed, noise=0.04, week_noise=0.01), TODAY)
        assert found.trend is not None
        told += found.trend.is_told
    assert told / 200 <= 0.05 + 0.045  # the promise and three standard errors of 200 runners
    # the sentence says so
    assert "no change you could tell from noise" in efficiency(months(1), TODAY).says.text


@pytest.mark.parametrize(("gain", "least"), [(0.12, 0.95), (0.06, 0.5)])
def test_a_runner_who_improves_is_seen(gain: float, least: float) -> None:
    seen = 0
    for seed in range(100):
        found = efficiency(months(seed, gain=gain), TODAY)
        assert found.trend is not None
        seen += found.trend.is_told and found.trend.change > 0
    assert seen / 100 >= least


def test_running_the_easy_runs_harder_is_not_getting_faster() -> None:
    runs = []
    for week in range(16):
        heart = 135 + week  # a little harder every week, at the same fitness
        on = TODAY - timedelta(weeks=15 - week)
        runs.append(shaped(on, speed=2.8 * (heart - 60) / 85, heart=heart))
    found = efficiency(runs, TODAY)
    assert found.trend is not None
    assert abs(found.trend.change) < 0.002


def test_the_sentence_names_pace_heart_rate_and_change() -> None:
    text = efficiency(months(2, gain=0.15, noise=0.01), TODAY, DistanceUnit.MI).says.text
    assert "beats a minute you run about" in text
    assert "/mi on the level" in text
    assert "faster than 16 weeks ago: more than noise" in text


def test_hilly_runs_are_compared_on_the_level() -> None:
    level, hilly = shaped(TODAY), shaped(TODAY - timedelta(days=1))
    climbing = RunPiece(300, 700, 350, 20, 350, 20, 145)
    hilly = ShapedRun(hilly.classed, RunShape(pieces=(climbing,) * 9, has_heights=True))
    flat, up = (efficiency([one], TODAY).points[0] for one in (level, hilly))
    assert up.level_mps > 700 / 300
    assert flat.level_mps == pytest.approx(2.8)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": RunKind.HARD},
        {"kind": RunKind.RACE},
        {"indoors": True},
        {"heart": 50.0},
        {"minutes": 25},
    ],
)
def test_what_cannot_be_compared_is_left_out(change: dict[str, object]) -> None:
    usual = [shaped(TODAY - timedelta(days=i)) for i in range(1, 6)]
    odd = shaped(TODAY, id="odd", **change)  # type: ignore[arg-type]
    assert "odd" not in {point.run for point in efficiency([*usual, odd], TODAY).points}


def test_the_start_and_what_comes_after_the_first_hour_do_not_count() -> None:
    fast, slow = pieces(4.0, 145, 10), pieces(2.8, 145, 55)
    late = pieces(1.5, 145, 60)
    run = shaped(TODAY, minutes=125)
    found = efficiency(
        [ShapedRun(run.classed, RunShape(pieces=(*fast, *slow, *late), has_heights=True))], TODAY
    )
    assert found.points[0].speed_mps == pytest.approx(2.8)


def test_averages_serve_where_no_run_has_its_samples_and_are_never_mixed() -> None:
    bare = [ShapedRun(one.classed) for one in months(4)]
    assert len(efficiency(bare, TODAY).points) > 40
    mixed = [one if i % 8 == 0 else ShapedRun(one.classed) for i, one in enumerate(months(4))]
    assert {p.minutes for p in efficiency(mixed, TODAY).points} == {45}
    full = [ShapedRun(one.classed) if i % 8 == 0 else one for i, one in enumerate(months(4))]
    assert {p.minutes for p in efficiency(full, TODAY).points} == {35}


def test_nobody_is_told_anything_from_nothing() -> None:
    found = efficiency([], TODAY)
    assert (found.points, found.trend, found.heart_rate) == ((), None, None)
    few = efficiency(months(1, weeks=2), TODAY)
    assert "2 of the last 16 weeks have an easy run" in few.says.text


def test_runs_left_out_of_the_plan_are_left_out_here() -> None:
    one = shaped(TODAY)
    refused = ShapedRun(msgspec.structs.replace(one.classed, counts=False), one.shape)
    assert efficiency([refused], TODAY).points == ()


@given(st.lists(past_runs, max_size=12), st.sampled_from(RunKind), st.booleans())
def test_any_runs_can_be_read(runs: list, kind: RunKind, counts: bool) -> None:
    from strongstride.coach.runs import ClassedRun

    shaped_runs = [
        ShapedRun(ClassedRun(run=run, kind=kind, why="", counts=counts and run.duration_s > 300))
        for run in runs
    ]
    found = efficiency(shaped_runs, TODAY)
    assert len(found.points) <= len(runs)

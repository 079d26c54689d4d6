"""Late-run drift: halves of long runs, told with their noise."""

from datetime import timedelta

import pytest

from strongstride.coach.progress.drift import late_run_drift
from strongstride.coach.progress.runs_read import ShapedRun
from strongstride.coach.running.run_shape import RunPiece, RunShape
from strongstride.coach.runs import RunKind
from tests.coach.progress.runners import TODAY, pieces, shaped


def long_runs(drifts: list[float]) -> list[ShapedRun]:
    last = len(drifts) - 1
    return [
        shaped(
            TODAY - timedelta(weeks=last - i),
            minutes=110,
            drift=drift,
            kind=RunKind.LONG,
            id=f"long{i}",
        )
        for i, drift in enumerate(drifts)
    ]


def test_a_heart_that_beats_a_tenth_faster_drifts_by_a_tenth() -> None:
    # without its first ten minutes the run's halves meet one piece after the heart sped up
    (point,) = late_run_drift(long_runs([0.1]), TODAY).points
    assert point.drift == pytest.approx(1 - 1 / 1.1, abs=0.01)
    assert point.second.heart_rate == pytest.approx(1.1 * point.first.heart_rate, rel=0.012)


def test_slowing_at_the_same_heart_rate_is_drift_too() -> None:
    run = shaped(TODAY, minutes=110, kind=RunKind.LONG)
    slowing = (*pieces(2.8, 145, 60), *pieces(2.52, 145, 50))
    found = late_run_drift(
        [ShapedRun(run.classed, RunShape(pieces=slowing, has_heights=True))], TODAY
    )
    assert found.points[0].drift == pytest.approx(0.1, abs=0.005)


def test_a_climb_at_the_end_is_no_drift() -> None:
    run = shaped(TODAY, minutes=110, kind=RunKind.LONG)
    flat = RunPiece(300, 840, 0, 0, 0, 0, 145)
    uphill = RunPiece(300, 840 / 1.3013, 840 / 1.3013, 840 / 1.3013 * 0.05, 0, 0, 145)
    shape = RunShape(pieces=(*[flat] * 12, *[uphill] * 10), has_heights=True)
    assert abs(late_run_drift([ShapedRun(run.classed, shape)], TODAY).points[0].drift) < 0.001


@pytest.mark.parametrize(
    "change",
    [
        {"minutes": 60},
        {"kind": RunKind.HARD},
        {"indoors": True},
        {"heart": 40.0},
    ],
)
def test_what_tells_no_drift_has_none(change: dict[str, object]) -> None:
    values: dict[str, object] = {"minutes": 110, "kind": RunKind.LONG, **change}
    assert late_run_drift([shaped(TODAY, **values)], TODAY).points == ()  # type: ignore[arg-type]
    assert late_run_drift([ShapedRun(shaped(TODAY, minutes=110).classed)], TODAY).points == ()


def test_the_word_follows_the_bands_of_practice() -> None:
    for drift, word in ((0.02, "little, as coaches count it"), (0.08, "some"), (0.2, "much")):
        assert word in late_run_drift(long_runs([drift] * 4), TODAY).says.text
    assert "fewer heartbeats" in late_run_drift(long_runs([-0.03] * 4), TODAY).says.text


def test_two_long_runs_are_not_called_usual() -> None:
    found = late_run_drift(long_runs([0.1, 0.1]), TODAY)
    assert found.usual is None
    assert found.says.text.startswith("2 of 3 long runs needed: from 75 minutes on")


def test_less_drift_is_said_only_beyond_noise() -> None:
    falling = late_run_drift(long_runs([0.14 - 0.01 * i for i in range(12)]), TODAY)
    assert "drifts less than at first" in falling.says.text
    wavering = late_run_drift(long_runs([0.05, 0.11, 0.04, 0.1, 0.06, 0.12, 0.05, 0.1]), TODAY)
    assert "No change you could tell from noise" in wavering.says.text

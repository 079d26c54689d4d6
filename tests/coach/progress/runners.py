"""Made-up runners with known fitness: what progress is told of them can be judged."""

from datetime import date, timedelta
from random import Random

from strongstride.coach.progress.runs_read import ShapedRun
from strongstride.coach.running.run_shape import RunPiece, RunShape
from strongstride.coach.runs import ClassedRun, PastRun, RunKind

TODAY = date(2026, 11, 22)
REST = 60.0


def pieces(speed: float, heart: float, minutes: int, *, drift: float = 0.0) -> tuple[RunPiece, ...]:
    """Level pieces of five minutes; the second half beats faster by `drift`."""
    count = minutes // 5
    return tuple(
        RunPiece(300, speed * 300, 0, 0, 0, 0, heart * (1 + (drift if i * 2 >= count else 0)))
        for i in range(count)
    )


def shaped(
    on: date,
    *,
    speed: float = 2.8,
    heart: float = 145.0,
    minutes: int = 45,
    drift: float = 0.0,
    kind: RunKind = RunKind.EASY,
    **more: object,
) -> ShapedRun:
    """A level run with its shape."""
    run = PastRun(
        id=str(more.pop("id", f"{on}-{minutes}-{speed}")),
        on=on,
        starts_at=None,
        distance_m=speed * minutes * 60,
        duration_s=minutes * 60,
        average_hr=heart,
        **more,  # type: ignore[arg-type]
    )
    shape = RunShape(pieces=pieces(speed, heart, minutes, drift=drift), has_heights=True)
    return ShapedRun(ClassedRun(run=run, kind=kind, why=""), shape)


def months(
    seed: int,
    *,
    gain: float = 0.0,
    noise: float = 0.04,
    week_noise: float = 0.0,
    weeks: int = 16,
    a_week: int = 3,
) -> list[ShapedRun]:
    """Easy runs of one whose speed at a heart rate rises evenly by `gain` in all.

    Every run is off by `noise`, every week by `week_noise` (standard deviations, shares); how hard
    each was run varies too.
    """
    random = Random(seed)
    runs = []
    for week in range(weeks):
        off = random.gauss(0, week_noise)
        for number in range(a_week):
            on = TODAY - timedelta(days=7 * (weeks - 1 - week) + 2 * number)
            fitness = 1 + gain * week / (weeks - 1)
            heart = random.gauss(145, 4)
            speed = 2.8 * (heart - REST) / (145 - REST) * fitness
            speed *= 1 + off + random.gauss(0, noise)
            runs.append(shaped(on, speed=speed, heart=heart, id=f"{week}-{number}"))
    return runs

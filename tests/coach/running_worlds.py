"""Past runs for tests: single ones by kilometres and pace, and a settled runner's months."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from strongstride.coach.athlete import Athlete, Experience
from strongstride.coach.quantities import DistanceUnit
from strongstride.coach.runs import PastRun, RunKind

TODAY = date(2026, 11, 22)
LATEST_MONDAY = date(2026, 11, 9)
ATHLETE = Athlete(body_mass_g=70_000, birth_year=1988, experience=Experience.SOME)
IN_MILES = Athlete(
    body_mass_g=70_000,
    birth_year=1988,
    experience=Experience.SOME,
    distance_unit=DistanceUnit.MI,
)


def ran(on: date, km: float | None, pace_s: float = 340, **more: object) -> PastRun:
    """A run of `km` at `pace_s` seconds a kilometre (or `seconds` where km is None)."""
    seconds = more.pop("seconds", None) or (km or 0) * pace_s
    return PastRun(
        id=str(more.pop("id", f"{on}-{km}")),
        on=on,
        starts_at=datetime(on.year, on.month, on.day, 7, 10, tzinfo=UTC),
        distance_m=None if km is None else km * 1000,
        duration_s=seconds,  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )


def settled(
    weeks: int = 10, cut_every: int = 0, last_monday: date = LATEST_MONDAY
) -> list[PastRun]:
    """Tuesday hard 8 km, Thursday and Saturday easy, Sunday long 18 km; optional easier weeks."""
    runs = []
    for back in range(weeks):
        monday = last_monday - timedelta(weeks=back)
        share = 0.7 if cut_every and back % cut_every == 1 else 1.0
        for day, km, pace in ((1, 8, 295), (3, 10, 345), (5, 7, 350), (6, 18, 355)):
            runs.append(ran(monday + timedelta(day), km * share, pace + (back * 7 + day) % 5))
    return runs


def _at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


past_runs = st.builds(
    PastRun,
    id=st.uuids().map(str),
    on=st.dates(date(2025, 1, 1), date(2026, 12, 31)),
    starts_at=st.none() | st.integers(1_735_700_000, 1_798_700_000).map(_at),
    distance_m=st.none() | st.floats(0, 300_000),
    duration_s=st.floats(0, 200_000),
    average_hr=st.none() | st.floats(0, 300),
    max_hr=st.none() | st.floats(0, 300),
    climb_m=st.none() | st.floats(0, 9_000),
    name=st.sampled_from(["", "Morning Run", "Intervals 8x400", "Easy", "parkrun", "Long run"])
    | st.text(max_size=8),
    is_race=st.none() | st.booleans(),
    kind_given=st.none() | st.sampled_from(RunKind),
    indoors=st.booleans(),
    efforts=st.just(()) | st.just(((180, 700.0), (480, 1800.0), (1200, 4300.0))),
    repeated_m=st.none() | st.floats(0, 5000),
)

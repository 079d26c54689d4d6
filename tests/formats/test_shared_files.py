"""Real files from the world, where a developer has them: what is refused, and whether rightly."""

from pathlib import Path

import pytest

from strongstride.formats.reader import read_activities
from strongstride.formats.recording import Recording, Refusal
from tests.formats.damaging import check

# What is no activity by its own word does not count among the activities.
NO_ACTIVITY = ("not an activity", "no activity", "no activities", "KML", "planned workout")


@pytest.fixture(scope="module")
def outcomes(shared_data: Path) -> list[Recording | Refusal]:
    return list(read_activities([shared_data / "files"], jobs=1))


@pytest.mark.shared
def test_at_most_three_in_a_hundred_real_activities_are_refused(
    outcomes: list[Recording | Refusal],
) -> None:
    read = [o for o in outcomes if isinstance(o, Recording)]
    refused = [o for o in outcomes if isinstance(o, Refusal)]
    lost = [o for o in refused if not any(why in o.why for why in NO_ACTIVITY)]
    assert len(read) >= 240
    assert len(lost) <= 0.03 * (len(read) + len(lost)), lost


@pytest.mark.shared
def test_every_refusal_is_one_clear_line(outcomes: list[Recording | Refusal]) -> None:
    for outcome in outcomes:
        if isinstance(outcome, Refusal):
            assert "please report" not in outcome.why
            assert "\n" not in outcome.why


@pytest.mark.shared
def test_every_recording_of_a_real_file_is_possible(outcomes: list[Recording | Refusal]) -> None:
    for outcome in outcomes:
        if isinstance(outcome, Recording):
            check(outcome)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("ending", "sport", "metres", "day"),
    [
        ("run_with_coordinates.fit", "running", 6001.9, "2020-12-10"),  # GPS fix after 4 km
        ("mornindew-broken.fit", "running", 16773.3, "2019-05-18"),
        ("compressed-speed-distance.fit", "running", 10248.7, "2012-02-13"),  # no UTC clock
        ("activity_invalid_strings.fit", "running", 6010.0, "2024-02-03"),  # a treadmill
        ("Fenix_Incline.fit", "running", None, "2022-02-16"),  # evening, the next day in UTC
        ("12866632127.fit.gz", "running", 3322.9, "2022-05-29"),
    ],
)
def test_known_runs_are_told_right(
    outcomes: list[Recording | Refusal], ending: str, sport: str, metres: float | None, day: str
) -> None:
    found = [o for o in outcomes if isinstance(o, Recording) and o.source.endswith(ending)]
    assert found
    for run in found:
        assert (run.sport, run.distance_m, run.local_on.isoformat()) == (sport, metres, day)

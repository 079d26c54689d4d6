"""One run from several sources is one run."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import combinations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.formats.recording import Recording
from strongstride.formats.same_run import keep_richest, same_run
from tests.formats.making import START


def recording(
    minute: float = 0,
    minutes: float = 60,
    metres: float | None = 10_000,
    *,
    source: str = "a.fit",
    richness: int = 0,
    sport: str = "running",
    **fields: object,
) -> Recording:
    starts_at = START + timedelta(minutes=minute)
    made = Recording(
        source=source,
        format="fit",
        sport=sport,
        sub_sport=None,
        starts_at=starts_at,
        utc_offset_s=None,
        local_on=starts_at.date(),
        distance_m=metres,
        elapsed_s=minutes * 60,
        moving_s=None,
        richness=richness,
    )
    return msgspec.structs.replace(made, **fields)


def test_a_start_some_seconds_apart_is_the_same_run() -> None:
    assert same_run(recording(), recording(23 / 60, 59, 10_200))


def test_an_overlap_of_less_than_four_fifths_is_another_run() -> None:
    assert same_run(recording(), recording(11.9))
    assert not same_run(recording(), recording(12.1))


def test_a_distance_off_by_more_than_a_twentieth_is_another_run() -> None:
    assert same_run(recording(), recording(metres=9_500))
    assert not same_run(recording(), recording(metres=9_499))


def test_a_pause_recorded_by_one_only_is_no_difference() -> None:
    assert same_run(recording(minutes=60), recording(minutes=75))


def test_an_unknown_distance_needs_the_same_sport() -> None:
    assert same_run(recording(), recording(metres=None))
    assert same_run(recording(), recording(metres=None, sport="other"))
    assert not same_run(recording(), recording(metres=None, sport="strength_training"))


def test_a_recording_without_length_is_matched_by_its_moment() -> None:
    assert same_run(recording(), recording(30, minutes=0, metres=None))
    assert not same_run(recording(), recording(90, minutes=0, metres=None))


def test_the_richest_is_kept_and_learns_what_its_copies_know() -> None:
    rich = recording(source="a.gpx", richness=9, sport="other", average_hr=150.0)
    poor = recording(
        23 / 60,
        source="activities.csv/1",
        name="City race",
        is_race=True,
        utc_offset_s=3600,
        average_hr=149.0,
    )
    (kept,), copies = keep_richest([poor, rich])
    assert copies == (poor,)
    assert (kept.source, kept.sport, kept.name, kept.is_race) == (
        "a.gpx",
        "running",
        "City race",
        True,
    )
    assert (kept.utc_offset_s, kept.average_hr) == (3600, 150)


def test_likeness_does_not_run_along_a_chain() -> None:
    """10.0 km is like 9.6 km and 9.6 km like 9.2 km, but 10.0 km is not like 9.2 km."""
    chain = [
        recording(metres=10_000, source="a", richness=3),
        recording(metres=9_600, source="b", richness=2),
        recording(metres=9_200, source="c", richness=1),
    ]
    kept, copies = keep_richest(chain)
    assert [r.source for r in kept] == ["a", "c"]
    assert [r.source for r in copies] == ["b"]


def test_runs_of_a_day_stay_apart() -> None:
    kept, copies = keep_richest([recording(), recording(120, source="b")])
    assert (len(kept), copies) == (2, ())


recordings = st.lists(
    st.builds(
        recording,
        st.integers(0, 400),
        st.integers(0, 300),
        st.none() | st.integers(0, 40).map(lambda n: n * 400.0),
        richness=st.integers(0, 3),
        sport=st.sampled_from(["running", "cycling", "other"]),
    ),
    max_size=12,
).map(lambda made: [msgspec.structs.replace(r, source=str(i)) for i, r in enumerate(made)])


@given(recordings, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(given_recordings: list[Recording], lots: object) -> None:
    shuffled = list(given_recordings)
    lots.shuffle(shuffled)  # type: ignore[attr-defined]
    assert keep_richest(shuffled) == keep_richest(given_recordings)


@given(recordings)
def test_nothing_is_lost_and_no_two_kept_are_the_same(given_recordings: list[Recording]) -> None:
    kept, copies = keep_richest(given_recordings)
    assert len(kept) + len(copies) == len(given_recordings)
    by_source = {r.source: r for r in given_recordings}
    originals = [by_source[k.source] for k in kept]
    for one, other in combinations(originals, 2):
        assert not same_run(one, other)
    for copy in copies:
        assert any(same_run(one, copy) and one.richness >= copy.richness for one in originals)


@given(recordings)
def test_same_run_is_symmetric(given_recordings: list[Recording]) -> None:
    for one in given_recordings:
        for other in given_recordings:
            assert same_run(one, other) == same_run(other, one)


def test_a_lifetime_of_runs_is_compared_with_near_ones_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = Counter[str]()

    def counted(one: Recording, other: Recording) -> bool:
        compared["pairs"] += 1
        return same_run(one, other)

    monkeypatch.setattr("strongstride.formats.same_run.same_run", counted)
    day = datetime(2000, 1, 1, tzinfo=UTC)
    runs = [
        recording(source=str(i), starts_at=day + timedelta(hours=12 * (i // 2)))
        for i in range(2_000)
    ]
    kept, copies = keep_richest(runs)
    assert len(kept) == len(copies) == 1_000
    assert compared["pairs"] <= 2_000  # every pair would be two million

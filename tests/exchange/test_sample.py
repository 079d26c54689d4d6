"""The sample runner that ships: made by its generator, read like anybody's files."""

import runpy
from datetime import date
from pathlib import Path

import pytest

from strongstride.coach.athlete import Weekday
from strongstride.coach.athletes.file import read_athlete
from strongstride.coach.running.classify import class_runs
from strongstride.coach.running.habits import read_habits
from strongstride.coach.runs import ClassedRun, RunKind
from strongstride.exchange.run_intake import past_runs
from strongstride.formats.lifts.log import read_log
from strongstride.formats.reader import read_activities
from strongstride.formats.recording import Recording, Refusal
from strongstride.formats.same_run import keep_richest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "src" / "strongstride" / "data" / "sample"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def classed() -> tuple[ClassedRun, ...]:
    file = read_athlete((SAMPLE / "athlete.toml").read_text("utf-8"), "athlete.toml", TODAY)
    found = [r for r in read_activities([SAMPLE / "runs"], jobs=1) if isinstance(r, Recording)]
    kept, copies = keep_richest(found)
    assert len(copies) == 1
    taken = past_runs(kept, file.running.kinds, file.athlete.time_zone)
    return class_runs(taken.runs, file.athlete, TODAY)


def test_the_generator_makes_the_same_bytes_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = runpy.run_path(str(ROOT / "tools" / "make_sample.py"))
    made["write_sample"](tmp_path / "sample")
    for path in sorted(p for p in SAMPLE.rglob("*") if p.is_file()):
        again = tmp_path / "sample" / path.relative_to(SAMPLE)
        assert again.read_bytes() == path.read_bytes(), path.name


def test_it_is_small_and_the_damaged_file_is_refused_with_a_line() -> None:
    assert sum(p.stat().st_size for p in SAMPLE.rglob("*") if p.is_file()) < 1_200_000
    refused = [r for r in read_activities([SAMPLE / "runs"], jobs=1) if isinstance(r, Refusal)]
    assert ["damaged" in each.source for each in refused] == [True]


def test_its_runs_are_classed_as_they_were_invented(classed: tuple[ClassedRun, ...]) -> None:
    meant = {1: RunKind.HARD, 3: RunKind.EASY, 5: RunKind.EASY, 6: RunKind.LONG}
    wrong = [
        (c.run.on, c.kind, c.why)
        for c in classed
        if c.kind is not meant[c.run.on.weekday()] and c.kind is not RunKind.RACE
    ]
    assert len(wrong) <= 1, wrong  # a long run of an easier week may be called easy
    assert [c.run.on for c in classed if c.kind is RunKind.RACE] == [date(2026, 10, 4)]


@pytest.mark.parametrize("today", [TODAY, date(2027, 11, 22), date(2031, 1, 1)])
def test_its_usual_week_is_found_years_later_too(
    classed: tuple[ClassedRun, ...], today: date
) -> None:
    found = read_habits(classed, today)
    week = {run.day: run.kind for run in found.pattern.runs}
    assert week == {
        Weekday.TUESDAY: RunKind.HARD,
        Weekday.THURSDAY: RunKind.EASY,
        Weekday.SATURDAY: RunKind.EASY,
        Weekday.SUNDAY: RunKind.LONG,
    }
    assert found.pattern.easy_week_every == 4
    assert (found.weeks_since > 2) == (today != TODAY)


def test_its_strength_log_is_read_whole() -> None:
    log = read_log((SAMPLE / "lifts.csv").read_bytes(), "lifts.csv")
    assert log.warnings == ()
    assert len(log.sessions) == 16

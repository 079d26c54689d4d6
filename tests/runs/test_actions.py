"""Runs written down, corrected, removed, set apart."""

from datetime import date, time, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from strongstride.accounts.actions import save_answers
from strongstride.accounts.models import Athlete
from strongstride.coach.runs import RunKind
from strongstride.runs import actions
from strongstride.runs.actions import RunWords
from strongstride.runs.folders import originals_of
from strongstride.runs.models import Original, Run, RunTrack, StoredRecording
from strongstride.runs.queries import classed_runs, past_runs, strength_recordings, weekly
from tests.formats.making import fit_run, gpx_run
from tests.runs.conftest import START, bring, made_run

pytestmark = pytest.mark.both_databases

ON = date(2026, 3, 14)


def only_run(athlete: Athlete) -> Run:
    (run,) = Run.objects.filter(athlete=athlete, removed_at=None)
    return run


def version(athlete: Athlete) -> int:
    return Athlete.objects.get(pk=athlete.pk).inputs_version


def test_a_run_by_hand_is_classed_and_the_plan_follows(athlete: Athlete) -> None:
    before = version(athlete)
    run = actions.add_run(athlete, RunWords(on=ON, distance_m=8000, duration_s=2700))
    assert (run.kind, run.by_hand, run.counts) == ("easy", True, True)
    assert run.kind_why
    assert version(athlete) == before + 1


def test_a_start_by_hand_is_the_runners_own_clock(athlete: Athlete) -> None:
    profile = athlete.profile.athlete
    assert profile.time_zone == "UTC"
    words = RunWords(on=ON, distance_m=None, duration_s=600, starts_at=time(7, 30))
    actions.add_run(athlete, words)
    (run,) = past_runs(athlete)
    assert run.starts_at is not None
    assert (run.on, run.starts_at.hour, run.starts_at.minute) == (ON, 7, 30)


def test_the_runners_word_wins_and_can_be_taken_back(athlete: Athlete) -> None:
    bring(athlete, {"a.fit": fit_run(seconds=1800)})
    run, before = only_run(athlete), version(athlete)
    actions.give_kind(run, RunKind.RACE)
    (classed,) = classed_runs(athlete)
    assert (classed.kind, classed.rule) == (RunKind.RACE, "run-given-kind")
    assert version(athlete) == before + 1
    actions.give_kind(run, None)
    (classed,) = classed_runs(athlete)
    assert classed.kind is not RunKind.RACE


def test_the_runners_word_outlasts_a_richer_copy(athlete: Athlete) -> None:
    bring(athlete, {"a.gpx": gpx_run(heart_rate=None)})
    actions.give_kind(only_run(athlete), RunKind.LONG)
    bring(athlete, {"a.fit": fit_run()})
    run = only_run(athlete)
    assert (run.source, run.kind) == ("a.fit", "long")


def test_corrections_outlast_a_richer_copy(athlete: Athlete) -> None:
    bring(athlete, {"a.gpx": gpx_run(heart_rate=None)})
    actions.edit_run(only_run(athlete), {"distance_m": 1900.0, "on": date(2026, 3, 12)})
    bring(athlete, {"a.fit": fit_run()})
    run = only_run(athlete)
    assert (run.source, run.distance_m, run.on) == ("a.fit", 1900.0, date(2026, 3, 12))
    assert run.starts_at == START - timedelta(days=2)
    actions.edit_run(run, {"on": ON})
    run.refresh_from_db()
    assert (run.on, run.starts_at) == (ON, START)


def test_removing_takes_a_run_from_everything_and_can_be_undone(athlete: Athlete) -> None:
    bring(athlete, {"a.fit": fit_run()})
    run = only_run(athlete)
    actions.remove_run(run)
    assert past_runs(athlete) == ()
    assert weekly(athlete, date(2026, 1, 1)) == ()
    actions.restore_run(run)
    assert len(past_runs(athlete)) == 1


def test_a_removed_run_stays_away_when_its_file_comes_again(athlete: Athlete) -> None:
    bring(athlete, {"a.fit": fit_run()})
    actions.remove_run(only_run(athlete))
    job = bring(athlete, {"copy.gpx": gpx_run(), "a.fit": fit_run()})
    assert (job.new, job.duplicate) == (0, 0)
    assert past_runs(athlete) == ()
    assert len(job.lines) == 2
    assert "Removed runs" in job.lines[0]


def test_what_is_purged_leaves_no_row_and_no_file(athlete: Athlete) -> None:
    bring(athlete, {"a.fit": fit_run(), "a.gpx": gpx_run()})
    run = only_run(athlete)
    actions.remove_run(run)
    actions.purge_run(run)
    for model in (Run, RunTrack, StoredRecording, Original):
        assert not model._default_manager.exists()
    assert [path for path in originals_of(athlete.pk).rglob("*") if path.is_file()] == []
    assert bring(athlete, {"a.fit": fit_run()}).new == 1


@pytest.fixture(autouse=True)
def _commits(transactional_effects: None) -> None:
    """Deletions of files wait for the commit."""


@pytest.fixture
def transactional_effects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions.transaction, "on_commit", lambda effect: effect())


def test_not_the_same_run_makes_two_and_back(athlete: Athlete) -> None:
    bring(athlete, {"a.fit": fit_run(), "b.gpx": gpx_run(seconds=580)})
    copy = StoredRecording.objects.get(athlete=athlete, leads=False)
    run = only_run(athlete)
    actions.set_apart(copy, apart=True)
    copy.refresh_from_db()
    assert copy.leads
    assert copy.run_id not in (None, run.pk)
    assert Run.objects.filter(athlete=athlete).count() == 2
    assert RunTrack.objects.filter(run__athlete=athlete).count() == 2
    actions.set_apart(copy, apart=False)
    assert only_run(athlete).pk == run.pk


def test_set_apart_stays_apart_when_the_files_come_again(athlete: Athlete) -> None:
    files = {"a.fit": fit_run(), "b.gpx": gpx_run(seconds=580)}
    bring(athlete, files)
    actions.set_apart(StoredRecording.objects.get(athlete=athlete, leads=False), apart=True)
    bring(athlete, files)
    bring(athlete, {"c.gpx": gpx_run(seconds=590)})
    assert Run.objects.filter(athlete=athlete).count() == 2


def test_weeks_are_summed_by_the_database(athlete: Athlete) -> None:
    Run.objects.bulk_create(
        [
            made_run(athlete, 0, kind="long", distance_m=20_000.0),
            made_run(athlete, 2),
            made_run(athlete, 3, counts=False),
            made_run(athlete, 8, distance_m=None),
        ]
    )
    earlier, later = weekly(athlete, date(2026, 1, 1))
    assert (later.monday, later.runs, later.key_runs) == (date(2026, 3, 9), 2, 1)
    assert (later.distance_m, later.duration_s) == (30_000, 7200)
    assert (earlier.monday, earlier.distance_m) == (date(2026, 3, 2), 0)
    assert weekly(athlete, date(2026, 3, 9), date(2026, 3, 13)) == (
        type(later)(
            monday=date(2026, 3, 9), runs=1, key_runs=0, distance_m=10_000, duration_s=3600
        ),
    )


def test_queries_answer_for_somebody_without_runs(athlete: Athlete) -> None:
    assert past_runs(athlete) == classed_runs(athlete) == strength_recordings(athlete) == ()


def test_originals_lie_below_the_data_folder(athlete: Athlete) -> None:
    assert originals_of(athlete.pk).is_relative_to(Path(settings.DATA_DIR) / "originals")


def test_two_runs_that_prove_to_be_one_keep_what_was_said_of_both(athlete: Athlete) -> None:
    bring(athlete, {"a.gpx": gpx_run(heart_rate=None)})
    first = only_run(athlete)
    actions.note_run(first, "windy")
    bring(athlete, {"b.gpx": gpx_run(START + timedelta(seconds=200), heart_rate=None)})
    second = Run.objects.exclude(pk=first.pk).get()
    actions.give_kind(second, RunKind.LONG)
    bring(athlete, {"between.fit": fit_run(START + timedelta(seconds=100))})
    run = only_run(athlete)
    assert (run.pk, run.source) == (first.pk, "between.fit")
    assert (run.note, run.kind) == ("windy", "long")
    assert run.recordings.count() == 3


def test_in_another_unit_the_reasons_of_classes_are_told_anew(athlete: Athlete) -> None:
    run = actions.add_run(athlete, RunWords(on=ON, distance_m=8000, duration_s=2700))
    Run.objects.update(kind_why="told in km")

    def after(unit: str) -> str:
        units = {"athlete": {"units": {"mass": "kg", "distance": unit}}}
        save_answers(athlete, {"units": units}, ON)
        return Run.objects.get(pk=run.pk).kind_why

    assert after("km") == "told in km"
    assert after("mi") == run.kind_why

"""Uploads become runs: each once, whatever it comes in, however often, whoever dies."""

import gzip
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strongstride.accounts.models import Athlete
from strongstride.exchange.run_track import unpack_track
from strongstride.formats.reading import tell_item
from strongstride.runs import actions, after_import, importing, upload_files
from strongstride.runs.folders import original_path, upload_folder
from strongstride.runs.importing import read_import
from strongstride.runs.models import Import, Original, Run, RunTrack, StoredRecording
from strongstride.runs.queries import classed_runs, strength_recordings
from tests.formats.making import (
    STRAVA_HEADER,
    fit,
    fit_file_id,
    fit_run,
    fit_session,
    gpx,
    gpx_points,
    gpx_run,
    gpx_track,
    strava_row,
    tcx,
    tcx_activity,
    zipped,
)
from tests.runs.conftest import START, bring, uploaded

pytestmark = pytest.mark.both_databases


def days_of_fits(days: int) -> dict[str, bytes]:
    return {f"{n}.fit": fit_run(START - timedelta(days=n), 300) for n in range(days)}


def test_a_file_becomes_a_run(athlete: Athlete) -> None:
    job = bring(athlete, {"evening.fit": fit_run()})
    assert (job.state, job.new, job.duplicate, job.refused) == ("done", 1, 0, 0)
    (run,) = Run.objects.filter(athlete=athlete)
    assert run.on == date(2026, 3, 14)
    assert run.distance_m == 1800
    assert (run.duration_s, run.average_hr) == (600, 140)
    assert run.source == "evening.fit"
    assert run.shape is not None
    assert len(unpack_track(bytes(RunTrack.objects.get(run=run).columns))) == 601


def test_the_original_is_kept_byte_for_byte(athlete: Athlete) -> None:
    data = gzip.compress(fit_run())
    bring(athlete, {"evening.fit.gz": data})
    original = Original.objects.get(athlete=athlete)
    assert (original.name, original.size) == ("evening.fit.gz", len(data))
    assert original_path(athlete.pk, original.sha256).read_bytes() == data


def test_nothing_of_the_upload_stays_behind(athlete: Athlete) -> None:
    job = bring(athlete, {"evening.fit": fit_run()})
    assert not upload_folder(job.upload).exists()


def test_archives_within_archives_are_read(athlete: Athlete) -> None:
    inner = zipped(days_of_fits(3))
    job = bring(athlete, {"garmin.zip": zipped({"DI_CONNECT/part1.zip": inner, "readme.txt": b""})})
    assert (job.new, job.files_done, job.files_total) == (3, 4, 4)
    assert Original.objects.filter(athlete=athlete).count() == 3


def test_the_same_file_again_is_a_duplicate(athlete: Athlete) -> None:
    bring(athlete, {"a.fit": fit_run()})
    job = bring(athlete, {"b.fit": fit_run()})
    assert (job.new, job.duplicate) == (0, 1)
    assert Run.objects.filter(athlete=athlete).count() == 1
    assert Original.objects.filter(athlete=athlete).count() == 1


def test_watch_and_phone_tell_of_one_run_and_both_files_are_kept(athlete: Athlete) -> None:
    poor = gpx_run(START + timedelta(seconds=20), 570, heart_rate=None)
    bring(athlete, {"phone.gpx": poor})
    job = bring(athlete, {"watch.fit": fit_run()})
    assert (job.new, job.duplicate) == (0, 1)
    (run,) = Run.objects.filter(athlete=athlete)
    assert (run.source, run.average_hr) == ("watch.fit", 140)
    assert run.recordings.count() == 2
    assert len(unpack_track(bytes(run.track.columns))) == 601


def test_what_only_the_poorer_copy_knows_is_taken_over(athlete: Athlete) -> None:
    named = gpx(gpx_track(gpx_points(), name="Parkrun"))
    bring(athlete, {"watch.fit": fit_run(), "named.gpx": named})
    assert Run.objects.get(athlete=athlete).name == "Parkrun"


def test_strava_rows_name_their_files_and_stand_alone_without(athlete: Athlete) -> None:
    at = "%Y-%m-%d %H:%M:%S"
    other = START - timedelta(days=3)
    rows = [
        STRAVA_HEADER,
        strava_row(1, START.strftime(at), file="activities/1.fit.gz"),
        strava_row(2, other.strftime(at), file=""),
    ]
    archive = zipped(
        {
            "activities.csv": "\n".join(rows).encode(),
            "activities/1.fit.gz": gzip.compress(fit_run()),
        }
    )
    job = bring(athlete, {"export.zip": archive})
    assert (job.new, job.refused) == (2, 0)
    again = bring(athlete, {"export.zip": archive})
    assert (again.new, again.duplicate) == (0, 2)


def test_a_name_that_comes_later_with_the_table_is_taken(athlete: Athlete) -> None:
    data = gzip.compress(fit_run())
    bring(athlete, {"1.fit.gz": data})
    before = Run.objects.get(athlete=athlete)
    row = strava_row(1, START.strftime("%Y-%m-%d %H:%M:%S"), file="activities/1.fit.gz")
    table = f"{STRAVA_HEADER}\n{row}".encode()
    bring(athlete, {"x.zip": zipped({"activities.csv": table, "activities/1.fit.gz": data})})
    after = Run.objects.get(athlete=athlete)
    assert (before.pk, before.name) == (after.pk, "")
    assert after.name
    assert RunTrack.objects.filter(run=after).exists()


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("notes.txt", b"hello", "is not a FIT, GPX or TCX file"),
        ("empty.fit", b" " * 0 + b"", "is empty"),
        ("broken.zip", b"PK\x03\x04 broken", "is a broken zip archive"),
        ("route.gpx", gpx("<rte><rtept lat='1' lon='2'/></rte>"), "is a route to follow"),
    ],
)
def test_what_is_not_read_is_said_in_one_sentence(
    athlete: Athlete, name: str, data: bytes, why: str
) -> None:
    job = bring(athlete, {name: data, "good.fit": fit_run()})
    assert (job.state, job.new, job.refused) == ("done", 1, 1)
    assert job.lines[0].startswith(f"{name}: {why}")
    assert job.lines[0].endswith(".")
    assert not Original.objects.filter(name=name).exists()


def test_strength_of_a_watch_is_kept_for_the_log(athlete: Athlete) -> None:
    session = {"sport": "training", "sub_sport": "strength_training", "total_distance": None}
    data = fit([fit_file_id(), fit_session(**session)])
    job = bring(athlete, {"gym.fit": data, "gym-copy.fit": data + b""})
    assert job.strength == 2
    assert len(strength_recordings(athlete)) == 1
    assert not Run.objects.filter(athlete=athlete).exists()


def test_a_file_without_a_sport_can_be_called_a_run(athlete: Athlete) -> None:
    job = bring(athlete, {"walk.gpx": gpx(gpx_track(gpx_points(), name="", kind=""))})
    assert (job.new, job.other_sports) == (0, 1)
    assert "does not say which sport it is" in job.lines[0]
    recording = StoredRecording.objects.get(athlete=athlete)
    actions.call_run(recording)
    run = Run.objects.get(athlete=athlete)
    assert run.distance_m == pytest.approx(1800, rel=0.01)
    assert RunTrack.objects.filter(run=run).exists()
    assert run.efforts


def test_classes_and_version_follow_once(athlete: Athlete) -> None:
    before = athlete.inputs_version
    bring(athlete, days_of_fits(12))
    athlete.refresh_from_db()
    assert athlete.inputs_version == before + 1
    classed = classed_runs(athlete)
    assert len(classed) == 12
    assert all(each.why and each.rule for each in classed)


def test_who_listens_is_told_after_an_import(
    athlete: Athlete, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Athlete] = []
    monkeypatch.setattr(after_import, "_listeners", [])
    after_import.listen(told.append)
    bring(athlete, {"a.fit": fit_run()})
    assert told == [athlete]


def test_a_listener_that_fails_takes_no_run_away(
    athlete: Athlete, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: Athlete) -> None:
        raise RuntimeError("a fault above")

    monkeypatch.setattr(after_import, "_listeners", [fails])
    assert bring(athlete, {"a.fit": fit_run()}).state == "done"


def test_another_persons_runs_are_their_own(somebody: Callable[[], Athlete]) -> None:
    one, other = somebody(), somebody()
    bring(one, {"a.fit": fit_run()})
    assert bring(other, {"a.fit": fit_run()}).new == 1
    assert Run.objects.filter(athlete=one).count() == 1


class Died(BaseException):
    """What kill -9 looks like from inside: nothing is caught."""


@pytest.mark.parametrize("deaths_at", [(0,), (7,), (3, 3, 8), (0, 0, 0, 0)])
def test_a_worker_that_dies_loses_and_doubles_nothing(
    athlete: Athlete, monkeypatch: pytest.MonkeyPatch, deaths_at: tuple[int, ...]
) -> None:
    monkeypatch.setattr(importing, "BATCH_FILES", 3)
    files = {**days_of_fits(10), "x.txt": b"no run"}
    job = actions.start_import(athlete, uploaded({"all.zip": zipped(files), "y.txt": b"no run"}))
    for death in deaths_at:
        opened: list[str] = []

        def dying(item, archives, *, samples, left=death, opened=opened):  # type: ignore[no-untyped-def]
            if len(opened) == left:
                raise Died
            opened.append(item.source)
            return tell_item(item, archives, samples=samples)

        with monkeypatch.context() as patched:
            patched.setattr(upload_files, "tell_item", dying)
            with suppress(Died):
                read_import(str(job.pk))
    read_import(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.new, job.duplicate, job.refused) == ("done", 10, 0, 1)
    assert job.files_done == job.files_total
    assert Run.objects.filter(athlete=athlete).count() == 10


def test_a_file_that_kills_every_reader_is_left_out_and_named(
    athlete: Athlete, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = days_of_fits(5)
    job = actions.start_import(athlete, uploaded({"all.zip": zipped(files)}))

    def killed_by_2(item, archives, *, samples):  # type: ignore[no-untyped-def]
        if item.source.endswith("/2.fit"):
            raise Died
        return tell_item(item, archives, samples=samples)

    monkeypatch.setattr(upload_files, "tell_item", killed_by_2)
    deaths = 0
    while job.finished_at is None:
        try:
            read_import(str(job.pk))
        except Died:
            deaths += 1
        job.refresh_from_db()
    assert deaths < 12
    assert (job.new, job.refused) == (4, 1)
    assert job.lines[0].startswith("all.zip/2.fit: stopped the reader again and again")


def test_what_is_read_already_is_not_read_by_two(athlete: Athlete) -> None:
    job = actions.start_import(athlete, uploaded({"a.fit": fit_run()}))
    with importing.import_lock(job.upload) as is_ours:
        assert is_ours
        read_import(str(job.pk))
    job.refresh_from_db()
    assert job.finished_at is None
    read_import(str(job.pk))
    job.refresh_from_db()
    assert job.new == 1


def test_a_fault_is_said_and_can_be_tried_again(
    athlete: Athlete, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = actions.start_import(athlete, uploaded({"a.fit": fit_run()}))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(upload_files.UploadFiles, "_kept", full)
        read_import(str(job.pk))
    job.refresh_from_db()
    assert job.state == "failed"
    assert "disk is full" in job.lines[-1]
    actions.try_again(job)
    read_import(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.new, job.lines) == ("done", 1, [])


def test_an_upload_whose_files_are_gone_says_so(athlete: Athlete) -> None:
    job = Import.objects.create(athlete=athlete, name="x", upload="nowhere", created_at=START)
    read_import(str(job.pk))
    job.refresh_from_db()
    assert job.state == "failed"
    assert "upload them again" in job.lines[0]


COPIES = {
    "watch.fit": fit_run(),
    "again.fit": fit_run(),
    "phone.gpx": gpx_run(START + timedelta(seconds=25), 560, heart_rate=None),
    "web.tcx": tcx(tcx_activity(START + timedelta(seconds=5), 590)),
    "named.gpx": gpx(gpx_track(gpx_points(seconds=600), name="Tempo", kind="running")),
    "unnamed.gpx": gpx(gpx_track(gpx_points(seconds=600), name="", kind="")),
    "later.fit": fit_run(START + timedelta(seconds=400), 600),
    "next.fit": fit_run(START + timedelta(hours=2), 300),
    "other.fit": fit_run(START, 600, session={"sport": "cycling", "total_distance": 5000.0}),
}


def told(athlete: Athlete) -> list[tuple[object, ...]]:
    """What is stored, without keys and times of storing."""
    runs = Run.objects.filter(athlete=athlete).order_by("listed_at", "distance_m")
    return [
        (
            run.on, run.starts_at, run.distance_m, run.duration_s, run.average_hr, run.name,
            run.kind, run.kind_why, run.shape, bytes(run.track.columns),
            tuple(sorted(run.recordings.values_list("sport", "start_ms", "leads"))),
        )
        for run in runs
    ]  # fmt: skip


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(sorted(COPIES)), cuts=st.sets(st.integers(1, len(COPIES) - 1)))
def test_the_order_of_uploads_does_not_matter(
    somebody: Callable[[], Athlete], order: list[str], cuts: set[int]
) -> None:
    at_once, bit_by_bit = somebody(), somebody()
    bring(at_once, COPIES)
    edges = [0, *sorted(cuts), len(order)]
    for start, end in pairwise(edges):
        bring(bit_by_bit, {name: COPIES[name] for name in order[start:end]})
    assert told(bit_by_bit) == told(at_once)


@pytest.mark.shared
def test_every_real_file_is_a_run_or_has_its_sentence(athlete: Athlete, shared_data: Path) -> None:
    paths = sorted(path for path in (shared_data / "files").rglob("*") if path.is_file())
    files = {f"{n}-{path.name}": path.read_bytes() for n, path in enumerate(paths)}
    job = bring(athlete, files)
    assert job.state == "done"
    assert job.new > 30
    recordings = StoredRecording.objects.filter(athlete=athlete).select_related("original")
    known = {each.original.name for each in recordings if each.original is not None}
    said = " ".join(job.lines)
    sha_once = {original.sha256 for original in Original.objects.filter(athlete=athlete)}
    assert len(sha_once) == Original.objects.filter(athlete=athlete).count()
    silent = [
        name
        for name, data in files.items()
        if name not in known and f"{name}:" not in said and f"{name}/" not in said and data
    ]
    copies = [name for name in silent if files[name] not in (files[k] for k in known if k in files)]
    assert [name for name in copies if name.endswith((".fit", ".gpx", ".tcx"))] == []

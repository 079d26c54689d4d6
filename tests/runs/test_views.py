"""The pages of runs: what they show, what they cost, whom they let in."""

import re
from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from strongstride.accounts.actions import change_profile
from strongstride.accounts.models import Athlete
from strongstride.accounts.profile import Profile
from strongstride.coach.quantities import DistanceUnit
from strongstride.runs.durations import seconds_in, written
from strongstride.runs.importing import read_import
from strongstride.runs.listing import PAGE, RunFilter, run_page
from strongstride.runs.models import Import, Original, Run, StoredRecording
from strongstride.web import clock
from tests.casting import Cast
from tests.formats.making import fit_run, gpx, gpx_points, gpx_run, gpx_track
from tests.runs.conftest import START, bring, made_run

MOST_QUERIES = 12


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_the_first_visit_says_what_to_do(alice: Client) -> None:
    assert "No runs yet" in text_of(alice, "/runs/")


def test_the_list_pages_through_every_run_once(alice: Client, athlete: Athlete) -> None:
    same_moment = [made_run(athlete, 1, name=f"twin {n}") for n in range(5)]
    made = Run.objects.bulk_create([*(made_run(athlete, n) for n in range(48)), *same_moment])
    path, seen, pages = "/runs/", [], 0
    while path:
        page = alice.get(path).content.decode()
        seen += re.findall(r'class="run-row" href="/runs/([0-9a-f-]+)/"', page)
        found = re.search(r'href="(\?[^"]*after=[^"]*)"', page)
        path = "" if found is None else "/runs/" + found[1].replace("&amp;", "&")
        pages += 1
    assert pages == 3
    assert sorted(seen) == sorted(str(run.pk) for run in made)
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("count", [3, 120])
def test_pages_cost_no_more_with_more_history(alice: Client, athlete: Athlete, count: int) -> None:
    bring(athlete, {"a.fit": fit_run(START + timedelta(days=1)), "b.gpx": gpx_run()})
    Run.objects.bulk_create(made_run(athlete, n + 3, name="Morning") for n in range(count))
    run = Run.objects.filter(athlete=athlete, source="a.fit").get()
    costs = [
        queries_of(alice, path)
        for path in ("/runs/", "/runs/?text=Morning", f"/runs/{run.pk}/", "/runs/imports/")
    ]
    assert costs == [5, 5, 6, 3]
    assert max(costs) <= MOST_QUERIES


def test_filters_choose(athlete: Athlete) -> None:
    Run.objects.bulk_create(
        [
            made_run(athlete, 0, kind="long", distance_m=25_000.0, name="Canal"),
            made_run(athlete, 10, note="with Bo by the canal"),
            made_run(athlete, 20, removed_at=START),
        ]
    )
    start = START.date()

    def found(**wanted: object) -> list[int]:
        page = run_page(athlete, RunFilter(**wanted))  # type: ignore[arg-type]
        return [(start - run.on).days for run in page.runs]

    assert found() == [0, 10]
    assert found(kind="long") == [0]
    assert found(text="canal") == [0, 10]
    assert found(least_m=20_000.0) == [0]
    assert found(most_m=20_000.0) == [10]
    assert found(since=start - timedelta(days=5)) == [0]
    assert found(until=start - timedelta(days=5)) == [10]
    assert found(removed=True) == [20]


def test_filters_that_make_no_sense_are_said_and_left_out(alice: Client, athlete: Athlete) -> None:
    made_run(athlete).save()
    page = text_of(alice, "/runs/?kind=swim&since=yesterday&least=far&after=nonsense")
    assert "Write a distance such as 8 or 8.5." in page
    assert "Week of 9 Mar" in page


def test_a_run_page_shows_facts_splits_route_and_files(alice: Client, athlete: Athlete) -> None:
    bring(athlete, {"a.fit": fit_run(seconds=1200), "b.gpx": gpx_run(seconds=1195)})
    page = text_of(alice, f"/runs/{Run.objects.get().pk}/")
    for fact in ("3.60 km", "20:00", "5:33 /km", "140", "Splits", "Route", "a.fit", "b.gpx"):
        assert fact in page
    assert "A copy of the same run; it counts once." in page


@pytest.mark.parametrize(
    ("unit", "seconds", "labels"),
    [
        ("km", 1200, ["1", "2", "3", "0.60 km more"]),
        ("mi", 1200, ["1", "2", "0.24 mi more"]),
        ("km", 300, ["0.90 km"]),
    ],
)
def test_the_last_split_says_what_is_left_in_the_runners_unit(
    alice: Client, athlete: Athlete, unit: str, seconds: int, labels: list[str]
) -> None:
    def in_unit(profile: Profile) -> Profile:
        person = msgspec.structs.replace(profile.athlete, distance_unit=DistanceUnit(unit))
        return msgspec.structs.replace(profile, athlete=person)

    change_profile(athlete, in_unit)
    bring(athlete, {"a.fit": fit_run(seconds=seconds)})
    page = alice.get(f"/runs/{Run.objects.get().pk}/").content.decode()
    assert re.findall(r'<th scope="row">([^<]+)</th>', page) == labels


def test_a_run_by_hand_takes_distance_and_time(alice: Client, athlete: Athlete) -> None:
    today = clock.local_today("UTC").isoformat()
    answer = alice.post("/runs/add/", {"distance": "8,5", "duration": "45", "on": today})
    run = Run.objects.get(athlete=athlete)
    assert answer.status_code == 302
    assert answer["Location"] == f"/runs/{run.pk}/"
    assert (run.distance_m, run.duration_s, run.kind) == (8500, 2700, "easy")


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("duration", "", "This field is required"),
        ("duration", "soon", "Write a time such as 45:10"),
        ("duration", "1:75", "Write a time such as 45:10"),
        ("distance", "-3", "Write a distance such as"),
        ("distance", "nan", "Write a distance such as"),
        ("distance", "inf", "Write a distance such as"),
        ("on", "2999-01-01", "still to come"),
        ("on", "1066-10-14", "after 1950"),
        ("average_hr", "900", "less than or equal to 250"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    alice: Client, name: str, value: str, why: str
) -> None:
    told = {"distance": "8", "duration": "45:00", "on": "2026-03-14", name: value}
    answer = alice.post("/runs/add/", told)
    assert answer.status_code == 200
    assert why in answer.content.decode()
    assert not Run.objects.exists()


@given(st.integers(1, 99 * 3600))
def test_a_duration_reads_as_it_was_written(seconds: int) -> None:
    assert seconds_in(written(seconds)) == seconds


def test_correcting_changes_only_what_was_changed(alice: Client, athlete: Athlete) -> None:
    bring(athlete, {"a.fit": fit_run()})
    run = Run.objects.get()
    told = {"distance": "2", "duration": "10:00", "on": "2026-03-14", "name": "", "note": "Hot"}
    assert alice.post(f"/runs/{run.pk}/edit/", told).status_code == 302
    run.refresh_from_db()
    assert (run.distance_m, run.note) == (2000, "Hot")
    assert set(run.edited) == {"distance_m", "note"}


def test_removing_offers_to_undo(alice: Client, athlete: Athlete) -> None:
    bring(athlete, {"a.fit": fit_run()})
    run = Run.objects.get()
    answer = alice.post(f"/runs/{run.pk}/removal/")
    assert "is removed" in text_of(alice, answer["Location"])
    assert alice.get(f"/runs/{run.pk}/").status_code == 404
    alice.post(f"/runs/{run.pk}/return/")
    assert alice.get(f"/runs/{run.pk}/").status_code == 200


def test_the_kind_is_corrected_without_a_new_page(alice: Client, athlete: Athlete) -> None:
    bring(athlete, {"a.fit": fit_run()})
    path = f"/runs/{Run.objects.get().pk}/kind/"
    answer = alice.post(path, {"kind": "hard"}, headers={"HX-Request": "true"})
    assert "Hard run" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert alice.post(path, {"kind": "easy"}).status_code == 302
    assert alice.post(path, {"kind": "nonsense"}).status_code == 302
    assert Run.objects.get().kind == "easy"


def test_the_original_comes_back_byte_for_byte(alice: Client, athlete: Athlete) -> None:
    data = fit_run()
    bring(athlete, {"a.fit": data})
    answer = alice.get(f"/runs/originals/{Original.objects.get().pk}/")
    assert b"".join(answer.streaming_content) == data  # type: ignore[attr-defined]
    assert answer["Content-Disposition"] == 'attachment; filename="a.fit"'


def upload(client: Client, **files: bytes) -> object:
    listed = [SimpleUploadedFile(name.replace("_", "."), data) for name, data in files.items()]
    return client.post("/runs/imports/", {"files": listed})


@pytest.mark.django_db(transaction=True)
def test_an_upload_is_read_in_the_background(alice: Client, athlete: Athlete) -> None:
    answer = upload(alice, a_fit=fit_run(), b_gpx=gpx_run())
    job = Import.objects.get()
    assert answer["Location"] == f"/runs/imports/{job.pk}/"  # type: ignore[index]
    assert job.name == "a.fit and 1 more"
    task = DBTaskResult.objects.get()
    assert task.args_kwargs["args"] == [str(job.pk)]
    page = alice.get(f"/runs/imports/{job.pk}/").content.decode()
    assert "every 1s" in page
    assert "Waiting for its turn" in page
    read_import(str(job.pk))
    fragment = alice.get(f"/runs/imports/{job.pk}/progress/").content.decode()
    assert "hx-trigger" not in fragment
    assert "See your runs" in fragment


def test_two_uploads_at_once_keep_apart(alice: Client, athlete: Athlete) -> None:
    upload(alice, a_fit=fit_run())
    upload(alice, a_fit=fit_run(START + timedelta(days=1)))
    first, second = Import.objects.order_by("created_at")
    read_import(str(second.pk))
    read_import(str(first.pk))
    assert Run.objects.count() == 2


def test_nothing_chosen_is_said(alice: Client, athlete: Athlete) -> None:
    answer = alice.post("/runs/imports/", {})
    assert answer.status_code == 400
    assert "Choose at least one file first." in answer.content.decode()


def test_too_large_an_upload_is_said_in_a_sentence(
    alice: Client, athlete: Athlete, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "UPLOAD_MOST_MB", 0)
    answer = alice.post("/runs/imports/", {"files": [SimpleUploadedFile("a.fit", fit_run())]})
    assert answer.status_code == 413
    assert "this server takes at most 0 MB at once: upload it in parts" in answer.content.decode()
    assert not Import.objects.exists()


def test_a_full_disk_is_said_in_a_sentence(
    alice: Client, athlete: Athlete, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", full)
    answer = alice.post("/runs/imports/", {"files": [SimpleUploadedFile("a.fit", fit_run())]})
    assert answer.status_code == 507
    assert "disk is full" in answer.content.decode()


def test_a_file_without_a_sport_is_a_run_by_one_tap(alice: Client, athlete: Athlete) -> None:
    job = bring(athlete, {"w.gpx": gpx(gpx_track(gpx_points(), name="", kind=""))})
    page = alice.get(f"/runs/imports/{job.pk}/").content.decode()
    assert "Was it a run?" in page
    recording = StoredRecording.objects.get()
    back = f"/runs/imports/{job.pk}/"
    answer = alice.post(f"/runs/recordings/{recording.pk}/run/", {"next": back})
    assert answer["Location"] == back
    assert Run.objects.count() == 1
    away = alice.post(f"/runs/recordings/{recording.pk}/run/", {"next": "https://evil.example/"})
    assert "evil" not in away["Location"]


def paths_of(athlete: Athlete) -> list[tuple[str, str]]:
    """Every address of something of one's own, with its method."""
    run = Run.objects.get(athlete=athlete, removed_at=None)
    gone = Run.objects.exclude(removed_at=None).get(athlete=athlete)
    job = Import.objects.filter(athlete=athlete).first()
    copy = StoredRecording.objects.filter(athlete=athlete, run=run, leads=False).get()
    original = Original.objects.filter(athlete=athlete).first()
    assert job is not None
    assert original is not None
    return [
        ("get", f"/runs/{run.pk}/"),
        ("get", f"/runs/{run.pk}/edit/"),
        ("post", f"/runs/{run.pk}/edit/"),
        ("post", f"/runs/{run.pk}/apart/"),
        ("post", f"/runs/{run.pk}/kind/"),
        ("post", f"/runs/{run.pk}/removal/"),
        ("post", f"/runs/{gone.pk}/return/"),
        ("post", f"/runs/{gone.pk}/end/"),
        ("get", f"/runs/imports/{job.pk}/"),
        ("get", f"/runs/imports/{job.pk}/progress/"),
        ("post", f"/runs/imports/{job.pk}/reading/"),
        ("post", f"/runs/recordings/{copy.pk}/run/"),
        ("post", f"/runs/recordings/{copy.pk}/apart/"),
        ("post", f"/runs/recordings/{copy.pk}/together/"),
        ("get", f"/runs/originals/{original.pk}/"),
    ]


@pytest.fixture
def full(athlete: Athlete) -> Athlete:
    bring(athlete, {"a.fit": fit_run(), "a.gpx": gpx_run()})
    made_run(athlete, 9, removed_at=START).save()
    return athlete


def test_a_stranger_finds_nothing(full: Athlete, bob: Client) -> None:
    answers = {path: getattr(bob, method)(path).status_code for method, path in paths_of(full)}
    assert set(answers.values()) == {404}
    assert "a.fit" not in text_of(bob, "/runs/imports/")
    removed = Run.objects.exclude(removed_at=None).get()
    assert "is removed" not in text_of(bob, f"/runs/?undo={removed.pk}")


def test_an_administrator_is_a_stranger_too(
    full: Athlete, cast: Cast, open_client: Callable[..., Client]
) -> None:
    carol = open_client(cast.carol)
    assert {getattr(carol, m)(path).status_code for m, path in paths_of(full)} == {404}


def test_nobody_is_sent_to_the_login(full: Athlete, client: Client) -> None:
    paths = [*paths_of(full), ("get", "/runs/"), ("get", "/runs/add/"), ("post", "/runs/imports/")]
    for method, path in paths:
        answer = getattr(client, method)(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")


def test_what_changes_something_refuses_get(full: Athlete, alice: Client) -> None:
    posts = [path for method, path in paths_of(full) if method == "post" and "edit" not in path]
    assert {alice.get(path).status_code for path in posts} == {405}


@hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    field=st.sampled_from(["distance", "duration", "on", "name", "note", "kind", "average_hr"]),
    value=st.text(max_size=30),
)
def test_no_text_breaks_the_form(alice: Client, field: str, value: str) -> None:
    told = {"distance": "8", "duration": "45", "on": "2026-03-14", field: value}
    assert alice.post("/runs/add/", told).status_code in (200, 302)


def test_a_page_has_twenty_runs() -> None:
    assert PAGE == 20

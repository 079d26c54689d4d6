"""Taking everything away and deleting everything: complete, and only one's own."""

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import msgspec
import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django_tasks_db.models import DBTaskResult

from strongstride.accounts.actions import change_profile
from strongstride.accounts.models import User
from strongstride.coach.athletes.file import read_athlete
from strongstride.formats.lifts.log import read_log
from strongstride.runs.models import Import, Original, Run
from strongstride.runs.tasks import read_import
from strongstride.training.models import LoggedSet, SessionState, TrainingSession
from strongstride.training.own_data.erase import erase_account
from strongstride.training.own_data.export import SECRET_MODELS, export_zip
from strongstride.training.own_data.owned import owned_models
from tests.casting import PASSWORD, Cast
from tests.runs.conftest import made_run
from tests.training.owning import AT, own_everything

pytestmark = pytest.mark.both_databases


@pytest.fixture
def owners(cast: Cast) -> Cast:
    own_everything(cast.alice)
    own_everything(cast.bob)
    return cast


def rows(user: User) -> dict[str, int]:
    return {owned.label: owned.of(user).count() for owned in owned_models()}


def files(user: User) -> list[Path]:
    """Every file of this user under the data folder, found without the app's help."""
    everything = [path for path in Path(settings.DATA_DIR).rglob("*") if path.is_file()]
    uploads = Import.objects.filter(athlete__user=user).values_list("upload", flat=True)
    marks = {user.athlete.pk.hex, *(upload for upload in uploads if upload)}
    return [path for path in everything if marks & set(path.parts)]


def zip_of(user: User) -> ZipFile:
    return ZipFile(BytesIO(b"".join(export_zip(user))))


def test_every_table_of_an_athlete_is_known_as_theirs() -> None:
    known = {owned.label for owned in owned_models()}
    assert known >= {
        "accounts.user", "accounts.athlete", "accounts.apitoken", "accounts.invite",
        "account.emailaddress", "mfa.authenticator", "runs.run", "runs.runtrack",
        "runs.original", "runs.import", "training.programme", "training.plannedsession",
        "training.adjustment", "training.trainingsession", "training.loggedset",
        "training.operation", "training.ownexercise", "training.ownprogramme",
        "training.logimport",
    }  # fmt: skip


def test_deleting_leaves_no_row_and_no_file_and_touches_nobody_else(owners: Cast) -> None:
    alice, bob = owners.alice, owners.bob
    assert min(rows(alice).values()) >= 1
    others = rows(bob)
    gone, mine, of_bob = User(pk=alice.pk), files(alice), files(bob)
    assert len(mine) == len(of_bob) == 2
    erase_account(alice)
    assert set(rows(gone).values()) == {0}
    assert rows(bob) == others
    assert [path.exists() for path in mine + of_bob] == [False, False, True, True]


def test_deleting_forgets_logins_and_what_the_worker_was_told(owners: Cast) -> None:
    alice, bob = owners.alice, owners.bob
    for user in (alice, bob):
        Client().force_login(user)
        read_import.enqueue(str(Import.objects.filter(athlete=user.athlete)[0].pk))
    logins, tasks = Session.objects.count(), DBTaskResult.objects.count()
    erase_account(alice)
    assert Session.objects.count() == logins // 2
    assert DBTaskResult.objects.count() == tasks // 2
    kept = str(Import.objects.filter(athlete=bob.athlete)[0].pk)
    assert kept in json.dumps([task.args_kwargs for task in DBTaskResult.objects.all()])


def test_no_text_of_the_database_tells_of_them_afterwards(owners: Cast) -> None:
    from django.apps import apps

    alice = owners.alice
    marks = (alice.email, str(alice.pk), str(alice.athlete.pk), alice.athlete.pk.hex)
    erase_account(alice)
    for model in apps.get_models(include_auto_created=True):
        for row in model._default_manager.values():
            told = json.dumps(row, default=str)
            assert not any(mark in told for mark in marks), model


def test_the_zip_holds_every_row_but_no_secret(owners: Cast) -> None:
    alice = owners.alice
    archive = zip_of(alice)
    assert archive.testzip() is None
    for owned in owned_models():
        if owned.label in SECRET_MODELS:
            assert f"data/{owned.label}.json" not in archive.namelist()
            continue
        told = json.loads(archive.read(f"data/{owned.label}.json"))
        assert len(told) == owned.of(alice).count() >= 1, owned.label
    everything = b"".join(archive.read(name) for name in archive.namelist())
    for secret in (alice.password, alice.athlete.api_tokens.get().digest):
        assert secret.encode() not in everything
    assert b"bob@example.org" not in everything
    assert str(owners.bob.athlete.pk).encode() not in everything


def test_the_address_of_the_calendar_stays_secret(cast: Cast) -> None:
    change_profile(
        cast.alice.athlete,
        lambda known: msgspec.structs.replace(known, calendar_secret="open-sesame"),
    )
    [athlete] = json.loads(zip_of(cast.alice).read("data/accounts.athlete.json"))
    assert "open-sesame" not in json.dumps(athlete)
    assert athlete["document"]["athlete"]["body_mass_g"] == 70_000


def test_the_zip_holds_files_unchanged(owners: Cast) -> None:
    archive = zip_of(owners.alice)
    original = Original.objects.filter(athlete=owners.alice.athlete)[0]
    name = f"originals/{original.sha256[:12]}-{original.name}"
    assert archive.read(name) == b"<gpx>the whole run</gpx>" * 1000


def test_a_file_name_cannot_leave_the_folder(owners: Cast) -> None:
    Original.objects.filter(athlete=owners.alice.athlete).update(name="../../..\\.ssh/keys")
    names = [name for name in zip_of(owners.alice).namelist() if name.startswith("originals/")]
    assert names
    assert all(name.count("/") == 1 and ".." not in name for name in names)


def test_tables_are_those_of_the_files_they_say(owners: Cast) -> None:
    alice = owners.alice
    archive = zip_of(alice)
    told = read_athlete(archive.read("athlete.toml").decode(), "athlete.toml").athlete
    assert told.body_mass_g == alice.athlete.profile.athlete.body_mass_g
    runs = list(csv.DictReader(StringIO(archive.read("runs.csv").decode())))
    assert len(runs) == Run.objects.filter(athlete=alice.athlete).count()


def test_the_log_of_the_zip_can_be_read_again(cast: Cast) -> None:
    athlete = cast.alice.athlete
    for state in (SessionState.FINISHED, SessionState.DISCARDED):
        session = TrainingSession.objects.create(
            athlete=athlete, on=AT.date(), title="Legs, and more", state=state, source="manual"
        )
        for position in (1, 2):
            LoggedSet.objects.create(
                athlete=athlete, training_session=session, position=position,
                exercise="goblet-squat", load_g=12_500, reps=8, rir=2, note='so "heavy", uff',
                done_at=AT, removed=position == 2,
            )  # fmt: skip
    data = zip_of(cast.alice).read("strength-log.csv")
    log = read_log(data, "strength-log.csv")
    [session] = log.sessions
    [one] = session.sets
    assert (session.name, one.exercise, one.load_g, one.reps) == (
        "Legs, and more", "goblet-squat", 12_500, 8,
    )  # fmt: skip
    assert one.note == 'so "heavy", uff'


def test_the_log_is_written_in_pieces(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("strongstride.training.own_data.export.ROWS_AT_ONCE", 2)
    athlete = cast.alice.athlete
    for _ in range(5):
        session = TrainingSession.objects.create(
            athlete=athlete, on=AT.date(), state=SessionState.FINISHED, source="manual"
        )
        LoggedSet.objects.create(
            athlete=athlete, training_session=session, position=1, exercise="push-up", reps=9,
            done_at=AT,
        )  # fmt: skip
    log = read_log(zip_of(cast.alice).read("strength-log.csv"), "log.csv")
    assert len(log.sessions) == 5


def test_pieces_come_while_the_zip_is_made(owners: Cast) -> None:
    pieces = list(export_zip(owners.alice))
    assert len(pieces) > 20
    assert max(map(len, pieces)) < 100_000


def in_browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/you/"})
    return client


def test_the_page_sends_ones_own_zip(owners: Cast) -> None:
    client = in_browser(owners.bob)
    assert client.get("/you/data/").status_code == 200
    answer = client.post("/you/data/")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="strongstride-')
    archive = ZipFile(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    [user] = json.loads(archive.read("data/accounts.user.json"))
    assert UUID(user["id"]) == owners.bob.pk


def test_nothing_is_deleted_before_the_address_is_typed(cast: Cast) -> None:
    client = in_browser(cast.alice)
    assert "Type your e-mail address" in client.get("/you/delete/").content.decode()
    wrong = client.post("/you/delete/", {"email": "bob@example.org"})
    assert wrong.status_code == 400
    assert "nothing was deleted" in wrong.content.decode()
    assert User.objects.filter(pk=cast.alice.pk).exists()
    done = client.post("/you/delete/", {"email": " Alice@example.org "}, follow=True)
    assert "deleted, with everything" in done.content.decode()
    assert not User.objects.filter(pk=cast.alice.pk).exists()
    assert client.get("/you/").status_code == 302


def test_no_spreadsheet_runs_what_a_run_is_called(cast: Cast) -> None:
    made_run(cast.alice.athlete, name='=HYPERLINK("x")', note="+1").save(force_insert=True)
    archive = zip_of(cast.alice)
    (run,) = csv.DictReader(StringIO(archive.read("runs.csv").decode()))
    assert run["name"] == '\'=HYPERLINK("x")'
    assert not any(cell[:1] in ("=", "+", "@") for cell in run.values())

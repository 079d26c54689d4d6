"""A strength log of another app: looked at, taken, undone; nothing twice, nothing of others."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from strongstride.accounts.models import Athlete
from strongstride.formats.lifts.record import LogError
from strongstride.training.log_import import LogImportError, keep_log, look, take, undo
from strongstride.training.models import (
    LoggedSet,
    LogImport,
    Operation,
    SessionState,
    TrainingSession,
)
from strongstride.training.session_log.entering import say
from strongstride.training.session_log.operations import Kind, SessionNoted, SetCorrected
from strongstride.training.session_log.rows import from_row, session_columns, set_columns
from strongstride.training.session_log.state import fold
from strongstride.web import clock
from tests.casting import Cast

pytestmark = pytest.mark.both_databases
STRONG = b"""Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE
2026-11-02 18:00:00,Legs,45m,Squat (Barbell),1,60,8,0,0,8
2026-11-02 18:00:00,Legs,45m,Squat (Barbell),2,60,8,0,0,9
2026-11-05 18:00:00,Push,40m,Bench Press (Barbell),1,50,10,0,0,
2026-11-05 18:00:00,Push,40m,Zercher Moon Press,1,20,10,0,0,
"""
MORE = STRONG + b"2026-11-09 18:00:00,Legs,45m,Squat (Barbell),1,62.5,8,0,0,8\n"


@pytest.fixture
def athlete(cast: Cast) -> Athlete:
    return cast.alice.athlete


def kept(athlete: Athlete) -> list[TrainingSession]:
    mine = TrainingSession.objects.filter(athlete=athlete)
    return list(mine.exclude(state=SessionState.DISCARDED).order_by("on"))


def test_looking_writes_nothing_and_tells_what_would_come(athlete: Athlete) -> None:
    reading = look(keep_log(athlete, "strong.csv", STRONG))
    assert (len(reading.sessions), reading.sets, reading.new) == (2, 4, 2)
    assert not reading.unit_is_known
    assert dict(reading.unknown) == {"zercher-moon-press": 1}
    assert any("unit" in line for line in reading.warnings)
    assert kept(athlete) == []
    assert athlete.inputs_version == 0


def test_taking_writes_every_set_and_the_plan_follows(athlete: Athlete) -> None:
    assert take(keep_log(athlete, "strong.csv", STRONG), unit="kg") == 2
    first, second = kept(athlete)
    assert (first.title, first.source, first.state) == ("Legs", "import", "finished")
    assert [(s.load_g, s.reps, s.rir) for s in first.sets.order_by("position")] == [
        (60_000, 8, 2), (60_000, 8, 1),
    ]  # fmt: skip
    assert [s.exercise for s in second.sets.order_by("position")][1] == "other:zercher-moon-press"
    athlete.refresh_from_db()
    assert athlete.inputs_version == 1


def test_the_unit_chosen_is_the_unit_taken(athlete: Athlete) -> None:
    job = keep_log(athlete, "strong.csv", STRONG)
    assert look(job, "lb").unit == "lb"
    take(job, unit="lb")
    assert LoggedSet.objects.filter(athlete=athlete, load_g=27_216).count() == 2  # 60 lb


def test_overlapping_exports_add_only_what_is_new(athlete: Athlete) -> None:
    take(keep_log(athlete, "strong.csv", STRONG))
    later = keep_log(athlete, "strong-2.csv", MORE)
    assert (look(later).new, take(later)) == (1, 1)
    assert (len(kept(athlete)), LoggedSet.objects.filter(athlete=athlete).count()) == (3, 5)


def test_an_import_is_undone_and_only_that_one(athlete: Athlete) -> None:
    first = keep_log(athlete, "strong.csv", STRONG)
    take(first)
    second = keep_log(athlete, "strong-2.csv", MORE)
    take(second)
    assert undo(second) == 1
    assert [session.title for session in kept(athlete)] == ["Legs", "Push"]
    with pytest.raises(LogImportError):
        undo(second)
    undo(first)
    assert kept(athlete) == []


def test_what_was_undone_can_be_taken_again(athlete: Athlete) -> None:
    job = keep_log(athlete, "strong.csv", STRONG)
    take(job, unit="kg")
    undo(job)
    assert look(job).new == 2
    take(job, unit="lb")
    assert len(kept(athlete)) == 2
    assert LoggedSet.objects.filter(athlete=athlete).count() == 4
    with pytest.raises(LogImportError, match="already"):
        take(job)


def test_what_was_undone_can_come_by_another_export(athlete: Athlete) -> None:
    first = keep_log(athlete, "strong.csv", STRONG)
    take(first)
    undo(first)
    assert take(keep_log(athlete, "strong-2.csv", MORE)) == 3
    assert len(kept(athlete)) == 3


def corrected(athlete: Athlete) -> LoggedSet:
    """A set of the first session, after its owner put it right."""
    one = LoggedSet.objects.filter(athlete=athlete, training_session__title="Legs").earliest("id")
    right = SetCorrected(set=one.pk, reps=11)
    say(athlete, one.training_session_id, [(Kind.SET_CORRECTED, right)], clock.now())
    return one


def test_an_import_with_a_corrected_set_is_undone_in_the_facts_too(athlete: Athlete) -> None:
    job = keep_log(athlete, "strong.csv", STRONG)
    take(job)
    one = corrected(athlete)
    assert undo(job) == 2
    assert kept(athlete) == []
    fact = (Kind.SESSION_NOTED, SessionNoted(note="from before"))
    say(athlete, one.training_session_id, [fact], clock.now())
    assert kept(athlete) == []  # what is said later does not bring it back
    assert rows_are_the_fold_of_their_facts(athlete)


def test_a_corrected_session_taken_again_is_as_the_file_has_it(athlete: Athlete) -> None:
    job = keep_log(athlete, "strong.csv", STRONG)
    take(job, unit="kg")
    one = corrected(athlete)
    undo(job)
    take(job, unit="lb")
    one.refresh_from_db()
    assert (one.reps, one.load_g, one.removed) == (8, 27_216, False)
    assert len(kept(athlete)) == 2
    assert rows_are_the_fold_of_their_facts(athlete)


def rows_are_the_fold_of_their_facts(athlete: Athlete) -> bool:
    """Whether each session somebody spoke of says what the facts about it say."""
    log = fold(from_row(row) for row in Operation.objects.filter(athlete=athlete))
    assert log
    rows = {str(row.pk): row for row in TrainingSession.objects.filter(pk__in=log)}
    sets = {str(row.pk): row for row in LoggedSet.objects.filter(training_session__in=log)}
    told = {one.set: one for each in log.values() for one in each.sets}
    return sets.keys() == told.keys() and all(
        getattr(row, name) == value
        for row, columns in [
            *((rows[key], session_columns(each)) for key, each in log.items()),
            *((sets[key], set_columns(one)) for key, one in told.items()),
        ]
        for name, value in columns.items()
    )


def test_the_same_log_of_two_people_is_two_logs(cast: Cast, athlete: Athlete) -> None:
    for user in (cast.alice, cast.bob):
        take(keep_log(user.athlete, "strong.csv", STRONG))
    undo(LogImport.objects.get(athlete=athlete))
    assert len(kept(cast.bob.athlete)) == 2


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"a,b\n1,2\n", b"{"])
def test_what_is_no_log_is_refused_and_not_kept(athlete: Athlete, data: bytes) -> None:
    with pytest.raises(LogError):
        keep_log(athlete, "notes.txt", data)
    assert not LogImport.objects.exists()


def test_the_pages_from_file_to_undo(cast: Cast, client: Client) -> None:
    client.force_login(cast.alice)
    file = SimpleUploadedFile("strong.csv", STRONG)
    looked = client.post("/you/strength-log/", {"log": file}, follow=True)
    page = looked.content.decode()
    assert "Add 2 sessions to my log" in page
    assert "does not say its unit" in page
    [(address, _)] = looked.redirect_chain
    assert "27.2 kg" in client.get(address, {"unit": "lb"}).content.decode()
    taken = client.post(f"{address}take/", {"unit": "kg", "together": ""}, follow=True)
    assert "2 sessions are in your log now" in taken.content.decode()
    undone = client.post(f"{address}undo/", follow=True).content.decode()
    assert "2 sessions were taken out" in undone
    assert "not in your log" in client.post(f"{address}undo/", follow=True).content.decode()
    assert kept(cast.alice.athlete) == []


def test_a_wrong_file_is_told_on_the_page(cast: Cast, client: Client) -> None:
    client.force_login(cast.alice)
    answer = client.post("/you/strength-log/", {"log": SimpleUploadedFile("a.txt", b"hello")})
    assert answer.status_code == 400
    assert "is not a strength log" in answer.content.decode()


def test_imports_of_others_are_as_missing_as_none(cast: Cast, client: Client) -> None:
    job = keep_log(cast.alice.athlete, "strong.csv", STRONG)
    address = f"/you/strength-log/{job.pk}/"
    for user in (cast.bob, cast.carol):
        client.force_login(user)
        answers: list[Any] = [client.get(address)]
        answers += [client.post(f"{address}{what}/") for what in ("take", "undo")]
        assert [answer.status_code for answer in answers] == [404, 404, 404]
    client.logout()
    assert client.get(address).headers["Location"].startswith("/accounts/login/")
    assert kept(cast.alice.athlete) == []

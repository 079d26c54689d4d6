"""What athletes did, told as entries: each once, with what the judging needs."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from strongstride.accounts.models import Athlete
from strongstride.clubs.crediting.entry import Entry, EntryKind
from strongstride.clubs.crediting.terms import ChallengeKind, DayRule, Terms
from strongstride.clubs.settling.entries import done, within
from strongstride.formats.recording import Recording
from strongstride.runs.models import StoredRecording
from strongstride.runs.rows import document_of, times_of
from strongstride.training.models import TrainingSession
from tests.casting import new_user
from tests.clubs.making import ENDS, STARTS, make_run

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
NOW = datetime(2026, 3, 20, tzinfo=UTC)
DAY = date(2026, 3, 5)


@pytest.fixture
def athlete() -> Athlete:
    return new_user().athlete


def terms(**told: Any) -> Terms:
    return Terms(kind=ChallengeKind.DISTANCE, starts_on=STARTS, ends_on=ENDS, **told)


def entries(athlete: Athlete, wanted: Terms) -> tuple[Entry, ...]:
    return within(done([athlete.pk], [wanted], NOW).get(athlete.pk, ()), wanted)


def walked(athlete: Athlete, key: str, start: datetime, **told: Any) -> StoredRecording:
    recording = Recording(
        source=key, format="gpx", sport=told.pop("sport", "walking"), sub_sport=None,
        starts_at=start, utc_offset_s=0, local_on=start.date(), distance_m=4000.0,
        elapsed_s=3600.0, moving_s=3000.0, **told,
    )  # fmt: skip
    start_ms, end_ms = times_of(recording)
    return StoredRecording.objects.create(
        athlete=athlete, key=key, sport=recording.sport, start_ms=start_ms, end_ms=end_ms,
        document=document_of(recording),
    )  # fmt: skip


def test_a_run_is_told_with_what_judging_needs(athlete: Athlete) -> None:
    run = make_run(athlete, DAY, 10, climb_m=120.0, owner_only=True, efforts=[[60, 250.0]])
    [entry] = entries(athlete, terms())
    assert entry == Entry(
        key=str(run.pk), kind=EntryKind.RUN, on=DAY, arrived_at=run.created_at,
        starts_at=run.starts_at, elapsed_s=3600, moving_s=3600, distance_m=10_000, climb_m=120,
        owner_only=True, efforts=((60.0, 250.0),),
    )  # fmt: skip


def test_a_run_nobody_believed_says_why(athlete: Athlete) -> None:
    make_run(athlete, DAY, counts=False, kind_why="faster than anybody")
    [entry] = entries(athlete, terms())
    assert entry.doubt == "faster than anybody"


def test_removed_runs_and_those_a_file_tells_are_left_out(athlete: Athlete) -> None:
    told = make_run(athlete, DAY)
    make_run(athlete, DAY, by_hand=True, same_as=told)
    make_run(athlete, DAY, removed_at=NOW)
    assert [entry.key for entry in entries(athlete, terms())] == [str(told.pk)]


def test_walks_are_told_where_they_are_taken_each_once(athlete: Athlete) -> None:
    start = datetime(2026, 3, 5, 9, tzinfo=UTC)
    first = walked(athlete, "watch", start)
    walked(athlete, "phone", start + timedelta(seconds=20), richness=5, climb_m=50.0)
    walked(athlete, "ride", start + timedelta(days=1), sport="cycling")
    walked(athlete, "hike", start + timedelta(days=2), sport="hiking")
    assert entries(athlete, terms()) == ()
    one, two = sorted(entries(athlete, terms(walks=True)), key=lambda each: each.on)
    assert (one.key, one.kind, one.climb_m, one.moving_s) == (str(first.pk), "walk", 50, 3000)
    assert (two.on, two.arrived_at) == (date(2026, 3, 7), NOW)


def test_only_finished_strength_sessions_are_told(athlete: Athlete) -> None:
    for state in ("open", "finished", "discarded"):
        TrainingSession.objects.create(athlete=athlete, on=DAY, state=state, source="manual")
    [entry] = entries(athlete, terms())
    assert (entry.kind, entry.working_sets, entry.by_hand) == (EntryKind.STRENGTH, 0, True)


def test_the_clubs_calendar_takes_in_what_the_wrist_calls_another_day(athlete: Athlete) -> None:
    starts = datetime(2026, 2, 28, 11, 30, tzinfo=UTC)  # the first of March in Auckland
    make_run(athlete, date(2026, 2, 28), starts_at=starts)
    by_club = terms(day_rule=DayRule.CLUB, time_zone="Pacific/Auckland")
    assert len(entries(athlete, by_club)) == 1
    assert entries(athlete, terms()) == ()


def test_several_athletes_take_three_queries(
    athlete: Athlete, django_assert_num_queries: Any
) -> None:
    other = new_user().athlete
    make_run(athlete, DAY)
    make_run(other, DAY)
    with django_assert_num_queries(3):
        found = done([athlete.pk, other.pk], [terms(walks=True)], NOW)
    assert {key: len(each) for key, each in found.items()} == {athlete.pk: 1, other.pk: 1}

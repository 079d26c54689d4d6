"""The calendar file, read back with the calendar library."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from icalendar import Calendar, Event

from strongstride.coach.athlete import Athlete, Experience
from strongstride.coach.catalogue import (
    Chain,
    Exercise,
    Implement,
    Loading,
    Measure,
    Muscle,
    Pattern,
    Region,
)
from strongstride.coach.programme import (
    Phase,
    PlannedExercise,
    PlannedSession,
    PlannedSet,
    PlannedWeek,
    Programme,
    WarmUpItem,
)
from strongstride.coach.runs import PlannedRun, RunKind
from strongstride.exchange.calendar_out import calendar_bytes

TODAY = date(2026, 11, 22)
ATHLETE = Athlete(
    body_mass_g=70_000, birth_year=1988, experience=Experience.SOME, time_zone="Europe/Berlin"
)
SQUAT = Exercise(
    id="goblet-squat",
    name="Goblet squat — Kniebeuge, tief",
    pattern=Pattern.SQUAT,
    region=Region.LOWER,
    chain=Chain.FRONT,
    one_sided=False,
    measure=Measure.REPS,
    loading=Loading.EXTERNAL,
    skill=1,
    leg_cost=2,
    primary=(Muscle.QUADS,),
    cues=("Chest tall; elbows in", "Sit between the hips, not behind \\ them"),
    faults=(),
)
SESSION = PlannedSession(
    id="2026-w48-1",
    on=date(2026, 11, 25),
    starts_at=time(18, 30),
    same_day_as_run=False,
    focus="legs, core",
    leg_cost=2,
    minutes=40,
    warm_up=(WarmUpItem(exercise=None, text="Easy jog", seconds=180, stage="raise"),),
    work=(
        PlannedExercise(
            exercise=SQUAT,
            sets=(PlannedSet(reps=8, load_g=20_000, rir=3, rest_s=90),) * 3,
            implement=Implement.DUMBBELL,
            note="First time: stop when the form goes.",
        ),
    ),
    cool_down=(),
    reasons=(),
)
RUN = PlannedRun(on=date(2026, 11, 24), kind=RunKind.LONG, distance_m=18_000)


def programme(*sessions: PlannedSession) -> Programme:
    week = PlannedWeek(
        starts_on=date(2026, 11, 23),
        phase=Phase.FORM,
        deload=False,
        runs=(RUN,),
        sessions=sessions,
    )
    return Programme(weeks=(week,), balance=(), given_up=(), notices=())


def events(data: bytes) -> list[Event]:
    found = Calendar.from_ical(data)
    assert isinstance(found, Calendar)
    return [event for event in found.walk("VEVENT") if isinstance(event, Event)]


def test_a_session_comes_back_whole() -> None:
    (event,) = events(calendar_bytes(programme(SESSION), ATHLETE, TODAY))
    start = event["DTSTART"].dt
    assert start == datetime(2026, 11, 25, 18, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert start.utcoffset() == timedelta(hours=1)
    assert event.duration == timedelta(minutes=40)
    assert str(event["SUMMARY"]) == "Strength: legs, core (40 min)"
    assert event["CATEGORIES"].cats == ["Strength"]
    text = str(event["DESCRIPTION"])
    for part in (
        "Easy jog",
        "Goblet squat — Kniebeuge, tief: 3 × 8, 20 kg dumbbell, leave 3 in reserve, rest 90 s",
        "Chest tall; elbows in",
        "behind \\ them",
        "First time: stop when the form goes.",
    ):
        assert part in text


def test_no_time_of_day_makes_an_all_day_event() -> None:
    timeless = msgspec.structs.replace(SESSION, starts_at=None)
    (event,) = events(calendar_bytes(programme(timeless), ATHLETE, TODAY))
    assert event["DTSTART"].dt == date(2026, 11, 25)
    assert event["DTEND"].dt == date(2026, 11, 26)


def test_a_later_plan_updates_the_same_events() -> None:
    moved = msgspec.structs.replace(SESSION, on=date(2026, 11, 26))
    (first,) = events(calendar_bytes(programme(SESSION), ATHLETE, TODAY))
    (second,) = events(calendar_bytes(programme(moved), ATHLETE, TODAY + timedelta(1)))
    assert first["UID"] == second["UID"]
    assert second["SEQUENCE"] > first["SEQUENCE"]
    assert second["DTSTAMP"].dt > first["DTSTAMP"].dt == datetime(2026, 11, 22, tzinfo=UTC)


def test_every_session_has_its_own_identity() -> None:
    other = msgspec.structs.replace(SESSION, id="2026-w48-2", on=date(2026, 11, 28))
    found = events(calendar_bytes(programme(SESSION, other), ATHLETE, TODAY))
    assert len({str(event["UID"]) for event in found}) == 2


def test_same_plan_same_bytes_in_short_lines() -> None:
    data = calendar_bytes(programme(SESSION), ATHLETE, TODAY)
    assert data == calendar_bytes(programme(SESSION), ATHLETE, TODAY)
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_runs_come_along_only_when_asked() -> None:
    assert len(events(calendar_bytes(programme(SESSION), ATHLETE, TODAY))) == 1
    found = events(calendar_bytes(programme(SESSION), ATHLETE, TODAY, runs=True))
    assert [str(event["SUMMARY"]) for event in found] == [
        "Strength: legs, core (40 min)",
        "Long run 18.0 km",
    ]


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Kathmandu", "Australia/Sydney"])
def test_the_wall_clock_is_the_athletes(zone: str) -> None:
    athlete = msgspec.structs.replace(ATHLETE, time_zone=zone)
    data = calendar_bytes(programme(SESSION), athlete, TODAY)
    (event,) = events(data)
    assert event["DTSTART"].dt == datetime(2026, 11, 25, 18, 30, tzinfo=ZoneInfo(zone))
    assert (b"BEGIN:VTIMEZONE" in data) == (zone != "UTC")


def test_a_plan_without_sessions_is_still_a_calendar() -> None:
    empty = Programme(weeks=(), balance=(), given_up=(), notices=())
    assert events(calendar_bytes(empty, ATHLETE, TODAY)) == []

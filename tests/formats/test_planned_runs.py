"""Planned runs from calendars and tables: repetition, zones, titles, and every mistake told."""

from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.formats.planned.runs import (
    CalendarRun,
    PlannedRunsError,
    PlannedRunsFile,
    read_planned_runs,
)
from strongstride.formats.planned.text import distance_in, duration_in

SINCE, UNTIL = date(2026, 11, 23), date(2026, 12, 31)


def read(data: bytes, name: str = "plan.csv", unit: str = "km") -> PlannedRunsFile:
    return read_planned_runs(
        data, name, since=SINCE, until=UNTIL, time_zone="Europe/Berlin", unit=unit
    )


def calendar(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\nUID:{k}\n{text}\nEND:VEVENT\n" for k, text in enumerate(events))
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{body}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


@pytest.mark.parametrize(
    ("title", "metres", "seconds"),
    [
        ("Long run 18 km", 18_000, None),
        ("Easy 5mi", 8_047, None),
        ("10K race", 10_000, None),
        ("12,5 km locker", 12_500, None),
        ("Run 800m", 800, None),
        ("Intervals 8x400m", None, None),
        ("6 x 1 km @ 10K pace", None, None),
        ("Easy 45 min", None, 2700),
        ("Run 1h30", None, 5400),
        ("1 h 15 min easy", None, 4500),
        ("Long 1:45:00", None, 6300),
        ("Long 1:45 h", None, 6300),
        ("90' footing", None, 5400),
        ("Run at 18:30", None, None),
        ("3x(10' @ seuil)", None, 600),
        ("Week 3", None, None),
    ],
)
def test_titles_tell_distance_and_duration(
    title: str, metres: int | None, seconds: int | None
) -> None:
    assert (distance_in(title), duration_in(title)) == (metres, seconds)


def test_a_weekly_event_is_unrolled_in_local_time_across_the_clock_change() -> None:
    data = calendar(
        "SUMMARY:Intervals 8x400\nDTSTART;TZID=America/New_York:20261020T120000\n"
        "DTEND;TZID=America/New_York:20261020T130000\nRRULE:FREQ=WEEKLY;COUNT=8"
    )
    found = read(data, "plan.ics").entries
    assert [entry.on for entry in found] == [
        date(2026, 11, 24),
        date(2026, 12, 1),
        date(2026, 12, 8),
    ]
    assert {(entry.starts_at, entry.duration_s) for entry in found} == {(time(18), 3600)}


def test_exceptions_cancellations_and_moves_are_kept() -> None:
    weekly = "SUMMARY:Long run 18 km\nDTSTART;VALUE=DATE:20261129\nRRULE:FREQ=WEEKLY;COUNT=4"
    moved = "SUMMARY:Long run 14 km\nRECURRENCE-ID;VALUE=DATE:20261213\nDTSTART;VALUE=DATE:20261212"
    data = calendar(
        f"{weekly}\nEXDATE;VALUE=DATE:20261206",
        "SUMMARY:Easy run\nDTSTART;VALUE=DATE:20261125\nSTATUS:CANCELLED",
    ).replace(
        b"END:VCALENDAR",
        f"BEGIN:VEVENT\r\nUID:0\r\n{moved}\r\nEND:VEVENT\r\nEND:VCALENDAR".encode().replace(
            b"DATE:20261213\n", b"DATE:20261213\r\n"
        ),
    )
    found = [(entry.on.day, entry.distance_m) for entry in read(data, "plan.ics").entries]
    assert found == [(29, 18_000), (12, 14_000), (20, 18_000)]


def test_a_late_utc_event_falls_on_the_runners_day() -> None:
    data = calendar("SUMMARY:Easy run\nDTSTART:20261126T233000Z\nDURATION:PT40M")
    (entry,) = read(data, "plan.ics").entries
    assert (entry.on, entry.starts_at, entry.duration_s) == (date(2026, 11, 27), time(0, 30), 2400)


def test_the_description_helps_where_the_title_is_silent() -> None:
    data = calendar("SUMMARY:Easy run\nDESCRIPTION:8 km\\, flat\nDTSTART;VALUE=DATE:20261126")
    assert read(data, "plan.ics").entries[0].distance_m == 8000


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=DAILY;BYHOUR=1,2,3,4;BYMINUTE=1,2,3",
    ],
)
def test_floods_of_events_are_left_out_with_a_line(rule: str) -> None:
    data = calendar(
        f"SUMMARY:bomb\nDTSTART:20261126T100000Z\nRRULE:{rule}",
        "SUMMARY:Easy run\nDTSTART;VALUE=DATE:20261126",
    )
    found = read(data, "plan.ics")
    assert [entry.title for entry in found.entries] == ["Easy run"]
    assert "bomb" in found.warnings[0]


def test_an_event_from_the_year_one_does_not_stall() -> None:
    data = calendar("SUMMARY:Run\nDTSTART;VALUE=DATE:00010101\nRRULE:FREQ=DAILY")
    found = read(data, "plan.ics")
    assert found.entries == ()
    assert len(found.warnings) == 1


def test_a_table_in_any_order_and_unit() -> None:
    data = (
        b"\xef\xbb\xbfTitle;Date;Distance (mi);Duration;Start;Kind\r\n"
        b";2026-11-24;5;45:00;7:30;easy\r\n"
        b"6x800;25.11.2026;;1:00;18:00;Intervals\r\n"
        b";;;;;\r\n"
        b";2027-01-09;3;;;easy\r\n"
    )
    assert read(data).entries == (
        CalendarRun(
            on=date(2026, 11, 24),
            title="easy",
            kind="easy",
            starts_at=time(7, 30),
            distance_m=8047,
            duration_s=2700,
        ),
        CalendarRun(
            on=date(2026, 11, 25),
            title="6x800",
            kind="Intervals",
            starts_at=time(18),
            duration_s=3600,
        ),
    )


@pytest.mark.parametrize(
    ("header", "unit", "metres"),
    [
        ("date,distance", "km", 5000),
        ("date,distance", "mi", 8047),
        ("date,distance_km", "mi", 5000),
        ("date,miles", "km", 8047),
        ("Datum,Strecke [km]", "mi", 5000),
    ],
)
def test_the_header_says_the_unit(header: str, unit: str, metres: int) -> None:
    assert read(f"{header}\n2026-11-24,5\n".encode(), unit=unit).entries[0].distance_m == metres


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"hello\nworld\n", "header such as"),
        (b"date,kind\n11/24/2026,easy\n", "line 2: date '11/24/2026'"),
        (b"date,distance_km\n2026-11-24,far\n", "line 2: distance 'far'"),
        (b"date,distance_km\n2026-11-24,5000\n", "check the number and the unit"),
        (b"date,duration\n2026-11-24,soon\n", "line 2: duration 'soon'"),
        (b"date,start\n2026-11-24,evening\n", "line 2: start 'evening'"),
        (b"BEGIN:VCALENDAR\nrubbish", "damaged calendar"),
        (b"PK\x03\x04rest", "zip or a spreadsheet"),
        (b"date,kind\n2026-11-24,\x00\n", "no text file"),
    ],
)
def test_what_cannot_be_read_says_where_and_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(PlannedRunsError) as caught:
        read(data)
    assert says in str(caught.value)


def test_every_wrong_row_is_told_at_once() -> None:
    with pytest.raises(PlannedRunsError) as caught:
        read(b"date,kind\nx,easy\n2026-11-24,easy\ny,easy\n")
    assert [line.split(":")[0] for line in str(caught.value).splitlines()] == [
        "plan.csv, line 2",
        "plan.csv, line 4",
    ]


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_give_entries_or_our_own_error(data: bytes) -> None:
    with suppress(PlannedRunsError):
        read(data)


lines = st.sampled_from(
    [
        "SUMMARY:Run",
        "DTSTART:20261126T100000Z",
        "DTSTART;VALUE=DATE:20261126",
        "DTSTART:nonsense",
        "DTEND:20261126T110000Z",
        "DURATION:PT1H",
        "DURATION:-PT1H",
        "RRULE:FREQ=WEEKLY",
        "RRULE:FREQ=NEVER",
        "RRULE:FREQ=DAILY;UNTIL=x",
        "EXDATE:20261126T100000Z",
        "RECURRENCE-ID:20261203T100000Z",
        "STATUS:CANCELLED",
        "BEGIN:VALARM",
        "END:VALARM",
        "CATEGORIES:Run,Sport",
        "DTSTART;TZID=Mars/Base:20261126T100000",
        "X" * 80,
    ]
)


@given(st.lists(st.lists(lines, max_size=7).map("\n".join), max_size=4))
def test_any_calendar_gives_entries_or_our_own_error(events: list[str]) -> None:
    with suppress(PlannedRunsError):
        found = read(calendar(*events), "plan.ics")
        assert all(SINCE <= entry.on <= UNTIL for entry in found.entries)

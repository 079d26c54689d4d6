"""Strava's bulk export in its languages and layouts."""

import gzip
import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from strongstride.formats.errors import UnreadableFileError
from strongstride.formats.reader import read_activities
from strongstride.formats.recording import Recording, Refusal
from strongstride.formats.strava import StravaRow, read_table
from tests.formats.making import (
    START,
    STRAVA_HEADER,
    STRAVA_HEADER_GERMAN,
    fit_run,
    gpx_run,
    strava_row,
    zipped,
)


def table(*rows: str, header: str = STRAVA_HEADER) -> bytes:
    return "\n".join([header, *rows]).encode()


def read(*rows: str, header: str = STRAVA_HEADER) -> list[StravaRow]:
    return read_table(io.BytesIO(table(*rows, header=header)))


def archive(tmp_path: Path, rows: list[str], files: dict[str, bytes], **header: str) -> Path:
    path = tmp_path / "export_1234.zip"
    path.write_bytes(zipped({"activities.csv": table(*rows, **header), **files}))
    return path


def test_the_second_distance_is_metres() -> None:
    (row,) = read(strava_row(1, file="activities/1.fit.gz", kilometres="3.32", metres="3322.9"))
    assert row.distance_m == 3322.9
    assert row.file == "activities/1.fit.gz"
    assert row.starts_at == START
    assert row.is_commute is False
    assert row.climb_m == 12.5


def test_a_german_table_is_read_by_what_its_columns_hold() -> None:
    row = strava_row(
        1,
        "09.12.2025, 15:24:49",
        "Lauf am Abend",
        "Lauf",
        "activities/1.gpx",
        kilometres="9,44",
        metres='"9440,5"',
        elapsed="3189",
        heart_rate="151",
    )
    (read_row,) = read(row, header=STRAVA_HEADER_GERMAN)
    assert read_row.starts_at == datetime(2025, 12, 9, 15, 24, 49, tzinfo=UTC)
    assert read_row.distance_m == 9440.5
    assert (read_row.sport, read_row.average_hr) == ("Lauf", 151)


@pytest.mark.parametrize(
    "written",
    [
        "Mar 14, 2026, 7:30:00 PM",
        "Mar 14, 2026, 7:30:00\u202fPM",
        "14.03.2026, 19:30:00",
        "14 mars 2026 à 19:30:00",
        "14 mar 2026, 19:30:00",
        "14 mrt 2026 om 19:30:00",
        "14 de mar. de 2026 19:30:00",
        "14/03/2026, 19:30:00",
        "2026-03-14 19:30:00",
        "2026/03/14 19:30:00",
    ],
)
def test_dates_are_read_in_many_languages(written: str) -> None:
    (row,) = read(strava_row(1, written, file="activities/1.gpx"))
    assert row.starts_at == START


def test_the_layout_of_2018_has_metres_and_iso_dates() -> None:
    header = "id,date,name,type,description,elapsed_time,distance,commute,gear,filename"
    line = "1,2026-03-14 19:30:00,Evening Run,Run,,783,3681.0,true,,activities/1.gpx"
    (row,) = read(line, header=header)
    assert (row.starts_at, row.distance_m, row.is_commute) == (START, 3681, True)


def test_the_layout_of_2019_has_kilometres_only() -> None:
    header = (
        "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,"
        "Distance,Commute,Activity Gear,Filename"
    )
    line = '1,"Mar 14, 2026, 7:30:00 PM",Run,Run,,783,3.68,true,,activities/1.gpx'
    (row,) = read(line, header=header)
    assert row.distance_m == 3680


def test_the_header_may_hold_broken_markup_and_names_line_breaks() -> None:
    header = STRAVA_HEADER.replace("Commute", '"<span title=""x"">Commute</span>"')
    (row,) = read(strava_row(1, name="Two\nlines", file="activities/1.gpx"), header=header)
    assert row.name == "Two lines"


def test_a_race_column_is_believed() -> None:
    rows = read(strava_row(1) + ",1", strava_row(2) + ",0", header=STRAVA_HEADER + ",Workout Type")
    assert [row.is_race for row in rows] == [True, False]


def test_another_table_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="not Strava's table"):
        read_table(io.BytesIO(b"a,b,c\n1,2,3\n"))


def test_an_archive_joins_files_rows_and_names(tmp_path: Path) -> None:
    rows = [
        strava_row(1, name="Club race", file="activities/1.fit.gz", heart_rate="150"),
        strava_row(2, "Mar 15, 2026, 11:30:00 PM", "Treadmill", metres="5000.0", elapsed="1500"),
        strava_row(3, "Mar 16, 2026, 6:00:00 PM", "Lost", file="activities/3.gpx"),
    ]
    session = {"avg_heart_rate": None}
    data = gzip.compress(fit_run(heart_rate=None, session=session))
    path = archive(tmp_path, rows, {"activities/1.fit.gz": data, "profile.csv": b"a,b\n1,2\n"})
    first, treadmill, lost = read_activities([path])
    assert isinstance(first, Recording)
    assert (first.name, first.format, first.average_hr) == ("Club race", "fit", 150)
    assert first.source == f"{path}/activities/1.fit.gz"
    assert isinstance(treadmill, Recording)
    assert (treadmill.format, treadmill.distance_m) == ("strava-csv", 5000)
    assert treadmill.local_on == date(2026, 3, 16)  # the offset of the run of the day before
    assert isinstance(lost, Recording)
    assert lost.name == "Lost"


def test_the_runners_sport_wins_over_the_files(tmp_path: Path) -> None:
    rows = [strava_row(1, kind="Trail Run", file="activities/1.gpx")]
    path = archive(tmp_path, rows, {"activities/1.gpx": gpx_run().replace(b"running", b"cycling")})
    (run,) = read_activities([path])
    assert isinstance(run, Recording)
    assert (run.sport, run.sub_sport, run.name) == ("running", "trail", "Evening Run")


def test_a_damaged_file_leaves_the_row(tmp_path: Path) -> None:
    rows = [strava_row(1, file="activities/1.fit.gz")]
    path = archive(tmp_path, rows, {"activities/1.fit.gz": b"\x1f\x8bbroken"})
    (run,) = read_activities([path])
    assert isinstance(run, Recording)
    assert run.distance_m == 1800
    assert "only the summary" in run.warnings[0]


def test_an_unpacked_folder_works_also_with_its_files_unpacked(tmp_path: Path) -> None:
    (tmp_path / "activities").mkdir()
    (tmp_path / "activities.csv").write_bytes(table(strava_row(1, file="activities/1.fit.gz")))
    (tmp_path / "activities" / "1.fit").write_bytes(fit_run(START + timedelta(seconds=3)))
    (run,) = read_activities([tmp_path])
    assert isinstance(run, Recording)
    assert (run.name, run.format) == ("Evening Run", "fit")


def test_rows_whose_date_is_not_understood_are_counted(tmp_path: Path) -> None:
    path = archive(tmp_path, [strava_row(1, "some day"), strava_row(2, "another")], {})
    (refusal,) = read_activities([path])
    assert isinstance(refusal, Refusal)
    assert "not understood (2)" in refusal.why

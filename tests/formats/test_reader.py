"""`read_activities`: folders, archives, junk, bombs, and the order of things."""

import gzip
import io
import struct
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from strongstride.formats import reader as reader_module
from strongstride.formats import sources, workers
from strongstride.formats.reader import Progress, read_activities
from strongstride.formats.recording import Recording, Refusal
from tests.formats.making import (
    START,
    fit,
    fit_file_id,
    fit_run,
    gpx,
    gpx_run,
    tcx,
    tcx_activity,
    zipped,
)

RUN = fit_run(seconds=60)


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def recordings(path: Path) -> list[Recording]:
    return [o for o in read_activities([path]) if isinstance(o, Recording)]


def refusal(path: Path) -> str:
    (outcome,) = read_activities([path])
    assert isinstance(outcome, Refusal)
    assert "\n" not in outcome.why
    return outcome.why


def test_every_format_is_read_plain_and_packed(tmp_path: Path) -> None:
    files = {"a.fit": RUN, "b.gpx": gpx_run(seconds=60), "c.tcx": tcx(tcx_activity(seconds=60))}
    write(tmp_path, files)
    write(tmp_path / "deeper", {f"{n}.gz": gzip.compress(d) for n, d in files.items()})
    found = recordings(tmp_path)
    assert [r.format for r in found] == ["fit", "gpx", "tcx"] * 2
    assert [r.elapsed_s for r in found] == [60] * 6
    assert all(r.warnings == () for r in found)


def test_content_decides_whatever_the_name_says(tmp_path: Path) -> None:
    write(tmp_path, {"a.gpx": RUN, "b.fit": gpx_run(seconds=60), "c.txt": RUN})
    first, second, third = recordings(tmp_path)
    assert (first.format, second.format, third.format) == ("fit", "gpx", "fit")
    assert first.warnings == ("is FIT although its name ends in .gpx",)
    assert second.warnings == ("is GPX although its name ends in .fit",)
    assert third.warnings == ()


def test_blanks_before_the_declaration_are_not_damage(tmp_path: Path) -> None:
    write(tmp_path, {"a.gpx": b"\r\n  " + gpx_run(seconds=60)})
    (run,) = recordings(tmp_path)
    assert (run.elapsed_s, run.warnings) == (60, ())


def test_a_zip_with_folders_zips_and_junk(tmp_path: Path) -> None:
    inner = zipped({"part/2.fit": fit_run(START + timedelta(days=1), 60)})
    path = tmp_path / "all.zip"
    path.write_bytes(
        zipped(
            {
                "runs/1.fit": RUN,
                "parts/Part1.zip": inner,
                "__MACOSX/runs/._1.fit": b"junk",
                "runs/._1.fit": b"junk",
                "$Recycle.bin/2.fit": b"junk",
                "readme.txt": b"hello",
                "photo.jpg": b"\xff\xd8",
            }
        )
    )
    outcomes = list(read_activities([path]))
    assert [o.source for o in outcomes] == [
        f"{path}/parts/Part1.zip/part/2.fit",
        f"{path}/runs/1.fit",
    ]
    assert all(isinstance(o, Recording) for o in outcomes)


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path, {"a.fit": b"", "b.fit": RUN, "c.gpx": b"<gpx", "d.tcx": b"no"})
    outcomes = list(read_activities([tmp_path]))
    assert [type(o) for o in outcomes] == [Refusal, Recording, Refusal, Refusal]
    assert [o.why for o in outcomes if isinstance(o, Refusal)] == [
        "is empty (0 bytes)",
        "is damaged before its first track point: export it again",
        "is not a FIT, GPX or TCX file",
    ]


def test_a_missing_path_is_said(tmp_path: Path) -> None:
    assert "does not exist" in refusal(tmp_path / "nowhere.fit")


def test_a_file_named_by_the_runner_is_answered_for(tmp_path: Path) -> None:
    write(tmp_path, {"notes.txt": b"hello"})
    assert list(read_activities([tmp_path])) == []
    assert refusal(tmp_path / "notes.txt") == "is not a FIT, GPX or TCX file"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.kml", b"<?xml version='1.0'?><kml xmlns='x'></kml>", "export GPX or FIT"),
        ("a.zwo", b"<workout_file><author/></workout_file>", "planned workout"),
        ("a.fit", fit([fit_file_id(kind="workout")]), "workout plan"),
        ("a.gpx", b"<!DOCTYPE html><html><body>404</body></html>", "web page"),
        ("a.fit.gz", gzip.compress(RUN)[:-400], "packing is damaged"),
        ("a.zip", b"PK\x03\x04 and nothing else", "broken zip"),
        ("a.gpx", b'<!DOCTYPE g [<!ENTITY a "b">]>' + gpx(), "XML entities"),
    ],
)
def test_refusals_are_one_clear_line(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    write(tmp_path, {name: data})
    assert says in refusal(tmp_path / name)


def test_an_entity_bomb_past_the_head_expands_to_nothing(tmp_path: Path) -> None:
    declared = "".join(
        f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "x" * 100}">' for i in range(9)
    )
    document = f"<!--{'-' * 0}{' ' * 70_000}--><!DOCTYPE gpx [{declared}]>".encode() + gpx(
        "<trk><name>&e8;</name></trk>", head=""
    )
    head = b"<gpx " + document  # seen as GPX by its first bytes
    write(tmp_path, {"a.gpx": head})
    (outcome,) = read_activities([tmp_path])
    assert isinstance(outcome, Refusal)


def test_names_from_outside_are_only_shown_and_made_harmless(tmp_path: Path) -> None:
    path = tmp_path / "evil.zip"
    path.write_bytes(zipped({"../../etc/\x1b[31mrun.fit": RUN, "/root/x.fit": b""}))
    first, second = read_activities([path])
    assert isinstance(first, Recording | Refusal)
    assert "\x1b" not in first.source + second.source
    assert sorted(p.name for p in tmp_path.iterdir()) == ["evil.zip"]


def test_a_member_without_a_name_is_passed_over(tmp_path: Path) -> None:
    data = zipped({"x": RUN, "b.fit": RUN})
    at = data.index(b"PK\x01\x02")
    nameless = bytearray(data)
    nameless[at + 28] = 0  # the length of the first member's name in the directory
    del nameless[at + 46]
    end = nameless.rindex(b"PK\x05\x06")
    size = int.from_bytes(nameless[end + 12 : end + 16], "little") - 1
    nameless[end + 12 : end + 16] = size.to_bytes(4, "little")
    (tmp_path / "nameless.zip").write_bytes(nameless)
    (run,) = read_activities([tmp_path / "nameless.zip"])
    assert run.source.endswith("b.fit")


def test_a_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.gpx", bytes(80 << 20))
    assert "zip bomb" in refusal(path)


def test_a_gzip_bomb_stops_at_its_limit(tmp_path: Path) -> None:
    head = b"<gpx>"
    bomb = gzip.compress(head + b" " * (70 << 20), compresslevel=9)
    write(tmp_path, {"a.gpx.gz": bomb})
    assert "unpacks to more than" in refusal(tmp_path / "a.gpx.gz")


def test_a_zip_that_lies_about_a_size_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.fit": RUN}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    (tmp_path / "lie.zip").write_bytes(data)
    outcomes = list(read_activities([tmp_path / "lie.zip"]))
    assert len(outcomes) == 1


def test_an_encrypted_member_is_said_to_be_locked(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.fit": RUN}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(data)
    assert refusal(tmp_path / "locked.zip") == "is locked by a password"


def test_archives_within_archives_end_somewhere(tmp_path: Path) -> None:
    data = RUN
    for _ in range(6):
        data = zipped({"inner.zip": data})
    (tmp_path / "deep.zip").write_bytes(data)
    assert "too many archives" in refusal(tmp_path / "deep.zip")


def test_a_zip_of_too_many_members_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "MOST_MEMBERS", 2)
    (tmp_path / "many.zip").write_bytes(zipped({f"{i}.fit": RUN for i in range(3)}))
    assert "holds 3 files" in refusal(tmp_path / "many.zip")


def test_a_file_larger_than_any_activity_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.fit"
    with path.open("wb") as stream:
        stream.write(RUN)
        stream.truncate(33 << 20)
    assert "larger than 32 MB" in refusal(path)


def test_progress_counts_files_and_bytes_to_the_end(tmp_path: Path) -> None:
    write(tmp_path, {"a.fit": RUN, "b.fit": b"", "c.gpx": gpx_run(seconds=60)})
    told: list[Progress] = []
    list(read_activities([tmp_path], on_progress=told.append))
    assert [p.files for p in told] == [1, 2, 3]
    assert (
        told[-1].bytes == told[-1].total_bytes == sum(p.stat().st_size for p in tmp_path.iterdir())
    )


def test_workers_give_the_same_in_the_same_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    members = {f"{day:02}.fit": fit_run(START + timedelta(days=day), 30 + day) for day in range(12)}
    members["broken.fit"] = b"broken"
    (tmp_path / "all.zip").write_bytes(zipped(members))
    alone = list(read_activities([tmp_path], jobs=1))
    monkeypatch.setattr(reader_module, "_WORTH_WORKERS_BYTES", 0)
    monkeypatch.setattr(workers, "BATCH_FILES", 2)
    assert list(read_activities([tmp_path], jobs=2)) == alone
    assert len(alone) == 13


def test_a_file_that_kills_its_worker_is_refused_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a.fit": RUN, "b.fit": RUN, "c.fit": RUN})
    monkeypatch.setattr(reader_module, "_WORTH_WORKERS_BYTES", 0)
    monkeypatch.setattr(workers, "read_batch", die_on_b)
    outcomes = list(read_activities([tmp_path], jobs=2))
    assert [type(o) for o in outcomes] == [Recording, Refusal, Recording]
    assert isinstance(outcomes[1], Refusal)
    assert "kills its reader" in outcomes[1].why


def die(_: object) -> None:
    import os

    os._exit(1)


def die_on_b(batch: list[sources.Item]) -> list[list[Recording | Refusal]]:
    from strongstride.formats.reading import read_items

    if any(item.source.endswith("b.fit") for item in batch):
        die(batch)
    return [outcomes for _, outcomes in read_items(batch)]


def test_where_no_workers_can_be_started_the_files_are_read_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no semaphores here")

    write(tmp_path, {"a.fit": RUN, "b.fit": RUN})
    monkeypatch.setattr(reader_module, "_WORTH_WORKERS_BYTES", 0)
    monkeypatch.setattr(workers, "ProcessPoolExecutor", refuse)
    assert len(list(read_activities([tmp_path], jobs=2))) == 2


def test_a_script_without_a_main_guard_can_read_in_workers(tmp_path: Path) -> None:
    folder = write(tmp_path / "runs", {f"{i}.fit": RUN for i in range(4)})
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        "from strongstride.formats import reader\n"
        "reader._WORTH_WORKERS_BYTES = 0\n"
        "print(len(list(reader.read_activities([sys.argv[1]], jobs=2))))\n"
    )
    done = subprocess.run(
        [sys.executable, script, folder], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("4\n", "")


def test_closing_early_leaves_no_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {f"{i}.fit": RUN for i in range(6)})
    monkeypatch.setattr(reader_module, "_WORTH_WORKERS_BYTES", 0)
    outcomes = read_activities([tmp_path], jobs=2)
    assert isinstance(next(outcomes), Recording)
    outcomes.close()  # type: ignore[attr-defined]


def test_a_stream_that_is_no_file_is_read_once() -> None:
    from strongstride.formats.reading import from_start

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    pipe = Pipe(b"headrest")
    assert from_start(pipe.read(4), pipe).read() == b"headrest"

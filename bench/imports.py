"""Importing activities: speed against decoding alone and against fitdecode, memory, real files.

Generated files come from Garmin's own encoder; real ones are looked for beside the checkout, in
`../shared/data/files`. Run alone: `python -m bench.imports`.
"""

import gzip
import io
import json
import subprocess
import sys
import tempfile
import time
import warnings
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median

import fitdecode
import fitfast
from tests.formats.making import (
    START,
    STRAVA_HEADER,
    fit_run,
    gpx_run,
    strava_row,
    tcx,
    tcx_activity,
)

from strongstride.formats.fit.reader import read_fit
from strongstride.formats.gpx import read_gpx
from strongstride.formats.reader import read_activities
from strongstride.formats.recording import Refusal
from strongstride.formats.tcx import read_tcx

FILES = Path(__file__).parents[2] / "shared" / "data" / "files"
NOT_ACTIVITIES = ("not an activity", "no activities", "no activity", "KML")
MOST_MEMORY_MB = 300

Row = tuple[str, float, str, str, bool | None]


def rows(quick: bool) -> list[Row]:
    """(name, value, unit, target, reached) for the bench table; `quick` reads a smaller archive."""
    hour = 3600
    found = _fit_rows("1-hour FIT, generated", [fit_run(seconds=hour)], repeats=31)
    gpx, run = gpx_run(seconds=hour), tcx(tcx_activity(seconds=hour))
    found.append(_xml_row("1-hour GPX, generated", lambda: read_gpx(io.BytesIO(gpx), "x")))
    found.append(_xml_row("1-hour TCX, generated", lambda: read_tcx(io.BytesIO(run), "x")))
    if FILES.is_dir():
        found += _fit_rows("real FIT files", _whole_fit_files(), repeats=3)
        found.append(_refused_row())
    return found + _archive_rows(500 if quick else 5000)


def _ms(*works: Callable[[], object], repeats: int) -> list[float]:
    """The median of several runs of each work, in milliseconds of processor time.

    The works take turns, so that a busy machine is busy for all of them.
    """
    times: list[list[float]] = [[] for _ in works]
    for _ in range(repeats):
        for work, taken in zip(works, times, strict=True):
            began = time.process_time()
            work()
            taken.append((time.process_time() - began) * 1000)
    return [median(taken) for taken in times]


def _fit_rows(name: str, files: list[bytes], repeats: int) -> list[Row]:
    warnings.filterwarnings("ignore", module="fitdecode")  # it warns of every repaired field

    def fitdecoded() -> None:
        for data in files:
            with fitdecode.FitReader(io.BytesIO(data)) as frames:
                for _ in frames:
                    pass

    ours, decoding = _ms(
        lambda: [read_fit(data, "x") for data in files],
        lambda: [fitfast.records(data) for data in files],
        repeats=repeats,
    )
    (other,) = _ms(fitdecoded, repeats=3 if len(files) == 1 else 1)
    return [
        (f"import of {name}", ours / len(files), "ms a file", "", None),
        (
            f"import / decoding alone, {name}",
            ours / decoding,
            "times",
            "<= 2",
            ours <= 2 * decoding,
        ),
        (f"fitdecode / import, {name}", other / ours, "times", ">= 20", other >= 20 * ours),
    ]


def _xml_row(name: str, work: Callable[[], object]) -> Row:
    (taken,) = _ms(work, repeats=7)
    return f"import of {name}", taken, "ms a file", "", None


def _whole_fit_files() -> list[bytes]:
    """Real FIT activities that all three readers take."""
    taken = []
    for path in sorted(p for p in FILES.rglob("*") if p.suffix.lower() == ".fit"):
        data = path.read_bytes()
        try:
            read_fit(data, "x")
            fitfast.records(data)
            with fitdecode.FitReader(io.BytesIO(data)) as frames:
                for _ in frames:
                    pass
        except Exception:  # noqa: BLE001  whatever a reader raises, it does not take the file
            continue
        taken.append(data)
    return taken


def _refused_row() -> Row:
    outcomes = list(read_activities([FILES]))
    refused = [
        o
        for o in outcomes
        if isinstance(o, Refusal) and not any(why in o.why for why in NOT_ACTIVITIES)
    ]
    read = sum(not isinstance(o, Refusal) for o in outcomes)
    share = 100 * len(refused) / (read + len(refused))
    return "real activities refused", share, "%", "<= 3", share <= 3


def _archive_rows(activities: int) -> list[Row]:
    """Time and peak memory of a fresh process that reads an archive, its workers included."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "export_1.zip")
        _write_archive(path, activities)
        began = time.perf_counter()
        count, peak_mb = _read_apart(path)
        seconds = time.perf_counter() - began
    assert count == activities, (count, activities)
    return [
        (f"archive of {activities} activities", activities / seconds, "activities/s", "", None),
        (
            f"memory for {activities} activities, workers included",
            peak_mb,
            "MB",
            f"<= {MOST_MEMORY_MB}",
            peak_mb <= MOST_MEMORY_MB,
        ),
    ]


def _write_archive(path: Path, activities: int) -> None:
    """Like Strava's: 80 % FIT, 10 % GPX, 5 % TCX, all an hour long, and 5 % rows without a file."""
    kinds = [
        *[("fit.gz", gzip.compress(fit_run(seconds=3500 + n))) for n in range(16)],
        *[("gpx.gz", gzip.compress(gpx_run(seconds=3600)))] * 2,
        ("tcx.gz", gzip.compress(tcx(tcx_activity(seconds=3600)))),
        ("", b""),
    ]
    lines = [STRAVA_HEADER]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for number in range(activities):
            suffix, data = kinds[number % len(kinds)]
            at = START - timedelta(days=number)
            file = f"activities/{number}.{suffix}" if suffix else ""
            lines.append(strava_row(number, at.strftime("%Y-%m-%d %H:%M:%S"), file=file))
            if suffix:
                archive.writestr(file, data)
        archive.writestr("activities.csv", "\n".join(lines))


_CHILD = """
import json, sys
from strongstride.formats.reader import read_activities
from strongstride.formats.recording import Recording
if __name__ == "__main__":
    print(json.dumps(sum(isinstance(o, Recording) for o in read_activities([sys.argv[1]]))))
"""


def _read_apart(path: Path) -> tuple[int, float]:
    """Recordings counted by a fresh process, and the peak of the whole family's memory in MB."""
    script = path.with_name("count.py")
    script.write_text(_CHILD)
    peak = 0
    with subprocess.Popen([sys.executable, script, path], stdout=subprocess.PIPE) as child:
        while child.poll() is None:
            peak = max(peak, sum(_memory_kb(pid) for pid in _family(child.pid)))
            time.sleep(0.1)
        assert child.stdout is not None
        return int(json.loads(child.stdout.read())), peak / 1024


def _family(pid: int) -> Iterator[int]:
    """A process and all that descend from it (Linux)."""
    yield pid
    try:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from _family(int(child))
    except OSError:
        return


def _memory_kb(pid: int) -> int:
    """Resident memory; pages that processes share count for each, so the sum is too high."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
    except OSError:
        return 0
    return 0


if __name__ == "__main__":
    for name, value, unit, target, reached in rows(quick="--quick" in sys.argv):
        print(
            f"{name:60} {value:10.2f} {unit:14} {target:8} {reached if reached is not None else ''}"
        )

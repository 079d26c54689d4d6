"""Importing in the app beside decoding alone: processor time a file, memory, size of the database.

A worker of its own, with a data folder of its own, reads an archive of one-hour runs; the same
files are decoded by fitfast alone in the same run. Run alone: `python -m bench.app_imports`.
"""

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from datetime import timedelta
from pathlib import Path
from random import Random

from tests.formats.making import START, fit, fit_activity, fit_file_id, fit_records, fit_session

MOST_MS = 50.0
MOST_MEMORY_MB = 200.0
MOST_KB = 60.0
LIST_MS = 20.0
RUNS = 5000

Row = tuple[str, float, str, str, bool | None]

_CHILD = """
import json, resource, sys, time, zipfile
from pathlib import Path
import django
django.setup()
from django.core.management import call_command
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.conf import settings
from django.db import connection

call_command("migrate", verbosity=0)
from strongstride.accounts.actions import create_user
from strongstride.runs.actions import start_import
from strongstride.runs.importing import read_import
from strongstride.runs.models import Import

path = Path(sys.argv[1])
athlete = create_user("bench@example.org", None).athlete


def size():
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(settings.DATABASES["default"]["NAME"]).stat().st_size


before = size()
data = path.read_bytes()
upload = TemporaryUploadedFile(path.name, "application/zip", len(data), None)
upload.write(data)
upload.seek(0)
del data
job = start_import(athlete, [upload])
began = time.process_time()
read_import(str(job.pk))
taken = time.process_time() - began
job.refresh_from_db()
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

import fitfast

with zipfile.ZipFile(path) as archive:
    names = archive.namelist()[:50]
    files = [archive.read(name) for name in names]
began = time.process_time()
for each in files:
    fitfast.records(each)
alone = (time.process_time() - began) / len(files)
print(json.dumps([job.new, taken, memory, (size() - before) / 1024, alone]))
"""

_LIST = """
import json, time
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from strongstride.accounts.models import User
from strongstride.runs.models import Run
from tests.runs.conftest import START, made_run

user = User.objects.select_related("athlete").get(email="bench@example.org")
Run.objects.bulk_create([made_run(user.athlete, n + 3) for n in range(%d)], batch_size=500)
connection.cursor().execute("ANALYZE")
call_command("collectstatic", verbosity=0, interactive=False)
user.athlete.set_up_at = START
user.athlete.save()
client = Client(headers={"host": "127.0.0.1"})
client.force_login(user)
page = "/runs/?after=2020-01-01T00:00:00%%2B00:00_01a204e3-937b-7043-9bf6-6ce0e6abedc5"
taken = []
for _ in range(31):
    began = time.process_time()
    answer = client.get(page)
    taken.append(time.process_time() - began)
assert answer.status_code == 200 and b"run-row" in answer.content
with CaptureQueriesContext(connection) as queries:
    client.get("/runs/")
print(json.dumps([sorted(taken)[15] * 1000, len(queries)]))
"""


def rows(quick: bool) -> list[Row]:
    """(name, value, unit, target, reached) for the bench table; `quick` reads a smaller archive."""
    count = 60 if quick else 400
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder, "export.zip")
        _write_archive(archive, count)
        env = _environment(Path(folder, "data"))
        new, seconds, memory, kilobytes, alone = _answer(_CHILD, env, str(archive))
        assert new == count, (new, count)
        listed, queries = _answer(_LIST % RUNS, env)
    each = seconds / count * 1000
    return [
        ("import in the app of a 1-hour FIT", each, "ms a file", f"<= {MOST_MS}", each <= MOST_MS),
        ("import in the app / decoding alone", each / (alone * 1000), "times", "", None),
        (
            f"memory of the worker after {count} files",
            memory,
            "MB",
            f"<= {MOST_MEMORY_MB}",
            memory <= MOST_MEMORY_MB,
        ),
        (
            "database for a 1-hour run",
            kilobytes / count,
            "KB",
            f"<= {MOST_KB}",
            kilobytes / count <= MOST_KB,
        ),
        (
            f"list of 20 of {RUNS} runs",
            listed,
            "ms",
            f"<= {LIST_MS}",
            listed <= LIST_MS,
        ),
        ("queries of that list", queries, "queries", "<= 12", queries <= 12),
    ]


def _write_archive(path: Path, count: int) -> None:
    """One-hour runs at a sample a second, no two alike, one a day."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            archive.writestr(f"activities/{number}.fit", _hour(number))


def _hour(number: int) -> bytes:
    """A run whose samples wander as real ones do, so that they pack no better."""
    rng, start = Random(number), START - timedelta(days=number)
    records = fit_records(start, 3600)
    metres, height, beats, east = 0.0, 50.0, 140.0, 0.0
    for _, fields in records:
        metres += max(rng.gauss(3.0, 0.35), 0.5)
        height += rng.gauss(0, 0.15)
        beats = min(max(beats + rng.gauss(0, 0.8), 110), 185)
        east += rng.gauss(0, 8)
        told = {"distance": metres, "altitude": height, "heart_rate": round(beats)}
        fields.update(told, position_long=fields["position_long"] + round(east))
        fields["position_lat"] += round(rng.gauss(0, 12))
    session = fit_session(start, 3600, total_distance=metres)
    return fit([fit_file_id(start), *records, session, fit_activity(start, 3600)])


def _environment(data: Path) -> dict[str, str]:
    return {
        **os.environ,
        "STRONGSTRIDE_DATA_DIR": str(data),
        "DJANGO_SETTINGS_MODULE": "strongstride.config.settings",
    }


def _answer(program: str, env: dict[str, str], *arguments: str) -> list[float]:
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], env=env, stdout=subprocess.PIPE, check=True
    )
    found: list[float] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    for name, value, unit, target, reached in rows(quick="--quick" in sys.argv):
        print(f"{name:50} {value:10.2f} {unit:10} {target:10} {'' if reached is None else reached}")

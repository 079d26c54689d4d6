"""Imports under a worker that is killed again and again: `python -m tests.runs.killing KILLS`.

The worker kills itself with SIGKILL before or after one of its statements or files, at a place
that is drawn anew each time: in the middle of a transaction, between files, at the very end. Prints
what is stored in the end as JSON. Uses the data folder of its environment.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from random import Random
from typing import Any
from unittest.mock import patch

import django

FILES = 60


def main(kills: int) -> dict[str, Any]:
    """Read one archive with so many deaths on the way."""
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0)
    job = _uploaded()
    connections.close_all()
    killed = 0
    rng = Random(kills)
    while killed < kills and _dies(str(job), rng.randrange(1, 90)):
        killed += 1
    while _dies(str(job), None):
        raise AssertionError("nobody killed it")
    return {"killed": killed, **_stored(job)}


def _uploaded() -> Any:
    from django.core.files.uploadedfile import TemporaryUploadedFile

    from strongstride.accounts.actions import create_user
    from strongstride.runs.actions import start_import
    from tests.formats.making import START, fit_run, gpx_run, zipped

    files = {f"{n}.fit": fit_run(START - timedelta(days=n), 120) for n in range(FILES)}
    copies = {f"{n}.gpx": gpx_run(START - timedelta(days=n), 115) for n in range(0, FILES, 6)}
    data = zipped({**files, "nested.zip": zipped(copies), "broken.fit": b"no run"})
    upload = TemporaryUploadedFile("all.zip", "application/zip", len(data), None)
    upload.write(data)
    upload.seek(0)
    return start_import(create_user("kill@example.org", None).athlete, [upload]).pk


def _dies(key: str, after: int | None) -> bool:
    """Read on in a process of its own that dies at its `after`-th step; whether it did."""
    child = os.fork()
    if child == 0:
        _read(key, after)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert status == 0
    return False


def _read(key: str, after: int | None) -> None:
    from django.db import connection

    from strongstride.formats import spool
    from strongstride.runs import importing, upload_files

    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps == after:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(execute: Callable[..., Any], *told: Any) -> Any:
        step()
        return execute(*told)

    def stepping(function: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*told: Any, **named: Any) -> Any:
            answer = function(*told, **named)
            step()
            return answer

        return stepped

    with ExitStack() as stack:
        for module, name in ((upload_files, "tell_item"), (spool, "_copied"), (importing, "take")):
            stack.enter_context(patch.object(module, name, stepping(getattr(module, name))))
        stack.enter_context(connection.execute_wrapper(around))
        importing.read_import(key)


def _stored(key: Any) -> dict[str, Any]:
    from strongstride.runs.folders import originals_of, upload_folder
    from strongstride.runs.models import Import, Original, Run, RunTrack, StoredRecording

    job = Import.objects.get(pk=key)
    kept = {path.name for path in originals_of(job.athlete_id).rglob("*") if path.is_file()}
    return {
        "state": job.state,
        "counts": [job.new, job.duplicate, job.refused, job.files_done, job.files_total],
        "runs": Run.objects.count(),
        "days": Run.objects.values("on").distinct().count(),
        "tracks": RunTrack.objects.count(),
        "recordings": StoredRecording.objects.count(),
        "originals": kept == set(Original.objects.values_list("sha256", flat=True)),
        "is_clean": not upload_folder(job.upload).exists(),
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(int(sys.argv[1]))))  # noqa: T201 the answer

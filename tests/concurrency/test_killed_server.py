"""A server killed with -9 in the middle of logging has kept every operation it answered for.

KILLS=200 pytest tests/concurrency/test_killed_server.py is the promise; fewer by default.
"""

import json
import os
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.live import LiveApp, running

KILLS = int(os.environ.get("KILLS", "3"))
LOGGING_S = 0.5  # between a start and a kill


@pytest.fixture
def app(tmp_path: Path) -> Iterator[LiveApp]:
    """A server to be killed."""
    with running(tmp_path) as started:
        yield started


def operation(session: str, kind: str, at: int, **body: Any) -> dict[str, Any]:
    """An operation on the wire."""
    head = {"op": str(uuid4()), "device": str(uuid4()), "session": session, "v": 1}
    return {**head, "kind": kind, "at": at, "body": body}


class Tapper(threading.Thread):
    """Logs sets as fast as the server takes them, until it is gone."""

    def __init__(self, url: str, headers: dict[str, str], session: str) -> None:
        super().__init__()
        self.url, self.headers, self.session = url, headers, session
        self.acknowledged: set[str] = set()

    def run(self) -> None:
        try:
            for at in range(10, 100_000):
                self.send(self.a_set(at))
        except (OSError, HTTPException, urllib.error.URLError):
            return

    def a_set(self, at: int) -> dict[str, Any]:
        done = {"exercise": "push-up", "position": at % 1000, "done_at": at, "reps": 8}
        return operation(self.session, "set_logged", at, set=str(uuid4()), **done)

    def send(self, told: dict[str, Any]) -> None:
        body = json.dumps({"operations": [told]}).encode()
        asked = urllib.request.Request(f"{self.url}/sync/operations", body, self.headers)
        with urllib.request.urlopen(asked, timeout=20) as answer:
            (said,) = json.load(answer)["answers"]
            assert said["outcome"] == "applied"
            self.acknowledged.add(told["body"].get("set", ""))


def test_no_acknowledged_operation_is_lost(app: LiveApp) -> None:
    who = app.call("tests.sync.people:athlete_logged_in")
    headers = {
        "Content-Type": "application/json",
        "X-Athlete": who["athlete"],
        "X-CSRFToken": "t" * 32,
        "Cookie": f"session={who['session']}; csrf={'t' * 32}",
    }
    acknowledged: set[str] = set()
    for _ in range(KILLS):
        tapper = Tapper(app.url, headers, str(uuid4()))
        tapper.send(operation(tapper.session, "session_started", 1, on="2026-11-22", title="Legs"))
        tapper.start()
        time.sleep(LOGGING_S)
        app.kill()
        tapper.join(30)
        app.start()
        acknowledged |= tapper.acknowledged - {""}
    held = set(app.call("tests.sync.people:set_keys", athlete=who["athlete"]))
    assert len(acknowledged) > KILLS
    assert acknowledged <= held

"""Two phones at once on a real server: what is tapped on either arrives once, and both agree.

Each phone is a thread that taps, loses answers, sends twice and out of order, all over HTTP. Run
with TEST_DATABASE=postgresql the server works on a PostgreSQL database of its own.
"""

import json
import random
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from strongstride.training.session_log.operations import Kind, Operation
from strongstride.training.session_log.state import SessionLog, fold
from tests.live import LiveApp, running
from tests.live.databases import fresh_database

pytestmark = pytest.mark.both_databases
TAPS = 60  # a phone
BEGAN_MS = 1_790_000_000_000
NOBODY = str(uuid4())  # a device that tapped nothing


@pytest.fixture
def app(tmp_path: Path) -> Iterator[LiveApp]:
    """A server on the kind of database under test."""
    with fresh_database() as more, running(tmp_path, **more) as started:
        yield started


class Phone(threading.Thread):
    """Taps about two sessions it shares with the other phone."""

    def __init__(self, url: str, headers: dict[str, str], sessions: list[str], seed: int) -> None:
        super().__init__()
        self.url, self.headers, self.sessions = url, headers, sessions
        self.device, self.clock = str(uuid4()), BEGAN_MS + seed
        self.dice = random.Random(seed)
        self.waiting: dict[str, Operation] = {}
        self.tapped: list[Operation] = []
        self.sets: list[tuple[str, str]] = []
        self.failed: list[str] = []

    def run(self) -> None:
        try:
            for _ in range(TAPS):
                self.tap(*self.something())
                if self.dice.random() < 0.4:
                    self.send(is_heard=self.dice.random() < 0.6)
            while self.waiting:
                self.send(is_heard=True)
        except Exception as error:  # noqa: BLE001 the test is told, whatever it was
            self.failed.append(repr(error))

    def something(self) -> tuple[str, Kind, dict[str, Any]]:
        """What is tapped next."""
        session = self.dice.choice(self.sessions)
        if not self.sets or self.dice.random() < 0.5:
            key = str(uuid4())
            self.sets.append((session, key))
            done = {"position": len(self.sets), "done_at": self.clock, "exercise": "push-up"}
            return session, Kind.SET_LOGGED, {"set": key, **done, "reps": 8}
        of, key = self.dice.choice(self.sets)
        match self.dice.randrange(5):
            case 0:
                return of, Kind.SET_REMOVED, {"set": key}
            case 1:
                return of, Kind.SET_RESTORED, {"set": key}
            case 2:
                return session, Kind.SESSION_FINISHED, {"finished_at": self.clock}
            case 3:
                return session, Kind.SESSION_REOPENED, {}
            case _:
                return of, Kind.SET_CORRECTED, {"set": key, "reps": self.dice.randrange(20)}

    def tap(self, session: str, kind: Kind, body: dict[str, Any]) -> None:
        self.clock += 7
        made = Operation(
            op=str(uuid4()),
            device=self.device,
            session=session,
            kind=kind,
            at=self.clock,
            body=body,
        )
        self.waiting[made.op] = made
        self.tapped.append(made)

    def send(self, *, is_heard: bool) -> None:
        """Some of what waits, in any order, one of it twice; the answer may be lost."""
        waiting = list(self.waiting.values())
        some = self.dice.sample(waiting, min(len(waiting), 9))
        told = [_wire(each) for each in [*some, *some[:1]]]
        answers = self.ask("/sync/operations", {"operations": told})["answers"]
        assert len(answers) == len(told)
        assert {each["outcome"] for each in answers} <= {"applied", "duplicate"}, answers
        for each in answers if is_heard else ():
            self.waiting.pop(each["op"], None)

    def ask(self, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(self.url + path, data, self.headers)
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return json.load(answer)


def _wire(each: Operation) -> dict[str, Any]:
    names = ("op", "device", "session", "kind", "at", "body")
    return {"v": 1, **{name: getattr(each, name) for name in names}}


def test_two_phones_at_once_end_with_one_same_log(app: LiveApp) -> None:
    who = app.call("tests.sync.people:athlete_logged_in")
    headers = {
        "Content-Type": "application/json",
        "X-Athlete": who["athlete"],
        "X-CSRFToken": "t" * 32,
        "Cookie": f"session={who['session']}; csrf={'t' * 32}",
    }
    sessions = [str(uuid4()), str(uuid4())]
    phones = [Phone(app.url, headers, sessions, seed) for seed in (1, 2)]
    for phone, session in zip(phones, sessions, strict=True):
        begun = {"on": "2026-11-22", "title": "Legs", "planned_key": None, "planned": None}
        body = {**begun, "source": "player", "started_at": None}
        phone.tap(session, Kind.SESSION_STARTED, body)
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join(60)
    assert [phone.failed for phone in phones] == [[], []]
    tapped = [each for phone in phones for each in phone.tapped]
    meant = fold(tapped)
    assert heard_by_a_third(phones[0]) == meant
    held = set(app.call("tests.sync.people:set_keys", athlete=who["athlete"]))
    assert held == {one.set for log in meant.values() for one in log.sets}


def heard_by_a_third(phone: Phone) -> dict[str, SessionLog]:
    """The log of a device that has only what the server tells."""
    told: list[dict[str, Any]] = []
    since, more = str(UUID(int=0)), True
    while more:
        heard = phone.ask(f"/sync/changes?device={NOBODY}&since={since}")
        told, since, more = told + heard["operations"], heard["cursor"], heard["more"]
    return fold(Operation(**{**each, "kind": Kind(each["kind"])}) for each in told)

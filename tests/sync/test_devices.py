"""Two devices that tap, lose the network, send twice, die and come back: one same log."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from strongstride.accounts.models import Athlete
from strongstride.training.models import LoggedSet, TrainingSession
from strongstride.training.models import Operation as OperationRow
from strongstride.training.session_log.actions import record
from strongstride.training.session_log.operations import Kind, Operation
from strongstride.training.session_log.queries import NOTHING_YET, changes_since
from strongstride.training.session_log.rows import from_row, session_columns, set_columns
from strongstride.training.session_log.state import fold
from tests.casting import new_user
from tests.sync.make_vectors import session_key

LONG_AGO = date(2020, 1, 1)


class Device:
    """A phone: an outbox, what it knows, its own wrong clock."""

    def __init__(self, clock_ms: int) -> None:
        self.name = str(uuid4())
        self.clock_ms = clock_ms
        self.seen = 0
        self.cursor = NOTHING_YET
        self.waiting: dict[str, Operation] = {}
        self.known: dict[str, Operation] = {}

    def tap(self, session: str, kind: Kind, body: dict[str, Any]) -> Operation:
        """Something was tapped: on disk before anything is sent."""
        self.clock_ms += 1
        self.seen = max(self.clock_ms, self.seen + 1)
        made = Operation(
            op=str(uuid4()),
            device=self.name,
            session=session,
            kind=kind,
            at=self.seen,
            body=body,
        )
        self.waiting[made.op] = made
        return made

    def log(self) -> dict[str, Any]:
        """What this device shows."""
        return fold([*self.known.values(), *self.waiting.values()])


class TwoPhones(RuleBasedStateMachine):
    """Whatever happens on the way, nothing tapped is lost and everybody ends with the same log."""

    sessions = Bundle("sessions")
    sets = Bundle("sets")
    devices = st.integers(0, 1)

    @initialize(skew=st.integers(-(10**6), 10**6))
    def two_phones(self, skew: int) -> None:
        self.athlete: Athlete = new_user().athlete
        self.phones = [Device(1_790_000_000_000), Device(1_790_000_000_000 + skew)]
        self.tapped: dict[str, Operation] = {}

    def tap(self, device: int, session: str, kind: Kind, **body: Any) -> None:
        made = self.phones[device].tap(session, kind, body)
        self.tapped[made.op] = made

    @rule(target=sessions, device=devices)
    def start(self, device: int) -> str:
        key = str(uuid4())
        body = {"on": "2026-11-22", "title": "Legs", "planned_key": None, "planned": None}
        self.tap(device, key, Kind.SESSION_STARTED, **body, source="player", started_at=None)
        return key

    @rule(target=sessions, device=devices, go=st.integers(0, 1))
    def begin_what_is_planned(self, device: int, go: int) -> str:
        """Both phones may begin the same planned session without knowing of each other."""
        key = session_key(str(self.athlete.pk), "2026-W48-1", "2026-11-22", go)
        planned = {"focus": "legs", "work": [], "phone": device}
        body = {"on": "2026-11-22", "title": "Legs", "planned_key": "2026-W48-1"}
        at = 1_790_000_000_000 + device
        self.tap(
            device,
            key,
            Kind.SESSION_STARTED,
            **body,
            planned=planned,
            source="player",
            started_at=at,
        )
        return key

    @rule(target=sets, device=devices, session=sessions, reps=st.integers(0, 20))
    def log_set(self, device: int, session: str, reps: int) -> tuple[str, str]:
        key = str(uuid4())
        done = {"exercise": "push-up", "position": reps, "done_at": 1_790_000_000_000}
        self.tap(device, session, Kind.SET_LOGGED, set=key, **done, reps=reps)
        return session, key

    @rule(device=devices, one=sets, reps=st.integers(0, 20))
    def correct(self, device: int, one: tuple[str, str], reps: int) -> None:
        self.tap(device, one[0], Kind.SET_CORRECTED, set=one[1], reps=reps)

    @rule(device=devices, one=sets, kind=st.sampled_from([Kind.SET_REMOVED, Kind.SET_RESTORED]))
    def remove_or_restore(self, device: int, one: tuple[str, str], kind: Kind) -> None:
        self.tap(device, one[0], kind, set=one[1])

    @rule(
        device=devices,
        session=sessions,
        kind=st.sampled_from([Kind.SESSION_DISCARDED, Kind.SESSION_REOPENED]),
    )
    def discard_or_reopen(self, device: int, session: str, kind: Kind) -> None:
        self.tap(device, session, kind)

    @rule(device=devices, session=sessions)
    def finish(self, device: int, session: str) -> None:
        self.tap(device, session, Kind.SESSION_FINISHED, finished_at=1_790_000_000_000)

    @rule(device=devices, session=sessions, other=st.none() | st.sampled_from(["plank", "lunge"]))
    def swap(self, device: int, session: str, other: str | None) -> None:
        self.tap(device, session, Kind.EXERCISE_SWAPPED, work=0, exercise=other)

    @rule(
        device=devices,
        session=sessions,
        kind=st.sampled_from([Kind.STEP_PASSED, Kind.STEP_RETURNED]),
    )
    def pass_or_return(self, device: int, session: str, kind: Kind) -> None:
        self.tap(device, session, kind, step="work-0-1")

    @rule(device=devices, data=st.data(), heard=st.booleans())
    def send(self, device: int, data: st.DataObject, *, heard: bool) -> None:
        """Some of what waits, in any order, perhaps twice; the answer may never arrive."""
        waiting = list(self.phones[device].waiting.values())
        some = data.draw(st.lists(st.sampled_from(waiting), max_size=6)) if waiting else []
        self.exchange(device, some, heard=heard)

    def exchange(self, device: int, some: Sequence[Operation], *, heard: bool) -> None:
        answers = record(self.athlete, some)
        for answer in answers if heard else ():
            phone = self.phones[device]
            if answer.op in phone.waiting:
                phone.known[answer.op] = phone.waiting.pop(answer.op)

    @rule(device=devices)
    def hear(self, device: int) -> None:
        """What the other device did."""
        phone = self.phones[device]
        more = True
        while more:
            told = changes_since(self.athlete, phone.cursor, UUID(phone.name), LONG_AGO)
            phone.cursor, more = UUID(told.cursor), told.more
            for each in told.operations:
                phone.known[each.op] = each
                phone.seen = max(phone.seen, each.at)

    @invariant()
    def nothing_tapped_is_lost(self) -> None:
        kept = {str(op) for op in OperationRow.objects.values_list("op", flat=True)}
        for phone in self.phones:
            kept |= phone.waiting.keys()
        assert self.tapped.keys() <= kept

    @invariant()
    def the_rows_are_the_fold(self) -> None:
        kept = [from_row(row) for row in OperationRow.objects.filter(athlete=self.athlete)]
        log = fold(kept)
        sessions = TrainingSession.objects.filter(athlete=self.athlete)
        assert {str(row.pk) for row in sessions} == log.keys()
        for row in sessions:
            said = session_columns(log[str(row.pk)])
            assert {name: getattr(row, name) for name in said} == said
        rows = {str(row.pk): row for row in LoggedSet.objects.filter(athlete=self.athlete)}
        told = {one.set: one for session in log.values() for one in session.sets}
        assert rows.keys() == told.keys()
        for key, one in told.items():
            columns = set_columns(one)
            assert {name: getattr(rows[key], name) for name in columns} == columns

    def teardown(self) -> None:
        """In the end the network is there for both: one same log."""
        if not hasattr(self, "phones"):
            return
        for device in (0, 1):
            self.exchange(device, list(self.phones[device].waiting.values()), heard=True)
        self.hear(0)
        self.hear(1)
        meant = fold(self.tapped.values())
        assert self.phones[0].log() == meant
        assert self.phones[1].log() == meant
        self.the_rows_are_the_fold()


@pytest.mark.django_db
@pytest.mark.both_databases
def test_two_devices_end_with_one_same_log() -> None:
    run_state_machine_as_test(TwoPhones, settings=settings(max_examples=25, stateful_step_count=25))

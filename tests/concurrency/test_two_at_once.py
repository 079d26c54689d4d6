"""Two requests of one athlete at the same moment leave what either order would have left."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import partial
from threading import Barrier, BrokenBarrierError
from typing import Any

import msgspec
import pytest
from django.db import connection

from strongstride.accounts.actions import change_profile, touch_inputs
from strongstride.accounts.models import Athlete
from strongstride.coach.adjusting.adjustment import SkipSession
from strongstride.runs import actions as run_actions
from strongstride.runs import gathering
from strongstride.runs.models import Run
from strongstride.training.models import Adjustment, Programme
from strongstride.training.planning import actions, programme
from strongstride.training.planning.inputs import planning_of
from strongstride.training.planning.programme import head_for
from tests.casting import new_user
from tests.formats.making import fit_run, gpx_run
from tests.runs.conftest import bring, made_run
from tests.training.planning.people import made_ready

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

TODAY = date(2026, 11, 23)
MEETING_S = 0.4  # how long the first waits for a second that the lock keeps away


@pytest.fixture
def athlete() -> Athlete:
    return made_ready(new_user().athlete, datetime(2026, 11, 23, 9, tzinfo=UTC))


def together(*calls: Callable[[], Any]) -> None:
    """Run these at once, each with a connection of its own; errors come out."""

    def alone(call: Callable[[], Any]) -> None:
        try:
            call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        for done in [pool.submit(alone, call) for call in calls]:
            done.result()


class Meeting:
    """In place of a function: both callers arrive before either goes on, if they can."""

    def __init__(self, real: Callable[..., Any]) -> None:
        self.real, self.barrier = real, Barrier(2)

    def __call__(self, *args: Any, **words: Any) -> Any:
        with suppress(BrokenBarrierError):
            self.barrier.wait(MEETING_S)
        return self.real(*args, **words)


def again(athlete: Athlete) -> Athlete:
    """The athlete as another request reads them."""
    return Athlete.objects.select_related("user").get(pk=athlete.pk)


def keys_of(athlete: Athlete) -> set[str]:
    return {one.key for week in head_for(again(athlete), TODAY).weeks for one in week.sessions}


def skip(athlete: Athlete, key: str) -> Callable[[], Any]:
    mine = again(athlete)
    return lambda: actions.adjust(mine, SkipSession(made_on=TODAY, session=key), TODAY)


def test_two_changes_at_once_are_both_in_the_plan(
    athlete: Athlete, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = sorted(keys_of(athlete))[1:3]
    monkeypatch.setattr(actions, "_keep", Meeting(actions._keep))
    together(skip(athlete, first), skip(athlete, second))
    assert keys_of(athlete).isdisjoint({first, second})
    new = planning_of(again(athlete), TODAY).programme().programme
    assert keys_of(athlete) == {one.id for week in new.weeks for one in week.sessions}


def test_two_changes_taken_back_at_once_are_both_gone(
    athlete: Athlete, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = keys_of(athlete)
    for key in sorted(before)[1:3]:
        skip(athlete, key)()
    rows = list(Adjustment.objects.filter(athlete=athlete))
    one, other = again(athlete), again(athlete)
    monkeypatch.setattr(f"{actions.__name__}.touch_inputs", Meeting(touch_inputs))
    together(lambda: actions.undo(one, rows[0], TODAY), lambda: actions.undo(other, rows[1], TODAY))
    assert keys_of(athlete) == before


def test_a_plan_made_before_a_change_is_not_stored_over_it(
    athlete: Athlete, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = min(keys_of(athlete))
    late = again(athlete)
    Programme.objects.all().delete()
    real = planning_of
    overtaken: list[str] = []

    def overtake(who: Athlete, today: date) -> Any:
        planning = real(who, today)
        if not overtaken:
            overtaken.append(key)
            skip(athlete, key)()
        return planning

    monkeypatch.setattr(programme, "planning_of", overtake)
    head = head_for(late, TODAY)
    stored = Programme.objects.get(athlete=athlete)
    assert stored.inputs_version == again(athlete).inputs_version
    assert key not in {one.key for week in head.weeks for one in week.sessions}
    assert key not in keys_of(athlete)


def test_a_plan_is_made_under_lock_when_changes_never_stop(
    athlete: Athlete, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, made = planning_of, list[int]()

    def overtake(who: Athlete, today: date) -> Any:
        made.append(who.inputs_version)
        if not connection.in_atomic_block:
            change_profile(again(athlete), lambda known: msgspec.structs.replace(known))
        return real(who, today)

    monkeypatch.setattr(programme, "planning_of", overtake)
    head_for(again(athlete), TODAY)
    assert len(made) == programme._TRIES + 1
    assert Programme.objects.get().inputs_version == again(athlete).inputs_version == made[-1]


@pytest.fixture
def run(athlete: Athlete) -> Run:
    """A run that a second file tells of too."""
    bring(athlete, {"watch.fit": fit_run(seconds=1800)})
    return Run.objects.get(athlete=athlete)


@pytest.mark.parametrize("act", ["note", "remove", "restore"])
def test_what_the_runner_says_while_files_are_read_is_kept(
    athlete: Athlete, run: Run, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if act == "restore":
        run_actions.remove_run(run)
    say: Callable[[], None] = {
        "note": lambda: run_actions.note_run(run, "by the river"),
        "remove": lambda: run_actions.remove_run(run),
        "restore": lambda: run_actions.restore_run(run),
    }[act]
    meeting = Meeting(int)
    write = gathering._Changes.write

    def write_late(changes: gathering._Changes) -> None:
        meeting()
        write(changes)

    def say_when_read() -> None:
        meeting()
        say()

    monkeypatch.setattr(gathering._Changes, "write", write_late)
    run.athlete = again(athlete)
    together(lambda: bring(again(athlete), {"phone.gpx": gpx_run(seconds=1790)}), say_when_read)
    (kept,) = Run.objects.filter(athlete=athlete)
    assert (kept.note, kept.removed_at is not None) == {
        "note": ("by the river", False),
        "remove": ("", True),
        "restore": ("", False),
    }[act]


def test_removing_and_correcting_at_once_ends(athlete: Athlete) -> None:
    Run.objects.bulk_create(made_run(athlete, n, distance_m=10_000.0 + 100 * n) for n in range(12))
    runs = list(Run.objects.filter(athlete=athlete).order_by("on"))
    for each in runs:
        each.athlete = again(athlete)
    together(
        *(partial(run_actions.remove_run, each) for each in runs[:3]),
        *(partial(run_actions.edit_run, each, {"distance_m": 12_000.0}) for each in runs[3:6]),
    )
    kept = Run.objects.filter(athlete=athlete)
    assert kept.exclude(removed_at=None).count() == 3
    assert kept.filter(distance_m=12_000.0).count() == 3


def test_a_change_of_the_day_moves_nothing_that_was_said(athlete: Athlete) -> None:
    made_run(athlete).save(force_insert=True)
    run = Run.objects.get(athlete=athlete)
    run_actions.note_run(run, "windy")
    run_actions.edit_run(run, {"on": run.on + timedelta(days=1)})
    kept = Run.objects.get(pk=run.pk)
    assert (kept.note, kept.on - run.on) == ("windy", timedelta(days=1))

"""What differs between two programmes, in words a page can print."""

from calendar import day_name
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

import msgspec

from strongstride.coach.programme import PlannedSession, PlannedWeek, Programme
from strongstride.coach.rules import Reason
from strongstride.coach.runs import PlannedRun
from strongstride.coach.weeks import monday_of

Whys = Mapping[str, Reason]  # by session id: why it could not stay on its day


class ChangeKind(StrEnum):
    """What kind of difference."""

    MOVED = "moved"
    DROPPED = "dropped"
    ADDED = "added"
    OTHER_FOCUS = "other focus"
    EXERCISES = "exercises"
    SETS = "sets"
    RUN = "run"
    WEEK = "week"


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One difference: a sentence, the day it is about, and why where a rule decided it."""

    kind: ChangeKind
    text: str
    on: date
    session: str | None = None
    was_on: date | None = None
    why: Reason | None = None


def what_changes(
    before: Programme, after: Programme, whys: Whys | None = None, today: date | None = None
) -> tuple[Change, ...]:
    """Every difference from `today` on, by day: sessions first, then runs, then weeks."""
    whys = whys or {}
    sessions = _by_id(before), _by_id(after)
    found = [
        *_sessions(*sessions, after, whys),
        *_runs(_all_runs(before), _all_runs(after)),
        *_weeks(before, after),
    ]
    since = today or date.min
    return tuple(sorted((one for one in found if _last(one) >= since), key=lambda one: one.on))


def _last(change: Change) -> date:
    return max(change.on, change.was_on or change.on)


def _by_id(programme: Programme) -> dict[str, PlannedSession]:
    return {session.id: session for week in programme.weeks for session in week.sessions}


def _all_runs(programme: Programme) -> list[PlannedRun]:
    return [run for week in programme.weeks for run in week.runs]


def _sessions(
    was: Mapping[str, PlannedSession],
    now: Mapping[str, PlannedSession],
    after: Programme,
    whys: Whys,
) -> Iterator[Change]:
    first = min((week.starts_on for week in after.weeks), default=date.min)
    for key, session in was.items():
        if key in now:
            yield from _session(session, now[key], whys)
        elif session.on >= first:
            why = whys.get(key) or _loss(after, session.on)
            text = f"{_title(session)} on {_day(session.on)} falls away"
            yield _change(ChangeKind.DROPPED, text, session, why)
    for key, session in now.items():
        if key not in was:
            text = f"{_title(session)} on {_day(session.on)} is new"
            yield _change(ChangeKind.ADDED, text, session, None)


def _session(was: PlannedSession, now: PlannedSession, whys: Whys) -> Iterator[Change]:
    if was.on != now.on:
        text = f"{_title(was)} moves from {_day(was.on)} to {_day(now.on)}"
        yield _change(ChangeKind.MOVED, text, now, whys.get(was.id), was_on=was.on)
    if was.focus != now.focus:
        text = f"{_day(now.on)}: {now.focus} instead of {was.focus}"
        yield _change(ChangeKind.OTHER_FOCUS, text, now, None)
        return
    yield from _work(was, now)


def _work(was: PlannedSession, now: PlannedSession) -> Iterator[Change]:
    """Other exercises, or fewer or more sets of the same."""
    old = {item.exercise.id: item for item in was.work}
    new = {item.exercise.id: item for item in now.work}
    gone = [item.exercise.name for key, item in old.items() if key not in new]
    came = [item.exercise.name for key, item in new.items() if key not in old]
    if gone or came:
        yield _change(ChangeKind.EXERCISES, f"{_day(now.on)}: {_exchange(gone, came)}", now, None)
    sets = sum(len(item.sets) for item in was.work), sum(len(item.sets) for item in now.work)
    if sets[0] != sets[1]:
        text = f"{_day(now.on)}: {sets[1]} sets in {now.minutes} min instead of {sets[0]} sets"
        yield _change(ChangeKind.SETS, text, now, None)


def _exchange(gone: Sequence[str], came: Sequence[str]) -> str:
    if gone and came:
        return f"{_list(came)} instead of {_list(gone)}"
    return f"{_list(gone)} left out" if gone else f"{_list(came)} added"


def _runs(was: Sequence[PlannedRun], now: Sequence[PlannedRun]) -> Iterator[Change]:
    gone = [run for run in was if run not in now]
    came = [run for run in now if run not in was]
    for run in gone:
        moved = next((one for one in came if _same_run(run, one)), None)
        if moved is None:
            text = f"The {run.kind} run on {_day(run.on)} falls away"
            yield Change(kind=ChangeKind.RUN, text=f"{text}.", on=run.on)
            continue
        came.remove(moved)
        text = f"The {run.kind} run moves from {_day(run.on)} to {_day(moved.on)}"
        yield Change(kind=ChangeKind.RUN, text=f"{text}.", on=moved.on, was_on=run.on)
    for run in came:
        text = f"A run on {_day(run.on)} is new or changed: {run.kind}"
        yield Change(kind=ChangeKind.RUN, text=f"{text}.", on=run.on)


def _same_run(one: PlannedRun, other: PlannedRun) -> bool:
    return msgspec.structs.replace(one, on=other.on) == other


def _weeks(before: Programme, after: Programme) -> Iterator[Change]:
    """Phases and lighter weeks that changed."""
    was = {week.starts_on: week for week in before.weeks}
    for week in after.weeks:
        old = was.get(week.starts_on)
        if old is not None and _kind(old) != _kind(week):
            text = f"Week of {week.starts_on.day} {week.starts_on:%b}: {_kind(week)}"
            yield Change(
                kind=ChangeKind.WEEK, text=f"{text} instead of {_kind(old)}.", on=week.starts_on
            )
    if len(before.weeks) != len(after.weeks):
        text = f"The plan has {len(after.weeks)} weeks instead of {len(before.weeks)}."
        last = after.weeks[-1].starts_on if after.weeks else date.min
        yield Change(kind=ChangeKind.WEEK, text=text, on=last)


def _kind(week: PlannedWeek) -> str:
    return f"{week.phase}, easier" if week.deload else week.phase.value


def _loss(after: Programme, on: date) -> Reason | None:
    """What the programme says it gave up in the week of a day."""
    monday = monday_of(on).isoformat()
    for lost in after.given_up:
        numbers = dict(lost.numbers)
        if str(numbers.get("first_week", "9")) <= monday <= str(numbers.get("last_week", "")):
            return lost
    return None


def _change(
    kind: ChangeKind,
    text: str,
    session: PlannedSession,
    why: Reason | None,
    was_on: date | None = None,
) -> Change:
    told = f"{text}: {_inside(why.text)}" if why else f"{text}."
    return Change(kind=kind, text=told, on=session.on, session=session.id, was_on=was_on, why=why)


def _inside(sentence: str) -> str:
    """A sentence after a colon: without its capital, unless a day's name begins it."""
    first = sentence.partition(" ")[0]
    return sentence if first in day_name else sentence[:1].lower() + sentence[1:]


def _title(session: PlannedSession) -> str:
    return session.focus[:1].upper() + session.focus[1:]


def _day(on: date) -> str:
    return f"{on:%a} {on.day} {on:%b}"


def _list(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

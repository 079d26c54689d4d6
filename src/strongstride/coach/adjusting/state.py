"""What the plan is made of after some adjustments: athlete, runs, and what was said of sessions."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec

from strongstride.coach.adjusting.adjustment import (
    AddRun,
    Adjustment,
    DaysAway,
    EditRun,
    Hurts,
    MoveRun,
    MoveSession,
    PinSession,
    RemoveRun,
    ShortenSession,
    SkipSession,
    Sore,
    SwapExercise,
)
from strongstride.coach.adjusting.session_key import SessionKey, session_key
from strongstride.coach.athlete import Athlete, Pain
from strongstride.coach.catalogue import Region, catalogue
from strongstride.coach.content import Content, Exchange, SoreMuscles
from strongstride.coach.equipment import can_do
from strongstride.coach.rules import Reason, n, reason
from strongstride.coach.runs import PlannedRun, RunKind
from strongstride.coach.safety import allowed

DAY = timedelta(days=1)


class State(msgspec.Struct, frozen=True, kw_only=True):
    """Inputs of the plan as the adjustments so far left them."""

    athlete: Athlete
    runs: tuple[PlannedRun, ...]
    content: Content = Content()
    pins: Mapping[SessionKey, date] = {}
    skipped: frozenset[SessionKey] = frozenset()


def applied(each: Adjustment, state: State, today: date) -> State | Reason:
    """The state after one adjustment, or why it cannot be; moves of sessions leave it as it is."""
    match each:
        case MoveSession() | PinSession() | SkipSession() | ShortenSession():
            return _to_session(each, state)
        case SwapExercise():
            return _swapped(each, state, today)
        case DaysAway():
            return _away(each, state)
        case Sore():
            return _sore(each, state)
        case Hurts():
            return _hurts(each, state)
        case MoveRun() | EditRun() | AddRun() | RemoveRun():
            return _with_runs(each, state, today)


def _to_session(
    each: MoveSession | PinSession | SkipSession | ShortenSession, state: State
) -> State | Reason:
    key = session_key(each.session)
    if key is None:
        return reason("moves-in-its-week", f"There is no session called {each.session}.")
    match each:
        case MoveSession():
            pins = {pinned: on for pinned, on in state.pins.items() if pinned != key}
            return msgspec.structs.replace(state, pins=pins)
        case PinSession():
            return msgspec.structs.replace(state, pins={**state.pins, key: each.on})
        case SkipSession():
            return msgspec.structs.replace(state, skipped=state.skipped | {key})
        case ShortenSession():
            return _shortened(each, state)


def _shortened(each: ShortenSession, state: State) -> State | Reason:
    least = int(n("shorten-session", "least_min"))
    if each.minutes < least:
        text = f"{least} minutes is the shortest session: skip it instead."
        return reason("shorten-session", text, least=least)
    usual = state.athlete.availability.minutes
    minutes = {**state.content.minutes, each.session: min(each.minutes, usual)}
    return _with_content(state, minutes=minutes)


def _swapped(each: SwapExercise, state: State, today: date) -> State | Reason:
    known = catalogue().exercises
    wanted = known.get(each.instead)
    if wanted is None or not wanted.is_training or each.exercise not in known:
        return reason("swap-exercise", "There is no such exercise to swap.")
    against = allowed(wanted, state.athlete, today)
    if against is not None:
        return against
    if not can_do(state.athlete.equipment, wanted):
        text = f"{wanted.name} needs equipment that is not on your list."
        return reason("swap-exercise", text)
    exchange = Exchange(
        exercise=each.exercise, instead=each.instead, since=each.made_on, session=each.session
    )
    return _with_content(state, exchanges=(*state.content.exchanges, exchange))


def _away(each: DaysAway, state: State) -> State | Reason:
    if each.last < each.first:
        return reason("runner-said-no", "The last day away comes before the first.")
    free = state.athlete.availability
    free = msgspec.structs.replace(free, away=(*free.away, (each.first, each.last)))
    athlete = msgspec.structs.replace(state.athlete, availability=free)
    return msgspec.structs.replace(state, athlete=athlete)


def _sore(each: Sore, state: State) -> State:
    most = each.made_on + (int(n("sore-muscles", "most_days")) - 1) * DAY
    sore = SoreMuscles(region=each.region, since=each.made_on, until=min(each.until, most))
    return _with_content(state, sore=(*state.content.sore, sore))


def _hurts(each: Hurts, state: State) -> State:
    others = tuple(pain for pain in state.athlete.pains if pain.part is not each.part)
    level = max(0, min(10, each.level))
    felt = (Pain(part=each.part, level=level, since=each.made_on),) if level else ()
    athlete = msgspec.structs.replace(state.athlete, pains=(*others, *felt))
    return msgspec.structs.replace(state, athlete=athlete)


def _with_content(state: State, **changes: object) -> State:
    content: Content = msgspec.structs.replace(state.content, **changes)
    return msgspec.structs.replace(state, content=content)


def _with_runs(
    each: MoveRun | EditRun | AddRun | RemoveRun, state: State, today: date
) -> State | Reason:
    if isinstance(each, AddRun):
        return msgspec.structs.replace(state, runs=in_order((*state.runs, each.added)))
    if each.on < today:
        return _with_run_of_before(each, state)
    place = next(
        (i for i, run in enumerate(state.runs) if run.on == each.on and run.kind is each.run), None
    )
    if place is None:
        text = f"There is no {each.run} run on {each.on.day} {each.on:%B} any more."
        return reason("run-projection", text)
    found = state.runs[place]
    if _is_goal(found, state.athlete):
        text = "The race is your goal: change its date in the race itself, not as a run."
        return reason("run-projection", text)
    others = (*state.runs[:place], *state.runs[place + 1 :])
    match each:
        case MoveRun():
            others = (*others, msgspec.structs.replace(found, on=each.to))
        case EditRun():
            others = (*others, each.becomes)
        case RemoveRun():
            pass
    return msgspec.structs.replace(state, runs=in_order(others))


def _with_run_of_before(each: MoveRun | EditRun | RemoveRun, state: State) -> State:
    """The day of the run is over, so the run is no longer expected: only its new day counts."""
    match each:
        case MoveRun(was=PlannedRun() as was, to=on):
            coming: PlannedRun | None = msgspec.structs.replace(was, on=on)
        case EditRun(becomes=coming):
            pass
        case _:
            coming = None
    if coming is None:
        return state
    return msgspec.structs.replace(state, runs=in_order((*state.runs, coming)))


def _is_goal(run: PlannedRun, athlete: Athlete) -> bool:
    return run.kind is RunKind.RACE and athlete.goal is not None and run.on == athlete.goal.on


def in_order(runs: Sequence[PlannedRun]) -> tuple[PlannedRun, ...]:
    """Runs by date, kind and name."""
    return tuple(sorted(runs, key=lambda run: (run.on, run.kind, run.name)))


def sore_leg_days(content: Content) -> dict[date, date]:
    """Every day on which sore legs limit the day, and until when they are said to be sore."""
    found: dict[date, date] = {}
    for each in content.sore:
        if each.region is Region.LOWER:
            for number in range((each.until - each.since).days + 1):
                day = each.since + number * DAY
                found[day] = max(each.until, found.get(day, each.until))
    return found

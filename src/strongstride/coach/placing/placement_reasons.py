"""Why each session stands where it stands, and what could not be placed, in plain words."""

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

import msgspec

from strongstride.coach.frame import MOST_LEG_COST, Slot, WeekFrame
from strongstride.coach.placing.day_limits import DayLimit, hours_between
from strongstride.coach.placing.placement_rules import PlacementRules
from strongstride.coach.placing.week_patterns import Pattern
from strongstride.coach.rules import Reason, reason

WEEK = timedelta(days=7)
TOLD_IN_HOURS = 3  # days; longer gaps are told in days
_AT_MOST = ("No leg work", "Only light leg work", "No heavy leg work")  # by leg cost


def slots_of(
    weeks: Sequence[Sequence[DayLimit]],
    chosen: Sequence[Pattern],
    last_leg_session_on: date | None,
    rules: PlacementRules,
) -> tuple[Slot, ...]:
    """One slot a session, in order of date, with its reasons."""
    slots = []
    last_leg = DayLimit(on=last_leg_session_on, is_open=True) if last_leg_session_on else None
    for week, pattern in zip(weeks, chosen, strict=True):
        for day, leg_cost in zip(pattern.days, pattern.leg_costs, strict=True):
            limit = week[day]
            slots.append(
                Slot(
                    on=limit.on,
                    leg_cost=leg_cost,
                    same_day_as_run=limit.same_day_as_run,
                    starts_at=_clock(limit.starts_min),
                    reasons=tuple(_why_here(limit, leg_cost, last_leg, rules)),
                )
            )
            if leg_cost:
                last_leg = limit
    return tuple(slots)


def _clock(minutes: int | None) -> time | None:
    return None if minutes is None else time(minutes // 60, minutes % 60)


def _why_here(
    limit: DayLimit, leg_cost: int, last_leg: DayLimit | None, rules: PlacementRules
) -> Iterator[Reason]:
    if limit.after_hard_run:
        text = (
            f"After {limit.on:%A}'s hard run, {rules.double_h} hours or more later, as you chose."
        )
        yield reason("hard-day-doubles", text, hours=rules.double_h)
    elif limit.same_day_as_run:
        text = f"{limit.on:%A}'s run is short and easy enough to share the day: run first."
        yield reason("easy-run-days", text, longest_min=rules.longest_min)
    else:
        yield reason("easy-run-days", f"No run on {limit.on:%A}.", runs=0)
    if limit.leg_cost < MOST_LEG_COST and leg_cost == limit.leg_cost:
        narrowed = limit.limits[-1]
        yield reason(narrowed.rule, f"{_AT_MOST[leg_cost]}: {narrowed.text}.")
    if not leg_cost:
        return
    key = limit.next_key_run
    if key is None:
        yield reason("legs-before-key-run", "No hard, long or race run in the next three days.")
    else:
        text = f"{key.hours:.0f} hours to {key.run.on:%A}'s {key.run.kind} run."
        yield reason("legs-before-key-run", text, hours=key.hours)
    if last_leg is not None:
        days = (limit.on - last_leg.on).days
        hours = hours_between(days, last_leg.starts_min, limit.starts_min, rules)
        text = f"{hours:.0f} hours after the last leg session."
        if days > TOLD_IN_HOURS:
            text = f"{days} days since the last leg session."
        yield reason("legs-after-legs", text, hours=hours)


class _Loss(msgspec.Struct, frozen=True):
    """Something a week had to give up: rule, sentence and numbers, the same for like weeks."""

    rule: str
    text: str
    numbers: tuple[tuple[str, float], ...]


def given_up(
    frames: Sequence[WeekFrame],
    weeks: Sequence[Sequence[DayLimit]],
    chosen: Sequence[Pattern],
    rules: PlacementRules,
) -> tuple[Reason, ...]:
    """What the rules did not leave room for; weeks in a row that lose the same are told once."""
    since: dict[_Loss, date] = {}
    found: list[tuple[date, date, _Loss]] = []
    opened = False
    for number, (frame, week, pattern) in enumerate(zip(frames, weeks, chosen, strict=True)):
        if number and frame.block != frames[number - 1].block:
            opened = False
        losses = [*_too_few(frame, week, pattern), *_nearer(week, pattern, opened, rules)]
        found += [
            (since.pop(old), frame.starts_on, old) for old in list(since) if old not in losses
        ]
        for loss in losses:
            since.setdefault(loss, frame.starts_on)
        opened = opened or pattern.first_leg >= 0
    end = frames[-1].starts_on + WEEK
    found += [(first, end, loss) for loss, first in since.items()]
    told = [_tell(first, after - WEEK, loss) for first, after, loss in found]
    pins = [
        pin for week, pattern in zip(weeks, chosen, strict=True) for pin in _pins(week, pattern)
    ]
    return (*sorted(told, key=lambda why: dict(why.numbers)["first_week"]), *pins)


def _tell(first: date, last: date, loss: _Loss) -> Reason:
    when = (
        f"Week of {_short(first)}" if first == last else f"Weeks {_short(first)} to {_short(last)}"
    )
    span = {"first_week": first.isoformat(), "last_week": last.isoformat()}
    return reason(loss.rule, f"{when}: {loss.text}", **dict(loss.numbers), **span)


def _too_few(frame: WeekFrame, week: Sequence[DayLimit], pattern: Pattern) -> Iterator[_Loss]:
    """Sessions that no day is open for, else leg sessions that no day has room for."""
    wanted, placed = len(frame.wanted_leg_costs), len(pattern.days)
    wanted_legs = sum(cost > 0 for cost in frame.wanted_leg_costs)
    legs = [day for day, cost in zip(pattern.days, pattern.leg_costs, strict=True) if cost]
    numbers = (
        ("wanted", wanted), ("placed", placed), ("wanted_legs", wanted_legs), ("legs", len(legs)),
    )  # fmt: skip
    if placed < wanted:
        rule, why = _because([limit for limit in week if not limit.is_open])
        yield _Loss(rule, f"{_fit(placed, wanted, 'session')}: {why}.", numbers)
    elif len(legs) < wanted_legs:
        rule, why = _because([limit for limit in week if not limit.leg_cost])
        left = [limit for day, limit in enumerate(week) if limit.leg_cost and day not in legs]
        if left:
            days = " and ".join(f"{limit.on:%A}" for limit in left)
            close = f"{days} would be less than 48 hours from a leg session"
            why = f"{why}; {close}" if why else close
        yield _Loss(rule, f"{_fit(len(legs), wanted_legs, 'leg session')}: {why}.", numbers)


def _fit(count: int, wanted: int, what: str) -> str:
    if not count and wanted == 1:
        return "no strength fits" if what == "session" else "no leg session fits"
    few = {0: f"no {what}", 1: f"only one {what}"}.get(count, f"only {count} {what}s")
    return f"{few} of {wanted} fits" if count < 2 else f"{few} of {wanted} fit"


def _because(narrow: Sequence[DayLimit]) -> tuple[str, str]:
    """The rule that narrows most of these days, and what narrows each of them."""
    limits = [limit.limits[-1] for limit in narrow]  # the last one is the one that binds
    if not limits:
        return "legs-after-legs", ""
    limits = [limit for limit in limits if not limit.text.endswith(" is past")] or limits
    names = [limit.rule for limit in limits]
    return max(sorted(set(names)), key=names.count), ", ".join(limit.text for limit in limits)


def _nearer(
    week: Sequence[DayLimit], pattern: Pattern, opened: bool, rules: PlacementRules
) -> Iterator[_Loss]:
    """Hours before a key run that were cut short, by default and in a new block."""
    limit = week[pattern.first_leg]
    key = limit.next_key_run
    if pattern.first_leg < 0 or key is None:
        return
    what = f"{key.run.on:%A}'s {key.run.kind} run"
    if not limit.leg_cost:
        text = (
            f"no day leaves {rules.default_h} hours before a key run; the one leg session stands "
            f"{key.hours:.0f} hours before {what}, lighter than planned."
        )
        numbers = (("hours", key.hours), ("wanted_h", rules.default_h))
        yield _Loss("legs-before-key-run", text, numbers)
    if not opened and not limit.may_open_block:
        text = (
            f"a new block begins {key.hours:.0f} hours before {what}, not {rules.new_block_h}: "
            "start lighter than you could."
        )
        numbers = (("hours", key.hours), ("wanted_h", rules.new_block_h))
        yield _Loss("new-block-before-key-run", text, numbers)


def _pins(week: Sequence[DayLimit], pattern: Pattern) -> Iterator[Reason]:
    for day, limit in enumerate(week):
        if limit.pinned and day not in pattern.days:
            why = limit.limits[-1] if limit.limits else None
            text = why.text if why else "the week's sessions keep the rules better on other days"
            rule = why.rule if why else "placement-cost"
            on = f"{limit.on:%A} {_short(limit.on)}"
            yield reason(rule, f"The session you pinned to {on} could not be kept: {text}.")


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"

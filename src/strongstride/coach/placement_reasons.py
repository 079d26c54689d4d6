"""Why each session stands where it stands, and what could not be placed, in plain words."""

from collections.abc import Iterator, Sequence
from datetime import date, time

from strongstride.coach.day_limits import MOST_LEG_COST, DayLimit, hours_between
from strongstride.coach.frame import Slot, WeekFrame
from strongstride.coach.placement_rules import PlacementRules
from strongstride.coach.rules import Reason, reason
from strongstride.coach.week_patterns import Pattern


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
    if limit.same_day_as_run:
        text = f"{limit.on:%A}'s run is short and easy enough to share the day: run first."
        yield reason("easy-run-days", text, longest_min=rules.longest_min)
    else:
        yield reason("easy-run-days", f"No run on {limit.on:%A}.", runs=0)
    if limit.leg_cost < MOST_LEG_COST and leg_cost == limit.leg_cost:
        for narrowed in limit.limits:
            yield reason(narrowed.rule, f"Leg cost at most {leg_cost}: {narrowed.text}.")
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
        yield reason(
            "legs-after-legs", f"{hours:.0f} hours after the last leg session.", hours=hours
        )


def given_up(
    frames: Sequence[WeekFrame],
    weeks: Sequence[Sequence[DayLimit]],
    chosen: Sequence[Pattern],
    rules: PlacementRules,
) -> tuple[Reason, ...]:
    """What the rules did not leave room for, week by week."""
    found: list[Reason] = []
    opened = False
    for number, (frame, week, pattern) in enumerate(zip(frames, weeks, chosen, strict=True)):
        if number and frame.block != frames[number - 1].block:
            opened = False
        found.extend(_too_few(frame, week, pattern))
        found.extend(_nearer(frame, week, pattern, opened, rules))
        found.extend(_pins(week, pattern))
        opened = opened or pattern.first_leg >= 0
    return tuple(found)


def _too_few(frame: WeekFrame, week: Sequence[DayLimit], pattern: Pattern) -> Iterator[Reason]:
    wanted, placed = len(frame.wanted_leg_costs), len(pattern.days)
    wanted_legs = sum(cost > 0 for cost in frame.wanted_leg_costs)
    legs = sum(cost > 0 for cost in pattern.leg_costs)
    numbers = {"wanted": wanted, "placed": placed, "wanted_legs": wanted_legs, "legs": legs}
    blocks = _blocks(week)
    if placed < wanted:
        rule = _main_rule(week, closed=True)
        text = (
            f"{_week_of(frame)}: {_count(placed, 'session')} of {wanted} fit{_s(placed)}: {blocks}."
        )
        yield reason(rule, text, **numbers)
    elif legs < wanted_legs:
        rule = _main_rule(week, closed=False)
        fit = f"{_count(legs, 'leg session')} of {wanted_legs} fit{_s(legs)}"
        text = f"{_week_of(frame)}: {fit}: {blocks}."
        yield reason(rule, text, **numbers)


def _s(count: int) -> str:
    return "s" if count == 1 else ""


def _count(count: int, what: str) -> str:
    words = {0: "no", 1: "only one"}
    return f"{words.get(count, f'only {count}')} {what}{'' if count == 1 else 's'}"


def _blocks(week: Sequence[DayLimit]) -> str:
    texts = [limit.limits[0].text for limit in week if limit.limits]
    rest = "on the other days leg sessions would be less than 48 hours apart"
    if not texts:
        return rest
    return ", ".join(texts) + ("" if len(texts) == len(week) else f"; {rest}")


def _main_rule(week: Sequence[DayLimit], *, closed: bool) -> str:
    """The rule that narrows most days of the week, among closed days or among all."""
    names = [
        limit.limits[0].rule for limit in week if limit.limits and not (closed and limit.is_open)
    ]
    if not names:
        return "one-a-day" if closed else "legs-after-legs"
    return max(sorted(set(names)), key=names.count)


def _nearer(
    frame: WeekFrame,
    week: Sequence[DayLimit],
    pattern: Pattern,
    opened: bool,
    rules: PlacementRules,
) -> Iterator[Reason]:
    if pattern.first_leg < 0:
        return
    limit = week[pattern.first_leg]
    key = limit.next_key_run
    if key is None:
        return
    what = f"{key.run.on:%A}'s {key.run.kind} run"
    if not limit.leg_cost:
        text = (
            f"{_week_of(frame)}: no day leaves {rules.default_h} hours before a key run; the one "
            f"leg session stands {key.hours:.0f} hours before {what}, lighter than planned."
        )
        yield reason("legs-before-key-run", text, hours=key.hours, wanted_h=rules.default_h)
    if not opened and not limit.may_open_block:
        text = (
            f"{_week_of(frame)}: a new block begins {key.hours:.0f} hours before {what}, not "
            f"{rules.new_block_h}: start lighter than you could."
        )
        yield reason("new-block-before-key-run", text, hours=key.hours, wanted_h=rules.new_block_h)


def _pins(week: Sequence[DayLimit], pattern: Pattern) -> Iterator[Reason]:
    for day, limit in enumerate(week):
        if limit.pinned and day not in pattern.days:
            why = limit.limits[0] if limit.limits else None
            text = why.text if why else "the week's sessions keep the rules better on other days"
            on = f"{limit.on:%A} {limit.on.day} {limit.on:%b}"
            rule = why.rule if why else "placement-cost"
            yield reason(rule, f"The session you pinned to {on} could not be kept: {text}.")


def _week_of(frame: WeekFrame) -> str:
    return f"Week of {frame.starts_on.day} {frame.starts_on:%b}"

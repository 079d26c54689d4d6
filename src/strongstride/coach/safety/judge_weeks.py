"""The judge's rules for whole weeks and for how weeks follow one another."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from strongstride.coach.athlete import Athlete
from strongstride.coach.catalogue import Exercise, Measure, Pattern, catalogue
from strongstride.coach.rules import n
from strongstride.coach.safety.findings import Finding, Severity, finding
from strongstride.coach.sessions.balance import tallied
from strongstride.coach.sessions.timing import work_seconds
from strongstride.coach.templates.expand import measure_of, sets_in
from strongstride.coach.templates.measures import Unit
from strongstride.coach.templates.template import Item, SetGroup, TemplateDay, TemplateWeek

_NOT_LIFTED = (Pattern.JUMP, Pattern.SPRINT)
LEG_SESSION = 2  # leg cost from which a session counts as one for the legs
HOURS_A_WEEK, HOURS_A_DAY = 168, 24


def week_findings(week: TemplateWeek, athlete: Athlete) -> Iterator[Finding]:
    """What the rules would change about one week."""
    for day in week.days:
        yield from _contacts(week, day, athlete)
        yield from _too_long(week, day, athlete)
    yield from _legs_apart(week)
    yield from _sets(week)
    yield from _balance(week)
    yield from _sessions(week, athlete)


def _contacts(week: TemplateWeek, day: TemplateDay, athlete: Athlete) -> Iterator[Finding]:
    most, found = n("contact-budget", athlete.experience.value), contacts_of(day, week)
    if found > most:
        yield finding(
            "contact-budget",
            Severity.CHANGE,
            f"{found} ground contacts in one session; {most:.0f} are enough for your experience.",
            f"Cut sets of jumps until {most:.0f} are left.",
            week=week.number,
            day=day.name,
        )


def contacts_of(day: TemplateDay, week: TemplateWeek) -> int:
    """Ground contacts of a session, both feet of one-sided jumps counted."""
    total = 0.0
    for item in day.items:
        exercise = catalogue().get(item.exercise)
        for group in item.groups:
            if measure_of(exercise, group) is Measure.CONTACTS:
                sides = 2 if exercise.one_sided or group.per_side else 1
                total += sides * sets_in(group, week) * group.amount.high
    return int(total)


def _too_long(week: TemplateWeek, day: TemplateDay, athlete: Athlete) -> Iterator[Finding]:
    given = athlete.availability.minutes
    needed = day.minutes or _minutes(day, week)
    if needed > given + n("time-given", "grace_min"):
        yield finding(
            "time-given",
            Severity.CHANGE,
            f"The session takes about {needed} minutes; you have {given}.",
            "Alternate exercises that do not tire each other, or leave out the last ones.",
            week=week.number,
            day=day.name,
        )


def _minutes(day: TemplateDay, week: TemplateWeek) -> int:
    work = sum(
        sets_in(group, week) * (_set_seconds(catalogue().get(item.exercise), item, group))
        for item in day.items
        for group in item.groups
    )
    work += n("session-length", "change_s") * len(day.items)
    return round(work / 60 + n("time-given", "around_min"))


def _set_seconds(exercise: Exercise, item: Item, group: SetGroup) -> float:
    rest = group.rest.high if group.rest else 0
    count = group.repeats.middle if group.repeats else group.amount.middle
    if group.unit is Unit.METRES:
        return exercise.seconds_per_rep + rest
    if item.every_s is not None:
        return item.every_s * count + rest
    pauses = (item.off_s or 0) * count
    if group.unit is Unit.SECONDS:
        sides = 2 if exercise.one_sided or group.per_side else 1
        return sides * (count * (group.amount.middle if group.repeats else 1) + pauses) + rest
    return work_seconds(exercise, int(count)) + pauses + rest


def leg_cost(day: TemplateDay) -> int:
    """The most any item of the day takes from the legs."""
    return max((catalogue().get(item.exercise).leg_cost for item in day.items), default=0)


def _legs_apart(week: TemplateWeek) -> Iterator[Finding]:
    legs = [day for day in week.days if leg_cost(day) >= LEG_SESSION]
    hours = n("legs-after-legs", "hours")
    text = f"Leg sessions stand closer together than {hours:.0f} hours."
    change = "Move one, or make it upper body and core."
    placed = sorted(int(day.on) for day in legs if day.on is not None)
    gaps = [after - before for before, after in pairwise(placed)]
    gaps += [placed[0] + 7 - placed[-1]] if placed else []
    crowded = len(legs) > 1 and HOURS_A_WEEK / len(legs) < hours
    if crowded or any(gap * HOURS_A_DAY < hours for gap in gaps):
        yield finding("legs-after-legs", Severity.CHANGE, text, change, week=week.number)


def _sets(week: TemplateWeek) -> Iterator[Finding]:
    most = n("enough-sets", "most")
    counts: dict[str, int] = {}
    for day in week.days:
        for item in day.items:
            exercise = catalogue().get(item.exercise)
            if exercise.leg_cost >= LEG_SESSION and exercise.pattern not in _NOT_LIFTED:
                hard = sum(sets_in(group, week) for group in item.groups if _is_hard(group))
                counts[exercise.pattern] = counts.get(exercise.pattern, 0) + hard
    for pattern, sets in counts.items():
        if sets > most:
            text = f"{sets} hard sets of the {pattern} pattern in a week; {most:.0f} are enough."
            change = f"Drop sets of the {pattern} pattern when running suffers."
            yield finding("enough-sets", Severity.NOTE, text, change, week=week.number)


def _is_hard(group: SetGroup) -> bool:
    if group.percent is not None:
        return group.percent.high >= n("enough-sets", "hard_percent")
    return group.rir is None or group.rir.low <= n("enough-sets", "hard_reserve")


def _balance(week: TemplateWeek) -> Iterator[Finding]:
    counts = tallied(
        (catalogue().get(item.exercise), sum(sets_in(group, week) for group in item.groups))
        for day in week.days
        for item in day.items
    )
    back, front, pull, push = counts.back, counts.front, counts.pull, counts.push
    if back + front and _unbalanced(back, front, "posterior-anterior"):
        text = f"{back} back-of-leg sets to {front} front-of-leg sets in a week."
        change = "Add a hip hinge or a calf raise." if back < front else "Add a squat or a lunge."
        yield finding("posterior-anterior", Severity.NOTE, text, change, week=week.number)
    if counts.upper and _unbalanced(pull, push, "pull-push"):
        text = f"{pull} pulling sets to {push} pushing sets in a week."
        change = "Add a row or a pull-up." if pull < push else "Add a push-up or a press."
        yield finding("pull-push", Severity.NOTE, text, change, week=week.number)


def _unbalanced(top: int, bottom: int, rule: str) -> bool:
    return not n(rule, "low") * bottom <= top <= n(rule, "high") * bottom


def _sessions(week: TemplateWeek, athlete: Athlete) -> Iterator[Finding]:
    given = athlete.availability.sessions_a_week
    if len(week.days) > given:
        text = f"{len(week.days)} sessions in a week; you have {given}."
        change = "The first ones are planned; or give more sessions a week."
        yield finding("sessions-given", Severity.NOTE, text, change, week=week.number)


def programme_findings(weeks: Sequence[TemplateWeek]) -> Iterator[Finding]:
    """What the rules would change about how weeks follow one another."""
    yield from _contact_growth(weeks)
    yield from _load_jumps(weeks)
    yield from _no_lighter_week(weeks)
    yield from _running(weeks)


def _contact_growth(weeks: Sequence[TemplateWeek]) -> Iterator[Finding]:
    """Against the most contacts of any week before: coming back from a light week is no growth."""
    most, free, before = n("contact-growth", "most"), n("contact-growth", "free"), 0
    for week in weeks:
        now = max((contacts_of(day, week) for day in week.days), default=0)
        allowed = max(free, before * (1 + most))
        if before and now > allowed:
            text = f"Contacts a session grow from {before} to {now}."
            change = f"Grow to {int(allowed)} at most."
            yield finding("contact-growth", Severity.CHANGE, text, change, week=week.number)
        before = max(before, now)


def _load_jumps(weeks: Sequence[TemplateWeek]) -> Iterator[Finding]:
    most = n("load-jump", "most")
    last: dict[tuple[str, str], float] = {}
    for week in weeks:
        for (item, kind), load in _heaviest(week).items():
            before = last.get((item, kind))
            if before is not None and load > before * (1 + most):
                name = catalogue().get(item).name
                text = f"{name}: the load asked for jumps by {load / before - 1:.0%}."
                change = "Put a step between, or start the new block lighter."
                yield finding(
                    "load-jump", Severity.CHANGE, text, change, week=week.number, item=item
                )
            if not week.deload:
                last[item, kind] = load


def _heaviest(week: TemplateWeek) -> dict[tuple[str, str], float]:
    """The heaviest load asked of each exercise: its share of 1RM, of MVC, or the coach's grams."""
    found: dict[tuple[str, str], float] = {}
    for day in week.days:
        for item in day.items:
            for group in item.groups:
                for kind, load in _loads(group):
                    key = (item.exercise, kind)
                    found[key] = max(found.get(key, 0.0), load)
    return found


def _loads(group: SetGroup) -> Iterator[tuple[str, float]]:
    if group.percent is not None:
        yield "1RM", group.percent.middle
    elif group.rm:
        yield "1RM", 100 / (1 + group.amount.middle / n("implied-reserve", "epley_reps"))
    if group.mvc is not None:
        yield "MVC", group.mvc.middle
    if group.load_g:
        yield "load", float(group.load_g)


def _no_lighter_week(weeks: Sequence[TemplateWeek]) -> Iterator[Finding]:
    most, running = int(n("deload-weeks", "latest")), 0
    for week in weeks:
        running = 0 if week.deload or not week.days else running + 1
        if running == most + 1:
            text = f"More than {most} weeks in a row without a lighter one."
            change = "Halve the sets in one of them, best in your easy running week."
            yield finding("deload-weeks", Severity.NOTE, text, change, week=week.number)


def _running(weeks: Sequence[TemplateWeek]) -> Iterator[Finding]:
    shares = {week.running.replaces for week in weeks if week.days}
    if most := max(shares, default=0.0):
        text = f"This programme took the place of {most:.0%} of the running when it was tested."
        change = "Run that much less while you follow it."
        yield finding("running-replaced", Severity.NOTE, text, change)

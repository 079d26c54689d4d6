"""Why a day holds what it holds, or why it holds no strength."""

from collections.abc import Iterator
from datetime import date

from strongstride.coach.athlete import Athlete
from strongstride.coach.frame import WeekFrame
from strongstride.coach.placing.day_limits import Calendar
from strongstride.coach.placing.placement_rules import placement_rules
from strongstride.coach.programme import PlannedWeek, Programme
from strongstride.coach.rules import Reason, reason
from strongstride.exchange.wording import show_day, week_of


def day_reasons(
    programme: Programme, athlete: Athlete, day: date, today: date
) -> tuple[Reason, ...]:
    """The reasons of the sessions on `day`; without one, the rules that keep it free."""
    week = week_of(programme.weeks, day)
    if week is None:
        return ()
    sessions = [session for session in week.sessions if session.on == day]
    if sessions:
        items = [item for session in sessions for item in session.work]
        own = [why for session in sessions for why in session.reasons]
        return tuple(dict.fromkeys([*week.reasons, *own, *(r for i in items for r in i.reasons)]))
    return tuple(_why_free(programme, athlete, week, day, today))


def _why_free(
    programme: Programme, athlete: Athlete, week: PlannedWeek, day: date, today: date
) -> Iterator[Reason]:
    calendar = Calendar(
        [_frame(each) for each in programme.weeks], athlete, None, today, placement_rules()
    )
    limit = calendar.week(week.starts_on)[day.weekday()]
    for each in limit.limits:
        yield reason(each.rule, f"{each.text[:1].upper()}{each.text[1:]}.")
    legs = [s.on for w in programme.weeks for s in w.sessions if s.leg_cost]
    near = [on for on in legs if abs((on - day).days) == 1]
    if limit.is_open and near:
        text = f"Legs rest between sessions: the nearest is on {show_day(near[0])}."
        yield reason("legs-after-legs", text)
    if limit.is_open and week.sessions:
        days = " and ".join(show_day(session.on) for session in week.sessions)
        suits = "suits" if len(week.sessions) == 1 else "suit"
        text = f"This day would be allowed; {days} {suits} your runs better."
        yield reason("placement-cost", text)
    elif limit.is_open:
        yield reason("placement-cost", f"No strength is wanted in this week ({week.phase}).")


def _frame(week: PlannedWeek) -> WeekFrame:
    return WeekFrame(
        starts_on=week.starts_on,
        phase=week.phase,
        phase_week=0,
        block=0,
        deload=week.deload,
        wanted_leg_costs=(),
        runs=week.runs,
    )

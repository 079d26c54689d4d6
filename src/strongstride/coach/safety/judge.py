"""The judge: the safety rules read any programme and say what they would change."""

from collections.abc import Iterator, Sequence
from datetime import date

from strongstride.coach.athlete import Athlete
from strongstride.coach.pains import with_pains_of
from strongstride.coach.safety.findings import Finding, Severity, finding, gathered
from strongstride.coach.safety.judge_items import Case, item_findings
from strongstride.coach.safety.judge_weeks import programme_findings, week_findings
from strongstride.coach.safety.screening import must_stop
from strongstride.coach.templates.template import TemplateWeek
from strongstride.coach.weeks import WEEK, monday_of


def judge(weeks: Sequence[TemplateWeek], athlete: Athlete, today: date) -> tuple[Finding, ...]:
    """Everything the safety rules would change in these weeks, the gravest first.

    `weeks` come from `template_expand.expand`, or from `template_write.weeks_of` for our own plans.
    Never refuses: a programme without findings gives an empty tuple.
    """
    return gathered(_findings(weeks, athlete, today))


def _findings(weeks: Sequence[TemplateWeek], athlete: Athlete, today: date) -> Iterator[Finding]:
    for stop in must_stop(athlete, today):
        yield finding(stop.rule, Severity.STOP, stop.text, "Wait for the professional's word.")
    trained = 0
    for week in weeks:
        starts_on = (
            monday_of(today) + (week.number - 1) * WEEK
        )  # or a week later: the safer reading
        still = with_pains_of(athlete, max(today, starts_on), today)
        for day in week.days:
            for item in day.items:
                yield from item_findings(Case(still, today, week, day, item, trained))
        yield from week_findings(week, athlete)
        trained += bool(week.days)
    yield from programme_findings(weeks)

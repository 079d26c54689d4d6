"""The planner's own programmes: written as a file, read back, and judged like any coach's."""

from hypothesis import given, settings

from strongstride.coach.plan import plan
from strongstride.coach.safety import must_stop
from strongstride.coach.safety.findings import Severity
from strongstride.coach.safety.judge import judge
from strongstride.coach.templates.expand import expand
from strongstride.coach.templates.file import read_template
from strongstride.coach.templates.write import as_template, weeks_of, written_sets
from tests.coach.making import TODAY, athlete
from tests.coach.strategies import athletes, calendars


@settings(max_examples=15)
@given(athletes(), calendars())
def test_no_rule_stops_what_the_planner_makes(runner, runs) -> None:
    programme = plan(runner, runs, [], TODAY)
    if must_stop(runner, TODAY):
        return
    found = judge(weeks_of(programme), runner, TODAY)
    assert [each for each in found if each.severity is Severity.STOP] == []
    assert [each for each in found if each.rule in ("drop-height", "equipment-needed")] == []


@settings(max_examples=15)
@given(athletes(), calendars())
def test_the_planners_programme_is_a_programme_file(runner, runs) -> None:
    programme = plan(runner, runs, [], TODAY)
    if not any(week.sessions for week in programme.weeks):
        return
    weeks = {week.number: week for week in expand(read_template(as_template(programme), "own"))}
    for number, planned in enumerate(programme.weeks, 1):
        days = weeks[number].days if number in weeks else ()
        read = [[written_sets(item) for item in day.items] for day in days]
        assert read == [[item.sets for item in each.work] for each in planned.sessions]


def test_a_coach_can_take_over_from_the_planner() -> None:
    text = as_template(plan(athlete(), [], [], TODAY), "Taken over")
    assert text.startswith('name = "Taken over"\n')
    assert "[[phases.days]]" in text

"""Programmes written as files read back the same, and so do the planner's own."""

from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strongstride.coach.athlete import Weekday
from strongstride.coach.catalogue import Exercise, Measure, catalogue
from strongstride.coach.programme import (
    Intent,
    Phase,
    PlannedExercise,
    PlannedSession,
    PlannedSet,
    PlannedWeek,
    Programme,
)
from strongstride.coach.templates.expand import expand
from strongstride.coach.templates.file import published, published_template, read_template
from strongstride.coach.templates.measures import Span
from strongstride.coach.templates.template import (
    Deload,
    Ramp,
    Running,
    Template,
    TemplateDay,
    TemplatePhase,
)
from strongstride.coach.templates.write import as_template, weeks_of, write_template, written_sets
from tests.coach.test_template_notation import LOADS, groups, items, spans

MONDAY = date(2026, 3, 2)
TRAINING = sorted(catalogue().training, key=lambda exercise: exercise.id)
TEXT = st.text(min_size=1, max_size=20).map(str.strip).filter(bool)


@pytest.mark.parametrize("name", published())
def test_published_programmes_read_back_the_same(name: str) -> None:
    template = published_template(name)
    assert read_template(write_template(template), name) == template


@st.composite
def planned_sets(draw: st.DrawFn, exercise: Exercise) -> PlannedSet:
    amount = draw(st.integers(1, 60))
    return PlannedSet(
        reps=amount if exercise.measure is Measure.REPS else None,
        seconds=amount if exercise.measure is Measure.SECONDS else None,
        contacts=amount if exercise.measure is Measure.CONTACTS else None,
        load_g=draw(st.none() | LOADS),
        rir=draw(st.none() | st.integers(0, 20).map(lambda halves: halves / 2)),
        rest_s=draw(st.integers(0, 600)),
    )


@st.composite
def planned_exercises(draw: st.DrawFn) -> PlannedExercise:
    exercise = draw(st.sampled_from(TRAINING))
    return PlannedExercise(
        exercise=exercise,
        sets=tuple(draw(st.lists(planned_sets(exercise), min_size=1, max_size=4))),
        intent=draw(st.sampled_from(Intent)),
        pair=draw(st.sampled_from([None, "1", "2"])),
        band=draw(st.sampled_from([None, 'green "heavy"'])),
        note=draw(TEXT | st.just("")),
    )


@st.composite
def sessions(draw: st.DrawFn, starts_on: date) -> PlannedSession:
    return PlannedSession(
        id=draw(st.text(max_size=5)),
        on=date.fromordinal(starts_on.toordinal() + draw(st.integers(0, 6))),
        starts_at=None,
        same_day_as_run=False,
        focus=draw(TEXT),
        leg_cost=2,
        minutes=draw(st.integers(0, 300)),
        warm_up=(),
        work=tuple(draw(st.lists(planned_exercises(), min_size=1, max_size=4))),
        cool_down=(),
        reasons=(),
    )


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    weeks = []
    for at in range(draw(st.integers(1, 3))):
        starts_on = date.fromordinal(MONDAY.toordinal() + 7 * at)
        weeks.append(
            PlannedWeek(
                starts_on=starts_on,
                phase=draw(st.sampled_from(Phase)),
                deload=draw(st.booleans()),
                runs=(),
                sessions=tuple(draw(st.lists(sessions(starts_on), min_size=at == 0, max_size=2))),
            )
        )
    return Programme(weeks=tuple(weeks), balance=(), given_up=(), notices=())


@settings(max_examples=50)
@given(programmes())
def test_the_planners_own_output_reads_back_to_the_same_sets(programme: Programme) -> None:
    weeks = {week.number: week for week in expand(read_template(as_template(programme), "mine"))}
    ours = weeks_of(programme)
    assert [week.days for week in weeks.values()] == [week.days for week in ours]
    assert [w.deload for w in ours if w.days] == [w.deload for w in programme.weeks if w.sessions]
    for number, planned in enumerate(programme.weeks, 1):
        days = weeks[number].days if number in weeks else ()
        assert len(days) == len(planned.sessions)
        for day, session in zip(days, planned.sessions, strict=True):
            assert day.on == session.on.weekday()
            assert [item.exercise for item in day.items] == [w.exercise.id for w in session.work]
            assert [written_sets(item) for item in day.items] == [w.sets for w in session.work]
            assert [item.intent for item in day.items] == [w.intent for w in session.work]


def test_exercises_that_alternate_keep_alternating() -> None:
    squat, row = catalogue().get("goblet-squat"), catalogue().get("push-up")
    work = tuple(
        PlannedExercise(exercise=each, sets=(PlannedSet(reps=8),), pair=pair)
        for each, pair in ((squat, "x"), (row, "x"), (squat, "y"), (row, None))
    )
    session = PlannedSession(
        id="",
        on=MONDAY,
        starts_at=None,
        same_day_as_run=False,
        focus="legs",
        leg_cost=2,
        minutes=40,
        warm_up=(),
        work=work,
        cool_down=(),
        reasons=(),
    )
    week = PlannedWeek(
        starts_on=MONDAY, phase=Phase.STRENGTH, deload=False, runs=(), sessions=(session,)
    )
    text = as_template(Programme(weeks=(week,), balance=(), given_up=(), notices=()))
    day = expand(read_template(text, "mine"))[0].days[0]
    assert [item.pair for item in day.items] == ["A1", "A2", None, None]
    assert day.on is Weekday.MONDAY


NAMES = st.from_regex(r"[a-z]{1,6}", fullmatch=True).filter(lambda name: name != "ramp")


@st.composite
def templates(draw: st.DrawFn) -> Template:
    arms = draw(st.lists(st.tuples(NAMES, TEXT), max_size=2, unique_by=lambda arm: arm[0]))
    ramps = draw(st.lists(NAMES, max_size=2, unique=True))
    phases = []
    for at in range(draw(st.integers(1, 3))):
        days = draw(st.lists(days_with(ramps), min_size=1, max_size=2))
        phases.append(
            TemplatePhase(
                name=draw(TEXT),
                weeks=Span(at * 10 + 1, at * 10 + draw(st.integers(1, 10))),
                days=tuple(days),
                sessions=draw(st.integers(1, 7)),
                arm=draw(st.sampled_from([None, *(name for name, _ in arms)])),
                kind=draw(st.none() | st.sampled_from(Phase)),
                running=draw(st.none() | RUNNING),
            )
        )
    return Template(
        name=draw(TEXT),
        source=draw(TEXT | st.just("")),
        doi=draw(st.none() | TEXT),
        summary=draw(TEXT | st.just("")),
        reconstructed=tuple(draw(st.lists(TEXT, max_size=2))),
        arms=tuple(arms),
        ramps=tuple(
            Ramp(
                name=name,
                steps=((Span(1, 104), tuple(draw(st.lists(groups(), min_size=1, max_size=2)))),),
            )
            for name in ramps
        ),
        test_weeks=tuple(draw(st.lists(st.integers(0, 104), max_size=2))),
        deload=draw(
            st.none()
            | st.builds(
                Deload,
                weeks=st.lists(st.integers(1, 104), max_size=3).map(tuple),
                sets=st.integers(1, 10).map(lambda tenths: tenths / 10),
                extra_rir=st.integers(0, 5).map(float),
            )
        ),
        running=draw(RUNNING),
        phases=tuple(phases),
    )


RUNNING = st.integers(0, 100).map(lambda share: Running(replaces=share / 100))


@st.composite
def days_with(draw: st.DrawFn, ramps: list[str]) -> TemplateDay:
    found = []
    for item in draw(st.lists(items(), min_size=1, max_size=3)):
        ramp = draw(st.sampled_from(ramps)) if item.ramp and ramps else None
        sets = item.groups if ramp else item.groups or (draw(groups()),)
        ids = [draw(st.sampled_from(TRAINING)).id for _ in item.instead]
        found.append(
            msgspec.structs.replace(
                item,
                exercise=draw(st.sampled_from(TRAINING)).id,
                ramp=ramp,
                rest=item.rest if ramp else None,
                groups=sets,
                instead=tuple(ids),
            )
        )
    return TemplateDay(
        name=draw(TEXT),
        items=tuple(found),
        on=draw(st.none() | st.sampled_from(Weekday)),
        minutes=draw(st.none() | st.integers(5, 240)),
    )


@settings(max_examples=40)
@given(templates())
def test_any_programme_that_is_written_reads_back_the_same(template: Template) -> None:
    assert read_template(write_template(template), "mine") == template


@given(spans(1, 5))
def test_spans_hold_their_ends(span: Span) -> None:
    assert span.low in span
    assert span.high in span
    assert span.high + 1 not in span

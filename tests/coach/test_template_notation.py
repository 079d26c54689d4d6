"""The one-line notation: read and written, and what it says to a coach who mistyped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.programme import Intent
from strongstride.coach.quantities import MassUnit, grams
from strongstride.coach.templates.measures import Change, ChangeUnit, Span, StepRule, Unit, Where
from strongstride.coach.templates.notation import parse_groups, parse_item, write_groups, write_item
from strongstride.coach.templates.template import Item, SetGroup
from strongstride.coach.templates.words import NotationError

KNOWN = {
    'half-squat 4x4RM rest 3min fast step "5 reps -> +2.5 kg"': Item(
        exercise="half-squat",
        groups=(SetGroup(sets=Span(4, 4), amount=Span(4, 4), rm=True, rest=Span(180, 180)),),
        intent=Intent.FAST,
        step=StepRule(reach=5, unit=Unit.REPS, change=Change(2500, ChangeUnit.LOAD)),
    ),
    "leg-press 3x6-8RM": Item(
        exercise="leg-press",
        groups=(SetGroup(sets=Span(3, 3), amount=Span(6, 8), rm=True),),
    ),
    "squat 4x3-4 @85-90% rest 3-4min": Item(
        exercise="squat",
        groups=(
            SetGroup(sets=Span(4, 4), amount=Span(3, 4), percent=Span(85, 90), rest=Span(180, 240)),
        ),
    ),
    "push-up 3x10 @2RIR": Item(
        exercise="push-up",
        groups=(SetGroup(sets=Span(3, 3), amount=Span(10, 10), rir=Span(2, 2)),),
    ),
    "calf-hold 5x4x3s @90%MVC hold, 3s off": Item(
        exercise="calf-hold",
        groups=(
            SetGroup(
                sets=Span(5, 5),
                repeats=Span(4, 4),
                amount=Span(3, 3),
                unit=Unit.SECONDS,
                mvc=Span(90, 90),
            ),
        ),
        intent=Intent.HOLD,
        off_s=3,
    ),
    "drop-jump 3x10contacts box 40cm every 15s": Item(
        exercise="drop-jump",
        groups=(SetGroup(sets=Span(3, 3), amount=Span(10, 10), unit=Unit.CONTACTS),),
        box_cm=Span(40, 40),
        every_s=15,
    ),
    "A2: split-squat 3x5/side @70-85% tempo 3-1-x or goblet-squat weeks 2-4,6": Item(
        exercise="split-squat",
        groups=(SetGroup(sets=Span(3, 3), amount=Span(5, 5), per_side=True, percent=Span(70, 85)),),
        pair="A2",
        tempo="3-1-X",
        instead=("goblet-squat",),
        weeks=(Span(2, 4), Span(6, 6)),
    ),
    "sprint 5-10x20-100m": Item(
        exercise="sprint",
        groups=(SetGroup(sets=Span(5, 10), amount=Span(20, 100), unit=Unit.METRES),),
    ),
    "back squat 1x5 @100kg then 2×8 @80kg @2.5RIR rest 2.5min": Item(
        exercise="back squat",
        groups=(
            SetGroup(sets=Span(1, 1), amount=Span(5, 5), load_g=100_000),
            SetGroup(
                sets=Span(2, 2),
                amount=Span(8, 8),
                load_g=80_000,
                rir=Span(2.5, 2.5),
                rest=Span(150, 150),
            ),
        ),
    ),
    'C1 squat ramp heavy rest 20s note "quiet feet"': Item(
        exercise="squat", pair="C1", ramp="heavy", rest=Span(20, 20), note="quiet feet"
    ),
    "plank 3x1min": Item(
        exercise="plank",
        groups=(SetGroup(sets=Span(3, 3), amount=Span(60, 60), unit=Unit.SECONDS),),
    ),
}


@pytest.mark.parametrize("line", KNOWN)
def test_lines_of_the_manual_mean_what_they_say(line: str) -> None:
    assert parse_item(line) == KNOWN[line]


MISTAKES = {
    "": (1, "the exercise comes first"),
    "squat": (6, "squat 3x8 @2RIR"),
    "3x8": (1, "the exercise comes first"),
    "squat 3x": (7, '"3x" is not sets x repetitions'),
    "squat 3x8-6": (7, "write 6-8"),
    "squat 3x8-7": (7, "write 7-8"),
    "squat 3x8 @heavy": (11, '"@heavy" is not an effort'),
    "squat 3x8 @180%": (11, "between 0 and 150"),
    "squat 3x8 rest 2": (16, "90s or 3min"),
    "squat 3x8 rest": (15, "rest 2min"),
    "squat 3x8 fats": (11, "write fast"),
    "squat 3x8 fast fast": (16, "twice"),
    "squat 3x8 fast @80%": (16, "right after the sets"),
    "squat ramp": (11, "ramp heavy"),
    "squat ramp heavy @80%": (18, "into the ramp"),
    "squat 99x8": (7, "between 1 and 20"),
    "squat 3x2.5": (7, "whole"),
    "squat 3x8 step 5": (16, "quotes"),
    'squat 3x8 step "more"': (17, "5 reps -> +2.5 kg"),
    'squat 3x8 note "open': (16, "never closed"),
    "squat 3x8 tempo slow": (17, "tempo 3-1-X"),
    "squat 3x8 box high": (15, "box 40cm"),
    "squat 3x8 @80% @85%": (16, "second time"),
    "sq@at 3x8": (1, "not part of an exercise name"),
}


@pytest.mark.parametrize("line", MISTAKES)
def test_a_mistake_is_shown_at_its_column_with_what_to_write(line: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse_item(line)
    column, says = MISTAKES[line]
    assert caught.value.column == column
    assert says in caught.value.text


def test_sets_alone_refuse_what_belongs_to_an_item() -> None:
    assert parse_groups("3x8 rest 2min")[0].rest == Span(120, 120)
    with pytest.raises(NotationError, match="only sets do"):
        parse_groups("3x8 fast")


def spans(low: int, high: int) -> st.SearchStrategy[Span]:
    return st.tuples(st.integers(low, high), st.integers(low, high)).map(
        lambda ends: Span(min(ends), max(ends))
    )


def halves(high: int) -> st.SearchStrategy[Span]:
    return spans(0, 2 * high).map(lambda span: Span(span.low / 2, span.high / 2))


LOADS = st.integers(0, 999_999) | st.integers(1, 9_999).map(
    lambda tenths: grams(tenths / 10, MassUnit.LB)
)
AMOUNTS = st.one_of(
    st.fixed_dictionaries({"amount": spans(1, 200)}),
    st.fixed_dictionaries({"amount": spans(1, 200), "rm": st.just(value=True)}),
    st.fixed_dictionaries({"amount": spans(1, 3600), "unit": st.just(Unit.SECONDS)}),
    st.fixed_dictionaries({"amount": spans(1, 5000), "unit": st.just(Unit.METRES)}),
    st.fixed_dictionaries({"amount": spans(1, 200), "unit": st.just(Unit.CONTACTS)}),
)


@st.composite
def groups(draw: st.DrawFn) -> SetGroup:
    maybe = lambda strategy: draw(st.none() | strategy)  # noqa: E731
    return SetGroup(
        sets=draw(spans(1, 20)),
        repeats=maybe(spans(1, 200)),
        per_side=draw(st.booleans()),
        percent=maybe(halves(150)),
        mvc=maybe(halves(150)),
        rir=maybe(halves(10)),
        load_g=maybe(LOADS),
        rest=maybe(spans(0, 1800)),
        **draw(AMOUNTS),
    )


CHANGES = st.one_of(
    LOADS.map(lambda load: Change(load, ChangeUnit.LOAD)),
    LOADS.filter(bool).map(lambda load: Change(-load, ChangeUnit.LOAD)),
    st.builds(
        Change,
        st.integers(-20, 20).map(lambda halved: halved / 2),
        st.sampled_from([unit for unit in ChangeUnit if unit is not ChangeUnit.LOAD]),
    ),
)
STEPS = st.builds(
    StepRule,
    reach=st.integers(0, 9999),
    unit=st.sampled_from(Unit),
    change=CHANGES,
    where=st.sampled_from(Where),
    sessions=st.integers(1, 9),
)
NAMES = st.from_regex(r"[a-z]{2,8}(-[a-z]{1,8}){0,2}", fullmatch=True).filter(
    lambda name: name != "ramp"
)


@st.composite
def items(draw: st.DrawFn) -> Item:
    ramped = draw(st.booleans())
    return Item(
        exercise=draw(NAMES),
        groups=() if ramped else draw(st.lists(groups(), min_size=1, max_size=3).map(tuple)),
        ramp=draw(NAMES) if ramped else None,
        rest=draw(st.none() | spans(0, 1800)) if ramped else None,
        pair=draw(st.none() | st.from_regex(r"[A-Z][0-9]", fullmatch=True)),
        intent=draw(st.sampled_from(Intent)),
        tempo=draw(st.none() | st.from_regex(r"[0-9X](-[0-9X]){2,3}", fullmatch=True)),
        off_s=draw(st.none() | st.integers(0, 600)),
        every_s=draw(st.none() | st.integers(0, 600)),
        box_cm=draw(st.none() | spans(1, 150)),
        instead=draw(st.lists(NAMES, max_size=2).map(tuple)),
        weeks=draw(st.lists(spans(0, 104), max_size=2).map(tuple)),
        step=draw(st.none() | STEPS),
        note=draw(st.from_regex(r"([a-z]+( [a-z]+)*)?", fullmatch=True)),
    )


@given(items())
def test_what_is_written_reads_back_the_same(item: Item) -> None:
    assert parse_item(write_item(item)) == item


@given(st.lists(groups(), min_size=1, max_size=3).map(tuple))
def test_sets_that_are_written_read_back_the_same(sets: tuple[SetGroup, ...]) -> None:
    assert parse_groups(write_groups(sets)) == sets


@given(st.text(max_size=60) | st.text(alphabet='x38-@%RMs"s/ stepfand>+.kg', max_size=40))
def test_any_text_is_read_or_refused_at_a_column_of_the_line(line: str) -> None:
    item, error = read_or_refuse(line)
    if error is not None:
        assert 1 <= error.column <= len(line) + 1
        assert error.text.endswith(".")
    if item is not None:
        assert parse_item(write_item(item)) == item


def read_or_refuse(line: str) -> tuple[Item | None, NotationError | None]:
    try:
        return parse_item(line), None
    except NotationError as error:
        return None, error


@pytest.mark.parametrize("load", ["100kg", "22.5kg", "45lb", "12.5lb", "0kg", "20.412kg"])
def test_loads_are_written_as_a_coach_would(load: str) -> None:
    (group,) = parse_groups(f"3x5 @{load}")
    again = write_groups((group,)).split("@")[1]
    assert again == ("45lb" if load == "20.412kg" else load)  # the same grams


@pytest.mark.parametrize("minus", ["-", "−"])
def test_a_step_may_go_down(minus: str) -> None:
    item = parse_item(f'squat 3x8 step "5 reps -> {minus}2.5 kg"')
    assert item.step is not None
    assert item.step.change == Change(-2500, ChangeUnit.LOAD)


@pytest.mark.parametrize(
    ("rule", "sessions", "earned"),
    [
        ("5 reps -> +1 reps", [(4, 5, 4)], True),
        ("5 reps -> +1 reps", [(4, 4, 4)], False),
        ("5 reps in all sets -> +1 reps", [(5, 4)], False),
        ("5 reps in all sets -> +1 reps", [(5, 6)], True),
        ("5 reps in the last set -> +1 reps", [(6, 4)], False),
        ("5 reps in the last set -> +1 reps", [(4, 5)], True),
        ("5 reps, 2 sessions -> +1 reps", [(5,)], False),
        ("5 reps, 2 sessions -> +1 reps", [(5,), (4,)], False),
        ("5 reps, 2 sessions -> +1 reps", [(4,), (5,), (5,)], True),
        ("5 reps -> +1 reps", [()], False),
        ("5 reps -> +1 reps", [], False),
    ],
)
def test_a_step_is_earned_in_the_last_sessions(rule: str, sessions, *, earned: bool) -> None:
    step = parse_item(f'squat 3x5 step "{rule}"').step
    assert step is not None
    assert step.earned(tuple(sessions)) is earned

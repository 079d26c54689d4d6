"""Programme files: every mistake has its line, its column where there is one, and a remedy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.athlete import Weekday
from strongstride.coach.programme import Phase
from strongstride.coach.templates.file import (
    Mistake,
    TemplateError,
    published,
    published_template,
    read_template,
)
from strongstride.coach.templates.measures import Span

GOOD = """\
name = "Spring"
running = "replace 20%"
test_weeks = [0, 8]

[arms]
heavy = "the heavy group"

[ramps.main]
"1-4" = "3x8-10RM"
"5-8" = "3x5RM rest 3min"

[[phases]]
name = "first"
kind = "form"
weeks = "1-4"
sessions = 2

[[phases.days]]
name = "A"
on = "Tuesday"
minutes = 45
items = [
  "Goblet Squat 3x10 @4RIR",
  "leg-press ramp main",
]

[[phases]]
name = "second"
arm = "heavy"
weeks = "5-8"

[[phases.days]]
name = "B"
items = ["Barbell Back Squat ramp main or leg-press"]
"""


def mistakes(content: str) -> tuple[Mistake, ...]:
    with pytest.raises(TemplateError) as caught:
        read_template(content, "my.toml")
    return caught.value.mistakes


def test_a_good_file_is_read_whole_and_names_become_ids() -> None:
    template = read_template(GOOD, "my.toml")
    first, second = template.phases
    assert (first.kind, first.sessions, first.weeks) == (Phase.FORM, 2, Span(1, 4))
    assert first.days[0].on is Weekday.TUESDAY
    assert first.days[0].minutes == 45
    assert [item.exercise for item in first.days[0].items] == ["goblet-squat", "leg-press"]
    assert second.days[0].items[0].exercise == "barbell-squat"
    assert second.days[0].items[0].instead == ("leg-press",)
    assert template.running.replaces == 0.2
    assert template.test_weeks == (0, 8)


WRONG = {
    # what is put in place of what: (line, column or None, words of the remedy)
    ('"Goblet Squat 3x10 @4RIR"', '"Goblet Sqat 3x10 @4RIR"'): (23, 4, "did you mean Goblet squat"),
    ("3x10 @4RIR", "3x10 @hard"): (23, 22, '"@hard" is not an effort'),
    ("3x10 @4RIR", "3x"): (23, 17, "is not sets x repetitions"),
    ('"leg-press ramp main"', '"leg-press ramp mian"'): (24, None, 'there is no ramp "mian"'),
    ('"5-8" = "3x5RM rest 3min"', '"5-7" = "3x5RM"'): (34, None, "nothing for week 8"),
    ('"5-8" = "3x5RM rest 3min"', '"5-8" = "3x5RM fast"'): (10, 16, "only sets do"),
    ('"5-8" = "3x5', '"8-5" = "3x5'): (10, None, "runs backwards"),
    ('arm = "heavy"', 'arm = "hevy"'): (29, None, 'there is no arm "hevy"'),
    ('weeks = "5-8"', 'weeks = "4-8"'): (30, None, "let each week stand in one phase"),
    ('weeks = "5-8"', 'weeks = "later"'): (30, None, 'write "1-8"'),
    ('on = "Tuesday"', 'on = "Tusday"'): (20, None, "not a day of the week"),
    ("minutes = 45", "minutes = 4500"): (21, None, "minutes such as 45"),
    ("minutes = 45", "minuets = 45"): (21, None, "did you mean `minutes`?"),
    ("sessions = 2", "sessions = 9"): (16, None, "sessions a week such as 2"),
    ('kind = "form"', 'kind = "from"'): (14, None, 'did you mean "form"?'),
    ('"replace 20%"', '"less"'): (2, None, 'write "add" or "replace 30%"'),
    ('name = "Spring"\n', ""): (1, None, "name is missing"),
    ('items = ["Barbell Back Squat ramp main or leg-press"]', ""): (32, None, "no exercise"),
    ("or leg-press", "or lag-press"): (34, 43, 'there is no exercise "lag-press"'),
}


@pytest.mark.parametrize("change", WRONG)
def test_a_mistake_is_shown_where_it_stands_with_what_to_write(change: tuple[str, str]) -> None:
    before, after = change
    assert before in GOOD
    line, column, remedy = WRONG[change]
    found = mistakes(GOOD.replace(before, after))
    told = [each for each in found if remedy in each.text]
    assert told, found
    assert (told[0].line, told[0].column) == (line, column)


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    bad = GOOD.replace("3x10 @4RIR", "3x").replace("Tuesday", "Someday").replace("20%", "many")
    found = mistakes(bad)
    assert [each.line for each in found] == [2, 20, 23]


def test_what_is_not_toml_is_told_with_line_and_column() -> None:
    (found,) = mistakes('name = "open')
    assert found.line == 1
    assert found.text.startswith("this is not TOML")


def test_the_error_reads_like_a_compiler() -> None:
    with pytest.raises(TemplateError) as caught:
        read_template(GOOD.replace("3x10 @4RIR", "3x"), "my.toml")
    assert str(caught.value).startswith("my.toml:23:17: phases.days.items: ")


def test_a_file_without_phases_says_what_to_add() -> None:
    (found,) = mistakes('name = "Empty"')
    assert "[[phases]]" in found.text


def test_published_programmes_are_found_by_name_only() -> None:
    assert len(published()) == 14
    with pytest.raises(KeyError):
        published_template("../rules/safety")


LINES = st.sampled_from(GOOD.splitlines())


@given(st.lists(LINES | st.text(max_size=30), max_size=40))
def test_any_file_is_read_or_refused_with_lines_of_the_file(lines: list[str]) -> None:
    content = "\n".join(lines)
    found = problems(content)
    last = max(1, content.count("\n") + 1)
    assert all(1 <= each.line <= last + 1 for each in found)
    assert all(each.text.endswith((".", "?")) or "TOML" in each.text for each in found)


@given(st.data())
def test_any_slip_in_a_good_file_is_read_or_refused(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(GOOD) - 1))
    cut = data.draw(st.integers(0, 5))
    put = data.draw(st.text(alphabet="x=[]\"'@%-139 ,\nabc", max_size=4))
    problems(GOOD[:at] + put + GOOD[at + cut :])


def problems(content: str) -> tuple[Mistake, ...]:
    try:
        read_template(content, "any.toml")
    except TemplateError as error:
        return error.mistakes
    return ()

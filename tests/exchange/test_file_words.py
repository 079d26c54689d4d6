"""Only whoever keeps an athlete file reads its keys; the coach and the app never say them."""

import re
from pathlib import Path

import pytest

import strongstride
from strongstride.coach.answers import Answer
from strongstride.coach.rules import reason
from strongstride.exchange.file_words import file_words, with_file_words

_FILE_TALK = re.compile(r"athlete file|`strongstride|under \[\w+\]|`\w+ = ")
# what reads a text in TOML says what is wrong with it in TOML
_READERS = ("coach/athletes/", "coach/toml/", "coach/templates/", "coach/own_exercise.py")


@pytest.mark.parametrize("answer", Answer)
def test_every_answer_has_its_place_in_the_file(answer: Answer) -> None:
    assert file_words(answer).startswith("In the athlete file")
    assert "{" not in file_words(answer)


def test_a_reason_that_turns_on_no_answer_is_told_as_it_is() -> None:
    assert with_file_words(reason("no-promises", "Nothing is promised.")) == "Nothing is promised."


def test_a_reason_names_the_question_it_is_about() -> None:
    why = reason("screening-pregnancy", "Ask.", answer=Answer.CLEARED, question="pregnant")
    said = 'Ask. In the athlete file: cleared = ["pregnant"] under [safety].'
    assert with_file_words(why) == said


def test_no_sentence_of_the_coach_speaks_of_files_or_commands() -> None:
    source = Path(strongstride.__file__).parent
    told = [
        f"{path.relative_to(source)}: {line.strip()}"
        for path in sorted((source / "coach").rglob("*.py"))
        if not str(path.relative_to(source)).startswith(_READERS)
        for line in path.read_text("utf-8").splitlines()
        if '"' in line and '"""' not in line and _FILE_TALK.search(line)
    ]
    assert told == []

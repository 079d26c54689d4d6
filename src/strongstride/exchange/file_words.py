"""Where an answer stands in the athlete file: what a reason adds for those who keep one.

The app says it with a link to the page of the answer instead.
"""

from strongstride.coach.answers import Answer
from strongstride.coach.rules import Reason

_PLACES = {
    Answer.CLEARED: 'cleared = ["{question}"] under [safety]',
    Answer.WITH_ADULT: "with_adult = true under [safety]",
    Answer.HARD_DAY_DOUBLES: "hard_day_doubles = true under [time]",
    Answer.SESSIONS_A_WEEK: "sessions_a_week under [time]",
    Answer.USUAL_WEEK: "`running.pattern`",
    Answer.RACE: "the date under [goal]",
}
_ANY_QUESTION = "heart_condition"  # an example: the reason is not about a single question


def file_words(answer: Answer, question: str = "") -> str:
    """`In the athlete file: sessions_a_week under [time].`"""
    place = _PLACES[answer].format(question=question or _ANY_QUESTION)
    example = ", for example" if answer is Answer.CLEARED and not question else ""
    return f"In the athlete file{example}: {place}."


def with_file_words(why: Reason) -> str:
    """The sentence of a reason, and where the answer it turns on stands in the athlete file."""
    numbers = dict(why.numbers)
    if "answer" not in numbers:
        return why.text
    words = file_words(Answer(str(numbers["answer"])), str(numbers.get("question", "")))
    return f"{why.text} {words}"

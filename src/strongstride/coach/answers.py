"""Answers of the athlete's on which a reason turns; where one gives them, each door says itself."""

from enum import StrEnum


class Answer(StrEnum):
    """Stands as `answer` among the numbers of a reason that another answer would change."""

    CLEARED = "cleared"  # a professional agreed; `question` names what was asked, where it is one
    WITH_ADULT = "with adult"
    HARD_DAY_DOUBLES = "hard-day doubles"
    SESSIONS_A_WEEK = "sessions a week"
    USUAL_WEEK = "usual running week"
    RACE = "race"

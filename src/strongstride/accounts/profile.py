"""What an athlete told about themselves, as one frozen value kept as JSON in one column."""

from datetime import date

import msgspec

from strongstride.coach.athlete import Athlete, Experience
from strongstride.coach.athletes.file import RunningWish


class SafetyAnswers(msgspec.Struct, frozen=True, kw_only=True):
    """The screening as answered; the athlete holds only what follows from it."""

    yes: tuple[str, ...] = ()  # keys of the topics answered with yes
    cleared: tuple[str, ...] = ()  # of these, a professional has agreed to training
    with_adult: bool = False  # an adult who can coach technique trains with them


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """The athlete as the coach knows them, the runs they wish for, and their choices.

    `programme` is the key of a published or an own written programme; None lets our coach write.
    `told` names the groups of questions answered or skipped so far; the rest holds guesses.
    """

    athlete: Athlete
    running: RunningWish = RunningWish()
    programme: str | None = None
    programme_since: date | None = None  # the day it was chosen: it starts on the next Monday
    safety: SafetyAnswers = SafetyAnswers()
    told: frozenset[str] = frozenset()
    calendar_secret: str = ""  # of the private calendar's address; empty = there is none


def new_profile(time_zone: str = "UTC") -> Profile:
    """Somebody about whom nothing is known yet; set-up replaces all of it."""
    athlete = Athlete(
        body_mass_g=70_000, birth_year=1990, experience=Experience.NONE, time_zone=time_zone
    )
    return Profile(athlete=athlete)


def read_profile(document: str) -> Profile:
    """The profile in a JSON text; raises `msgspec.ValidationError` when it is none."""
    return msgspec.json.decode(document, type=Profile)


def write_profile(profile: Profile) -> str:
    """The profile as JSON; the same value gives the same text."""
    return msgspec.json.encode(profile, order="deterministic").decode()

"""The first visit: five short steps from a new account to a plan.

Units come first, because every later step asks and shows in them.
"""

from enum import StrEnum

import msgspec

from strongstride.accounts.answers.sections import Section
from strongstride.accounts.profile import Profile


class Step(StrEnum):
    """A step; its value stands in addresses."""

    UNITS = "units"
    RUNS = "runs"
    GOAL = "goal"
    TIME = "time"
    YOU = "you"


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """What a step asks."""

    title: str
    lead: str
    sections: tuple[Section, ...]
    can_skip: bool = False


STEPS = {
    Step.UNITS: Asking(
        title="Units and time zone",
        lead="Guessed from your browser; change what is wrong. All that follows is asked in them.",
        sections=(Section.UNITS,),
    ),
    Step.RUNS: Asking(
        title="Your runs",
        lead="The plan is built around them. Bring the files of your watch or app, or write down a "
        "usual week. You can add runs at any time later.",
        sections=(Section.WEEK,),
        can_skip=True,
    ),
    Step.GOAL: Asking(
        title="What for?",
        lead="With a race the weeks lead up to it and ease off before it. Without one you simply "
        "get stronger.",
        sections=(Section.RACE,),
        can_skip=True,
    ),
    Step.TIME: Asking(
        title="Time and equipment",
        lead="Only weights you own are ever asked of you.",
        sections=(Section.TIME, Section.EQUIPMENT),
    ),
    Step.YOU: Asking(
        title="Experience and safety",
        lead="Form comes before load, and some things come before both.",
        sections=(Section.BODY, Section.SAFETY),
    ),
}
ORDER = tuple(STEPS)


def next_open(profile: Profile) -> Step | None:
    """The first step not answered or skipped yet; None when all are."""
    return next((step for step, asking in STEPS.items() if not _is_done(profile, asking)), None)


def step_after(step: Step) -> Step | None:
    """The next step; None after the last."""
    place = ORDER.index(step) + 1
    return ORDER[place] if place < len(ORDER) else None


def step_before(step: Step) -> Step | None:
    """The step to go back to; None before the first."""
    place = ORDER.index(step)
    return ORDER[place - 1] if place else None


def _is_done(profile: Profile, asking: Asking) -> bool:
    return profile.told.issuperset(asking.sections)

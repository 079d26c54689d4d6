"""The groups of questions about an athlete, as the pages that ask them know them."""

from enum import StrEnum
from typing import NamedTuple

from strongstride.accounts.answers import body, equipment
from strongstride.accounts.answers.body import BodyForm, SafetyForm
from strongstride.accounts.answers.equipment import EquipmentForm
from strongstride.accounts.answers.form import AnswersForm
from strongstride.accounts.answers.running import GoalForm, PaceForm, PatternForm
from strongstride.accounts.answers.time import TimeForm
from strongstride.accounts.answers.units import UnitsForm


class Section(StrEnum):
    """A group of questions; its value stands in addresses."""

    BODY = body.SECTION
    SAFETY = "safety"
    TIME = "time"
    EQUIPMENT = equipment.SECTION
    RACE = "race"
    WEEK = "running-week"
    PACE = "pace"
    UNITS = "units"


class Asked(NamedTuple):
    """How a section is asked."""

    title: str
    form: type[AnswersForm]
    fields: str  # template of its fields


FIELDS = "web/components/_fields.html"
SECTIONS = {
    Section.BODY: Asked("About you", BodyForm, FIELDS),
    Section.SAFETY: Asked("Health", SafetyForm, "accounts/answers/_safety.html"),
    Section.TIME: Asked("Days and minutes", TimeForm, "accounts/answers/_time.html"),
    Section.EQUIPMENT: Asked("Equipment", EquipmentForm, "accounts/answers/_equipment.html"),
    Section.RACE: Asked("Race", GoalForm, FIELDS),
    Section.WEEK: Asked("Your running week", PatternForm, "accounts/answers/_pattern.html"),
    Section.PACE: Asked("Pace and heart rate", PaceForm, FIELDS),
    Section.UNITS: Asked("Units and time zone", UnitsForm, FIELDS),
}

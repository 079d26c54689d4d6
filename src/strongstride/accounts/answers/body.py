"""Who trains: body mass, age, experience; and the questions that come before any training."""

from typing import Any, ClassVar, NamedTuple

from django import forms
from django.forms.boundfield import BoundField

from strongstride.accounts.answers.form import AnswersForm, Place, number_or_text
from strongstride.accounts.answers.lists import exact_load
from strongstride.accounts.answers.tables import Answers, tables_of
from strongstride.coach.athlete import Experience
from strongstride.coach.athletes.screening import ADULT_SUPERVISION_UNDER, TOPICS, Topic
from strongstride.coach.catalogue import BodyPart
from strongstride.coach.quantities import MassUnit

SECTION = "about-me"
EXPERIENCE = [
    (Experience.NONE.value, "Never, or not by a plan"),
    (Experience.SOME.value, "On and off, under a year"),
    (Experience.REGULAR.value, "A year or more, form is sound"),
    (Experience.EXPERT.value, "Years with a barbell"),
]
PAIN_LEVELS = [("", "–"), *((str(level), str(level)) for level in range(11))]


def _pain_field(part: BodyPart) -> str:
    return f"pain_{part.replace(' ', '_')}"


class TopicFields(NamedTuple):
    """One screening question as two fields; `cleared` is None where nobody can clear it."""

    topic: Topic
    yes: BoundField
    cleared: BoundField | None


class BodyForm(AnswersForm):
    """Name, body mass, year of birth, experience."""

    places: ClassVar[dict[Place, str]] = {
        ("athlete", "name"): "name",
        ("athlete", "body_mass"): "body_mass",
        ("athlete", "birth_year"): "birth_year",
        ("athlete", "experience"): "experience",
    }
    name = forms.CharField(
        label="What shall we call you?",
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    body_mass = forms.CharField(
        label="Your body mass",
        max_length=20,
        help_text="Some exercises lift the body itself; nobody else sees it.",
    )
    birth_year = forms.CharField(
        label="The year you were born",
        max_length=6,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "bday-year"}),
    )
    experience = forms.ChoiceField(
        label="Have you lifted before?", choices=EXPERIENCE, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        example = "150 lb" if self.profile.athlete.mass_unit is MassUnit.LB else "68 kg"
        self.fields["body_mass"].widget.attrs["placeholder"] = example

    def told(self) -> dict[str, Any]:
        """What is known; nobody is offered a body mass they did not tell."""
        athlete = self.profile.athlete
        if SECTION not in self.profile.told:
            return {"name": athlete.name}
        return {
            "name": athlete.name,
            "body_mass": exact_load(athlete.body_mass_g, athlete.mass_unit),
            "birth_year": athlete.birth_year,
            "experience": athlete.experience.value,
        }

    def read(self, said: dict[str, Any]) -> Answers:
        """Four keys of [athlete]."""
        return {
            "athlete": {
                "name": said.get("name") or None,
                "body_mass": said.get("body_mass", ""),
                "birth_year": number_or_text(said.get("birth_year", "")),
                "experience": said.get("experience", ""),
            }
        }


class SafetyForm(AnswersForm):
    """The screening questions, what a professional has cleared, and pain today."""

    places: ClassVar[dict[Place, str]] = {
        **{("safety", topic.key): f"yes_{topic.key}" for topic in TOPICS},
        **{("pain", part.replace(" ", "_")): _pain_field(part) for part in BodyPart},
    }

    def more_fields(self) -> dict[str, forms.Field]:
        """Two ticks for each topic, a level for each part of the body."""
        fields: dict[str, forms.Field] = {}
        for topic in TOPICS:
            fields[f"yes_{topic.key}"] = forms.BooleanField(label=topic.question, required=False)
            if topic.asks_first and topic.can_clear:
                fields[f"cleared_{topic.key}"] = forms.BooleanField(
                    label="A professional has agreed that I train with it", required=False
                )
        fields["with_adult"] = forms.BooleanField(
            label=f"I am under {ADULT_SUPERVISION_UNDER}, and an adult who can coach technique "
            "trains with me",
            required=False,
        )
        for part in BodyPart:
            fields[_pain_field(part)] = forms.ChoiceField(
                label=part.value.capitalize(), choices=PAIN_LEVELS, required=False
            )
        return fields

    @property
    def has_pain(self) -> bool:
        """Whether any part of the body has a level."""
        return any(field.value() for field in self.pains())

    def told(self) -> dict[str, Any]:
        """The answers given."""
        tables = tables_of(self.profile, self.today)
        safety, pain = tables.get("safety", {}), tables.get("pain", {})
        return {
            **{f"yes_{key}": True for key, value in safety.items() if value is True},
            **{f"cleared_{key}": True for key in safety.get("cleared", [])},
            "with_adult": bool(safety.get("with_adult")),
            **{_pain_field(part): str(pain.get(part.replace(" ", "_"), "")) for part in BodyPart},
        }

    def read(self, said: dict[str, Any]) -> Answers:
        """The [safety] and [pain] tables, every key of them."""
        yes = {topic.key: said.get(f"yes_{topic.key}") or None for topic in TOPICS}
        cleared = [key for key, value in yes.items() if value and said.get(f"cleared_{key}")]
        pains = {part.replace(" ", "_"): said.get(_pain_field(part)) for part in BodyPart}
        return {
            "safety": {
                **yes,
                "cleared": cleared or None,
                "with_adult": said.get("with_adult") or None,
            },
            "pain": {part: int(level) if level else None for part, level in pains.items()},
        }

    def topics(self) -> list[TopicFields]:
        """The questions in their order."""
        return [
            TopicFields(
                topic,
                self[f"yes_{topic.key}"],
                self[f"cleared_{topic.key}"] if f"cleared_{topic.key}" in self.fields else None,
            )
            for topic in TOPICS
        ]

    def pains(self) -> list[BoundField]:
        """A level for each part of the body."""
        return [self[_pain_field(part)] for part in BodyPart]

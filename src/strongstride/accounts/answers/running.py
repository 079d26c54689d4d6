"""Runs of a usual week, and the race."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django import forms

from strongstride.accounts.answers.form import AnswersForm, Place, number_or_text
from strongstride.accounts.answers.tables import Answers
from strongstride.coach.athlete import Goal, RaceDistance, Weekday
from strongstride.coach.quantities import DistanceUnit
from strongstride.coach.rules import n
from strongstride.coach.runs import RunKind, UsualRun
from strongstride.coach.toml.form import Finding
from strongstride.coach.weeks import monday_of

_MINUTES = re.compile(r"(\d{1,4})\s*(?:min|mins|minutes|')", re.IGNORECASE)
_EXAMPLES = {DistanceUnit.KM: "8 km or 45 min", DistanceUnit.MI: "5 mi or 45 min"}
KINDS = [
    ("", "no run"),
    (RunKind.EASY.value, "easy"),
    (RunKind.LONG.value, "long"),
    (RunKind.STEADY.value, "steady"),
    (RunKind.HARD.value, "hard: intervals, tempo, hills"),
    (RunKind.RACE.value, "race"),
]
_PACES = {DistanceUnit.KM: "5:45 /km", DistanceUnit.MI: "9:15 /mi"}
RACES = [
    ("", "No race"),
    (RaceDistance.FIVE_K.value, "5K"),
    (RaceDistance.TEN_K.value, "10K"),
    (RaceDistance.HALF.value, "Half marathon"),
    (RaceDistance.MARATHON.value, "Marathon"),
    (RaceDistance.ULTRA.value, "Ultra"),
]


class PatternForm(AnswersForm):
    """What is run on which day of a usual week; one run a day."""

    @property
    def example(self) -> str:
        """How far or how long, in the athlete's own unit."""
        return _EXAMPLES[self.profile.athlete.distance_unit]

    def more_fields(self) -> dict[str, forms.Field]:
        """Two fields for each day."""
        return {
            name: field for day in Weekday for name, field in self._fields_of(day.name.title(), day)
        }

    def _fields_of(self, name: str, day: Weekday) -> Iterable[tuple[str, forms.Field]]:
        unit = self.profile.athlete.distance_unit
        size = forms.CharField(label=f"{name}: how far or how long", required=False, max_length=20)
        size.widget.attrs["placeholder"] = _EXAMPLES[unit]
        yield f"kind_{day.value}", forms.ChoiceField(label=name, choices=KINDS, required=False)
        yield f"size_{day.value}", size

    def told(self) -> dict[str, Any]:
        """The week as written."""
        pattern = self.profile.running.pattern
        told: dict[str, Any] = {}
        for run in reversed(pattern.runs if pattern else ()):
            told[f"kind_{run.day.value}"] = run.kind.value
            told[f"size_{run.day.value}"] = _size(run, self.profile.athlete.distance_unit)
        return told

    def read(self, said: dict[str, Any]) -> Answers:
        """The [[running.pattern]] tables of the days with a run."""
        runs = [_run(day, said) for day in Weekday if said.get(f"kind_{day.value}")]
        return {"running": {"pattern": runs or None, "as_usual": not runs}}

    def rows(self) -> list[tuple[Any, Any]]:
        """The two fields of each day."""
        return [(self[f"kind_{day.value}"], self[f"size_{day.value}"]) for day in Weekday]

    def field_of(self, finding: Finding) -> str | None:
        """The day a mistake is about: the runs of the file stand in the order of the days."""
        if finding.path[:2] != ("running", "pattern") or len(finding.path) < 4:
            return super().field_of(finding)
        place = finding.path[2]
        days = [day for day in Weekday if self.cleaned_data.get(f"kind_{day.value}")]
        if not isinstance(place, int) or place >= len(days):
            return None
        return f"size_{days[place].value}"

    def clean(self) -> dict[str, Any]:
        """A distance without a kind is a run half told."""
        said = super().clean()
        for day in Weekday:
            if said.get(f"size_{day.value}") and not said.get(f"kind_{day.value}"):
                self.add_error(f"kind_{day.value}", f"{day.name.title()}: say what run it is.")
        return said


def _run(day: Weekday, said: dict[str, Any]) -> dict[str, Any]:
    run: dict[str, Any] = {"day": day.name.title(), "kind": said[f"kind_{day.value}"]}
    size = said.get(f"size_{day.value}", "")
    minutes = _MINUTES.fullmatch(size)
    if minutes:
        run["minutes"] = int(minutes[1])
    elif size:
        run["distance"] = size
    return run


def _size(run: UsualRun, unit: DistanceUnit) -> str:
    if run.distance_m is not None:
        return f"{run.distance_m / float(unit.metres):.2f}".rstrip("0").rstrip(".") + f" {unit}"
    return f"{round(run.duration_s / 60)} min" if run.duration_s is not None else ""


class GoalForm(AnswersForm):
    """The race to train for, or none."""

    places: ClassVar[dict[Place, str]] = {
        ("goal",): "on",
        ("goal", "date"): "on",
        ("goal", "distance"): "distance",
        ("goal", "race"): "name",
    }
    distance = forms.ChoiceField(label="Race", choices=RACES, required=False)
    on = forms.CharField(
        label="Day of the race",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"type": "date"}),
    )
    name = forms.CharField(label="Its name, if you like", required=False, max_length=80)

    def told(self) -> dict[str, Any]:
        """The race known."""
        goal = self.profile.athlete.goal
        if goal is None:
            return {}
        return {"distance": goal.distance.value, "on": goal.on.isoformat(), "name": goal.name}

    def read(self, said: dict[str, Any]) -> Answers:
        """The [goal] table, or none."""
        if not said.get("distance") and not said.get("on"):
            return {"goal": None}
        goal = {"distance": said.get("distance"), "date": said.get("on"), "race": said.get("name")}
        return {"goal": {key: value or None for key, value in goal.items()}}

    def clean(self) -> dict[str, Any]:
        """A race and its day come together."""
        said = self.cleaned_data
        if said.get("distance") and not said.get("on"):
            self.add_error("on", "Say on which day the race is, or choose no race.")
        elif said.get("on") and not said.get("distance"):
            self.add_error("distance", "Say which race it is, or leave its day empty.")
        else:
            return super().clean()
        return said


def race_is_soon(goal: Goal | None, today: date) -> str:
    """What the plan can still do before a race that is too near to train for; else empty."""
    if goal is None or goal.on < today:
        return ""
    weeks = (monday_of(goal.on) - monday_of(today)).days // 7 + 1
    if weeks >= n("short-horizon", "light_only_below_weeks"):
        return ""
    days = (goal.on - today).days
    when = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    return (
        f"Your race is {when}: too soon to get stronger for it. Until then the plan begins nothing "
        "heavy, so that you start fresh; it builds up after the race."
    )


class PaceForm(AnswersForm):
    """What the runs cannot tell, or tell wrongly."""

    places: ClassVar[dict[Place, str]] = {
        ("running", "easy_pace"): "easy_pace",
        ("running", "max_hr"): "max_hr",
    }
    easy_pace = forms.CharField(
        label="Easy pace",
        required=False,
        max_length=20,
    )
    max_hr = forms.CharField(
        label="Highest heart rate",
        required=False,
        max_length=5,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text="Beats a minute, if you know it.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        example = _PACES[self.profile.athlete.distance_unit]
        self.fields["easy_pace"].help_text = f"Such as {example}. Left empty, your runs tell it."

    def told(self) -> dict[str, Any]:
        """What was said."""
        athlete = self.profile.athlete
        pace = athlete.easy_pace_s_per_km
        return {
            "easy_pace": "" if pace is None else f"{round(pace) // 60}:{round(pace) % 60:02d} /km",
            "max_hr": athlete.max_hr or "",
        }

    def read(self, said: dict[str, Any]) -> Answers:
        """Two keys of [running]."""
        max_hr = said.get("max_hr", "")
        return {
            "running": {
                "easy_pace": said.get("easy_pace") or None,
                "max_hr": number_or_text(max_hr) if max_hr else None,
            }
        }

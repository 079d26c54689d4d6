"""An exercise of the athlete's own: TOML in the catalogue's format in, an `Exercise` out.

Every mistake is found at once and told with its line. What the catalogue owes its readers (three
cues, a ladder, a kinder swap) is not asked of somebody's own exercise.
"""

from typing import TypeVar

import msgspec
import tomli

from strongstride.coach.catalogue import (
    BodyPart,
    Chain,
    Exercise,
    Implement,
    Kit,
    Loading,
    Measure,
    Muscle,
    Pattern,
    Region,
    catalogue,
)
from strongstride.coach.toml.form import (
    Finding,
    Form,
    UnfitError,
    choice,
    number,
    text,
    whole,
    yes_or_no,
)
from strongstride.coach.toml.lines import line_of

T = TypeVar("T")
OWN = "own:"  # before the key of an own exercise wherever a catalogue id could stand
MOST_CHARACTERS = 20_000
EXAMPLE = """\
name = "Sandbag squat"
pattern = "squat"
region = "lower"
chain = "front"          # front, back or side
one_sided = false        # true: sets are done per side
measure = "reps"         # reps, seconds or contacts
loading = "external"     # none, body, external, assisted or band
implements = ["plate"]   # what the load is held in
needs = []               # [["bench", "box"]]: a bench or a box
primary = ["quads", "glute max"]
secondary = ["abs"]
leg_cost = 2             # 0 nothing to 3 heavy: what it takes from the next run
cues = ["Hug the bag", "Sit between the heels", "Stand tall"]
faults = ["Heels lift"]
note = ""
"""


class OwnMistake(msgspec.Struct, frozen=True):
    """One mistake: its line, and what to write instead."""

    line: int
    text: str


class OwnExerciseError(ValueError):
    """An own exercise that cannot be used, with every mistake found in it."""

    def __init__(self, mistakes: tuple[OwnMistake, ...]) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(f"line {each.line}: {each.text}" for each in mistakes))


def read_own_exercise(content: str, key: str) -> Exercise:
    """The exercise a TOML text says, with id `own:<key>`; OwnExerciseError lists every mistake."""
    if len(content) > MOST_CHARACTERS:
        raise OwnExerciseError((OwnMistake(1, f"more than {MOST_CHARACTERS} characters."),))
    try:
        table = tomli.loads(content)
    except tomli.TOMLDecodeError as error:
        what = f"this is not TOML: {error.msg[:1].lower()}{error.msg[1:]}."
        raise OwnExerciseError((OwnMistake(error.lineno, what),)) from None
    except RecursionError:
        what = "lists are nested too deeply; write them flat."
        raise OwnExerciseError((OwnMistake(1, what),)) from None
    findings: list[Finding] = []
    exercise = _exercise(Form(table, (), findings), OWN + key)
    if findings:
        raise OwnExerciseError(tuple(sorted(_located(content, findings), key=lambda m: m.line)))
    return exercise


def _located(content: str, findings: list[Finding]) -> list[OwnMistake]:
    return [
        OwnMistake(
            line_of(content, each.path, each.value),
            ": ".join([*(str(part) for part in each.path[:1]), each.text]),
        )
        for each in findings
    ]


def _exercise(form: Form, exercise_id: str) -> Exercise:
    exercise = Exercise(
        id=exercise_id,
        name=form.require("name", _name, "?", 'name = "Sandbag squat"'),
        pattern=form.require("pattern", _pattern, Pattern.SQUAT, 'pattern = "squat"'),
        region=form.require("region", choice(Region), Region.LOWER, 'region = "lower"'),
        chain=form.require("chain", choice(Chain), Chain.FRONT, 'chain = "front"'),
        one_sided=form.take("one_sided", yes_or_no, default=False),
        measure=form.take("measure", choice(Measure), Measure.REPS),
        loading=form.require("loading", choice(Loading), Loading.NONE, 'loading = "body"'),
        skill=form.take("skill", whole(1, 4, "1 (everyone) to 4 (expert)"), 1),
        leg_cost=form.take("leg_cost", whole(0, 3, "0 (nothing) to 3 (heavy)"), 0),
        primary=form.take_each("primary", choice(Muscle)),
        secondary=form.take_each("secondary", choice(Muscle)),
        cues=form.take_each("cues", text),
        faults=form.take_each("faults", text),
        implements=form.take_each("implements", choice(Implement)),
        needs=form.take_each("needs", _kit_group),
        body_fraction=form.take("body_fraction", number(0, 1, "a share from 0 to 1"), 0.0),
        avoid_pain=form.take_each("avoid_pain", choice(BodyPart)),
        note=form.take("note", text, ""),
    )
    _contradictions(form, exercise)
    form.close()
    return exercise


def _contradictions(form: Form, exercise: Exercise) -> None:
    if not exercise.primary:
        form.note('primary is missing; add a line such as `primary = ["quads"]`.')
    if exercise.loading is Loading.EXTERNAL and not exercise.implements:
        form.note(
            'an external load is held in something; add `implements = ["dumbbell"]`.', "loading"
        )


def _name(value: object) -> str:
    said = text(value)
    if not 2 <= len(said) <= 80:
        raise UnfitError("a name has 2 to 80 letters.")
    if catalogue().named(said):
        raise UnfitError(f"{said} is in the catalogue already; give it another name.")
    return said


def _pattern(value: object) -> Pattern:
    found = choice(Pattern)(value)
    if found in (Pattern.DRILL, Pattern.STRETCH):
        raise UnfitError("only strength exercises can be your own, no drills or stretches.")
    return found


def _kit_group(value: object) -> tuple[Kit, ...]:
    read = choice(Kit)
    return tuple(read(each) for each in (value if isinstance(value, list) else [value]))

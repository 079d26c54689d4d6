"""The athlete file (TOML): read into an `Athlete` and what they said about their running.

Everything wrong in the file is found in one go, each mistake with its line and a way out.
"""

from datetime import date

import msgspec
import tomli

from strongstride.coach.athlete import Athlete
from strongstride.coach.runs import RunKind, WeeklyPattern
from strongstride.coach.toml.form import Finding, Form
from strongstride.coach.toml.lines import line_of


class KindGiven(msgspec.Struct, frozen=True, kw_only=True):
    """The runner's own word for a run: of a date, or of a file by (the end of) its name."""

    kind: RunKind
    on: date | None = None
    file: str | None = None


class RunningWish(msgspec.Struct, frozen=True, kw_only=True):
    """What the athlete says about the runs to come and where the past ones lie.

    Paths are as written in the file, relative to it. With no pattern, calendar or csv the coach
    plans around what the runner usually does.
    """

    as_usual: bool = True
    pattern: WeeklyPattern | None = None
    calendar: str | None = None
    csv: str | None = None
    easy_week_every: int | None = None  # weeks; None = as in the past runs, or the coach's own
    easy_week_on: date | None = None  # a day of a week known to be easy
    files: tuple[str, ...] = ()
    kinds: tuple[KindGiven, ...] = ()


class AthleteFile(msgspec.Struct, frozen=True, kw_only=True):
    """Everything an athlete file says."""

    athlete: Athlete
    running: RunningWish = RunningWish()
    logs: tuple[str, ...] = ()  # strength logs, relative to the file
    programme: str | None = None  # a programme template, relative to the file


class Problem(msgspec.Struct, frozen=True):
    """One mistake: the line it stands on, and one sentence that says what to write instead."""

    line: int
    text: str


class AthleteFileError(ValueError):
    """The athlete file cannot be used; `problems` are all its mistakes in the order of the file."""

    def __init__(self, file_name: str, problems: tuple[Problem, ...]) -> None:
        self.file_name = file_name
        self.problems = problems
        super().__init__("\n".join(f"{file_name}:{each.line}: {each.text}" for each in problems))


def read_athlete(text: str, file_name: str, today: date | None = None) -> AthleteFile:
    """The athlete of a TOML text.

    With `today`, what depends on the date is checked too: a race long past, runners under 16.
    Raises `AthleteFileError` with every mistake found.
    """
    from strongstride.coach.athletes.tables import read_tables

    table = _parse(text, file_name)
    findings: list[Finding] = []
    found = read_tables(Form(table, (), findings), today)
    if findings:
        raise AthleteFileError(file_name, _located(text, findings))
    return found


def athlete_text(data: bytes, file_name: str) -> str:
    """The text of an athlete file's bytes: UTF-8, or what Windows editors write instead.

    Raises `AthleteFileError` when it is no text at all.
    """
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return _decoded(data, encoding, file_name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decoded(data, "cp1252", file_name)
    if any(ord(letter) < 32 and letter not in "\t\r\n\f" for letter in text):
        raise _not_text(file_name)
    return text


def _decoded(data: bytes, encoding: str, file_name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise _not_text(file_name) from None


def _not_text(file_name: str) -> AthleteFileError:
    text = (
        "this is not a text file; athlete and programme files are plain text (`strongstride init`)."
    )
    return AthleteFileError(file_name, (Problem(1, text),))


def _parse(text: str, file_name: str) -> dict[str, object]:
    if not text.strip():
        needs = "the file is empty; it needs [athlete] with body_mass and birth_year."
        problem = Problem(1, f"{needs} `strongstride init` writes one.")
        raise AthleteFileError(file_name, (problem,))
    try:
        return tomli.loads(text.replace("\r\n", "\n").replace("\r", "\n"))
    except tomli.TOMLDecodeError as error:
        what = f"this is not TOML: {error.msg[:1].lower()}{error.msg[1:]} (column {error.colno})."
        raise AthleteFileError(file_name, (Problem(error.lineno, what),)) from None
    except RecursionError:
        raise AthleteFileError(
            file_name, (Problem(1, "lists or tables are nested too deeply; write them flat."),)
        ) from None


def _located(text: str, findings: list[Finding]) -> tuple[Problem, ...]:
    problems = []
    for finding in findings:
        where = ".".join(str(part) for part in finding.path if isinstance(part, str))
        sentence = f"{where}: {finding.text}" if where else finding.text
        problems.append(Problem(line_of(text, finding.path, finding.value), sentence))
    return tuple(sorted(problems, key=lambda problem: problem.line))

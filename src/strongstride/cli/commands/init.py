"""`strongstride init`: ten questions, one athlete file."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from shlex import quote
from textwrap import fill

import click

from strongstride.cli import options
from strongstride.cli.complaint import ComplaintError
from strongstride.coach.athletes.file import AthleteFileError, read_athlete
from strongstride.coach.athletes.screening import TOPICS
from strongstride.coach.athletes.write import quoted, write_athlete
from strongstride.coach.catalogue import Kit

Draft = dict[str, dict[str, str]]  # table -> key -> value as TOML
_PATH_LIKE = re.compile(r"[/\\~]|\.[A-Za-z]{2,4}$|^[^\s,]{10,}$")
_SIGNS = re.compile(r"[:=]")
_OUT_OF_TEN = re.compile(r"\s*(/|of|out of)\s*10$")
Take = Callable[[str, Draft], None]
_KIT_WORDS = {each.value.replace("-", " "): each for each in Kit}


@click.command()
@click.argument(
    "path",
    type=options.PATH,
    default=options.DEFAULT_ATHLETE,
    metavar="[FILE]",
    help="Where to write it.",
)
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@options.today
def run(path: Path, force: bool, today: str | None) -> None:
    """Ask ten questions and write the athlete file.

    Enter keeps what stands in brackets.
    """
    from strongstride.cli.called import called
    from strongstride.cli.clock import time_zone
    from strongstride.cli.files import writable, write_file

    target = writable(path)  # before ten questions are answered for nothing
    if not os.access(target.parent, os.W_OK):
        raise ComplaintError(f"{path}: you may not write there.")
    if target.exists() and not force:
        raise ComplaintError(f"{path} is there already; add --force to replace it.")
    day = options.day_of(today)
    draft: Draft = {"athlete": {"time_zone": quoted(time_zone()), "birth_year": "1990"}}
    for number, (question, default, take) in enumerate(QUESTIONS, 1):
        draft = _ask(f"{number}. {question}", default, take, draft, is_first=number == 1)
    file = read_athlete(_toml(draft), str(path), day)
    write_file(path, write_athlete(file).encode())
    sys.stdout.write(f"\nWrote {path}. Next: {called()} plan {quote(str(path))}\n")


class _AnswerError(Exception):
    """An answer that cannot be used, said so that the next one can."""


def _ask(question: str, default: str, take: Take, draft: Draft, *, is_first: bool) -> Draft:
    """Ask until the answer fits; a file or pipe is asked once."""
    while True:
        sys.stdout.write(f"{question} [{default}] ")
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line and sys.stdin.isatty():
            raise EOFError
        if not sys.stdin.isatty():  # nobody pressed Enter where this is read
            sys.stdout.write("\n")
        if not line and is_first:
            raise ComplaintError(
                "There are no answers: run it in a terminal, or send one line for each question."
            )
        tried = {table: dict(keys) for table, keys in draft.items()}
        told = _mistake(line.strip() or default, take, tried)
        if not told:
            return tried
        if not sys.stdin.isatty():
            raise ComplaintError(f"{question.splitlines()[0]} {told}")
        sys.stdout.write(f"   {told}\n")


def _mistake(said: str, take: Take, draft: Draft) -> str:
    """What is wrong with an answer, once it is taken; empty when it fits."""
    try:
        take(said, draft)
        read_athlete(_toml(draft), "answer")
    except AthleteFileError as error:
        return error.problems[0].text.partition(": ")[2] or error.problems[0].text
    except _AnswerError as error:
        return str(error)
    return ""


def _toml(draft: Draft) -> str:
    blocks = []
    for table, keys in draft.items():
        blocks.append("\n".join((f"[{table}]", *(f"{key} = {keys[key]}" for key in keys))))
    return "\n\n".join(blocks) + "\n"


def _set(draft: Draft, table: str, key: str, value: str) -> None:
    draft.setdefault(table, {})[key] = value


def _number_or_text(said: str) -> str:
    return said if said.replace(".", "", 1).isdigit() else quoted(said)


def _body_mass(said: str, draft: Draft) -> None:
    _set(draft, "athlete", "body_mass", _number_or_text(said))


def _birth_year(said: str, draft: Draft) -> None:
    _set(draft, "athlete", "birth_year", _number_or_text(said))


def _experience(said: str, draft: Draft) -> None:
    _set(draft, "athlete", "experience", quoted(said))


def _time(said: str, draft: Draft) -> None:
    sessions, _, minutes = said.lower().replace("×", "x").partition("x")
    _set(draft, "time", "sessions_a_week", _number_or_text(sessions.strip()))
    _set(draft, "time", "minutes", _number_or_text(minutes.strip() or "45"))


def _days(said: str, draft: Draft) -> None:
    if said != "none":
        days = ", ".join(quoted(day) for day in said.replace(",", " ").split())
        _set(draft, "time", "impossible", f"[{days}]")


def _equipment(said: str, draft: Draft) -> None:
    """`gym`, `none`, or weights of dumbbell pairs and names of things."""
    if said == "none":
        return
    weights = []
    for part in (each.strip() for each in said.split(",")):
        word = part.lower().replace("-", " ")
        if word in _KIT_WORDS or word == "gym":
            _set(draft, "equipment", word.replace(" ", "_"), "true")
        elif part:
            weights.append(_number_or_text(part))
    if weights:
        _set(draft, "equipment", "dumbbells", f"{{ pairs = [{', '.join(weights)}] }}")


def _race(said: str, draft: Draft) -> None:
    if said != "none":
        distance, _, day = said.rpartition(" ")
        _set(draft, "goal", "date", quoted(day))
        _set(draft, "goal", "distance", quoted(distance))


def _runs(said: str, draft: Draft) -> None:
    """A path to run files or a calendar, or runs such as `Tue easy 8 km, Sun long 20 km`."""
    if said == "none":
        return
    path = Path(said.strip("'\"")).expanduser()
    if path.exists():
        where = quoted(str(path.resolve()))
        plan = {".ics": "calendar", ".csv": "csv"}.get(path.suffix.lower())
        _set(draft, "running", plan or "files", where if plan else f"[{where}]")
        return
    if _PATH_LIKE.search(said):
        raise _AnswerError(f"{said}: there is no such file or folder; write where it lies.")
    runs = []
    for part in said.split(","):
        day, _, rest = part.strip().partition(" ")
        kind, _, distance = rest.strip().partition(" ")
        size = f", distance = {_number_or_text(distance.strip())}" if distance.strip() else ""
        runs.append(f"{{ day = {quoted(day)}, kind = {quoted(kind or 'easy')}{size} }}")
    _set(draft, "running", "pattern", f"[{', '.join(runs)}]")


def _pain(said: str, draft: Draft) -> None:
    if said == "none":
        return
    for part in said.split(","):
        plain = _OUT_OF_TEN.sub("", _SIGNS.sub(" ", part.strip().lower())).strip()
        where, _, level = plain.rpartition(" ")
        if not where:  # a part without a number: the reader will ask for one
            where, level = level, ""
        _set(draft, "pain", where.strip().replace(" ", "_"), _number_or_text(level))


def _safety(said: str, draft: Draft) -> None:
    if said == "none":
        return
    for part in said.replace(",", " ").split():
        known = part.isdigit() and 1 <= int(part) <= len(TOPICS)
        key = TOPICS[int(part) - 1].key if known else part
        if key not in {topic.key for topic in TOPICS}:
            raise _AnswerError(
                f"there is no `{part}`; write numbers from 1 to {len(TOPICS)} with commas, or none."
            )
        _set(draft, "safety", key, "true")


_TOPICS = "\n".join(
    fill(f"{number:5} {each.question}", 79, subsequent_indent="      ")
    for number, each in enumerate(TOPICS, 1)
)

QUESTIONS: tuple[tuple[str, str, Take], ...] = (
    ("Your body mass? Add kg or lb.", "70 kg", _body_mass),
    ("The year you were born?", "1990", _birth_year),
    ("Have you lifted before: none, some, regular or expert?", "none", _experience),
    ("Strength sessions a week x minutes each?", "2 x 45", _time),
    ("Days on which strength is impossible? (Mon, Fri)", "none", _days),
    (
        "Your equipment: gym, or dumbbell pairs and things (8 kg, 12 kg, bench, rope)",
        "none",
        _equipment,
    ),
    ("A race to train for? Distance and date, year-month-day (marathon 2027-04-25)", "none", _race),
    (
        "Your runs: a folder, archive or .ics, or a usual week (Tue easy 8 km, Sun long 20 km)",
        "none",
        _runs,
    ),
    ("Does something hurt today? Part and 0 to 10 (knee 3)", "none", _pain),
    (
        f"Which of these are true for you? Their numbers (3, 7), Enter for none.\n{_TOPICS}\n  ",
        "none",
        _safety,
    ),
)

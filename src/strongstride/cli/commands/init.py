"""`strongstride init`: ten questions, one athlete file."""

import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import fill

import click

from strongstride.cli import options
from strongstride.cli.complaint import ComplaintError
from strongstride.coach.athletes.file import AthleteFileError, read_athlete
from strongstride.coach.athletes.screening import TOPICS
from strongstride.coach.athletes.write import quoted, write_athlete
from strongstride.coach.catalogue import Kit

Draft = dict[str, dict[str, str]]  # table -> key -> value as TOML
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
    from strongstride.cli.clock import time_zone
    from strongstride.cli.files import write_file

    if path.exists() and not force:
        raise ComplaintError(f"{path} is there already; add --force to replace it.")
    day = options.day_of(today)
    draft: Draft = {"athlete": {"time_zone": quoted(time_zone()), "birth_year": "1990"}}
    for number, (question, default, take) in enumerate(QUESTIONS, 1):
        draft = _ask(f"{number}. {question}", default, take, draft)
    file = read_athlete(_toml(draft), str(path), day)
    write_file(path, write_athlete(file).encode())
    sys.stdout.write(f"\nWrote {path}. Next: strongstride plan {path}\n")


def _ask(question: str, default: str, take: Take, draft: Draft) -> Draft:
    """Ask until the answer fits; a file or pipe is asked once."""
    while True:
        sys.stdout.write(f"{question} [{default}] ")
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line and sys.stdin.isatty():
            raise EOFError
        tried = {table: dict(keys) for table, keys in draft.items()}
        try:
            take(line.strip() or default, tried)
            read_athlete(_toml(tried), "answer")
        except AthleteFileError as error:
            told = error.problems[0].text.partition(": ")[2] or error.problems[0].text
            if not sys.stdin.isatty():
                raise ComplaintError(f"\n{question.splitlines()[0]} {told}") from None
            sys.stdout.write(f"   {told}\n")
        else:
            return tried


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
    """A path to run files, or runs such as `Tue easy 8 km, Sun long 20 km`."""
    if said == "none":
        return
    if Path(said).expanduser().exists():
        _set(draft, "running", "files", f"[{quoted(str(Path(said).expanduser().resolve()))}]")
        return
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
        where, _, level = part.strip().lower().rpartition(" ")
        if not where:  # a part without a number: the reader will ask for one
            where, level = level, ""
        _set(draft, "pain", where.replace(" ", "_"), _number_or_text(level))


def _safety(said: str, draft: Draft) -> None:
    if said == "none":
        return
    for part in said.replace(",", " ").split():
        known = part.isdigit() and 1 <= int(part) <= len(TOPICS)
        key = TOPICS[int(part) - 1].key if known else part
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
    ("A race to train for? Distance and date (marathon 2027-04-25)", "none", _race),
    (
        "Your runs: a folder or archive, or a usual week (Tue easy 8 km, Sun long 20 km)",
        "none",
        _runs,
    ),
    ("Does something hurt today? Part and 0 to 10 (knee 3)", "none", _pain),
    (f"Which of these are true for you? Their numbers.\n{_TOPICS}\n  ", "none", _safety),
)

"""From paths to a programme: the athlete file, runs, logs and calendars, read and planned."""

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from strongstride.cli.called import called
from strongstride.cli.complaint import ComplaintError
from strongstride.cli.options import DEFAULT_ATHLETE
from strongstride.coach.answers import Answer
from strongstride.coach.athlete import Athlete, Experience
from strongstride.coach.athletes.file import (
    AthleteFile,
    AthleteFileError,
    athlete_text,
    read_athlete,
)
from strongstride.coach.log import LoggedSession
from strongstride.coach.programme import Programme
from strongstride.coach.running.habits import RunningHabits
from strongstride.coach.runs import ClassedRun
from strongstride.coach.templates.template import Template
from strongstride.formats.lifts.record import StrengthLog
from strongstride.formats.recording import Recording, Refusal

if TYPE_CHECKING:
    from strongstride.exchange.plan_intake import OwnRuns


class Sources(msgspec.Struct, frozen=True, kw_only=True):
    """Where everything lies, as given on the command line."""

    athlete: Path
    runs: tuple[Path, ...] = ()
    logs: tuple[Path, ...] = ()
    programme: Path | None = None


class RunsRead(msgspec.Struct, frozen=True, kw_only=True):
    """What came out of the run files."""

    classed: tuple[ClassedRun, ...] = ()
    habits: RunningHabits | None = None
    refused: tuple[Refusal, ...] = ()
    other_sports: dict[str, int] = {}
    copies: int = 0  # recordings of a run that a richer one tells
    warnings: tuple[str, ...] = ()
    lifted: tuple[LoggedSession, ...] = ()  # strength activities of the watch


class Intake(msgspec.Struct, frozen=True, kw_only=True):
    """Everything known about the athlete, and the programme made of it."""

    file: AthleteFile
    athlete: Athlete  # with what the runs told
    runs: RunsRead
    history: tuple[LoggedSession, ...]
    programme: Programme
    said: tuple[str, ...] = ()  # lines worth telling about what was read
    today: date


def take_in(sources: Sources, today: date) -> Intake:
    """Read everything and plan; ComplaintError when something given cannot be used."""
    from strongstride.coach.plan import plan
    from strongstride.exchange.file_words import file_words
    from strongstride.exchange.plan_intake import plan_inputs, with_race_to_come

    file, over = with_race_to_come(load_athlete(sources.athlete, today), today)
    folder = sources.athlete.parent
    run_paths = sources.runs or tuple(folder / each for each in file.running.files)
    log_paths = sources.logs or tuple(folder / each for each in file.logs)
    read = read_runs(run_paths, file, today) if run_paths else RunsRead()
    if sources.runs:
        must_hold_something(read, sources.runs)
    history, said = _history(log_paths, read.lifted)
    own, more = _own_runs(file, folder, today)
    inputs = plan_inputs(file, read.classed, read.habits, today, own)
    written = sources.programme or (folder / file.programme if file.programme else None)
    template = None if written is None else _template(written)
    programme = plan(inputs.athlete, inputs.runs, history, today, template)
    return Intake(
        file=file,
        athlete=inputs.athlete,
        runs=read,
        history=history,
        programme=programme,
        said=(*(f"{line} {file_words(Answer.RACE)}" for line in over), *said, *more, *inputs.said),
        today=today,
    )


def load_athlete(path: Path, today: date) -> AthleteFile:
    """The athlete file at `path`."""
    if path.is_dir():
        raise ComplaintError(f"{path} is a folder; name the athlete file in it.")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ComplaintError(
            f"{path}: there is no such file. `{called()} init {path}` asks ten questions and "
            "writes it."
        ) from None
    try:
        return read_athlete(athlete_text(data, str(path)), str(path), today)
    except AthleteFileError as error:
        raise ComplaintError(str(error)) from None


def athlete_or_anyone(path: Path | None, today: date) -> tuple[AthleteFile, Path | None]:
    """The athlete file given, else the one lying here, else an athlete about whom nothing is known.

    The second value is where it was read from, None for nobody in particular.
    """
    if path is None and DEFAULT_ATHLETE.is_file():
        path = DEFAULT_ATHLETE
    if path is not None:
        return load_athlete(path, today), path
    anyone = Athlete(body_mass_g=70_000, birth_year=1985, experience=Experience.REGULAR)
    return AthleteFile(athlete=anyone), None


def what_was_read(intake: Intake) -> tuple[str, ...]:
    """Lines on what was read and what was not."""
    refused = len(intake.runs.refused)
    if not refused:
        return intake.said
    files = "1 run file was" if refused == 1 else f"{refused} run files were"
    return (f"{files} not read: `strongstride runs PATH` says why.", *intake.said)


def tell_what_was_read(intake: Intake) -> None:
    """On stderr, for answers that have no place for it."""
    sys.stderr.write("".join(f"{line}\n" for line in what_was_read(intake)))


def read_runs(paths: Sequence[Path], file: AthleteFile, today: date) -> RunsRead:
    """Every activity below `paths`, classed, with a progress bar on a terminal."""
    from strongstride.cli.progress import reading
    from strongstride.coach.running.classify import class_runs
    from strongstride.coach.running.habits import read_habits
    from strongstride.exchange.lift_intake import recorded_sessions
    from strongstride.exchange.run_intake import past_runs
    from strongstride.formats.reader import read_activities
    from strongstride.formats.same_run import keep_richest

    _must_exist(paths)
    with reading() as on_progress:
        outcomes = list(read_activities(paths, on_progress=on_progress))
    recordings, copies = keep_richest(each for each in outcomes if isinstance(each, Recording))
    taken = past_runs(recordings, file.running.kinds, file.athlete.time_zone)
    classed = class_runs(taken.runs, file.athlete, today)
    return RunsRead(
        classed=classed,
        habits=read_habits(classed, today, file.athlete.distance_unit),
        refused=tuple(each for each in outcomes if isinstance(each, Refusal)),
        other_sports=taken.other_sports,
        copies=len(copies),
        warnings=tuple(f"{each.source}: {line}" for each in recordings for line in each.warnings),
        lifted=recorded_sessions(recordings).sessions,
    )


def must_hold_something(read: RunsRead, paths: Sequence[Path]) -> None:
    """ComplaintError when nothing at all could be read from the paths given."""
    if read.classed or read.other_sports:
        return
    names = ", ".join(str(path) for path in paths)
    if read.refused:
        first = read.refused[0]
        more = len(read.refused) - 1
        others = f" ({more} more could not be read either.)" if more else ""
        raise ComplaintError(f"Nothing could be read: {first.source}: {first.why}{others}")
    raise ComplaintError(f"{names}: there is no FIT, GPX or TCX file in it.")


def _must_exist(paths: Iterable[Path]) -> None:
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise ComplaintError(f"{', '.join(missing)}: there is no such file or folder.")


def _history(
    paths: Sequence[Path], lifted: tuple[LoggedSession, ...]
) -> tuple[tuple[LoggedSession, ...], tuple[str, ...]]:
    if not paths:
        return lifted, ()
    from strongstride.exchange.lift_intake import merged, take_log

    _must_exist(paths)
    sessions, said = list(lifted), []
    for path in paths:
        log = load_log(path)
        taken = take_log(log)
        sessions += taken.sessions
        said += [_named(path, line) for line in (*log.warnings, *taken.notices)]
    return merged(sessions), tuple(said)


def _named(path: Path, line: str) -> str:
    """The line with the name of the file, once and without the folders."""
    line = line.replace(str(path), path.name)
    return line if line.startswith(path.name) else f"{path.name}: {line}"


def load_log(path: Path, unit: str | None = None) -> StrengthLog:
    """The strength log at `path`."""
    from strongstride.formats.errors import UnreadableFileError
    from strongstride.formats.lifts.log import read_log

    if path.is_dir():
        raise ComplaintError(f"{path} is a folder; name the log file in it.")
    if path.suffix.lower() == ".toml":
        raise ComplaintError(f"{path} is not a strength log; name a CSV or JSON file.")
    try:
        return read_log(path.read_bytes(), str(path), unit=unit)
    except UnreadableFileError as error:
        raise ComplaintError(str(error)) from None


def _own_runs(
    file: AthleteFile, folder: Path, today: date
) -> "tuple[OwnRuns | None, tuple[str, ...]]":
    """The runs of the calendar or table the athlete file names; None where it names none."""
    from strongstride.exchange.plan_intake import OwnRuns, horizon
    from strongstride.exchange.run_intake import planned_runs
    from strongstride.formats.errors import UnreadableFileError
    from strongstride.formats.planned.runs import read_planned_runs

    written = file.running.calendar or file.running.csv
    if written is None:
        return None, ()
    path, athlete = folder / written, file.athlete
    since, until = horizon(athlete, today)
    _must_exist([path])
    try:
        found = read_planned_runs(
            path.read_bytes(),
            path.name,
            since=since,
            until=until,
            time_zone=athlete.time_zone,
            unit=athlete.distance_unit.value,
        )
    except UnreadableFileError as error:
        raise ComplaintError(str(error)) from None
    taken = planned_runs(found.entries)
    said = [f"{path.name}: {line}" for line in found.warnings]
    if not taken.runs:
        said.append(f"{path.name}: no run was found in it between {since} and {until}.")
    return OwnRuns(runs=taken.runs, rest_days=taken.rest_days), tuple(said)


def _template(path: Path) -> Template:
    """The programme to follow: a file, or one of the published ones by its name."""
    from strongstride.coach.templates.file import (
        TemplateError,
        published,
        published_template,
        read_template,
    )

    if path.name in published() and not path.exists():
        return published_template(path.name)
    if not path.is_file():
        names = list(published())
        near = [name for name in names if path.name.lower() in name]
        near = near or get_close_matches(path.name.lower(), names, 2, 0.5)
        hint = f"Did you mean {' or '.join(near)}? " if near else ""
        raise ComplaintError(
            f"{path}: there is no such programme file. {hint}Published ones: {', '.join(names)}."
        )
    try:
        return read_template(athlete_text(path.read_bytes(), str(path)), str(path))
    except (TemplateError, AthleteFileError) as error:
        raise ComplaintError(str(error)) from None

"""`init`: ten questions make an athlete file."""

import os
from pathlib import Path

import pytest

from strongstride.cli.commands.init import QUESTIONS
from strongstride.coach.athlete import RaceDistance, Weekday
from strongstride.coach.athletes.file import read_athlete
from strongstride.coach.catalogue import BodyPart, Kit
from strongstride.coach.runs import RunKind

from .conftest import TODAY, Ask

ANSWERS = [
    "150 lb",
    "1984",
    "regular",
    "3 x 40",
    "Mon, Fri",
    "15 lb, 25 lb, bench, pull-up bar",
    "marathon 2027-04-25",
    "Tue easy 5 mi, Thu hard 6 mi, Sun long 12 mi",
    "knee 2, low back 1",
    "2",
]


def test_ten_questions_write_the_file(ask: Ask, tmp_path: Path) -> None:
    assert len(QUESTIONS) == 10
    answer = ask("init", "--today", TODAY, stdin="\n".join(ANSWERS) + "\n")
    assert (answer.code, answer.err) == (0, "")
    assert "Next: strongstride plan athlete.toml" in answer.out
    file = read_athlete((tmp_path / "athlete.toml").read_text("utf-8"), "a")
    athlete = file.athlete
    assert athlete.body_mass_g == 68_039
    assert athlete.availability.minutes == 40
    assert athlete.availability.impossible == {Weekday.MONDAY, Weekday.FRIDAY}
    assert athlete.equipment.dumbbell_pairs_g == (6_804, 11_340)
    assert Kit.PULL_UP_BAR in athlete.equipment.kit
    assert athlete.goal is not None
    assert athlete.goal.distance is RaceDistance.MARATHON
    assert [pain.part for pain in athlete.pains] == [BodyPart.KNEE, BodyPart.LOW_BACK]
    assert athlete.stop_reasons
    assert file.running.pattern is not None
    assert [run.kind for run in file.running.pattern.runs] == [
        RunKind.EASY, RunKind.HARD, RunKind.LONG,
    ]  # fmt: skip
    assert ask("plan", "--today", TODAY).code == 0


def test_enter_keeps_the_defaults(ask: Ask, tmp_path: Path) -> None:
    assert ask("init", "me.toml", stdin="\n" * 10, typed=True).code == 0
    found = read_athlete((tmp_path / "me.toml").read_text("utf-8"), "a").athlete
    assert found.body_mass_g == 70_000
    assert found.stop_reasons == ()


def test_an_empty_pipe_is_no_answer(ask: Ask, tmp_path: Path) -> None:
    answer = ask("init", "me.toml")
    assert answer.code == 2
    assert answer.err.startswith("There are no answers: run it in a terminal")
    assert not (tmp_path / "me.toml").exists()


def test_a_pipe_that_ends_early_keeps_the_other_defaults(ask: Ask, tmp_path: Path) -> None:
    answer = ask("init", "me.toml", stdin="80 kg\n")
    assert answer.code == 0
    assert "] \n2. The year" in answer.out
    assert read_athlete((tmp_path / "me.toml").read_text("utf-8"), "a").athlete.birth_year == 1990


def test_a_place_that_cannot_be_written_is_told_before_asking(ask: Ask, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    for place in ("no/folder/me.toml", ".", "pipe.toml", "/dev/null"):
        answer = ask("init", place, "--force", stdin="\n" * 10)
        assert (answer.code, answer.out) == (2, ""), place


@pytest.mark.parametrize("said", ["~/nowhere", "runs/2026", "export.zip", "plan.ics"])
def test_a_path_that_is_not_there_is_told_as_one(ask: Ask, said: str) -> None:
    answer = ask("init", stdin="\n".join([*ANSWERS[:7], said]) + "\n")
    assert answer.code == 2
    assert f"{said}: there is no such file or folder" in answer.err
    assert "day of the week" not in answer.err


def test_a_calendar_is_a_plan_of_runs(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "plan.ics").write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    assert ask("init", stdin="\n".join([*ANSWERS[:7], "plan.ics"]) + "\n").code == 0
    file = read_athlete((tmp_path / "athlete.toml").read_text("utf-8"), "a")
    assert file.running.calendar == str(tmp_path / "plan.ics")
    assert file.running.files == ()


@pytest.mark.parametrize("said", ["knee: 3", "knee=3", "knee 3/10", "Knee : 3 of 10", "knee 3"])
def test_pain_may_be_written_in_many_ways(ask: Ask, tmp_path: Path, said: str) -> None:
    answers = [*ANSWERS[:8], said, "none"]
    assert ask("init", stdin="\n".join(answers) + "\n").code == 0
    found = read_athlete((tmp_path / "athlete.toml").read_text("utf-8"), "a").athlete
    assert [(pain.part, pain.level) for pain in found.pains] == [(BodyPart.KNEE, 3)]


def test_runs_may_be_a_folder(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "garmin").mkdir()
    answers = [*ANSWERS[:7], "garmin", *ANSWERS[8:]]
    assert ask("init", stdin="\n".join(answers)).code == 0
    file = read_athlete((tmp_path / "athlete.toml").read_text("utf-8"), "a")
    assert file.running.files == (str(tmp_path / "garmin"),)
    assert file.running.as_usual


def test_a_file_is_not_overwritten(ask: Ask, athlete: Path) -> None:
    before = athlete.read_bytes()
    answer = ask("init", stdin="\n" * 10)
    assert answer.code == 2
    assert "--force" in answer.err
    assert athlete.read_bytes() == before
    assert ask("init", "--force", stdin="\n" * 10).code == 0
    assert athlete.read_bytes() != before


@pytest.mark.parametrize(
    ("place", "wrong", "sentence"),
    [
        (0, "700 kg", "cannot be right; write your body mass"),
        (1, "long ago", "is not a number"),
        (2, "regulr", 'did you mean "regular"?'),
        (3, "9 x 40", "write 2 or 3"),
        (4, "Funday", "is not a day of the week"),
        (5, "8 kg, piano", "is not understood"),
        (6, "marathon", '"marathon" is not a date'),
        (6, "marathon someday", "is not a date"),
        (7, "Tue fast 5", "is not known"),
        (8, "knee", "is not a number"),
        (9, "99", "there is no `99`"),
    ],
)
def test_a_wrong_answer_is_asked_again(
    ask: Ask, place: int, wrong: str, sentence: str, tmp_path: Path
) -> None:
    answers = [*ANSWERS[:place], wrong, *ANSWERS[place:]]
    answer = ask("init", stdin="\n".join(answers) + "\n", typed=True)
    assert answer.code == 0
    assert sentence in answer.out
    (tmp_path / "athlete.toml").unlink()
    piped = ask("init", stdin="\n".join(answers) + "\n")
    assert piped.code == 2
    assert sentence in piped.err
    assert not (tmp_path / "athlete.toml").exists()


def test_leaving_in_the_middle_writes_nothing(ask: Ask, tmp_path: Path) -> None:
    answer = ask("init", stdin="70 kg\n1990\n", typed=True)
    assert answer.code == 130
    assert answer.err.strip() == "Stopped."
    assert not (tmp_path / "athlete.toml").exists()


def test_control_c_is_clean(ask: Ask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("strongstride.cli.commands.init._ask", interrupted)
    answer = ask("init")
    assert (answer.code, answer.err.strip()) == (130, "Stopped.")
    assert list(tmp_path.iterdir()) == []

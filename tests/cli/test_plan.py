"""`plan`, `today` and `week`: on the terminal, as JSON and as files."""

import json
import os
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from strongstride.exchange.contract_listings import schemas

from .conftest import TODAY, Ask


def valid(document: str, text: str) -> Any:
    made = json.loads(text)
    Draft202012Validator(
        schemas()[document],  # type: ignore[arg-type]
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    ).validate(made)
    return made


def plan_json(ask: Ask, *args: object) -> Any:
    answer = ask("plan", *args, "--json", "--today", TODAY)
    assert (answer.code, answer.err) == (0, "")
    return valid("plan", answer.out)


def test_the_json_keeps_the_contract(ask: Ask, athlete: Path) -> None:
    made = plan_json(ask, athlete)
    assert set(made) >= {"athlete", "goal", "weeks", "balance", "given_up", "notices"}
    week = next(week for week in made["weeks"] if week["sessions"])
    assert set(week) >= {"starts_on", "phase", "deload", "runs", "sessions"}
    assert set(week["runs"][0]) >= {"on", "kind", "distance_m", "duration_s", "starts_at"}
    session = week["sessions"][0]
    assert set(session) >= {
        "id", "on", "starts_at", "same_day_as_run", "focus", "leg_cost", "minutes",
        "warm_up", "work", "cool_down", "reasons",
    }  # fmt: skip
    item = session["work"][0]
    assert set(item) >= {"exercise", "region", "chain", "per_side", "sets", "reasons"}
    assert set(item["sets"][0]) >= {"reps", "load_kg", "rir", "rest_s"}
    assert set(session["reasons"][0]) == {"rule", "text", "numbers"}
    assert set(session["cool_down"][0]) >= {"exercise", "seconds", "sides", "muscles"}


def test_every_set_counts_exactly_one_thing(ask: Ask, athlete: Path) -> None:
    sets = [
        each
        for week in plan_json(ask, athlete)["weeks"]
        for session in week["sessions"]
        for item in session["work"]
        for each in item["sets"]
    ]
    assert sets
    for each in sets:
        counted = [each[name] for name in ("reps", "seconds", "contacts")]
        assert sum(amount is not None for amount in counted) == 1


def test_the_same_input_gives_the_same_bytes(ask: Ask, athlete: Path) -> None:
    once = ask("plan", athlete, "--json", "--today", TODAY).out
    assert once == ask("plan", athlete, "--json", "--today", TODAY).out


def test_loads_are_those_of_the_athlete(ask: Ask, athlete: Path) -> None:
    made = plan_json(ask, athlete)
    owned = {0.0, *made["athlete"]["equipment"]["dumbbell_pairs_kg"]}
    loads = {
        each["load_kg"]
        for week in made["weeks"]
        for session in week["sessions"]
        for item in session["work"]
        for each in item["sets"]
    } - {None}
    assert loads
    assert loads <= owned


def test_the_terminal_shows_every_part(ask: Ask, athlete: Path) -> None:
    answer = ask("plan", athlete, "--today", TODAY)
    assert answer.code == 0
    for part in ("You", "62 kg", "The weeks", "Warm-up", "Cool-down", "Leave", "Balance", "Why"):
        assert part in answer.out
    assert "half marathon (Spring) on 14 February 2027, in 12 weeks" in answer.out
    assert "\x1b" not in answer.out
    assert max(len(line) for line in answer.out.splitlines()) <= 80


def test_a_minimal_file_gives_a_plan(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "athlete.toml"
    path.write_text('[athlete]\nbody_mass = "80 kg"\nbirth_year = 1970\n')
    made = plan_json(ask)  # athlete.toml is the default
    assert sum(len(week["sessions"]) for week in made["weeks"]) > 16
    assert "No runs were given" in ask("plan", "--today", TODAY).out


def test_a_professional_comes_first(ask: Ask, athlete: Path) -> None:
    athlete.write_text(athlete.read_text() + "\n[safety]\nchest_pain = true\n")
    made = plan_json(ask, athlete)
    loads = [
        each["load_kg"]
        for week in made["weeks"]
        for session in week["sessions"]
        for item in session["work"]
        for each in item["sets"]
    ]
    assert not any(loads)
    assert any("chest" in each["text"] for each in made["given_up"] + made["notices"])
    assert ask("plan", athlete, "--today", TODAY).out.count("pressure in the chest") == 1


def test_today_is_the_first_session_of_the_plan(ask: Ask, athlete: Path) -> None:
    sessions = [s for week in plan_json(ask, athlete)["weeks"] for s in week["sessions"]]
    made = valid("today", ask("today", athlete, "--json", "--today", TODAY).out)
    assert made["session"] == sessions[0]
    on = sessions[0]["on"]
    assert valid("today", ask("today", athlete, "--json", "--today", on).out)["session"]["on"] == on
    assert ask("today", athlete, "--today", on).out.startswith("Today, ")


def test_week_is_the_week_of_the_plan(ask: Ask, athlete: Path) -> None:
    later = "2026-11-24"
    answer = ask("plan", athlete, "--json", "--today", later)
    weeks = json.loads(answer.out)["weeks"]
    made = valid("week", ask("week", athlete, "--json", "--today", later).out)
    assert made["week"] == weeks[0]
    assert made["week"]["starts_on"] == "2026-11-23"
    assert "Week of" in ask("week", athlete, "--today", later).out


def test_files_are_written(ask: Ask, athlete: Path, tmp_path: Path) -> None:
    page, calendar, watch = tmp_path / "p.md", tmp_path / "c.ics", tmp_path / "a" / "watch"
    answer = ask(
        "plan", athlete, "--today", TODAY,
        "--markdown", page, "--ics", calendar, "--watch", watch,
    )  # fmt: skip
    assert answer.code == 0
    assert page.read_text("utf-8").startswith("# Strength plan for Ada\n")
    assert calendar.read_bytes().startswith(b"BEGIN:VCALENDAR")
    sessions = [s for week in plan_json(ask, athlete)["weeks"] for s in week["sessions"]]
    soon = [each for each in sessions if each["on"] < "2026-12-20"]
    assert 0 < len(list(watch.glob("*.fit"))) == len(soon) < len(sessions)
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "a", "athlete.toml", "c.ics", "p.md",
    ]  # fmt: skip


def test_markdown_tables_are_whole(ask: Ask, athlete: Path, tmp_path: Path) -> None:
    page = tmp_path / "p.md"
    ask("plan", athlete, "--today", TODAY, "--markdown", page)
    rows = [line for line in page.read_text("utf-8").splitlines() if line.startswith("|")]
    assert {row.count("|") for row in rows} == {6, 10}


@pytest.mark.parametrize("option", ["--markdown", "--ics"])
def test_a_folder_is_never_overwritten(ask: Ask, athlete: Path, option: str) -> None:
    answer = ask("plan", athlete, "--today", TODAY, option, athlete.parent)
    assert answer.code == 2
    assert answer.err == f"{athlete.parent} is a folder; name a file in it.\n"


def test_a_file_is_no_folder_for_the_watch(ask: Ask, athlete: Path) -> None:
    answer = ask("plan", athlete, "--today", TODAY, "--watch", athlete)
    assert (answer.code, answer.err) == (2, f"{athlete} is a file; name a folder.\n")


def test_a_missing_folder_is_told(ask: Ask, athlete: Path, tmp_path: Path) -> None:
    answer = ask("plan", athlete, "--today", TODAY, "--ics", tmp_path / "no" / "c.ics")
    assert answer.code == 2
    assert "make it first" in answer.err


@pytest.mark.parametrize("command", ["plan", "today", "week"])
def test_without_an_athlete_file_init_is_named(ask: Ask, command: str) -> None:
    answer = ask(command, "--today", TODAY)
    assert answer.code == 2
    assert answer.err.startswith("athlete.toml: there is no such file. `strongstride init ")


def test_mistakes_of_the_file_are_told_with_lines(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "me.toml"
    path.write_text('[athlete]\nbody_mass = "7 kg"\nbirth_yaer = 1970\n')
    answer = ask("plan", path, "--today", TODAY)
    assert (answer.code, answer.out) == (2, "")
    lines = answer.err.splitlines()
    assert [line.split(": ")[0] for line in lines] == [f"{path}:1", f"{path}:2", f"{path}:3"]


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("plan", "."), "is a folder; name the athlete file in it"),
        (("plan", "athlete.toml", "--today", "soon"), "this is not a date"),
        (("plan", "athlete.toml", "--runs", "gone.zip"), "gone.zip: there is no such file"),
        (("plan", "athlete.toml", "--log", "gone.csv"), "gone.csv: there is no such file"),
        (("plan", "athlete.toml", "--log", "."), "is a folder; name the log file"),
        (("plan", "athlete.toml", "--log", "athlete.toml"), "athlete.toml"),
        (("plan", "athlete.toml", "--jsno"), "No such option"),
        (("plna",), "Did you mean 'plan'?"),
    ],
)
def test_a_wrong_argument_is_one_clear_sentence(
    ask: Ask, athlete: Path, args: tuple[str, ...], sentence: str
) -> None:
    answer = ask(*args)
    assert answer.code == 2
    assert sentence in answer.err
    assert "Traceback" not in answer.err
    assert answer.out == ""


def test_runs_and_logs_may_stand_in_the_athlete_file(
    ask: Ask, athlete: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "log.csv").write_text(
        "date,exercise,load,unit,reps,rir\n2026-11-16,Goblet Squat,18,kg,10,3\n"
        "2026-11-19,Goblet Squat,18,kg,12,2\n"
    )
    path = folder / "athlete.toml"
    path.write_text(athlete.read_text() + '\n[log]\nfiles = ["log.csv"]\n')
    here, there = plan_json(ask, athlete), plan_json(ask, path)
    logged = [each["text"] for each in there["notices"]]
    assert logged != [each["text"] for each in here["notices"]]
    given = plan_json(ask, athlete, "--log", folder / "log.csv")
    assert given["weeks"] == there["weeks"]


def test_a_programme_of_ones_own_is_followed(ask: Ask, athlete: Path, tmp_path: Path) -> None:
    programme = tmp_path / "mine.toml"
    shipped = files("strongstride.coach").joinpath("data/programmes/t12-luckin-baldwin-2021.toml")
    programme.write_text(shipped.read_text("utf-8"), "utf-8")
    own = plan_json(ask, athlete)
    followed = plan_json(ask, athlete, "--programme", programme)
    assert followed["weeks"] != own["weeks"]
    assert plan_json(ask, athlete, "--programme", "t12-luckin-baldwin-2021") == followed
    athlete.write_text(athlete.read_text() + '\n[programme]\nfile = "mine.toml"\n')
    assert plan_json(ask, athlete) == followed


def test_a_wrong_programme_is_told_with_its_lines(ask: Ask, athlete: Path, tmp_path: Path) -> None:
    programme = tmp_path / "mine.toml"
    programme.write_text('name = "Mine"\nphasez = []\n')
    answer = ask("plan", athlete, "--programme", programme, "--today", TODAY)
    assert answer.code == 2
    assert f"{programme}:2:" in answer.err
    missing = ask("plan", athlete, "--programme", "t99", "--today", TODAY)
    assert (missing.code, "t01-storen-2008" in missing.err) == (2, True)


def test_weeks_hold_their_own_days(ask: Ask, athlete: Path) -> None:
    for week in plan_json(ask, athlete)["weeks"]:
        monday = date.fromisoformat(week["starts_on"])
        assert monday.weekday() == 0
        for each in (*week["runs"], *week["sessions"]):
            assert 0 <= (date.fromisoformat(each["on"]) - monday).days < 7


@pytest.mark.parametrize("columns", [30, 40, 60, 70, 71, 80, 100])
def test_no_number_of_the_calendar_is_cut(
    ask: Ask, athlete: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    out = ask("plan", athlete, "--today", TODAY).out
    weeks = out.partition("The weeks\n")[2].partition("Runs: E easy")[0]
    assert weeks.count("R21") == 1
    assert weeks.count("L18") >= 5
    assert max(len(line) for line in weeks.splitlines()) <= columns


def test_the_first_screen_says_what_to_do_next(ask: Ask, athlete: Path) -> None:
    first = plan_json(ask, athlete)["weeks"]
    session = next(s for week in first for s in week["sessions"])
    second = ask("plan", athlete, "--today", TODAY).out.splitlines()[1]
    day = date.fromisoformat(session["on"])
    assert second.startswith(f"Next: {day:%A} {day.day} {day:%B}, 18:30: {session['focus']}")
    same_day = ask("plan", athlete, "--today", session["on"]).out.splitlines()[1]
    assert same_day.startswith("Next: today, ")


def test_the_options_just_used_are_not_offered_again(
    ask: Ask, athlete: Path, tmp_path: Path
) -> None:
    out = ask("plan", athlete, "--today", TODAY, "--ics", tmp_path / "c.ics").out
    footer = out.rpartition("Next\n")[2]
    assert "--watch DIR" in footer
    assert "--ics" not in footer


def test_a_stopped_plan_says_why_and_what_to_do(ask: Ask, athlete: Path, tmp_path: Path) -> None:
    athlete.write_text(athlete.read_text() + "\n[safety]\nchest_pain = true\n")
    page, calendar, watch = tmp_path / "p.md", tmp_path / "c.ics", tmp_path / "w"
    answer = ask(
        "plan", athlete, "--today", TODAY,
        "--ics", calendar, "--watch", watch, "--markdown", page,
    )  # fmt: skip
    assert answer.code == 0
    assert 'cleared = ["chest_pain"]' in answer.out
    assert not calendar.exists()
    assert not watch.exists()
    for said in (answer.out, page.read_text("utf-8")):
        assert "Mon" not in said
        assert said.count("chest:") == 1
    for command in ("today", "week"):
        said = ask(command, athlete, "--today", TODAY).out
        assert "chest: see a doctor" in said
        assert "Mon" not in said
        assert 'cleared = ["chest_pain"]' in said
    athlete.write_text(athlete.read_text() + 'cleared = ["chest_pain"]\n')
    assert "Warm-up" in ask("today", athlete, "--today", TODAY).out


def test_an_illness_that_nobody_clears_is_to_pass(ask: Ask, athlete: Path) -> None:
    athlete.write_text(athlete.read_text() + "\n[safety]\nacute_illness = true\n")
    out = ask("plan", athlete, "--today", TODAY).out
    assert "when it no longer holds" in out
    assert "cleared =" not in out


def test_a_week_that_is_over_tells_the_next_session(ask: Ask, athlete: Path) -> None:
    athlete.write_text(athlete.read_text().replace("[time]", '[time]\nimpossible = ["Sun"]'))
    said = ask("week", athlete, "--today", TODAY).out
    assert "Nothing left this week; next: Monday 23 November" in said.replace("\n", " ")
    assert "Week of 26" not in said


def test_a_programme_that_starts_later_says_when(ask: Ask, athlete: Path) -> None:
    said = ask("week", athlete, "--programme", "t01-storen-2008", "--today", TODAY).out
    assert "starts in the week of 23 November 2026; next: " in said.replace("\n", " ")
    assert "Runs: E easy" not in said


@pytest.mark.parametrize("command", ["plan", "today", "week"])
def test_what_must_change_in_a_programme_comes_first(ask: Ask, athlete: Path, command: str) -> None:
    args = ("--programme", "t01-storen-2008", "--today", TODAY)
    out = ask(command, athlete, *args).out
    later = "next: " if command == "week" else "Warm-up"
    assert out.index("- CHANGE: Barbell half squat") < out.index(later)
    assert ("- NOTE: " in out) == (command == "plan")
    assert out.count("- CHANGE: Barbell half squat") == 1


def test_the_watch_keeps_no_workout_of_an_older_plan(
    ask: Ask, athlete: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "w"
    ask("plan", athlete, "--today", TODAY, "--watch", folder, "--watch-weeks", "6")
    ours = sorted(each.name for each in folder.iterdir())
    for name in ("2026-11-20-morning-run.fit", "old.fit", "notes.txt"):
        (folder / name).write_bytes(b"not ours" * 20)
    (folder / "old-plan.fit").write_bytes((folder / ours[0]).read_bytes())
    answer = ask("plan", athlete, "--today", "2026-11-30", "--watch", folder)
    left = {each.name for each in folder.iterdir()}
    assert {"2026-11-20-morning-run.fit", "old.fit", "notes.txt", "old-plan.fit"} <= left
    assert ours[0] not in left
    assert ours[-1] > "2026-12-28"
    assert max(name for name in left if name.startswith("20")) < "2026-12-28"
    assert "old ones" in answer.out


def test_runs_of_which_nothing_can_be_read_are_refused(
    ask: Ask, athlete: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.gpx").write_text("no run")
    for args in (("plan", "--runs"), ("runs",)):
        empty = ask(*args, "empty")
        assert (empty.code, empty.out) == (2, "")
        assert empty.err == "empty: there is no FIT, GPX or TCX file in it.\n"
        bad = ask(*args, "bad.gpx")
        assert (bad.code, len(bad.err.splitlines())) == (2, 1)
        assert "bad.gpx" in bad.err


def test_a_log_is_named_once(ask: Ask, athlete: Path, tmp_path: Path) -> None:
    log = tmp_path / "deep" / "my-log.csv"
    log.parent.mkdir()
    rows = "".join(f"2026-11-{day:02},Goblet squat,16,10\n" for day in range(2, 9))
    log.write_text(f"date,exercise,load,reps\n{rows}2026-11-10,Goblet squat,16,many\n")
    out = ask("plan", athlete, "--log", log, "--today", TODAY).out
    lines = [line for line in out.splitlines() if "my-log.csv" in line]
    assert lines
    assert all(line.count("my-log.csv") == 1 and "- my-log.csv" in line for line in lines)
    assert str(tmp_path) not in out


def test_an_athlete_file_is_no_log(ask: Ask, athlete: Path) -> None:
    answer = ask("plan", athlete, "--log", athlete)
    assert answer.err == f"{athlete} is not a strength log; name a CSV or JSON file.\n"


def test_output_never_goes_through_a_pipe_in_disguise(
    ask: Ask, athlete: Path, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe.ics")
    answer = ask("plan", athlete, "--today", TODAY, "--ics", tmp_path / "pipe.ics")
    assert answer.code == 2
    assert "is not a file to write to" in answer.err


def test_a_week_without_a_day_for_its_only_session_is_plain(ask: Ask, athlete: Path) -> None:
    text = athlete.read_text().replace(
        "sessions_a_week = 2",
        'sessions_a_week = 2\nimpossible = ["Mon", "Wed", "Fri", "Sat", "Sun"]',
    )
    athlete.write_text(text)
    made = plan_json(ask, athlete)
    texts = [each["text"] for each in made["given_up"]]
    assert texts
    assert not any(" of 1 fit" in text for text in texts)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("qqq", '"qqq" is not known; write one of '),
        ("regulr", '"regulr" is not known; did you mean "regular"? Write one of '),
    ],
)
def test_a_word_that_is_not_known_is_answered_with_those_that_are(
    ask: Ask, athlete: Path, said: str, sentence: str
) -> None:
    athlete.write_text(athlete.read_text().replace('"regular"', f'"{said}"'))
    assert sentence in ask("plan", athlete).err

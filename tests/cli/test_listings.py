"""`why`, `exercises`, `runs`, `history` and `schema`."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from strongstride.coach.catalogue import catalogue
from strongstride.coach.rules import rules
from strongstride.exchange.contract_listings import DOCUMENTS

from .conftest import TODAY, Ask
from .test_plan import plan_json, valid

GPX = """<?xml version="1.0"?>
<gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1"><trk><type>running</type>
<trkseg>{points}</trkseg></trk></gpx>"""
LOG = (
    "date,exercise,load,unit,reps,rir\n"
    "2026-11-02,Goblet Squat,16,kg,10,3\n2026-11-05,Goblet Squat,16,kg,12,2\n"
    "2026-11-09,Goblet Squat,18,kg,10,2\n2026-11-09,Zorbing,18,kg,10,2\n"
)


def gpx(day: str, points: int = 400) -> str:
    """A run northwards at about 10 km/h, a point every five seconds."""
    lines = [
        f'<trkpt lat="{50 + place * 0.000125:.6f}" lon="8"><time>{day}T10:{place * 5 // 60:02}:'
        f"{place * 5 % 60:02}Z</time></trkpt>"
        for place in range(points)
    ]
    return GPX.format(points="".join(lines))


def test_why_lists_every_rule_with_its_evidence(ask: Ask) -> None:
    answer = ask("why")
    assert answer.code == 0
    for rule in rules().values():
        assert f"- {rule.id}: " in answer.out
    made = valid("why", ask("why", "--json").out)
    assert [each["id"] for each in made] == list(rules())


def test_why_of_a_rule_prints_numbers_and_sources(ask: Ask) -> None:
    rule = next(each for each in rules().values() if each.citations and each.numbers)
    answer = ask("why", rule.id)
    assert f"Evidence: {rule.strength}" in answer.out
    name, number = next(iter(rule.numbers.items()))
    assert f"- {name} = {number:g}" in answer.out
    assert rule.citations[0].source.split()[0] in answer.out


def test_a_misspelled_rule_is_answered_with_the_nearest(ask: Ask) -> None:
    answer = ask("why", "legs-before-key-rum")
    assert answer.code == 2
    assert "did you mean legs-before-key-run" in answer.err


def test_why_of_a_day_tells_the_reasons_of_its_session(ask: Ask, athlete: Path) -> None:
    session = next(s for w in plan_json(ask, athlete)["weeks"] for s in w["sessions"])
    answer = ask("why", session["on"], "--athlete", athlete, "--json", "--today", TODAY)
    made = valid("why-date", answer.out)
    assert made["sessions"] == [session]
    told = [each["text"] for each in made["reasons"]]
    assert set(told) >= {each["text"] for each in session["reasons"]}
    shown = ask("why", session["on"], "--today", TODAY)
    assert "Strength: " in shown.out
    assert f"- 1a {session['work'][0]['name']}" in shown.out.replace("\n  ", " ")


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        ("2026-12-03", "easy-run-days"),  # Thursday, the hard run
        ("2026-12-02", "legs-before-key-run"),  # Wednesday, the day before it
        ("2026-11-17", "runner-said-no"),  # past
        ("2027-02-13", "before-the-goal"),  # the day before the race
    ],
)
def test_why_of_a_day_without_strength_tells_what_forbids_it(
    ask: Ask, athlete: Path, day: str, rule: str
) -> None:
    answer = ask("why", day, "--athlete", athlete, "--json", "--today", TODAY)
    made = valid("why-date", answer.out)
    assert made["sessions"] == []
    assert rule in {each["rule"] for each in made["reasons"]}
    assert "No strength." in ask("why", day, "--athlete", athlete, "--today", TODAY).out


def test_every_day_without_strength_has_a_reason(ask: Ask, athlete: Path) -> None:
    for days in range(28):
        day = date(2026, 11, 16) + timedelta(days)
        made = json.loads(ask("why", day, "--json", "--today", TODAY).out)
        assert made["reasons"], day


def test_a_day_outside_the_plan_is_told(ask: Ask, athlete: Path) -> None:
    answer = ask("why", "2031-01-01", "--today", TODAY)
    assert answer.code == 2
    assert "outside the plan, which goes from 2026-11-16" in answer.err


def test_exercises_lists_the_catalogue(ask: Ask) -> None:
    made = valid("exercises", ask("exercises", "--json").out)
    assert [each["id"] for each in made] == list(catalogue().exercises)
    out = ask("exercises").out
    assert sum(line[:1].strip() != "" for line in out.splitlines()) > len(catalogue().exercises)


def test_an_exercise_is_found_by_its_other_names(ask: Ask) -> None:
    exercise = next(each for each in catalogue().training if each.aliases and each.faults)
    answer = ask("exercises", *exercise.aliases[0].split())
    assert answer.out.splitlines()[0] == exercise.name
    assert f"- {exercise.cues[0]}"[:60] in answer.out
    assert "Common faults" in answer.out


def test_a_misspelled_exercise_is_answered_with_the_nearest(ask: Ask) -> None:
    answer = ask("exercises", "goblit", "squat")
    assert (answer.code, answer.out) == (2, "")
    assert "did you mean Goblet squat" in answer.err


def test_words_find_the_exercises_that_have_them(ask: Ask) -> None:
    made = valid("exercises", ask("exercises", "kettlebell", "lower", "--json").out)
    assert len(made) > 1
    assert all(each["region"] == "lower" for each in made)
    assert made[0]["name"] in ask("exercises", "kettlebell", "lower").out


def test_the_athlete_file_names_runs_and_logs(ask: Ask, athlete: Path, tmp_path: Path) -> None:
    (tmp_path / "a.gpx").write_text(gpx("2026-11-10"))
    (tmp_path / "log.csv").write_text(LOG)
    for command in ("runs", "history"):
        unknown = ask(command, "--today", TODAY)
        assert unknown.code == 2
        assert "athlete file" in unknown.err
    text = athlete.read_text().replace("[running]", '[running]\nfiles = ["a.gpx"]')
    athlete.write_text(text + '\n[log]\nfiles = ["log.csv"]\n')
    assert "2026-11-10" in ask("runs", "--today", TODAY).out
    assert "Goblet squat" in ask("history", "--today", TODAY).out


def test_json_tells_on_stderr_what_was_not_read(ask: Ask, athlete: Path, tmp_path: Path) -> None:
    folder = tmp_path / "runs"
    folder.mkdir()
    (folder / "a.gpx").write_text(gpx("2026-11-10"))
    (folder / "broken.gpx").write_text("no run")
    answer = ask("plan", athlete, "--runs", folder, "--json", "--today", TODAY)
    said = answer.err.splitlines()[0]
    assert said == "1 run file was not read: `strongstride runs PATH` says why."
    valid("plan", answer.out)


def test_runs_tells_what_was_read_and_what_was_refused(ask: Ask, tmp_path: Path) -> None:
    folder = tmp_path / "runs"
    folder.mkdir()
    (folder / "a.gpx").write_text(gpx("2026-11-10"))
    (folder / "b.gpx").write_text("not a run")
    made = valid("runs", ask("runs", folder, "--json", "--today", TODAY).out)
    assert [each["on"] for each in made["runs"]] == ["2026-11-10"]
    assert made["runs"][0]["distance_m"] == pytest.approx(5_560, rel=0.02)
    assert [each["source"] for each in made["refused"]] == [str(folder / "b.gpx")]
    answer = ask("runs", folder, "--today", TODAY)
    assert "2026-11-10" in answer.out
    assert "- runs/b.gpx: " in answer.out
    assert answer.code == 0


def test_the_runners_own_word_wins(ask: Ask, athlete: Path, tmp_path: Path) -> None:
    run = tmp_path / "a.gpx"
    run.write_text(gpx("2026-11-10"))
    athlete.write_text(
        athlete.read_text() + '\n[[running.kinds]]\non = 2026-11-10\nkind = "race"\n'
    )
    made = valid("runs", ask("runs", run, "--json", "--today", TODAY).out)
    assert made["runs"][0]["kind"] == "race"


def test_a_plan_with_runs_says_what_is_usual(ask: Ask, athlete: Path, tmp_path: Path) -> None:
    for week in range(5):
        for day in (1, 3):
            name = f"2026-1{week // 4}-{1 + week % 4 * 7 + day:02}"
            (tmp_path / f"{name}.gpx").write_text(gpx(name))
    (tmp_path / "broken.fit").write_bytes(b"nothing")
    athlete.write_text(athlete.read_text().partition("[running]")[0])
    answer = ask("plan", athlete, "--runs", tmp_path, "--json", "--today", TODAY)
    made = valid("plan", answer.out)
    assert made["running"]["runs"] > 0
    out = ask("plan", athlete, "--runs", tmp_path, "--today", TODAY).out
    assert "A usual week has" in out
    assert "not read" in out


def test_history_estimates_strength_with_its_uncertainty(ask: Ask, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(LOG)
    made = valid("history", ask("history", log, "--json", "--today", TODAY).out)
    assert (made["sessions"], made["sets"]) == (3, 4)
    assert made["unknown"] == ["zorbing"]
    squat = next(each for each in made["strength"] if each["exercise"] == "goblet-squat")
    assert squat["low_kg"] < squat["e1rm_kg"] < squat["high_kg"]
    answer = ask("history", log, "--today", TODAY)
    assert "Goblet squat" in answer.out
    assert "- zorbing" in answer.out
    assert "--athlete FILE tells yours" in answer.out


def test_the_forecast_is_a_line_per_best_set(ask: Ask, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(LOG)
    answer = ask("history", log, "--forecast", "--today", TODAY)
    lines = [valid("forecast", line) for line in answer.out.splitlines()]
    assert [(line["date"], line["load_kg"], line["actual_reps"]) for line in lines] == [
        ("2026-11-05", 16.0, 12),
        ("2026-11-09", 18.0, 10),
    ]
    assert all(line["low"] <= line["predicted_reps"] <= line["high"] for line in lines)


def test_a_forecast_knows_nothing_of_later_sessions(ask: Ask, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(LOG)
    lines = ask("history", log, "--forecast", "--today", TODAY).out.splitlines()
    log.write_text("".join(LOG.splitlines(keepends=True)[:3]))
    assert ask("history", log, "--forecast", "--today", TODAY).out.splitlines() == lines[:1]


def test_a_log_that_cannot_be_read_does_not_hide_the_others(ask: Ask, tmp_path: Path) -> None:
    good, bad = tmp_path / "log.csv", tmp_path / "bad.csv"
    good.write_text(LOG)
    bad.write_bytes(b"\x00\x01")
    answer = ask("history", good, bad, "--json", "--today", TODAY)
    assert any("bad.csv" in line for line in valid("history", answer.out)["warnings"])
    alone = ask("history", bad, "--today", TODAY)
    assert (alone.code, alone.out) == (2, "")
    assert len(alone.err.splitlines()) == 1


def test_every_schema_is_one(ask: Ask) -> None:
    known = json.loads(ask("schema").out)
    assert set(known) == set(DOCUMENTS)
    for name, schema in known.items():
        Draft202012Validator.check_schema(schema)
        assert json.loads(ask("schema", name).out) == schema
    assert ask("schema", "nothing").code == 2


def test_the_plan_schema_documents_loads(ask: Ask) -> None:
    schema = json.loads(ask("schema", "plan").out)
    described = schema["$defs"]["SetJson"]["properties"]["load_kg"]
    assert "one implement" in described["description"]


def test_one_run_makes_no_habit(ask: Ask, athlete: Path, tmp_path: Path) -> None:
    (tmp_path / "a.gpx").write_text(gpx("2026-05-12"))
    athlete.write_text(athlete.read_text().partition("[running]")[0])
    made = json.loads(ask("plan", "--runs", "a.gpx", "--json", "--today", TODAY).out)
    kinds = {run["kind"] for week in made["weeks"] for run in week["runs"]}
    assert kinds <= {"race"}
    for command in (("plan", "--runs"), ("runs",)):
        out = ask(*command, "a.gpx", "--today", TODAY).out.replace("\n  ", " ")
        assert "Too few runs to know your usual week: 1 run up to 2026-05-12" in out
        assert "A usual week" not in out
        assert "1 runs" not in out


def test_history_tells_what_is_held_and_what_is_old(ask: Ask, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(
        "date,exercise,load,unit,reps,rir\n2025-11-02,Goblet Squat,16,kg,10,3\n"
        "2026-11-05,Dumbbell bench press,16,kg,12,2\n2026-11-09,Goblin Squad,18,kg,10,2\n"
    )
    made = valid("history", ask("history", log, "--json", "--today", TODAY).out)
    held = {each["exercise"]: (each["held_kg"], each["e1rm_kg"]) for each in made["strength"]}
    one, both = held["dumbbell-bench-press"]
    assert one == pytest.approx(both / 2, abs=0.1)
    goblet, everything = held["goblet-squat"]
    assert 16 < goblet < everything - 40  # most of what is moved is the body
    out = ask("history", log, "--today", TODAY).out
    assert "2025-11-02 old" in out
    assert "2026-11-05 old" not in out
    assert "- goblin-squad: did you mean Goblet squat" in out
    log.write_text("".join(log.read_text().splitlines(keepends=True)[:2]))
    assert ask("history", log, "--today", TODAY).out.startswith("1 session and 1 set from ")


@pytest.mark.parametrize("columns", [40, 50, 60, 80])
def test_history_cuts_no_date(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    (tmp_path / "log.csv").write_text(LOG)
    monkeypatch.setenv("COLUMNS", str(columns))
    table = ask("history", "log.csv", "--today", TODAY).out.partition("Best single: ")[0]
    rows = table.partition("──")[2]
    assert rows.count("2026-11-09") == 2
    assert "…" not in table


def test_why_understands_days_by_name(ask: Ask, athlete: Path) -> None:
    for word, days in (("today", 0), ("Tomorrow", 1)):
        day = date.fromisoformat(TODAY) + timedelta(days)
        assert (
            ask("why", word, "--today", TODAY).out
            == ask("why", day.isoformat(), "--today", TODAY).out
        )
    for word in ("26.11.2026", "26/11/2026"):
        answer = ask("why", word)
        assert (answer.code, answer.err) == (2, f"{word}: write the date as 2026-11-26.\n")
    assert "write it as 2026-11-26" in ask("why", "31.11.2026").err


def test_a_day_that_is_allowed_says_which_suit_better(ask: Ask, athlete: Path) -> None:
    days = [date(2026, 11, 23) + timedelta(days) for days in range(28)]
    said = [ask("why", day, "--today", TODAY).out.replace("\n  ", " ") for day in days]
    allowed = [text for text in said if "This day would be allowed" in text]
    assert allowed
    assert all("your runs better" in text for text in allowed)


def test_gaps_between_leg_sessions_are_told_in_days_when_long(ask: Ask, athlete: Path) -> None:
    (athlete.parent / "log.csv").write_text(
        "date,exercise,load,unit,reps\n2025-12-09,Goblet squat,16,kg,10\n"
    )
    out = ask("plan", "--log", "log.csv", "--json", "--today", TODAY).out
    texts = [
        why["text"]
        for week in json.loads(out)["weeks"]
        for session in week["sessions"]
        for why in session["reasons"]
        if why["rule"] == "legs-after-legs"
    ]
    assert texts[0].endswith("days since the last leg session.")
    assert int(texts[0].split()[0]) > 340
    assert any(text.endswith("hours after the last leg session.") for text in texts)
    assert all(int(text.split()[0]) < 100 for text in texts if "hours" in text)


def test_a_published_programme_is_found_by_a_part_of_its_name(ask: Ask, athlete: Path) -> None:
    answer = ask("plan", "--programme", "storen-2008", "--today", TODAY)
    assert answer.code == 2
    assert "Did you mean t01-storen-2008?" in answer.err
    assert "Did you mean" not in ask("plan", "--programme", "xyzzy", "--today", TODAY).err

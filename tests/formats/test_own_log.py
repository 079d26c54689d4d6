"""Our own log format: what is written is read back the same, by hand or by machine."""

import csv
import json
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.formats.lifts.log import RawSession, RawSet, read_log
from strongstride.formats.lifts.own_log import write_csv, write_json
from strongstride.formats.lifts.record import log_grams

# Outer white space and control characters are not part of the promise.
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=40
).map(str.strip)
LINE = TEXT.map(lambda text: " ".join(text.split()))
NAMES = LINE.filter(lambda text: any(letter.isalpha() for letter in text))
UNITS = st.sampled_from(["kg", "lb"])


@st.composite
def raw_sets(draw: st.DrawFn) -> RawSet:
    weight = draw(st.none() | st.decimals(0, 500, places=3))
    unit = draw(UNITS) if weight is not None else None
    reps, seconds = draw(
        st.tuples(st.integers(1, 1000), st.none())
        | st.tuples(st.none(), st.floats(0.5, 3600).map(lambda n: round(n, 2)))
    )
    return RawSet(
        line=0,
        exercise=draw(NAMES),
        order=draw(st.none() | st.integers(0, 99)),
        kind=draw(st.sampled_from(["working", "warm-up", "drop", "failure"])),
        weight=weight,
        unit=unit,
        load_g=None if weight is None else log_grams(weight, unit or "kg"),
        reps=reps,
        seconds=seconds,
        rir=draw(st.none() | st.sampled_from([0.0, 0.5, 1.0, 2.0, 3.5, 5.0])),
        side=draw(st.none() | st.sampled_from(["left", "right"])),
        form_ok=draw(st.none() | st.booleans()),
        pain=draw(st.none() | st.integers(0, 10)),
        note=draw(TEXT),
    )


@st.composite
def raw_logs(draw: st.DrawFn) -> list[RawSession]:
    whens = draw(
        st.lists(
            st.datetimes(
                datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2040-01-01")
            ).map(lambda moment: moment.replace(microsecond=0)),
            min_size=1,
            max_size=4,
            unique=True,
        )
    )
    return [
        RawSession(
            on=when.date(),
            starts_at=when,
            name=draw(LINE),
            id=f"s-{number}",
            sets=tuple(draw(st.lists(raw_sets(), min_size=1, max_size=5))),
        )
        for number, when in enumerate(sorted(whens))
    ]


def again(data: bytes, name: str) -> list[RawSession]:
    log = read_log(data, name)
    assert log.warnings == ()
    return [_without_lines(session) for session in log.sessions]


def _without_lines(session: RawSession) -> RawSession:
    import msgspec

    sets = tuple(msgspec.structs.replace(one, line=0) for one in session.sets)
    return msgspec.structs.replace(session, sets=sets)


@given(raw_logs())
def test_csv_is_read_back_the_same(sessions: list[RawSession]) -> None:
    assert again(write_csv(sessions), "mine.csv") == sessions


@given(raw_logs())
def test_json_is_read_back_the_same(sessions: list[RawSession]) -> None:
    assert again(write_json(sessions), "mine.json") == sessions


@given(raw_logs())
def test_csv_and_json_say_the_same(sessions: list[RawSession]) -> None:
    assert again(write_csv(sessions), "a") == again(write_json(sessions), "b")


def test_a_few_columns_by_hand_are_enough() -> None:
    log = read_log(b"date,exercise,reps,load,unit\n2026-11-02,Goblet squat,8,16,kg\n", "mine.csv")
    only = log.sessions[0].sets[0]
    assert (log.sessions[0].on, only.reps, only.load_g) == (date(2026, 11, 2), 8, 16_000)
    assert (log.dialect, log.unit_known) == ("Strongstride", True)


def test_every_column_by_hand_is_understood() -> None:
    log = read_log(
        b"date,exercise,set,reps,seconds,load,unit,rir,side,kind,form_ok,pain,note\n"
        b"2026-11-02,Split squat,1,8,,35,lb,2,left,warm-up,yes,1,slow down\n",
        "mine.csv",
    )
    only = log.sessions[0].sets[0]
    assert (only.weight, only.load_g, only.rir, only.side) == (Decimal(35), 15_876, 2.0, "left")
    assert (only.kind, only.form_ok, only.pain, only.note) == ("warm-up", True, 1, "slow down")


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("2026-11-02,Squat,8,60,both,yes,11", "11 is impossible as pain"),
        ("2026-11-02,Squat,8,60,up,yes,1", "“up” is neither left nor right"),
        ("2026-11-02,Squat,8,60,left,maybe,1", "“maybe” is neither yes nor no"),
    ],
)
def test_a_wrong_word_is_named(cell: str, why: str) -> None:
    good = "2026-11-01,Squat,8,60,both,yes,0"
    log = read_log(
        f"date,exercise,reps,load,side,form_ok,pain\n{good}\n{cell}\n".encode(), "m.csv", unit="kg"
    )
    assert log.warnings == (f"m.csv, line 3: left out, {why}.",)


def test_json_by_hand_may_use_numbers_and_one_unit_for_all() -> None:
    document = {
        "unit": "lb",
        "sessions": [
            {
                "date": "2026-11-02",
                "sets": [{"exercise": "Squat", "reps": 5, "load": 135.5, "form_ok": True}],
            }
        ],
    }
    log = read_log(json.dumps(document).encode(), "mine.json")
    only = log.sessions[0].sets[0]
    assert (only.load_g, only.form_ok, log.unit) == (61_462, True, "lb")


def test_a_set_of_json_that_is_wrong_is_counted_by_its_number() -> None:
    sets = [{"exercise": "Squat", "reps": 5}, {"exercise": "Squat", "reps": "many"}]
    data = json.dumps({"sessions": [{"date": "2026-11-02", "sets": sets}]}).encode()
    assert read_log(data, "m.json").warnings == (
        "m.json, set 2: left out, “many” is not a number of reps.",
    )


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "''", "'quoted'"])
def test_no_spreadsheet_runs_a_note_and_none_is_changed(text: str) -> None:
    one = RawSet(line=0, exercise=f"{text} squat", reps=5, note=text)
    session = RawSession(on=date(2026, 11, 2), starts_at=None, name=text, sets=(one,))
    written = write_csv([session])
    cells = next(csv.DictReader(StringIO(written.decode())))
    assert not {cells[name][:1] for name in ("exercise", "note", "session")} & set("=+-@")
    (back,) = read_log(written, "mine.csv").sessions
    (kept,) = back.sets
    assert (back.name, kept.exercise, kept.note) == (text, f"{text} squat", text)


def test_a_table_of_somebody_elses_keeps_its_quotes() -> None:
    table = b"date,exercise,reps,note\n2026-11-02,Squat,5,'-fine'\n"
    (session,) = read_log(table, "theirs.csv").sessions
    assert session.sets[0].note == "'-fine'"

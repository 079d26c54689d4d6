"""The examples of docs/reference/challenge-rules.md are what happens."""

import re
from datetime import date, datetime, timedelta
from itertools import takewhile
from pathlib import Path

import pytest

from strongstride.clubs.crediting.amounts import parse, show
from strongstride.clubs.crediting.entry import CreditStatus, Entry, Ruling, RulingWord, Verdict
from strongstride.clubs.crediting.reasons import words
from strongstride.clubs.crediting.terms import ChallengeKind, Terms
from strongstride.coach.quantities import DistanceUnit
from tests.clubs.crediting.making import judged, ruled, run, strength, terms

PAGE = Path(__file__).parents[3] / "docs/reference/challenge-rules.md"
CHALLENGES = {
    "Distance in km": terms(),
    "Distance in km, at most 15 km a day": terms(day_most=15_000),
    "Distance in km, no entries by hand, at most 50 km at once": terms(
        by_hand=False, entry_most=50_000
    ),
    "Streak": terms(ChallengeKind.STREAK),
    "Points: 1 for a km, 5 for a strength session": terms(ChallengeKind.POINTS),
}
FIELDS = {"by hand": {"by_hand": True}, "from Strava": {"owner_only": True}}
WORDS = {"allowed": RulingWord.ALLOWED, "refused": RulingWord.REFUSED}


def _tables() -> dict[str, list[list[str]]]:
    lines = PAGE.read_text("utf-8").splitlines()
    captions = {
        line.strip("*"): at for at, line in enumerate(lines) if re.fullmatch(r"\*\*[^*]+\*\*", line)
    }
    return {
        caption: [
            [cell.strip() for cell in row.strip("|").split("|")]
            for row in takewhile(lambda line: line.startswith("|"), lines[at + 4 :])
        ]
        for caption, at in captions.items()
    }


def _read(text: str) -> tuple[Entry, dict[str, Ruling]]:
    """`run on 5 March, 09:00, 10 km, in 26 min, by hand, allowed`."""
    what, clock, size, *more = text.split(", ")
    kind, day = re.fullmatch(r"(run|strength) on (\d+) March", what).groups()
    hour = (datetime.strptime(clock, "%H:%M") - datetime(1900, 1, 1)) / timedelta(hours=1)  # noqa: DTZ001, DTZ007
    fields: dict[str, object] = {"key": text}
    for each in more:
        fields |= FIELDS.get(each, {})
        if minutes := re.fullmatch(r"in (\d+) min", each):
            fields |= dict.fromkeys(("moving_s", "elapsed_s"), int(minutes[1]) * 60.0)
    number = float(size.split()[0])
    make = (
        run(int(day), hour, number, **fields)
        if kind == "run"
        else strength(int(day), hour, int(number), **fields)
    )
    return make, _said(make, more)


def _said(entry: Entry, more: list[str]) -> dict[str, Ruling]:
    for each in more:
        if each in WORDS:
            return ruled(entry, WORDS[each])
        if each.startswith("set to "):
            amount = parse(each[7:], ChallengeKind.DISTANCE, DistanceUnit.KM)
            return ruled(entry, RulingWord.SET, amount=amount)
    return {}


def _shown(verdict: Verdict, of: Terms) -> list[str]:
    counts = {
        CreditStatus.COUNTED: show(verdict.amount, of.kind, of.unit),
        CreditStatus.WAITING: "waits",
        CreditStatus.NOT_COUNTED: "no",
    }
    return [verdict.key, counts[verdict.status], words(verdict.reason, verdict.detail)]


def test_every_challenge_of_the_page_is_known_here():
    assert set(_tables()) == set(CHALLENGES)
    assert all(len(rows) >= 4 for rows in _tables().values())


@pytest.mark.parametrize("caption", CHALLENGES)
def test_the_examples_are_what_happens(caption):
    rows, of = _tables()[caption], CHALLENGES[caption]
    read = [_read(text) for text, _, _ in rows]
    rulings = {key: ruling for _, said in read for key, ruling in said.items()}
    found = judged([entry for entry, _ in read], of, joined_on=date(2026, 3, 1), rulings=rulings)
    assert [_shown(found[text], of) for text, _, _ in rows] == rows

"""The data of crediting: words, rules and badges are whole."""

import re
from pathlib import Path

import pytest

import strongstride.clubs.crediting as package
from strongstride.clubs.crediting import knowledge, reasons
from strongstride.clubs.crediting.badges import badge_kinds
from strongstride.clubs.crediting.knowledge import n, rules
from strongstride.clubs.crediting.reasons import BLANK, sentences, words

CODE = "".join(file.read_text() for file in Path(package.__file__).parent.glob("*.py"))


def test_every_reason_is_given_somewhere_and_is_one_clear_sentence():
    for key, each in sentences().items():
        assert f'"{key}"' in CODE, key
        for said in filter(None, (each.words, each.without)):
            assert said[0].isupper() or said.startswith(BLANK)
            assert said.endswith((".", BLANK))
            assert len(said) <= 120
            assert ". " not in said


def test_every_reason_the_code_gives_has_words():
    given = set(re.findall(r'(?:stand\([^)]*?, |return |yield |else |= )"([a-z]+_[a-z_]+)"', CODE))
    assert given - set(sentences()) == {"not_counted"}  # a status
    assert len(given) > 15


def test_a_blank_is_filled_or_left_out():
    assert words("counted") == ""
    assert words("over_most", "50.0 km").endswith(
        "more than 50.0 km, the most of one entry that counts by itself."
    )
    assert BLANK not in " ".join(words(key) for key in sentences())
    with pytest.raises(KeyError):
        words("no such reason")


def test_a_sentence_with_a_blank_and_no_other_words_does_not_load(monkeypatch):
    monkeypatch.setattr(reasons, "table", lambda _: {"it": {"words": f"More than {BLANK}."}})
    with pytest.raises(ValueError, match="go together"):
        sentences.__wrapped__()


def test_a_rule_without_a_source_loads_only_as_our_choice(monkeypatch):
    strong = {"it": {"sentence": "So.", "strength": "strong", "numbers": {}}}
    monkeypatch.setattr(knowledge, "table", lambda _: strong)
    with pytest.raises(ValueError, match="no source"):
        rules.__wrapped__()


def test_the_numbers_the_rules_say_are_those_computed_with():
    assert n("same-run", "seconds") == 120
    assert "two minutes" in rules()["same-run"].sentence
    assert n("strength-session", "least_sets") == 3
    assert "three working sets" in rules()["strength-session"].sentence
    assert n("strength-points", "most_a_week") == 3
    with pytest.raises(KeyError):
        n("same-run", "hours")


def test_badges_are_few_and_each_has_its_words():
    assert len(badge_kinds()) <= 10
    assert all(each.title and each.words.endswith(".") for each in badge_kinds().values())

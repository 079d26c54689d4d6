"""Rules load only with a source, and decisions cite only rules and numbers that exist."""

from pathlib import Path

import pytest

from strongstride.coach import rules as module
from strongstride.coach.rules import Strength, n, reason, rules


def test_a_rule_without_a_source_does_not_load() -> None:
    body = {"sentence": "Lift.", "strength": "strong", "numbers": {}}
    with pytest.raises(ValueError, match="no source"):
        module._rule("bare", body)
    assert module._rule("bare", {**body, "strength": "our choice"}).id == "bare"


def test_a_reason_cites_no_ghost() -> None:
    with pytest.raises(KeyError):
        reason("no-such-rule", "Because.")
    with pytest.raises(KeyError, match="has no number"):
        n("posterior-anterior", "middle")


def test_numbers_of_a_reason_stand_in_order_of_name() -> None:
    assert reason("pull-push", "So.", push=2, pull=3).numbers == (("pull", 3), ("push", 2))


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_textbook_values_are_marked_as_such(rule: module.Rule) -> None:
    if rule.strength is Strength.TEXTBOOK:
        assert all(_is_textbook(citation) for citation in rule.citations)
    if rule.strength in (Strength.STRONG, Strength.MODERATE, Strength.LIMITED):
        assert any(not _is_textbook(citation) for citation in rule.citations)


def _is_textbook(citation: module.Citation) -> bool:
    return "textbook value" in citation.source + citation.finding


def test_every_rule_is_used_by_the_code() -> None:
    """A rule that nothing reads or cites is a promise nobody keeps."""
    source = Path(module.__file__).parents[1]
    code = "\n".join(path.read_text("utf-8") for path in source.rglob("*.py"))
    unused = {name for name in rules() if f'"{name}"' not in code}
    assert unused == set()

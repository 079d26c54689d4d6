"""The table of roles says what the code allows."""

from pathlib import Path

from strongstride.clubs.access import ROLES
from strongstride.clubs.models import Role
from strongstride.giving.access import MONEY_ROLES

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "club-roles.md"


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def table(first: str) -> dict[str, set[str]]:
    """Which roles have a yes, by act."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(f"| {first} |"))
    head = cells(lines[start])[1:]
    assert head == [role.value for role in Role]
    told: dict[str, set[str]] = {}
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        act, *answers = cells(line)
        told[act] = {role for role, answer in zip(head, answers, strict=True) if answer == "yes"}
    return told


def test_the_table_of_roles_is_that_of_the_code() -> None:
    assert table("act") == {act.value: set(roles) for act, roles in ROLES.items()}


def test_the_table_of_roles_with_money_is_that_of_the_code() -> None:
    assert table("act with money") == {act.value: set(roles) for act, roles in MONEY_ROLES.items()}

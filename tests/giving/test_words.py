"""The words of giving in the docs are those of the code."""

from pathlib import Path

from django.apps import apps

from strongstride.clubs.models import Role
from strongstride.giving.access import MONEY_ROLES
from strongstride.giving.models import CampaignState

DOC = (Path(__file__).parents[2] / "docs" / "reference" / "giving-words.md").read_text("utf-8")


def test_every_table_has_its_word() -> None:
    missing = [
        model.__name__
        for model in apps.get_app_config("giving").get_models()
        if f"`{model.__name__}`" not in DOC
    ]
    assert missing == []


def test_every_state_of_a_page_is_told() -> None:
    assert all(f"| {state.value} |" in DOC for state in CampaignState)


def test_the_table_of_acts_is_the_one_of_the_code() -> None:
    rows = [line for line in DOC.splitlines() if line.startswith("| ")]
    for act, roles in MONEY_ROLES.items():
        (row,) = (line for line in rows if line.startswith(f"| {act.value} |"))
        cells = [cell.strip() for cell in row.strip("|").split("|")][1:]
        told = {role for role, cell in zip(Role, cells, strict=True) if cell == "yes"}
        assert told == roles

"""The manual of the programme format says nothing that does not read."""

import re
from pathlib import Path

import pytest

from strongstride.coach.templates.file import read_template
from strongstride.coach.templates.notation import parse_item

DOCS = Path(__file__).parents[2] / "docs"
FORMAT = (DOCS / "reference/programme-format.md").read_text("utf-8")
HOWTO = (DOCS / "howto/write-a-programme.md").read_text("utf-8")


def lines_of_the_table() -> list[str]:
    table = FORMAT.split("## One line, one exercise")[1].split("### Grammar")[0]
    cells = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `")]
    found = [line for cell in cells for line in re.findall(r"`([^`]+)`", cell)]
    return [line.replace("… ", "push-up 3x8 ").replace("…", "3x5") for line in found]


@pytest.mark.parametrize("line", lines_of_the_table())
def test_every_line_of_the_table_reads(line: str) -> None:
    parse_item(line)


def test_the_first_example_reads() -> None:
    example = FORMAT.split("```toml\n")[1].split("```")[0]
    template = read_template(example, "programme-format.md")
    assert template.phases[0].days[0].items[1].instead == ("goblet-squat",)


def test_the_how_to_reads() -> None:
    example = HOWTO.split("```toml\n")[1].split("```")[0]
    template = read_template(re.sub(r"(?m)^ {4}", "", example), "write-a-programme.md")
    assert template.phases[0].sessions == 2

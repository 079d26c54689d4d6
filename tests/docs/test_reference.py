"""The reference pages say what the data and the commands say, and their examples work."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from textwrap import dedent

import msgspec
import pytest
import tomli

from strongstride.coach.athletes.file import read_athlete
from strongstride.coach.catalogue import BodyPart, Kit
from strongstride.coach.rules import Rule, rules
from strongstride.coach.templates.expand import expand
from strongstride.coach.templates.file import read_template
from strongstride.exchange.lift_intake import logged_sessions
from strongstride.formats.lifts.log import read_log

ROOT = Path(__file__).parents[2]
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
TODAY = date(2026, 11, 22)


def fenced(language: str) -> list[tuple[str, str]]:
    """Page name and text of every fenced block in a language."""
    found = []
    for page in PAGES:
        pattern = rf"^( *)```{language}\n(.*?)^\1```"
        for block in re.finditer(pattern, page.read_text("utf-8"), re.MULTILINE | re.DOTALL):
            found.append((page.name, dedent(block[2])))
    return found


def test_generated_pages_are_up_to_date() -> None:
    command = [sys.executable, str(ROOT / "tools" / "generate_reference.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize(
    "page", ["README.md", "docs/reference/commands.md", "docs/reference/athlete-file.md"]
)
def test_cog_has_nothing_to_change(page: str) -> None:
    command = [sys.executable, "-m", "cogapp", "--check", "-I", "tools", page]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("page", "text"), [each for each in fenced("toml") if "[athlete]" in each[1]]
)
def test_athlete_files_of_the_docs_are_read(page: str, text: str) -> None:
    assert read_athlete(text, page, TODAY).athlete.body_mass_g


@pytest.mark.parametrize(
    ("page", "text"), [each for each in fenced("toml") if "running" in each[1]]
)
def test_parts_of_athlete_files_are_read(page: str, text: str) -> None:
    whole = text if "[athlete]" in text else f"{text}\n[athlete]\nbody_mass = 60\nbirth_year = 1990"
    assert read_athlete(whole, page, TODAY).running


@pytest.mark.parametrize(
    ("page", "text"), [each for each in fenced("toml") if "[[phases" in each[1]]
)
def test_programmes_of_the_docs_are_read(page: str, text: str) -> None:
    if "[[phases]]" not in text:
        text = f'[[phases]]\nname = "all"\nweeks = "1-4"\n{text}'
    whole = text if text.startswith("name") else f'name = "Sample"\n{text}'
    assert expand(read_template(whole, page))


@pytest.mark.parametrize(
    ("page", "text"), [each for each in fenced("toml") if 'strength = "' in each[1]]
)
def test_rules_of_the_docs_load(page: str, text: str) -> None:
    for name, rule in tomli.loads(text).items():
        assert msgspec.convert({"id": name, **rule}, Rule).citations, page


@pytest.mark.parametrize(("page", "text"), fenced("csv"))
def test_logs_of_the_docs_are_read(page: str, text: str) -> None:
    log = read_log(text.encode(), page)
    assert log.warnings == ()
    assert all(
        not each.exercise.startswith("other:") for s in logged_sessions(log) for each in s.sets
    )


def test_the_athlete_file_page_names_everything() -> None:
    page = (ROOT / "docs/reference/athlete-file.md").read_text("utf-8")
    for each in (*BodyPart, *Kit):
        key = each.value.replace(" ", "_").replace("-", "_")
        assert re.search(rf"`{key}`|^{key}(s|es) = ", page, re.MULTILINE), key


def test_rules_named_in_the_docs_exist() -> None:
    named = [
        rule
        for page in PAGES
        for rule in re.findall(r"strongstride why ([a-z][a-z-]+)", page.read_text("utf-8"))
    ]
    assert named
    assert set(named) <= {*rules(), "today", "tomorrow"}

"""What the walls between our rooms do not hold, read from the source itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "strongstride"
VIEWS = sorted({*SOURCE.glob("*/views.py"), *SOURCE.glob("*/views/*.py")})
MOST_LINES = 25
TEMPLATES = sorted(SOURCE.glob("*/templates/**/*.html"))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            yield node


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: str(path.relative_to(SOURCE)))
def test_views_neither_query_nor_write(path: Path) -> None:
    used = {
        node.attr
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
    }
    assert not used & {"objects", "_default_manager", "save", "bulk_create", "atomic"}


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: str(path.relative_to(SOURCE)))
def test_views_are_short(path: Path) -> None:
    long = [
        f"{function.name}: {length} lines"
        for function in functions(path)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > MOST_LINES
    ]
    assert long == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_templates_carry_no_script_or_style_of_their_own(path: Path) -> None:
    text = path.read_text()
    assert "<style" not in text
    assert " style=" not in text
    assert "javascript:" not in text
    assert " on" + "click=" not in text
    scripts = [piece.split(">", 1)[0] for piece in text.split("<script")[1:]]
    assert all(" src=" in tag or 'type="application/json"' in tag for tag in scripts)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_templates_name_no_other_server(path: Path) -> None:
    text = path.read_text().replace("http://www.w3.org/", "")
    assert 'src="http' not in text
    assert 'src="//' not in text

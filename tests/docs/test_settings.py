"""Every setting the source reads is documented, and nothing else is."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAME = re.compile(r"\b(?:STRONGSTRIDE_[A-Z_]+|DATABASE_URL)\b")


def test_every_setting_is_documented_and_only_those() -> None:
    source = {
        name
        for path in (ROOT / "src").rglob("*.py")
        for name in NAME.findall(path.read_text("utf-8"))
    }
    page = (ROOT / "docs" / "reference" / "settings.md").read_text("utf-8")
    assert set(NAME.findall(page)) == source

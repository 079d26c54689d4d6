"""Kill -9 of the worker, for real: no run lost, none doubled, every count right."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.live import ROOT, environment
from tests.runs.killing import FILES

KILLS = 60
COPIES = len(range(0, FILES, 6))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_sixty_deaths_lose_and_double_nothing(tmp_path: Path) -> None:
    env = environment(tmp_path, 1, {"DJANGO_SETTINGS_MODULE": "strongstride.config.settings"})
    done = subprocess.run(
        [sys.executable, "-m", "tests.runs.killing", str(KILLS)],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        check=True,
    )
    told = json.loads(done.stdout)
    total = FILES + COPIES + 1
    assert told.pop("killed") > 20
    assert told == {
        "state": "done",
        "counts": [FILES, COPIES, 1, total, total],
        "runs": FILES,
        "days": FILES,
        "tracks": FILES,
        "recordings": FILES + COPIES,
        "originals": True,
        "is_clean": True,
    }

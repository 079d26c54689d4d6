"""The same input gives the same bytes, in another process and in another unit."""

import json
import os
import subprocess
import sys
from pathlib import Path

ATHLETE = """
[athlete]
body_mass = "{mass}"
birth_year = 1990
experience = "some"
units = {{ mass = "kg", distance = "km" }}

[equipment]
dumbbells = {{ pairs = [{loads}] }}
bench = true
step = true

[running]
pattern = [
    {{ day = "Tuesday", kind = "hard", minutes = 50 }},
    {{ day = "Sunday", kind = "long", minutes = 100 }},
]
"""
IN_KG = {"mass": "70 kg", "loads": '"10 kg", "15 kg", "20 kg"'}
IN_LB = {"mass": "154.3236 lb", "loads": '"22.0462 lb", "33.0693 lb", "44.0925 lb"'}


def plan_bytes(folder: Path, values: dict[str, str], seed: str = "0") -> bytes:
    file = folder / "athlete.toml"
    file.write_text(ATHLETE.format(**values), "utf-8")
    command = [sys.executable, "-m", "strongstride", "plan", str(file), "--json"]
    done = subprocess.run(
        [*command, "--today", "2026-11-23"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    return done.stdout


def test_two_processes_print_the_same_bytes(tmp_path: Path) -> None:
    assert plan_bytes(tmp_path, IN_KG, "1") == plan_bytes(tmp_path, IN_KG, "2")


def test_the_same_athlete_in_pounds_gets_the_same_plan(tmp_path: Path) -> None:
    metric, pounds = (json.loads(plan_bytes(tmp_path, values)) for values in (IN_KG, IN_LB))
    assert metric["weeks"][1]["sessions"]
    assert metric["weeks"] == pounds["weeks"]

"""The check finds each kind of fault: a catalogue broken on purpose is told what is wrong."""

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
import tomli

from strongstride.coach.catalogue import Catalogue, Exercise, catalogue
from strongstride.coach.catalogue_check import check


def broken(exercise_id: str, **changes: Any) -> list[str]:
    """What the check says of the real catalogue with one exercise changed."""
    entries: list[Exercise] = []
    for each in catalogue().exercises.values():
        if each.id == exercise_id:
            table = msgspec.to_builtins(each) | changes
            entries.append(msgspec.convert(table, Exercise))
        else:
            entries.append(each)
    return [f"{finding.about}: {finding.text}" for finding in check(Catalogue(entries))]


@pytest.mark.parametrize(
    ("exercise_id", "changes", "said"),
    [
        ("plank", {"cues": ["Breathe"]}, "has 1 cues"),
        ("plank", {"faults": ["Sags"]}, "has 1 faults"),
        ("plank", {"faults": ["Low back sags.", "Hips high"]}, "without a full stop"),
        ("plank", {"primary": []}, "no primary muscle"),
        ("plank", {"secondary": ["abs"]}, "a muscle twice"),
        ("plank", {"implements": ["vest"]}, "has no load"),
        ("plank", {"body_fraction": 0.5}, "go together"),
        ("plank", {"start_fraction": 0.5}, "belongs to external loading"),
        ("plank", {"measure": "contacts"}, "contacts count jumps"),
        ("plank", {"box_height_cm": 30}, "only jumps have a box height"),
        ("plank", {"stage": "raise"}, "only a drill"),
        ("plank", {"seconds_per_rep": 90.0}, "seconds_per_rep"),
        ("plank", {"skill": 5}, "skill is 5"),
        ("plank", {"leg_cost": 2}, "leg_cost is 2"),
        ("plank", {"fit": None}, "no FIT exercise category"),
        ("plank", {"name": "Side plank"}, "already a name of"),
        ("plank", {"aliases": ["Bird-Dogs"]}, "already a name of"),
        ("plank", {"aliases": ["?!"]}, "already a name of"),
        ("plank", {"easier": ["planck"]}, "which is no exercise"),
        ("plank", {"easier": ["calf-stretch"]}, "which is no exercise"),
        ("plank", {"easier": ["ab-wheel"]}, "more skill"),
        ("plank", {"easier": ["plank"]}, "in a circle"),
        ("plank", {"easier": []}, "does not reach anything everyone can do"),
        ("sit-up", {"easier": ["plank"], "pattern": "tibialis"}, "not joined to its ladder"),
        ("plank", {"swap_for": None}, "no swap_for"),
        ("plank", {"swap_for": "planck"}, "does not exist"),
        ("plank", {"swap_for": "side-plank"}, "ruled out by shoulder"),
        ("box-jump", {"swap_for": "pogo-hop"}, "ruled out by osteoporosis"),
        ("kneeling-plank", {"swap_for": "glute-bridge"}, "harder of the two"),
        ("clamshell", {"swap_for": "single-leg-bridge"}, "harder of the two"),
        ("dead-bug", {"leg_cost": 1}, "leg_cost is 1"),
        ("brisk-walk", {"leg_cost": 1}, "leg_cost is 1"),
        ("push-up", {"body_fraction": 0.0, "body_fraction_source": ""}, "no body_fraction"),
        ("goblet-squat", {"implements": []}, "no implements"),
        ("goblet-squat", {"start_fraction": 3.0}, "between 0 and 1"),
        ("band-row", {"implements": ["machine"]}, "only implement is the band"),
        ("single-leg-bridge", {"one_sided": False}, "one side by its name"),
        ("barbell-row", {"one_sided": True}, "barbell in both hands"),
        ("barbell-squat", {"leg_cost": 0}, "leg_cost is 0"),
        ("calf-stretch", {"measure": "reps"}, "held for seconds"),
        ("leg-swing", {"stage": None}, "only a drill"),
        ("forearm-stretch", {"primary": ["biceps"], "secondary": []}, "which no stretch serves"),
        ("forearm-stretch", {"needs": [["rack"]]}, "which no stretch serves"),
    ],
)
def test_a_fault_is_told(exercise_id: str, changes: dict[str, Any], said: str) -> None:
    findings = broken(exercise_id, **changes)
    assert any(said in finding for finding in findings), findings


def test_a_ladder_of_two_that_point_at_each_other_is_a_circle() -> None:
    findings = broken("knee-push-up", easier=["incline-push-up"], skill=2)
    assert any("circle" in finding for finding in findings)


def test_the_example_of_the_handbook_passes_the_check() -> None:
    page = Path(__file__).parents[2] / "docs" / "howto" / "add-an-exercise.md"
    found = re.search(r"```toml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    assert found is not None
    tables = tomli.loads(found.group(1))
    new = [msgspec.convert({"id": key, **body}, Exercise) for key, body in tables.items()]
    assert new
    assert check(Catalogue([*catalogue().exercises.values(), *new])) == []

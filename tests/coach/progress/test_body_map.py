"""The drawn body: every muscle has its place, inside the picture."""

import re

from strongstride.coach.catalogue import Muscle
from strongstride.coach.progress.body_map import body_map


def test_every_muscle_is_drawn() -> None:
    found = body_map()
    assert set(found.front) | set(found.back) == set(Muscle)


def test_every_path_lies_in_the_right_half_and_closes() -> None:
    found = body_map()
    muscles = [*found.front.values(), *found.back.values()]
    assert all(path.endswith("Z") for path in muscles)
    for path in (found.outline, found.head, *muscles):
        assert path.startswith("M")
        numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)]
        assert min(numbers) >= 0
        assert max(numbers) <= 250

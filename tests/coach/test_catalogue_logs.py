"""The names in the logs of real lifters are known to the catalogue."""

from collections import Counter
from pathlib import Path

import pytest

from strongstride.coach.catalogue import catalogue
from strongstride.exchange.lift_intake import is_cardio
from strongstride.formats.lifts.log import read_log


@pytest.mark.shared
def test_at_least_19_in_20_sets_of_real_logs_are_known(shared_data: Path) -> None:
    known = unknown = 0
    misses: Counter[str] = Counter()
    for path in sorted((shared_data / "strength").glob("strong-*.csv")):
        for session in read_log(path.read_bytes(), path.name).sessions:
            for one in session.sets:
                if catalogue().named(one.exercise) is not None:
                    known += 1
                elif not is_cardio(one):
                    unknown += 1
                    misses[one.exercise] += 1
    # 21,384 of 21,585 (99.1 %) when this was written; what is left are lifters' own names.
    assert known / (known + unknown) >= 0.95, misses.most_common(8)

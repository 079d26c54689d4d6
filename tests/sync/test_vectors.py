"""Both reducers answer the shared cases alike; the script's half is tests/js/reducer.test.js."""

from tests.sync.make_vectors import VECTORS, cases, written


def test_the_shared_cases_are_those_this_reducer_gives() -> None:
    assert VECTORS.read_bytes() == written()


def test_the_shared_cases_reach_what_matters() -> None:
    logs = [log for case in cases() for log in case.log.values()]
    sets = [one for log in logs for one in log["sets"]]
    assert {log["state"] for log in logs} == {"open", "finished", "discarded"}
    assert {one["removed"] for one in sets} == {True, False}
    assert any(not case.log for case in cases())
    assert any(log["pain"] for log in logs)
    assert any(log["swaps"] for log in logs)
    assert any(len(log["passed"]) > 1 for log in logs)

"""A planned session has one key on every phone; tests/js/session_keys.test.js is the other half."""

from tests.sync.make_vectors import KEYS, session_key, written_keys

WHO = "0192f0c1-2c4e-7d2a-9b1e-5a6b7c8d9e0f"


def test_the_shared_keys_are_those_of_uuid5() -> None:
    assert KEYS.read_bytes() == written_keys()


def test_another_day_athlete_or_go_is_another_key() -> None:
    keys = {
        session_key(WHO, "2026-W48-1", "2026-11-22", 0),
        session_key(WHO, "2026-W48-1", "2026-11-23", 0),
        session_key(WHO, "2026-W48-1", "2026-11-22", 1),
        session_key(WHO, "2026-W48-2", "2026-11-22", 0),
        session_key(WHO.replace("f", "e"), "2026-W48-1", "2026-11-22", 0),
    }
    assert len(keys) == 5

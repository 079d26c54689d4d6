"""Damaged files of every kind give Recordings or Refusals, soon, and nothing else."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.damaging import offer, seeds

SEEDS = seeds()
positions = st.floats(0, 1, exclude_max=True)
flips = st.lists(st.tuples(positions, st.integers(1, 255)), min_size=1, max_size=12)


@pytest.mark.parametrize("seed", SEEDS, ids=range(len(SEEDS)))
def test_seeds_are_read(seed: bytes) -> None:
    assert offer(seed)


@settings(derandomize=True)
@given(st.sampled_from(SEEDS), flips)
def test_flipped_bytes(seed: bytes, changes: list[tuple[float, int]]) -> None:
    data = bytearray(seed)
    for share, value in changes:
        data[int(share * len(data))] ^= value
    offer(bytes(data))


@settings(derandomize=True)
@given(st.sampled_from(SEEDS), positions)
def test_truncations(seed: bytes, share: float) -> None:
    offer(seed[: int(share * len(seed))])


@settings(derandomize=True)
@given(st.sampled_from(SEEDS), st.sampled_from(SEEDS), positions, positions)
def test_splices(one: bytes, other: bytes, cut: float, joint: float) -> None:
    offer(one[: int(cut * len(one))] + other[int(joint * len(other)) :])


@settings(derandomize=True)
@given(st.binary(max_size=300), st.sampled_from([b"", b"<gpx>", b"PK\x03\x04", b"\x1f\x8b"]))
def test_any_bytes(data: bytes, head: bytes) -> None:
    offer(head + data)


def test_a_file_of_nothing_but_the_smallest_messages_is_refused_soon() -> None:
    from strongstride.formats.fit.parts import framed

    definition = bytes([0x40, 0, 0, 20, 0, 0])
    began = time.process_time()
    offer(framed(definition + bytes(2_000_000)))
    assert time.process_time() - began < 10

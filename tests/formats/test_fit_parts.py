"""The walk over FIT messages, on messages laid byte by byte."""

import struct

import fitfast
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.formats.fit.parts import framed, mended, split
from strongstride.formats.fit.reader import read_fit
from tests.formats.making import START, fit_run

TIME = int(START.timestamp()) - 631_065_600
FILE_ID = bytes([0x40, 0, 0, 0, 0, 1, 0, 1, 0, 0x00, 4])  # file_id with a type: activity


def defined(local: int, kind: int, *fields: tuple[int, int, int], big: bool = False) -> bytes:
    """A definition message of (field number, size, base type)."""
    number = kind.to_bytes(2, "big" if big else "little")
    return (
        bytes([0x40 | local, 0, int(big)])
        + number
        + bytes([len(fields)])
        + b"".join(bytes(field) for field in fields)
    )


def test_compressed_timestamps_are_walked_and_read() -> None:
    messages = FILE_ID + defined(0, 20, (253, 4, 0x86), (3, 1, 2)) + defined(1, 20, (3, 1, 2))
    messages += bytes([0]) + struct.pack("<IB", TIME, 140)
    for second in range(1, 31):
        messages += bytes([0x80 | 1 << 5 | (TIME + second) & 31, 141])
    data = framed(messages)
    assert split(data).records == 31
    (run,) = read_fit(data, "x.fit")
    assert (run.starts_at, run.elapsed_s, run.max_hr) == (START, 30, 141)


def test_big_endian_messages_are_walked_and_read() -> None:
    messages = FILE_ID + defined(3, 20, (253, 4, 0x86), (3, 1, 2), big=True)
    for second in range(11):
        messages += bytes([3]) + struct.pack(">IB", TIME + second, 150)
    (run,) = read_fit(framed(messages), "x.fit")
    assert (run.elapsed_s, run.average_hr) == (10, 150)


def test_developer_fields_are_part_of_a_message() -> None:
    plain = defined(0, 20, (253, 4, 0x86))
    with_developer = bytes([plain[0] | 0x20]) + plain[1:] + bytes([2, 0, 4, 0, 1, 2, 0])
    sample = bytes([0]) + struct.pack("<I", TIME) + bytes(6)
    parts = split(framed(with_developer + sample * 5))
    assert (parts.records, parts.damage) == (5, "")


def test_a_field_of_an_unknown_type_is_left_out_and_the_rest_is_read() -> None:
    messages = FILE_ID + defined(0, 20, (253, 4, 0x86), (3, 1, 2), (99, 2, 0xFF))
    for second in range(11):
        messages += bytes([0]) + struct.pack("<IBH", TIME + second, 150, 7)
    (run,) = read_fit(framed(messages), "x.fit")
    assert (run.elapsed_s, run.average_hr) == (10, 150)
    assert run.warnings[0] == "fields of unknown types were left out"


def test_a_message_without_a_definition_ends_the_walk() -> None:
    data = framed(FILE_ID + bytes([7, 1, 2, 3]))
    parts = split(data)
    assert "damaged" in parts.damage
    assert parts.sequences == ((14, 14 + len(FILE_ID)),)


def test_a_definition_that_is_cut_off_ends_the_walk() -> None:
    definition = defined(0, 20, (253, 4, 0x86))
    for cut in range(1, len(definition)):
        parts = split(framed(FILE_ID + definition[:cut]))
        assert parts.sequences == ((14, 14 + len(FILE_ID)),)


def test_a_frame_is_what_garmins_encoder_writes() -> None:
    data = fit_run(seconds=20)
    again = framed(data[14:-2])
    assert again[14:-2] == data[14:-2]
    assert fitfast.count(again) == fitfast.count(data)


@pytest.mark.parametrize("header", [12, 14])
def test_both_header_lengths_are_known(header: int) -> None:
    data = fit_run(seconds=20)
    if header == 12:
        data = bytes([12]) + data[1:12] + data[14:]
    assert split(data).records == 21


@given(st.binary(max_size=400))
def test_any_messages_are_walked_to_an_end_and_mended_into_what_is_whole(messages: bytes) -> None:
    data = framed(messages)
    parts = split(data)
    whole = mended(parts)
    again = split(whole) if whole else parts
    assert again.records == parts.records
    if whole:
        assert again.damage == ""

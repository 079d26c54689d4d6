"""The message structure of a FIT file, without decoding it: what is whole, and what sums it up.

A FIT file is mostly `record` messages. fitfast decodes one kind of message into columns, or all
kinds into dictionaries; the second costs twice the first because of the records. So the messages
that sum an activity up are cut out into a small FIT file of their own, and the samples are decoded
as columns. The same walk finds how far a truncated file is whole and mends its length and checksum.
"""

from __future__ import annotations

import struct

import msgspec

_RECORD = 20
# file_id, device_settings, sport, session, lap, workout, activity, developer fields, set, title
_SUMMARY = frozenset({0, 2, 12, 18, 19, 26, 34, 206, 207, 225, 264})
_PROFILE_VERSION = 21_158
# By the number in their low five bits; rustyfit 0.10 panics at any other (division by zero).
_BASE_TYPES = dict(
    enumerate(
        [0, 1, 2, 0x83, 0x84, 0x85, 0x86, 7, 0x88, 0x89, 0x0A, 0x8B, 0x8C, 0x0D, 0x8E, 0x8F, 0x90]
    )
)
_KNOWN_TYPES = frozenset(_BASE_TYPES.values())
_BYTES = 0x0D
_HEADER = struct.Struct("<BBHI4s")


class FitParts(msgspec.Struct, frozen=True):
    """What the walk found."""

    data: bytes  # the file, with types of fields corrected that no decoder knows
    summary: bytes  # a small FIT file of the messages that sum up
    sequences: tuple[
        tuple[int, int], ...
    ]  # start and end of the sound messages of each chained file
    messages: int
    records: int
    damage: str  # "" or what is wrong, in the user's words


def is_fit(head: bytes) -> bool:
    """Whether the bytes begin like a FIT file."""
    return len(head) >= 12 and head[8:12] == b".FIT" and head[0] in (12, 14)


def split(data: bytes) -> FitParts:
    """Walk all chained files of `data`. Never raises; damage ends the walk and is named."""
    strange: list[int] = []
    parts = _split(data, strange)
    if not strange:
        return parts
    corrected = bytearray(data)
    for place in strange:
        corrected[place] = _BASE_TYPES.get(data[place] & 0x1F, _BYTES)
    note = parts.damage or "fields of unknown types were left out"
    return msgspec.structs.replace(_split(bytes(corrected), []), damage=note)


def _split(data: bytes, strange: list[int]) -> FitParts:
    """As `split`; places of unknown types are added to `strange`."""
    chunks: list[bytes] = []
    sequences: list[tuple[int, int]] = []
    messages, records, damage, position = 0, 0, "", 0
    while position < len(data) and not damage:
        if not is_fit(data[position : position + 14]):
            damage = "bytes after the end of the activity were left out"
            break
        start = position + data[position]
        size = int.from_bytes(data[position + 4 : position + 8], "little")
        end = start + size if size else max(len(data) - 2, start)
        if end + 2 > len(data):
            damage = "the file is cut off: read as far as it goes"
            end = min(end, len(data))
        sound, passed, found, lost = _walk(data, start, end, chunks, strange)
        if lost and not damage:
            damage = (
                f"the file is damaged after {sound} of {len(data)} bytes: read as far as it goes"
            )
        sequences.append((start, sound))
        messages += passed
        records += found
        position = end + 2
    summary = framed(b"".join(chunks))
    return FitParts(data, summary, tuple(sequences), messages, records, damage)


def mended(parts: FitParts) -> bytes:
    """The sound part of each chained file behind a fresh header and checksum."""
    return b"".join(framed(parts.data[start:end]) for start, end in parts.sequences if end > start)


def framed(messages: bytes) -> bytes:
    """Messages between a FIT header and checksum."""
    header = _HEADER.pack(14, 0x20, _PROFILE_VERSION, len(messages), b".FIT")
    content = header + _checksum(header).to_bytes(2, "little") + messages
    return content + _checksum(content).to_bytes(2, "little")


def _walk(
    data: bytes, position: int, end: int, chunks: list[bytes], strange: list[int]
) -> tuple[int, int, int, bool]:
    """Append summary messages of one file to `chunks`.

    Returns the end of the last whole message, the numbers of messages and of records,
    and whether it had to stop early.
    """
    sizes = [0] * 16  # bytes of a data message with its header, by local number; 0: not defined
    kinds = [0] * 16
    messages = records = 0
    while position < end:
        messages += 1
        header = data[position]
        if header & 0xC0 == 0x40:  # definition
            size, kind, body = _definition(data, position, end, has_developer=bool(header & 0x20))
            if size == 0 or position + size > end:
                return position, messages, records, True
            local = header & 15
            sizes[local], kinds[local] = body + 1, kind
            types = range(position + 8, position + 6 + 3 * data[position + 5], 3)
            strange += [place for place in types if data[place] not in _KNOWN_TYPES]
        else:
            local = (header >> 5) & 3 if header & 0x80 else header & 15
            size, kind = sizes[local], kinds[local]
            if size == 0 or position + size > end:
                return position, messages, records, True
            if kind == _RECORD:
                records += 1
                position += size
                continue
        if kind in _SUMMARY:
            chunks.append(data[position : position + size])
        position += size
    return position, messages, records, False


def _definition(
    data: bytes, position: int, end: int, *, has_developer: bool
) -> tuple[int, int, int]:
    """Size of a definition message, the kind it defines, and the size of that kind's content."""
    fields_at = position + 6
    if fields_at > end:
        return 0, 0, 0
    kind = int.from_bytes(
        data[position + 3 : position + 5], "big" if data[position + 2] else "little"
    )
    fields_end = fields_at + 3 * data[position + 5]
    body = sum(data[fields_at + 1 : fields_end : 3])
    if has_developer:
        if fields_end >= end:
            return 0, 0, 0
        developer_end = fields_end + 1 + 3 * data[fields_end]
        body += sum(data[fields_end + 2 : developer_end : 3])
        fields_end = developer_end
    return fields_end - position, kind, body


def _checksum_table() -> tuple[int, ...]:
    table = []
    for byte in range(256):
        value = byte
        for _ in range(8):
            value = (value >> 1) ^ 0xA001 if value & 1 else value >> 1
        table.append(value)
    return tuple(table)


_TABLE = _checksum_table()


def _checksum(content: bytes) -> int:
    """CRC-16/ARC, FIT's checksum (binascii has only another CRC-16)."""
    value = 0
    for byte in content:
        value = (value >> 8) ^ _TABLE[(value ^ byte) & 0xFF]
    return value

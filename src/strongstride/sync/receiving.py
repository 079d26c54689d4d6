"""A batch from a phone's outbox: each operation judged alone, the good ones kept together."""

import json
from collections.abc import Iterator

import msgspec

from strongstride.accounts.models import Athlete
from strongstride.training.session_log.actions import Answer, Outcome
from strongstride.training.session_log.batch import keep
from strongstride.training.session_log.operations import Checked, Envelope, RejectedError, check
from strongstride.web import clock

MOST = 200  # operations in a batch
_KEY = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ENVELOPE = msgspec.json.Decoder(Envelope)


class Batch(msgspec.Struct, frozen=True):
    """What a phone sends."""

    operations: list[msgspec.Raw]


_BATCH = msgspec.json.Decoder(Batch)


class UnreadableBatchError(ValueError):
    """Not a batch at all; the message says why."""


def receive(athlete: Athlete, data: bytes) -> list[Answer]:
    """Keep what can be kept of a batch; an answer for each operation, in their order.

    Raises `UnreadableBatchError` when the batch itself cannot be read: nothing of it is kept.
    """
    return keep(athlete, list(_checked(_read(data))))


def _read(data: bytes) -> list[msgspec.Raw]:
    try:
        batch = _decoded(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise UnreadableBatchError(f"The batch cannot be read: {error}.") from None
    if len(batch.operations) > MOST:
        raise UnreadableBatchError(f"A batch holds at most {MOST} operations.")
    return batch.operations


def _decoded(data: bytes) -> Batch:
    try:
        return _BATCH.decode(data)
    except msgspec.DecodeError:
        # a note cut off within an emoji has half a character, which would hold up all the others
        text = json.dumps(json.loads(data), ensure_ascii=False)
        return _BATCH.decode(text.encode(errors="replace"))


def _checked(raws: list[msgspec.Raw]) -> Iterator[Checked | Answer]:
    today = clock.now().date()
    for raw in raws:
        try:
            yield check(_ENVELOPE.decode(raw), today)
        except RejectedError as error:
            yield _rejection(raw, str(error))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            yield _rejection(raw, f"This entry cannot be read: {error}.")


def _rejection(raw: msgspec.Raw, reason: str) -> Answer:
    """The phone finds its operation again by the key it gave, whatever that looks like."""
    try:
        op = msgspec.json.decode(_KEY.decode(raw)["op"], type=str)
    except (msgspec.MsgspecError, KeyError, UnicodeDecodeError, RecursionError):
        op = ""
    return Answer(op=op, outcome=Outcome.REJECTED, reason=reason)

"""What was planned when a session began, as the device had it then."""

from typing import Any

import msgspec

from strongstride.exchange.contract import SessionJson

UNREADABLE = "What was planned could not be read: the session is in the log without it."
_DOCUMENT = msgspec.json.Decoder(SessionJson)


def is_session(planned: dict[str, Any]) -> bool:
    """Whether this is a planned session of the contract."""
    try:
        msgspec.convert(planned, SessionJson)
    except msgspec.ValidationError:
        return False
    return True


def read_planned(document: str) -> SessionJson | None:
    """The planned session of a stored document; None for none, and for one of another time."""
    try:
        return _DOCUMENT.decode(document) if document else None
    except msgspec.DecodeError:
        return None

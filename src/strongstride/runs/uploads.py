"""Uploads go to disk as they come, up to a limit that is said in a sentence."""

import msgspec
from django.conf import settings
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest

_PROBLEM = "_upload_problem"


class _Problem(msgspec.Struct, frozen=True):
    status: int
    why: str


_NONE = _Problem(400, "")


class UploadHandler(TemporaryFileUploadHandler):
    """Django's handler for files on disk; what is too large or finds no room is not kept."""

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Begin a file unless the whole request is larger than allowed."""
        length = _content_length(self.request)
        if length > settings.UPLOAD_MOST_MB << 20:
            self._stop(
                413,
                f"That is {length / 2**20:,.0f} MB, and this server takes at most "
                f"{settings.UPLOAD_MOST_MB:,} MB at once: upload it in parts.",
            )
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece to disk."""
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError:
            self._stop(507, "The server's disk is full: tell whoever runs it, then try again.")

    def _stop(self, status: int, why: str) -> None:
        """Read the rest without keeping it: a browser listens only when it has sent all."""
        setattr(self.request, _PROBLEM, _Problem(status, why))
        raise StopUpload(connection_reset=False)


def upload_problem(request: HttpRequest) -> str:
    """Why files of this request were not taken; "" when they were."""
    return _problem(request).why


def upload_status(request: HttpRequest) -> int:
    """The status of the answer that says why; 400 where nothing stopped the upload itself."""
    return _problem(request).status


def _problem(request: HttpRequest) -> _Problem:
    found: _Problem = getattr(request, _PROBLEM, _NONE)
    return found


def _content_length(request: HttpRequest | None) -> int:
    given = "" if request is None else str(request.META.get("CONTENT_LENGTH") or "")
    return int(given) if given.isdecimal() else 0

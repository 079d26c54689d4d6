"""`Idempotency-Key`: a write that is sent again answers as it did, and is done once.

The key, what the write did and its answer are kept in one transaction: either all three are there
or none. Of two copies that come at the same time the second waits for the first, since the key is
unique, and then gets the first one's answer. A write that failed did nothing and is not kept.
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

import msgspec
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from strongstride.accounts.models import Athlete
from strongstride.api.authentication import athlete_asking
from strongstride.api.errors import conflict, invalid
from strongstride.api.models import AnsweredWrite
from strongstride.web import clock

HEADER = "Idempotency-Key"
LONGEST = 200  # characters of a key
KEPT = timedelta(hours=48)


def idempotent(view: Callable[..., Any], status: int) -> Callable[..., Any]:
    """A view whose effect and answer (of `status`) are kept under the request's key, if any."""

    @wraps(view)
    def once(request: HttpRequest, **arguments: Any) -> Any:
        key = request.headers.get(HEADER)
        if key is None:
            return view(request, **arguments)
        if not (0 < len(key) <= LONGEST and key.isprintable()):
            raise invalid(f"The {HEADER} has 1 to {LONGEST} printable characters.", HEADER)
        with transaction.atomic():
            row, is_new = _claim(athlete_asking(request), key, _fingerprint(request))
            if not is_new:
                return _again(row)
            answer = view(request, **arguments)
            body = "" if answer is None else msgspec.json.encode(answer).decode()
            AnsweredWrite.objects.filter(pk=row.pk).update(status=status, body=body)
        return answer

    return once


def _claim(athlete: Athlete, key: str, fingerprint: str) -> tuple[AnsweredWrite, bool]:
    """The row of this key, and whether this request is the one that made it."""
    now = clock.now()
    AnsweredWrite.objects.filter(athlete=athlete, created_at__lt=now - KEPT).delete()
    row = AnsweredWrite(athlete=athlete, key=key, fingerprint=fingerprint, created_at=now)
    AnsweredWrite.objects.bulk_create([row], ignore_conflicts=True)
    kept = AnsweredWrite.objects.get(athlete=athlete, key=key)
    if kept.fingerprint != fingerprint:
        raise conflict(
            "key_used",
            f"This {HEADER} came before with another request.",
            hint="Use a new key for each write, the same only to send the same write again.",
        )
    return kept, kept.pk == row.pk


def _again(row: AnsweredWrite) -> HttpResponse:
    return HttpResponse(
        row.body,
        status=row.status,
        content_type="application/json",
        headers={"Idempotent-Replayed": "true"},
    )


def _fingerprint(request: HttpRequest) -> str:
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type == "multipart/form-data":
        for field, uploads in sorted(request.FILES.lists()):
            for upload in uploads:
                digest.update(f"{field} {upload.name} {upload.size}\n".encode())
                for chunk in upload.chunks():
                    digest.update(chunk)
        return digest.hexdigest()
    digest.update(request.body)
    return digest.hexdigest()

"""The worker finishes what was begun of payments, whatever happens to the database meanwhile."""

import os
from datetime import datetime
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from strongstride.operations import worker


def test_it_recovers_at_once_and_goes_on_after_a_database_that_was_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recovered: list[datetime] = []
    closed: list[bool] = []
    parents = iter([7, 7, 8])  # the third time the server is gone

    def recover(now: datetime) -> None:
        recovered.append(now)
        if len(recovered) == 1:
            raise OperationalError("the server closed the connection")

    monkeypatch.setattr(worker, "recover", recover)
    monkeypatch.setattr(worker, "RECOVER_EVERY_S", 0)
    monkeypatch.setattr(worker, "connection", SimpleNamespace(close=lambda: closed.append(True)))
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    worker._recover_for_ever(7)
    assert len(recovered) == 2
    assert closed == [True]

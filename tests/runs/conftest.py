"""An athlete, a stranger, and uploads that are read at once."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.test import Client

from strongstride.accounts.models import Athlete, User
from strongstride.runs import actions
from strongstride.runs.importing import read_import
from strongstride.runs.models import Import, Run
from tests.casting import Cast, new_user

Files = Mapping[str, bytes]
START = datetime(2026, 3, 14, 19, 30, tzinfo=UTC)


def uploaded(files: Files) -> list[UploadedFile[bytes]]:
    found: list[UploadedFile[bytes]] = []
    for name, content in files.items():
        file = TemporaryUploadedFile(name, "application/octet-stream", len(content), None)
        file.write(content)
        file.seek(0)
        found.append(file)
    return found


def bring(athlete: Athlete, files: Files) -> Import:
    """Upload and read files as the worker would."""
    job = actions.start_import(athlete, uploaded(files))
    read_import(str(job.pk))
    job.refresh_from_db()
    return job


def made_run(athlete: Athlete, days_ago: int = 0, **columns: Any) -> Run:
    at = START - timedelta(days=days_ago)
    told: dict[str, Any] = {
        "on": at.date(),
        "starts_at": at,
        "listed_at": at,
        "utc_offset_s": 3600,
        "distance_m": 10_000.0,
        "duration_s": 3600.0,
        "elapsed_s": 3600.0,
        "kind": "easy",
        "source": f"{days_ago}.fit",
        "format": "fit",
        "created_at": at,
    }
    return Run(athlete=athlete, **{**told, **columns})


@pytest.fixture
def athlete(cast: Cast) -> Athlete:
    return cast.alice.athlete


@pytest.fixture
def open_client() -> Callable[[User], Client]:
    """A browser in which somebody who is through the set-up is logged in."""

    def make(user: User) -> Client:
        user.athlete.set_up_at = START
        user.athlete.save(update_fields=["set_up_at"])
        client = Client()
        client.force_login(user)
        return client

    return make


@pytest.fixture
def alice(cast: Cast, open_client: Callable[[User], Client]) -> Client:
    return open_client(cast.alice)


@pytest.fixture
def bob(cast: Cast, open_client: Callable[[User], Client]) -> Client:
    return open_client(cast.bob)


@pytest.fixture
def somebody(db: None) -> Callable[[], Athlete]:
    """A new athlete each time it is called."""
    return lambda: new_user().athlete

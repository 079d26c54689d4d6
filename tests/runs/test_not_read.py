"""The notice of files that were not read: on Today and Runs, until somebody looks at why."""

from datetime import timedelta

import pytest
from django.test import Client

from strongstride.accounts.models import Athlete
from strongstride.runs.models import Import
from strongstride.runs.not_read import TOLD_FOR
from tests.formats.making import fit_run
from tests.runs.conftest import bring

NOTICE = "1 new, 1 not read."
PAGES = ("/", "/runs/")


@pytest.fixture
def job(athlete: Athlete) -> Import:
    """A run and a file that is none."""
    return bring(athlete, {"a.fit": fit_run(), "b.fit": b"no run"})


def tells(client: Client) -> list[bool]:
    return [NOTICE in client.get(page).content.decode() for page in PAGES]


def test_it_is_told_until_the_upload_is_looked_at(alice: Client, job: Import) -> None:
    address = f"/runs/imports/{job.pk}/"
    assert tells(alice) == [True, True]
    assert f'href="{address}"' in alice.get("/").content.decode()
    alice.get(address)
    assert tells(alice) == [False, False]


def test_a_later_upload_is_told_again_and_the_earlier_one_is_not(
    alice: Client, athlete: Athlete, job: Import
) -> None:
    alice.get(f"/runs/imports/{job.pk}/progress/")
    bring(athlete, {"c.fit": b"no run either"})
    assert "0 new, 1 not read." in alice.get("/runs/").content.decode()
    assert tells(alice) == [False, False]


def test_nothing_is_told_of_an_upload_under_way_of_old_ones_and_of_good_ones(
    alice: Client, athlete: Athlete, job: Import
) -> None:
    finished = job.finished_at
    assert finished is not None
    Import.objects.update(finished_at=None)
    alice.get(f"/runs/imports/{job.pk}/")  # while it is read: there is more to be told
    assert tells(alice) == [False, False]
    Import.objects.update(finished_at=finished)
    assert tells(alice) == [True, True]
    Import.objects.update(finished_at=finished - TOLD_FOR - timedelta(minutes=1))
    assert tells(alice) == [False, False]
    Import.objects.update(finished_at=finished, refused=0)
    assert tells(alice) == [False, False]


def test_nobody_is_told_of_uploads_of_others(bob: Client, job: Import) -> None:
    assert NOTICE not in bob.get("/runs/").content.decode()

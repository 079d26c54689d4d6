"""Shared fixtures and Hypothesis profiles: `default` here, `thorough` by HYPOTHESIS_PROFILE."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.casting import Cast

settings.register_profile(
    "default", deadline=None, derandomize=bool(os.environ.get("CI")), print_blob=True
)
settings.register_profile(
    "thorough",
    parent=settings.get_profile("default"),
    max_examples=2000,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

HERE = Path(__file__).parent
WITH_SERVERS = ("browser", "operations", "security/test_headers", "docs/test_api_howto")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep files together whose tests share a server, so that not every worker starts one.

    They come first: the longest of them must not be what everybody waits for in the end.
    """
    for item in items:
        place = item.path.relative_to(HERE).as_posix()
        if place.startswith(WITH_SERVERS):
            item.add_marker(pytest.mark.xdist_group(place))
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


SHARED = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files from the world; without one the test is skipped."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared/data here")
    return SHARED


@pytest.fixture
def cast(db: None) -> Cast:
    """Alice, who owns things; Bob, a stranger to them; Carol, who administers the server."""
    from tests.casting import cast_of_three

    return cast_of_three()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """The database of the tests, whose books a transactional test may leave empty again."""
    del django_db_setup
    from tests.flushing import flush_past_guards

    with flush_past_guards():
        yield

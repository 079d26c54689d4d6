"""Shared fixtures and Hypothesis profiles: `default` here, `thorough` by HYPOTHESIS_PROFILE."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

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

SHARED = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files from the world; without one the test is skipped."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared/data here")
    return SHARED

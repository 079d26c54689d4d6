"""What the doctor says of gifts by card: whether they are on, and into whose account."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import LazySettings

from strongstride.operations.checkup import Finding, Mark, _card_gifts
from tests.giving.making import make_cause
from tests.live import environment

pytestmark = pytest.mark.django_db

KEYS = {
    "STRONGSTRIDE_STRIPE_KEY": "sk_live_x",
    "STRONGSTRIDE_STRIPE_WEBHOOK_SECRET": "whsec_x",
    "STRONGSTRIDE_STRIPE_CAUSE": "river-trust",
}


@pytest.fixture
def keys(settings: LazySettings) -> LazySettings:
    """A server with the keys of the River Trust."""
    settings.STRIPE_KEY, settings.STRIPE_WEBHOOK_SECRET = "sk_live_x", "whsec_x"
    settings.STRIPE_CAUSE = "river-trust"
    return settings


def test_without_keys_they_are_off() -> None:
    found = _card_gifts()
    assert (found.mark, found.said[:4]) == (Mark.NOTE, "off;")


@pytest.mark.usefixtures("keys")
def test_a_cause_that_is_not_there_is_named() -> None:
    found = _card_gifts()
    assert found.mark is Mark.BAD
    assert "'river-trust', and no cause has this address" in found.said


@pytest.mark.usefixtures("keys")
def test_a_cause_in_a_currency_of_three_digits_cannot_have_them() -> None:
    make_cause(slug="river-trust", currency="KWD", ways=["stripe"])
    found = _card_gifts()
    assert (found.mark, "takes KWD" in found.said) == (Mark.BAD, True)


@pytest.mark.usefixtures("keys")
def test_a_cause_that_does_not_offer_them_is_told_of() -> None:
    make_cause(slug="river-trust")
    found = _card_gifts()
    assert (found.mark, "does not offer them" in found.said) == (Mark.NOTE, True)


def test_it_says_whose_account_it_is_and_whether_money_moves(keys: LazySettings) -> None:
    cause = make_cause(slug="river-trust", ways=["stripe"])
    whose = f"into the account of The River Trust ({cause.club.name})"
    assert _card_gifts() == Finding(Mark.GOOD, "gifts by card", whose)
    keys.STRIPE_KEY = "sk_test_x"
    assert _card_gifts() == Finding(Mark.NOTE, "gifts by card", f"a trial, no money moves: {whose}")


def test_a_server_without_stripes_library_says_what_to_install(tmp_path: Path) -> None:
    absent = "import sys; sys.modules['stripe'] = None; from strongstride.cli import main; main()"
    command = [sys.executable, "-c", absent]
    env = environment(tmp_path, 8000, KEYS)
    for word in ("migrate", "doctor"):
        done = subprocess.run(
            [*command, word], env=env, capture_output=True, text=True, timeout=120, check=False
        )
    assert done.returncode == 1
    assert "bad   gifts by card off, though there is a key" in done.stdout
    assert "pip install strongstride[stripe]" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr

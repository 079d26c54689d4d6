"""The tool that kills: it dies where it says, keeps what was committed, tells what went wrong."""

from contextlib import suppress
from uuid import UUID

import pytest
from django.db import transaction

from strongstride.giving.models import Cause
from tests.giving.killing import die_everywhere, dies_at
from tests.giving.making import make_cause

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


class World:
    """Something outside."""

    def ask(self) -> str:
        """An answer."""
        return "yes"


def rename(cause: UUID) -> None:
    with transaction.atomic():
        Cause.objects.filter(pk=cause).update(name="Half")
        Cause.objects.filter(pk=cause).update(about="half")
    World().ask()


def test_it_dies_at_every_step_and_leaves_all_of_a_transaction_or_nothing() -> None:
    left: list[tuple[str, str]] = []

    def look(cause: UUID) -> None:
        left.append(Cause.objects.values_list("name", "about").get(pk=cause))

    steps = die_everywhere(lambda: make_cause().pk, rename, look, calls=[(World, "ask")])
    assert steps >= 6  # two statements, before and after the commit, before and after the call
    untouched, done = ("The River Trust", ""), ("Half", "half")
    ended, *died = left
    assert ended == done
    assert died == sorted(died, key=[untouched, done].index)  # nothing, and from the commit on all
    assert died.count(done) == 3  # after the commit, before and after the call
    assert died.count(untouched) >= 2


def test_a_path_that_fails_by_itself_is_told_with_its_traceback() -> None:
    def wrong() -> None:
        raise LookupError("no such page")

    with pytest.raises(AssertionError, match="LookupError: no such page"):
        dies_at(5, wrong)


def test_what_dies_runs_no_finally() -> None:
    cause = make_cause().pk

    def path() -> None:
        with suppress(ValueError):
            try:
                Cause.objects.filter(pk=cause).update(name="One")
            finally:
                Cause.objects.filter(pk=cause).update(name="Two")

    assert dies_at(1, path)
    assert Cause.objects.get(pk=cause).name == "The River Trust"

"""Clubs of one name made in the same moment."""

from functools import partial

import pytest

from strongstride.clubs.club.actions import ClubWords, create_club
from strongstride.clubs.models import Club, DistanceUnits, JoinMode, Visibility
from tests.casting import new_user
from tests.concurrency.test_credits import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

WORDS = ClubWords(
    name="Riverside Striders",
    time_zone="Europe/London",
    unit=DistanceUnits.MI,
    visibility=Visibility.PUBLIC,
    join_mode=JoinMode.OPEN,
)


def test_each_has_an_address_of_its_own() -> None:
    founders = [new_user().athlete for _ in range(8)]
    at_once(partial(create_club, each, WORDS) for each in founders)
    slugs = set(Club.objects.values_list("slug", flat=True))
    assert slugs == {"riverside-striders", *(f"riverside-striders-{n}" for n in range(2, 9))}

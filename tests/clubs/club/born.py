"""People of an age."""

import msgspec

from strongstride.accounts.actions import change_profile
from strongstride.accounts.models import Athlete
from strongstride.accounts.profile import Profile
from tests.casting import new_user


def born(year: int) -> Athlete:
    """Somebody born in this year."""
    athlete = new_user().athlete
    born_in(athlete, year)
    return athlete


def born_in(athlete: Athlete, year: int) -> None:
    """Let somebody be born in this year, and all who listen hear of it."""

    def change(profile: Profile) -> Profile:
        told = msgspec.structs.replace(profile.athlete, birth_year=year)
        return msgspec.structs.replace(profile, athlete=told)

    change_profile(athlete, change)

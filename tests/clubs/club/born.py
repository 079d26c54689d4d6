"""People of an age."""

import msgspec

from strongstride.accounts.actions import change_profile
from strongstride.accounts.models import Athlete
from strongstride.accounts.profile import Profile
from tests.casting import new_user


def born(year: int) -> Athlete:
    """Somebody born in this year."""

    def change(profile: Profile) -> Profile:
        athlete = msgspec.structs.replace(profile.athlete, birth_year=year)
        return msgspec.structs.replace(profile, athlete=athlete)

    athlete = new_user().athlete
    change_profile(athlete, change)
    return athlete

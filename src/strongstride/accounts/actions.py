"""What changes accounts and athletes."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import F

from strongstride.accounts.models import Athlete, User
from strongstride.accounts.profile import Profile, new_profile, write_profile
from strongstride.web import clock


def has_accounts() -> bool:
    """Whether anybody has registered yet."""
    return User.objects.exists()


def give_athlete(user: User, profile: Profile | None = None) -> Athlete:
    """The athlete of a new user, about whom nothing is known yet."""
    athlete = Athlete(user=user, document=write_profile(profile or new_profile()))
    athlete.save(force_insert=True)
    return athlete


@transaction.atomic
def create_user(email: str, password: str | None, *, admin: bool = False, name: str = "") -> User:
    """A user with its athlete, as the command line makes them."""
    user = User(email=email.strip().lower(), name=name, date_joined=clock.now())
    user.is_staff = user.is_superuser = admin
    user.set_password(password)
    user.save(force_insert=True)
    give_athlete(user)
    return user


def touch_inputs(athlete: Athlete) -> None:
    """Note that something changed from which the plan is made; call it in the same transaction."""
    Athlete.objects.filter(pk=athlete.pk).update(inputs_version=F("inputs_version") + 1)
    athlete.refresh_from_db(fields=["inputs_version"])


@transaction.atomic
def change_profile(athlete: Athlete, change: Callable[[Profile], Profile]) -> Profile:
    """Change the profile as it stands in the database, not as some page once saw it."""
    row = Athlete.objects.select_for_update().get(pk=athlete.pk)
    row.profile = change(row.profile)
    row.inputs_version += 1
    row.save(update_fields=["document", "inputs_version"])
    athlete.document, athlete.inputs_version = row.document, row.inputs_version
    return row.profile

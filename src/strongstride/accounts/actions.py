"""What changes accounts and athletes."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

import msgspec
from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F

from strongstride.accounts.answers.tables import Answers, with_answers
from strongstride.accounts.models import Athlete, User
from strongstride.accounts.profile import Profile, new_profile, write_profile
from strongstride.accounts.signals import (
    birth_year_changed,
    distance_unit_changed,
    inputs_touched,
)
from strongstride.web import clock


def give_athlete(user: User, profile: Profile | None = None) -> Athlete:
    """The athlete of a new user, about whom nothing is known yet."""
    athlete = Athlete(user=user, document=write_profile(profile or new_profile()))
    athlete.save(force_insert=True)
    return athlete


@transaction.atomic
def create_user(email: str, password: str | None, *, admin: bool = False, name: str = "") -> User:
    """A user with its athlete, as the command line makes them.

    Its address counts as verified: whoever administers the server vouches for it.
    """
    user = User(email=email.strip().lower(), name=name, date_joined=clock.now())
    user.is_staff = user.is_superuser = admin
    user.set_password(password)
    user.save(force_insert=True)
    give_athlete(user)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


class EmailTakenError(ValueError):
    """Somebody else logs in with this address."""


@transaction.atomic
def change_email(user: User, email: str) -> None:
    """Log in with another address at once: for servers that cannot send mail to verify it."""
    email = email.strip().lower()
    if User.objects.filter(email=email).exclude(pk=user.pk).exists():
        raise EmailTakenError("Somebody else on this server logs in with this address.")
    user.email = email
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)


class UnknownEmailError(ValueError):
    """Nobody logs in with this address."""


def reset_password(email: str, password: str) -> None:
    """Give somebody a new password, as the command line does; it ends their other logins."""
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise UnknownEmailError(f"{email}: there is no account with this address.")
    user.set_password(password)
    user.save(update_fields=["password"])


def lock(athlete: Athlete) -> None:
    """Let nobody else change what this athlete owns until the transaction ends.

    Call it before reading what a write depends on; `athlete` is then as it stands. SQLite's write
    transactions take turns by themselves.
    """
    athlete.refresh_from_db(
        fields=["document", "inputs_version", "set_up_at"],
        from_queryset=Athlete.objects.select_for_update(no_key=True),
    )


def touch_inputs(athlete: Athlete) -> None:
    """Note that something changed from which the plan is made; call it in the same transaction."""
    Athlete.objects.filter(pk=athlete.pk).update(inputs_version=F("inputs_version") + 1)
    athlete.refresh_from_db(fields=["inputs_version"])
    inputs_touched.send(sender=Athlete, athlete=athlete)


@transaction.atomic
def change_profile(athlete: Athlete, change: Callable[[Profile], Profile]) -> Profile:
    """Change the profile as it stands in the database, not as some page once saw it."""
    row = Athlete.objects.select_for_update().get(pk=athlete.pk)
    before = row.profile
    row.profile = change(before)
    row.inputs_version += 1
    row.save(update_fields=["document", "inputs_version"])
    athlete.document, athlete.inputs_version = row.document, row.inputs_version
    if row.profile.athlete.distance_unit is not before.athlete.distance_unit:
        distance_unit_changed.send(sender=Athlete, athlete=athlete)
    if row.profile.athlete.birth_year != before.athlete.birth_year:
        birth_year_changed.send(sender=Athlete, athlete=athlete)
    return row.profile


@transaction.atomic
def save_answers(athlete: Athlete, by_section: Mapping[str, Answers], today: date) -> Profile:
    """Change what the athlete told, by section; all or nothing.

    Raises `AnswersError` when the answers cannot be used (any more).
    """
    profile = change_profile(athlete, lambda known: _with_sections(known, by_section, today))
    name = profile.athlete.name
    if name and name != athlete.user.name:  # one name, for the coach and for the account
        athlete.user.name = name
        athlete.user.save(update_fields=["name"])
    return profile


def skip_sections(athlete: Athlete, sections: Iterable[str]) -> None:
    """Note that these questions were passed over: what is known stays as it is."""
    told = frozenset(sections)
    change_profile(athlete, lambda known: msgspec.structs.replace(known, told=known.told | told))


def _with_sections(profile: Profile, by_section: Mapping[str, Answers], today: date) -> Profile:
    for answers in by_section.values():
        profile = with_answers(profile, answers, today)
    return msgspec.structs.replace(profile, told=profile.told | by_section.keys())


def finish_set_up(athlete: Athlete) -> None:
    """Note that the first visit's steps are done; done once, it stays."""
    now = clock.now()
    if Athlete.objects.filter(pk=athlete.pk, set_up_at=None).update(set_up_at=now):
        athlete.set_up_at = now

"""Clubs, members, challenges and runs for tests: rows as small as they may be."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from strongstride.accounts.models import Athlete
from strongstride.clubs.crediting.terms import ChallengeKind, Scope, Terms
from strongstride.clubs.crediting.window import closes_at
from strongstride.clubs.models import (
    Challenge,
    ChallengeState,
    Club,
    JoinMode,
    Membership,
    MemberState,
    Participation,
    Role,
    ShownAs,
    Visibility,
)
from strongstride.clubs.settling.terms import write_terms
from strongstride.runs.models import Run
from tests.casting import new_user

JOINED = datetime(2026, 1, 1, 12, tzinfo=UTC)
STARTS, ENDS = date(2026, 3, 1), date(2026, 3, 31)
_numbers = count(1)


def make_club(name: str = "Riverside Striders", **columns: Any) -> Club:
    """A public club anybody may join, with no member yet."""
    number = next(_numbers)
    given: dict[str, Any] = {
        "slug": f"club-{number}",
        "name": name,
        "time_zone": "Europe/London",
        "unit": "mi",
        "visibility": Visibility.PUBLIC,
        "join_mode": JoinMode.OPEN,
        "join_secret": f"secret-{number}",
        "created_at": JOINED,
    }
    return Club.objects.create(**{**given, **columns})


def make_member(
    club: Club, name: str = "Robin Hale", role: str = Role.MEMBER, **columns: Any
) -> Membership:
    """A new user, through the set-up, who is an active member."""
    athlete = columns.pop("athlete", None) or new_user(name.split()[0]).athlete
    Athlete.objects.filter(pk=athlete.pk).update(set_up_at=JOINED)
    given: dict[str, Any] = {
        "state": MemberState.ACTIVE,
        "name": name,
        "shown_as": ShownAs.NAME,
        "joined_at": JOINED,
    }
    return Membership.objects.create(club=club, athlete=athlete, role=role, **{**given, **columns})


def make_challenge(club: Club, *, terms: Terms | None = None, **columns: Any) -> Challenge:
    """An open challenge over March 2026, most distance, without a goal."""
    terms = terms or Terms(
        kind=ChallengeKind.DISTANCE, starts_on=STARTS, ends_on=ENDS, time_zone=club.time_zone
    )
    given: dict[str, Any] = {
        "slug": f"challenge-{next(_numbers)}",
        "title": "Spring miles",
        "kind": terms.kind.value,
        "scope": Scope.INDIVIDUAL.value,
        "starts_on": terms.starts_on,
        "ends_on": terms.ends_on,
        "closes_at": closes_at(terms),
        "terms": write_terms(terms),
        "state": ChallengeState.OPEN,
        "created_at": JOINED,
        "opened_at": JOINED,
    }
    return Challenge.objects.create(club=club, **{**given, **columns})


def make_part(challenge: Challenge, membership: Membership, **columns: Any) -> Participation:
    """A member in a challenge, not settled: see `settling.appearance` and `settling.settle`."""
    given: dict[str, Any] = {"joined_at": JOINED, "joined_on": JOINED.date()}
    return Participation.objects.create(
        challenge=challenge, membership=membership, **{**given, **columns}
    )


def make_run(athlete: Athlete, on: date, km: float = 10.0, **columns: Any) -> Run:
    """An easy run at nine in the morning UTC, from a file; nobody is told of it."""
    starts = datetime.combine(on, time(9), UTC)
    seconds = km * 360
    given: dict[str, Any] = {
        "starts_at": starts,
        "listed_at": starts,
        "utc_offset_s": 0,
        "distance_m": km * 1000,
        "duration_s": seconds,
        "elapsed_s": seconds,
        "kind": "easy",
        "source": "watch.fit",
        "format": "fit",
        "created_at": starts + timedelta(hours=2),
    }
    return Run.objects.create(athlete=athlete, on=on, **{**given, **columns})

"""The demo runner's club: eleven invented members, two challenges and a few words among them."""

import random
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import msgspec
from django.db import transaction

from strongstride.accounts.actions import change_profile, create_user
from strongstride.accounts.models import Athlete
from strongstride.clubs.challenges.actions import create_challenge, open_challenge, take_part
from strongstride.clubs.challenges.words import ChallengeWords
from strongstride.clubs.club.actions import ClubWords, create_club, give_role, join
from strongstride.clubs.crediting.terms import ChallengeKind, Scope, Terms
from strongstride.clubs.feed.actions import comment, post, set_kudos
from strongstride.clubs.models import (
    Challenge,
    Club,
    DistanceUnits,
    JoinMode,
    Membership,
    Role,
    ShownAs,
    Visibility,
)
from strongstride.clubs.route.actions import lay_route
from strongstride.clubs.route.gpx import from_gpx
from strongstride.coach.log import LoggedSet
from strongstride.coach.quantities import DistanceUnit
from strongstride.coach.weeks import monday_of
from strongstride.operations.demo.runner import ZONE
from strongstride.runs.actions import RunWords, add_run
from strongstride.training.session_log.coach_terms import set_fact
from strongstride.training.session_log.entering import Fact, say
from strongstride.training.session_log.operations import (
    Kind,
    SessionFinished,
    SessionStarted,
    Source,
)
from strongstride.training.session_log.rows import milliseconds
from strongstride.web import clock
from strongstride.web.ids import uuid7

BEGAN = timedelta(weeks=3)  # before this week
LASTS = timedelta(weeks=9, days=-1)
DAYS = 7
GOAL_M = 1_609_344
SESSION = tuple(
    LoggedSet(exercise=exercise, reps=10, rir=3.0)
    for exercise in ("bodyweight-squat", "glute-bridge", "push-up", "single-leg-calf-raise")
)


class Person(NamedTuple):
    """A member who does not exist: what they run and lift in a week, and how fast."""

    name: str
    shown_as: ShownAs
    km: float
    runs_a_week: int
    minutes_a_km: float
    sessions_a_week: int = 0


PEOPLE = (
    Person("Mo Adeyemi", ShownAs.NAME, 11.0, 5, 4.9, 1),
    Person("Kit Larsen", ShownAs.NAME, 9.5, 5, 5.2, 2),
    Person("Jo Summers", ShownAs.NAME, 9.0, 4, 5.6, 1),
    Person("Ines Duarte", ShownAs.INITIALS, 8.0, 4, 5.8, 2),
    Person("Piotr Wolski", ShownAs.NAME, 12.0, 3, 5.1),
    Person("Amara Singh", ShownAs.NAME, 6.0, 4, 6.2, 2),
    Person("Lena Fischer", ShownAs.INITIALS, 7.0, 3, 6.0),
    Person("Tom Okafor", ShownAs.HIDDEN, 10.0, 4, 5.4),
    Person("Ruth Bell", ShownAs.NAME, 5.0, 3, 7.1),
    Person("Sam Ito", ShownAs.NAME, 5.0, 3, 6.8, 1),
    Person("Noor Haddad", ShownAs.INITIALS, 4.0, 2, 7.0),
)

PLACES = (
    ("Rome", 41.903, 12.496),
    ("Siena", 43.319, 11.331),
    ("Lucca", 43.843, 10.502),
    ("Piacenza", 45.053, 9.693),
    ("Great St Bernard", 45.869, 7.171),
    ("Lausanne", 46.520, 6.633),
    ("Besançon", 47.238, 6.024),
    ("Reims", 49.258, 4.032),
    ("Calais", 50.951, 1.859),
    ("Canterbury", 51.279, 1.080),
)
"""From town to town in straight lines: some 870 miles."""


@transaction.atomic
def found_club(runner: Athlete) -> Club:
    """Make the club, its people and what they ran; the demo's runner owns it."""
    words = ClubWords(
        name="Riverside Striders",
        about="Tuesdays on the track, Sundays long and slow. Everybody is welcome.",
        time_zone=ZONE.key,
        unit=DistanceUnits.MI,
        visibility=Visibility.PUBLIC,
        join_mode=JoinMode.OPEN,
    )
    club = create_club(runner, words, name="Robin Hale", shown_as=ShownAs.NAME)
    owner = club.memberships.get(role=Role.OWNER)
    began = monday_of(runner.local_today()) - BEGAN
    members = [_member(club, person, began) for person in PEOPLE]
    give_role(owner, members[1], Role.ADMIN)
    for challenge in _challenges(owner, began):
        for each in (owner, *members):
            take_part(challenge, each)
    _talk(owner, members)
    return club


def _member(club: Club, person: Person, began: date) -> Membership:
    first = person.name.split()[0]
    athlete = create_user(f"{first.lower()}@example.org", None, name=first).athlete
    change_profile(
        athlete,
        lambda old: msgspec.structs.replace(
            old, athlete=msgspec.structs.replace(old.athlete, name=first, time_zone=ZONE.key)
        ),
    )
    athlete.set_up_at = clock.now()
    athlete.save(update_fields=["set_up_at"])
    _train_since(athlete, person, began)
    return join(club, athlete, name=person.name, shown_as=person.shown_as)


def _train_since(athlete: Athlete, person: Person, began: date) -> None:
    """What they ran and lifted since the challenges began, written down by hand."""
    lots = random.Random(person.name)
    for day in range((athlete.local_today() - began).days):
        on = began + timedelta(days=day)
        if lots.random() < person.runs_a_week / DAYS:
            _run(athlete, person, on, lots)
        elif lots.random() < person.sessions_a_week / (DAYS - person.runs_a_week):
            _lift(athlete, on)


def _run(athlete: Athlete, person: Person, on: date, lots: random.Random) -> None:
    km = person.km * lots.uniform(0.6, 1.4)
    seconds = km * person.minutes_a_km * 60 * lots.uniform(0.96, 1.05)
    add_run(athlete, RunWords(on=on, distance_m=round(km * 1000), duration_s=round(seconds)))


def _lift(athlete: Athlete, on: date) -> None:
    began = datetime.combine(on, time(18), ZONE)
    key, ended = uuid7(), began + timedelta(minutes=20)
    started = SessionStarted(
        on=on, title="Strength", source=Source.MANUAL, started_at=milliseconds(began)
    )
    sets = [set_fact(key, place, one, began) for place, one in enumerate(SESSION)]
    finished = SessionFinished(finished_at=milliseconds(ended))
    facts: list[Fact] = [
        (Kind.SESSION_STARTED, started),
        *((Kind.SET_LOGGED, fact) for fact in sets),
        (Kind.SESSION_FINISHED, finished),
    ]
    say(athlete, key, facts, ended)


def _challenges(owner: Membership, began: date) -> list[Challenge]:
    plain = Terms(
        kind=ChallengeKind.DISTANCE,
        starts_on=began,
        ends_on=began + LASTS,
        time_zone=ZONE.key,
        unit=DistanceUnit.MI,
    )
    together = ChallengeWords(
        title="Winter 1,000 miles",
        about="One thousand miles together before the new year is old. Walks count, too.",
        scope=Scope.GROUP,
        goal=GOAL_M,
        terms=msgspec.structs.replace(plain, walks=True),
    )
    points = ChallengeWords(
        title="Run + strength points",
        about="A point for every mile, five for a strength session, three of them a week.",
        terms=msgspec.structs.replace(plain, kind=ChallengeKind.POINTS, unit=DistanceUnit.MI),
    )
    made = [create_challenge(owner, words) for words in (together, points)]
    lay_route(made[0], owner, "Rome to Canterbury", from_gpx(_route_file()))
    return [open_challenge(challenge, owner) for challenge in made]


def _route_file() -> bytes:
    points = "".join(
        f'<wpt lat="{latitude}" lon="{longitude}"><name>{name}</name></wpt>'
        for name, latitude, longitude in PLACES
    )
    line = "".join(
        f'<rtept lat="{latitude}" lon="{longitude}"/>' for _, latitude, longitude in PLACES
    )
    return f"<gpx>{points}<rte>{line}</rte></gpx>".encode()


def _talk(owner: Membership, members: list[Membership]) -> None:
    post(
        owner,
        "Winter 1,000 miles is open. Log what you run, by file or by hand.",
        announcement=True,
    )
    said = post(members[0], "Eleven in the rain this morning. Socks for the heater, tea for me.")
    comment(members[2], said, "Same rain, half the distance, twice the tea.")
    for member in members[1:6]:
        set_kudos(member, said, given=True)

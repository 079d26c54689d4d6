"""People in a club with challenges, for browser tests and for looking at screens."""

from datetime import date, timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore

from strongstride.accounts.models import Athlete
from strongstride.clubs.challenges.actions import take_part
from strongstride.clubs.challenges.teams import join_team, make_team
from strongstride.clubs.crediting.terms import ChallengeKind, Scope, Terms
from strongstride.clubs.models import Challenge, Club, Membership, Participation, Role, ShownAs
from strongstride.coach.quantities import DistanceUnit
from strongstride.runs.actions import RunWords, add_run
from strongstride.web import clock
from tests.casting import login
from tests.clubs.making import make_challenge, make_club, make_member, make_run

NAMES = ("Mo Farr", "Kit Lund", "Jo Stone", "Ada Quick", "Bea Long", "Cy North")
MILE_KM = 1.609344


def new_organiser() -> dict[str, str]:
    """The owner of a club with nobody else in it and no challenge."""
    return told(make_member(make_club(), "Olga Owner", Role.OWNER))


def challenger() -> dict[str, str]:
    """The owner of a club who takes part in its running challenge of miles, third of seven."""
    club = make_club()
    owner = make_member(club, "Robin Hale", Role.OWNER)
    return _with_challenges(owner)


def challenge_visitor() -> dict[str, str]:
    """Somebody without a login, who was sent the address of that challenge."""
    made = challenger()
    del made["session"]
    return made


def runner_of_link() -> dict[str, str]:
    """Somebody with runs, not in the club yet, who was sent the join link of a challenge."""
    made = challenger()
    club = Club.objects.get(slug=made["club"])
    stranger = make_member(make_club("Hill Harriers"), "Sam Stride")
    runs(stranger, 3, 5 * MILE_KM)
    link = f"/clubs/join/{club.join_secret}/?challenge={made['challenge']}"
    return {**made, **told(stranger), "club": club.slug, "link": link}


def told(member: Membership) -> dict[str, str]:
    """A session and the club."""
    assert member.athlete is not None
    return {"session": login(member.athlete.user), "club": member.club.slug}


def today_in(club: Club) -> date:
    """The date in the club's zone."""
    return clock.local_today(club.time_zone)


def terms(club: Club, **columns: Any) -> Terms:
    """Three weeks gone, eleven days to come, miles."""
    today = today_in(club)
    given: dict[str, Any] = {
        "kind": ChallengeKind.DISTANCE,
        "starts_on": today - timedelta(days=20),
        "ends_on": today + timedelta(days=10),
        "time_zone": club.time_zone,
        "unit": DistanceUnit(club.unit),
    }
    return Terms(**{**given, **columns})


def runs(member: Membership, count: int, km: float) -> None:
    """So many runs on the days before today."""
    assert member.athlete is not None
    for days in range(1, count + 1):
        make_run(member.athlete, today_in(member.club) - timedelta(days=days), km)


def fill(challenge: Challenge, member: Membership) -> Participation:
    """Six others and the member take part, one of them hidden."""
    for place, name in enumerate(NAMES):
        hidden = ShownAs.HIDDEN if place == len(NAMES) - 1 else ShownAs.NAME
        other = make_member(challenge.club, name, shown_as=hidden)
        runs(other, 9 - place, (6.9 - place * 0.4) * MILE_KM)
        take_part(challenge, other)
    return take_part(challenge, member)


def _with_challenges(owner: Membership) -> dict[str, str]:
    club = owner.club
    runs(owner, 8, 6.2 * MILE_KM)
    miles = make_challenge(club, terms=terms(club), title="Winter miles", goal=160_934)
    mine = fill(miles, owner)
    return {
        **told(owner),
        "challenge": miles.slug,
        "part": str(mine.pk),
        **_others(club, owner),
    }


def _others(club: Club, owner: Membership) -> dict[str, str]:
    """A draft, one of teams and one of everybody together."""
    group = make_challenge(
        club, terms=terms(club), title="1,000 miles together", scope="group", goal=1_609_344
    )  # fmt: skip
    of_teams = make_challenge(
        club, terms=terms(club), title="Team miles", scope=Scope.TEAM.value, team_most=3
    )
    draft = make_challenge(club, terms=terms(club), title="Spring streak", state="draft")
    members = Membership.objects.filter(club=club).order_by("joined_at", "pk")
    captain: Participation | None = None
    for member in members:
        take_part(group, member)
        if member == owner:
            continue
        part = take_part(of_teams, member)
        if captain is None:
            captain = part
            team = make_team(part, "Early birds")
        elif team.members < 2:
            join_team(part, team)
            team.refresh_from_db()
    take_part(of_teams, owner)
    return {"draft": draft.slug, "group": group.slug, "teams": of_teams.slug}


def run_more(session: str, km: float) -> None:
    """A run of today by hand of whoever's session that is."""
    user = str(SessionStore(session).get("_auth_user_id"))
    athlete = Athlete.objects.select_related("user").get(user_id=user)
    add_run(athlete, RunWords(on=athlete.local_today(), distance_m=km * 1000, duration_s=km * 360))

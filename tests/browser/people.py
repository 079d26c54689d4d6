"""People for browser tests, called on a live server's data by its stagehand.

Each is told as a session cookie and what stands in braces in the addresses of
tests.browser.screens.
"""

from collections import Counter
from datetime import date, timedelta

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.test import Client

from strongstride.accounts.invites import make_invite
from strongstride.accounts.models import Athlete, User
from strongstride.clubs.models import Role
from strongstride.clubs.route.actions import lay_route
from strongstride.clubs.route.gpx import from_gpx
from strongstride.clubs.settling.settle import settle
from strongstride.clubs.share.actions import share
from strongstride.clubs.share.ticks import Tick
from strongstride.coach.own_exercise import EXAMPLE, OWN
from strongstride.coach.templates.file import published
from strongstride.giving.models import OwnerKind
from strongstride.operations.demo.club import found_club
from strongstride.operations.demo.filling import live_twelve_weeks
from strongstride.operations.demo.giving import raise_funds
from strongstride.runs.models import Import, Run
from strongstride.training.exercise_actions import save_own_exercise
from strongstride.training.log_import import keep_log
from strongstride.training.models import LoggedSet
from strongstride.training.planning.programme import head_for, sessions_between
from strongstride.web import clock
from tests.browser.club_people import (
    club_member,
    organiser,
    passer_by,
    sent_a_link,
    sent_a_link_as_a_member,
)
from tests.browser.giving_people import (
    donor,
    finder_of_sponsors,
    keeper_of_gifts,
    keeper_of_pledges,
    letter_to_pledger,
    moderator_of_messages,
    pledger,
)
from tests.casting import PASSWORD, login, new_user
from tests.clubs.desk.people import desk_worker
from tests.clubs.feed import people as feed_people
from tests.clubs.making import make_challenge, make_club, make_member, make_part, make_run
from tests.clubs.people import challenge_visitor, challenger
from tests.clubs.route.making import NORTH, gpx
from tests.giving.campaigns.people import (
    friend_of_a_fundraiser,
    fundraiser,
    member_without_a_cause,
)
from tests.giving.desk.people import book_keeper
from tests.giving.receipts.people import receipt_keeper, uk_donor

__all__ = [
    "book_keeper",
    "challenge_visitor",
    "challenger",
    "club_member",
    "desk_worker",
    "donor",
    "finder_of_sponsors",
    "friend_of_a_fundraiser",
    "fundraiser",
    "keeper_of_gifts",
    "keeper_of_pledges",
    "letter_to_pledger",
    "member_without_a_cause",
    "moderator_of_messages",
    "organiser",
    "passer_by",
    "pledger",
    "receipt_keeper",
    "sent_a_link",
    "sent_a_link_as_a_member",
    "uk_donor",
]
A_LOG = b"date,session,exercise,set,reps,load_kg,rir\n2026-01-05,A,Goblet Squat,1,10,8,3\n"


def newcomer() -> dict[str, str]:
    """Somebody who has just registered."""
    return _told(new_user())


def invited() -> dict[str, str]:
    """Somebody without an account, who was sent an invite."""
    _, secret = make_invite(new_user(admin=True))
    return {"secret": secret}


def guarded() -> dict[str, str]:
    """Somebody who logs in with a code too, and has logged in already."""
    user = new_user()
    told = _told(user)
    _guard(user)
    return told


def half_in() -> dict[str, str]:
    """Somebody who gave their password and is asked for a code."""
    user = new_user()
    _guard(user)
    return {"session": login(user)}


def runner() -> dict[str, str]:
    """Somebody with sixteen weeks of runs and twelve of strength; an administrator."""
    user = new_user(admin=True)
    athlete = user.athlete
    live_twelve_weeks(athlete)
    return {**_told(user), **_done(athlete), **_to_do(athlete), **_own(athlete)}


def runner_of_a_club() -> dict[str, str]:
    """The same, who owns the demo's club and its page: on a server of their own, being named."""
    user = new_user(admin=True)
    live_twelve_weeks(user.athlete)
    club = found_club(user.athlete)
    raise_funds(club)
    page = club.campaigns.get(owner_kind=OwnerKind.CLUB)
    challenge = club.challenges.get(title="Winter 1,000 miles")
    return {**_told(user), "club": club.slug, "challenge": challenge.slug, "page": page.slug}


def sharer() -> dict[str, str]:
    """Somebody who owns a club, runs in its challenge and shares that; it has a route."""
    club = make_club(unit="km")
    owner = make_member(club, "Zoe Quill", Role.OWNER)
    challenge = make_challenge(club, goal=160_934)
    lay_route(challenge, owner, "To the sea", from_gpx(gpx(NORTH, [("Arras", 50.3, 2.0)])))
    part = make_part(challenge, owner)
    assert owner.athlete is not None
    for day in (3, 5, 12, 20):
        make_run(owner.athlete, date(2026, 3, day), 20.0)
    settle(part)
    share(part, list(Tick), is_public=True)
    keys = {"club": club.slug, "challenge": challenge.slug, "key": str(part.pk)}
    return {**_told(owner.athlete.user), **keys}


def friend_of_a_sharer() -> dict[str, str]:
    """Somebody without an account, who was sent the link to a runner's page."""
    told = sharer()
    del told["session"]
    return told


def moderator() -> dict[str, str]:
    """A moderator of a club where people write."""
    return feed_people.moderator()


def feed_visitor() -> dict[str, str]:
    """Somebody without an account who looks at that club's feed."""
    return feed_people.visitor()


def feed_newcomer() -> dict[str, str]:
    """A member of a club where nobody has written anything."""
    return feed_people.newcomer()


def confirm(session: str) -> None:
    """Give the password once more, as some pages ask."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    answer = client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert answer.status_code == 302


def _told(user: User) -> dict[str, str]:
    return {"session": login(user)}


def _guard(user: User) -> None:
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)


def _done(athlete: Athlete) -> dict[str, str]:
    sets = LoggedSet.objects.filter(athlete=athlete)
    last = sets.latest("done_at")
    return {
        "run": str(Run.objects.filter(athlete=athlete, indoors=False).latest("on").pk),
        "import": str(Import.objects.filter(athlete=athlete).latest("pk").pk),
        "lift": Counter(sets.values_list("exercise", flat=True)).most_common(1)[0][0],
        "session_log": str(last.training_session_id),
        "set": str(last.pk),
    }


def _to_do(athlete: Athlete) -> dict[str, str]:
    today = clock.local_today(athlete.profile.athlete.time_zone)
    weeks = head_for(athlete, today).weeks
    run = next(run for week in weeks for run in week.runs if run.on > today)
    planned = sessions_between(athlete, today, today + timedelta(days=14))[0]
    return {"on": run.on.isoformat(), "kind": run.kind, "planned": planned.id}


def _own(athlete: Athlete) -> dict[str, str]:
    key = save_own_exercise(athlete, EXAMPLE)
    return {
        "own": key,
        "own_card": OWN + key,
        "log": str(keep_log(athlete, "log.csv", A_LOG).pk),
        "programme": published()[0],
    }

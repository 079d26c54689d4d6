"""Two clubs with everybody and everything in them, for the table of who may do what.

Whoever adds a thing to clubs adds how one is made here: a function marked `@made("its name")`.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db.models import Model
from django.test import Client

from strongstride.clubs.challenges.teams import make_team
from strongstride.clubs.crediting.terms import ChallengeKind, Terms
from strongstride.clubs.models import (
    Challenge,
    Club,
    Comment,
    Credit,
    JoinMode,
    Membership,
    MemberState,
    Participation,
    Photo,
    Post,
    Report,
    Role,
    Team,
)
from strongstride.clubs.route.actions import lay_route
from strongstride.clubs.route.gpx import from_gpx
from strongstride.clubs.settling.settle import settle
from strongstride.clubs.share.actions import share
from strongstride.clubs.share.ticks import Tick
from tests.casting import PASSWORD, login, new_user
from tests.clubs.making import (
    JOINED,
    STARTS,
    make_challenge,
    make_club,
    make_member,
    make_part,
    make_run,
)
from tests.clubs.route.making import NORTH, gpx

WHO = (
    "nobody",
    "stranger",
    "asked",
    "member",
    "moderator",
    "treasurer",
    "admin",
    "owner",
    "elsewhere",
    "banned",
)
"""Who asks: the columns of the table. `elsewhere` owns another club."""

_STATES = {"asked": MemberState.ASKED, "banned": MemberState.BANNED}
Made = Model | str


class World(NamedTuple):
    """A club with a membership of each kind, and a challenge that is open."""

    club: Club
    members: dict[str, Membership]
    challenge: Challenge
    things: dict[str, Made]

    def thing(self, name: str) -> Made:
        """A thing of the club by its name, made when it is first asked for."""
        if name not in self.things:
            self.things[name] = MAKERS[name](self)
        return self.things[name]

    def address_of(self, name: str) -> object:
        """What stands for a thing in an address."""
        thing = self.thing(name)
        if isinstance(thing, str):
            return thing
        return getattr(thing, "slug", None) or thing.pk


MAKERS: dict[str, Callable[[World], Made]] = {}


def made(name: str) -> Callable[[Callable[[World], Made]], Callable[[World], Made]]:
    """Say that this function makes the thing of that name."""

    def keep(maker: Callable[[World], Made]) -> Callable[[World], Made]:
        MAKERS[name] = maker
        return maker

    return keep


def make_world(visibility: str) -> World:
    """A club anybody who sees it may join, with everybody in it."""
    club = make_club(visibility=visibility, join_mode=JoinMode.OPEN, lets_register=True)
    members = {}
    for who in WHO:
        if who not in ("nobody", "stranger", "elsewhere"):
            role = who if who in set(Role) else Role.MEMBER
            state = _STATES.get(who, MemberState.ACTIVE)
            members[who] = make_member(club, f"{who.title()} Hale", role, state=state)
    return World(club, members, make_challenge(club), {})


def browser_of(who: str, world: World) -> Client:
    """A browser in which that person has just logged in; nobody has in that of `nobody`."""
    client = Client(SERVER_NAME="127.0.0.1")
    if who == "nobody":
        return client
    if who == "elsewhere":
        athlete = make_member(make_club(), "Else Where", Role.OWNER).athlete
    elif who == "stranger":
        athlete = new_user("Stranger").athlete
    else:
        athlete = world.members[who].athlete
    assert athlete is not None
    client.cookies[settings.SESSION_COOKIE_NAME] = login(athlete.user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})  # as guarded pages ask
    return client


@made("club")
def _club(world: World) -> Made:
    return world.club


@made("challenge")
def _challenge(world: World) -> Made:
    return world.challenge


@made("join secret")
def _join_secret(world: World) -> Made:
    return world.club.join_secret


@made("another member")
def _another_member(world: World) -> Made:
    """Somebody whom organisers may do things about."""
    return make_member(world.club, "Ann Other", joined_at=JOINED)


@made("somebody asking")
def _somebody_asking(world: World) -> Made:
    return make_member(world.club, "Ask Hale", state=MemberState.ASKED)


@made("somebody banned")
def _somebody_banned(world: World) -> Made:
    return make_member(world.club, "Ban Hale", state=MemberState.BANNED)


def _member(world: World, name: str) -> Membership:
    found = world.thing(name)
    assert isinstance(found, Membership)
    return found


def _post(world: World, author: Membership, **columns: object) -> Post:
    return Post.objects.create(
        club=world.club, kind="post", author=author, body="Hello", created_at=JOINED, **columns
    )


@made("a post")
def _a_post(world: World) -> Made:
    return _post(world, _member(world, "another member"))


@made("owner's post")
def _owners_post(world: World) -> Made:
    return _post(world, world.members["owner"])


@made("a hidden post")
def _a_hidden_post(world: World) -> Made:
    author = _member(world, "another member")
    return _post(world, author, hidden_at=JOINED, hidden_why="Advertising")


@made("a comment")
def _a_comment(world: World) -> Made:
    author = _member(world, "another member")
    post = _post(world, author)
    return Comment.objects.create(post=post, author=author, body="Hi", created_at=JOINED)


@made("owner's comment")
def _owners_comment(world: World) -> Made:
    post, owner = _post(world, world.members["owner"]), world.members["owner"]
    return Comment.objects.create(post=post, author=owner, body="Hi", created_at=JOINED)


@made("a photo")
def _a_photo(world: World) -> Made:
    photo = Photo.objects.create(
        club=world.club, width=1, height=1, data=b"jpeg", created_at=JOINED
    )
    _post(world, _member(world, "another member"), photo=photo)
    return photo


@made("a report")
def _a_report(world: World) -> Made:
    author = _member(world, "another member")
    return Report.objects.create(
        club=world.club,
        post=_post(world, author),
        reporter=author,
        why="Rude",
        created_at=JOINED,
    )


@made("a challenge of all")
def _challenge_of_all(world: World) -> Made:
    """Every active member takes part in it."""
    challenge = make_challenge(world.club)
    for member in world.members.values():
        if member.state == MemberState.ACTIVE:
            settle(make_part(challenge, member))
    return challenge


_TO_COME = Terms(kind=ChallengeKind.DISTANCE, starts_on=date(2090, 3, 1), ends_on=date(2090, 3, 31))


@made("a draft")
def _draft(world: World) -> Made:
    return make_challenge(world.club, terms=_TO_COME, state="draft")


@made("a challenge to come")
def _challenge_to_come(world: World) -> Made:
    return make_challenge(world.club, terms=_TO_COME)


@made("a challenge of teams")
def _challenge_of_teams(world: World) -> Made:
    """Still to come; every active member takes part in it, owner and admin as captains."""
    challenge = make_challenge(world.club, terms=_TO_COME, scope="team")
    for who, member in world.members.items():
        if member.state == MemberState.ACTIVE:
            part = make_part(challenge, member)
            settle(part)
            if who in {"owner", "admin"}:
                make_team(part, f"The {who}'s")
    return challenge


@made("admin's team")
def _admins_team(world: World) -> Made:
    challenge = world.thing("a challenge of teams")
    return Team.objects.get(challenge=challenge, captain=world.members["admin"])


@made("an open page")
def _open_page(world: World) -> Made:
    """The owner's part in the challenge of all, for everybody who may see the challenge."""
    challenge = world.thing("a challenge of all")
    part = Participation.objects.get(challenge=challenge, membership=world.members["owner"])
    share(part, [Tick.TOTAL], is_public=True)
    return part


@made("an old card")
def _old_card(_: World) -> Made:
    return "0"


@made("a challenge on a route")
def _challenge_on_route(world: World) -> Made:
    challenge = make_challenge(world.club)
    lay_route(challenge, world.members["owner"], "To the sea", from_gpx(gpx(NORTH)))
    return challenge


@made("another part")
def _another_part(world: World) -> Made:
    challenge = world.thing("a challenge of all")
    return Participation.objects.get(challenge=challenge, membership=world.members["member"])


@made("somebody in a team")
def _somebody_in_a_team(world: World) -> Made:
    return world.thing("admin's team").participations.get()


@made("a challenge to close")
def _challenge_to_close(world: World) -> Made:
    return make_challenge(world.club)  # of March 2026: its days of grace are over


@made("a challenge with an entry that waits")
def _challenge_with_doubt(world: World) -> Made:
    challenge = make_challenge(world.club)
    member = _member(world, "another member")
    assert member.athlete is not None
    make_run(member.athlete, STARTS, duration_s=60, elapsed_s=60)
    settle(make_part(challenge, member))
    return challenge


@made("an entry that waits")
def _entry_that_waits(world: World) -> Made:
    return Credit.objects.get(challenge=world.thing("a challenge with an entry that waits"))

"""A club full of telltales: names, addresses, places and words that tell who said or did what.

Every telltale is a text or pattern that nothing else on a page contains by chance, with who may
come to see it. Letters with accents make initials that no page has for another reason.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import msgspec
from django.conf import settings
from django.db.models import Q
from django.test import Client

from strongstride.accounts.actions import change_profile, create_user
from strongstride.accounts.models import Athlete
from strongstride.accounts.profile import Profile
from strongstride.clubs.challenges.actions import leave_challenge, take_part
from strongstride.clubs.challenges.teams import make_team
from strongstride.clubs.club.actions import ban, leave
from strongstride.clubs.club.names import initials
from strongstride.clubs.crediting.entry import RulingWord
from strongstride.clubs.crediting.terms import Scope
from strongstride.clubs.desk.rulings import Word, rule
from strongstride.clubs.feed import actions as feed
from strongstride.clubs.feed import moderation
from strongstride.clubs.feed.automatic import tell_joined_club
from strongstride.clubs.models import (
    Challenge,
    ChallengeState,
    Club,
    Comment,
    Credit,
    Membership,
    MemberState,
    Participation,
    Photo,
    Post,
    Report,
    Role,
    ShownAs,
    Team,
)
from strongstride.clubs.settling.settle import settle
from strongstride.clubs.share.actions import share
from strongstride.clubs.share.ticks import Tick
from strongstride.clubs.signals import challenge_joined
from strongstride.runs.models import Run
from strongstride.training.own_data.erase import erase_account
from tests.casting import PASSWORD, login, new_user
from tests.clubs.feed.pictures import told_all, uploaded
from tests.clubs.making import make_challenge, make_club, make_member, make_part, make_run
from tests.formats.making import gpx_run
from tests.runs.conftest import bring
from tests.security.addresses import Route

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
SECRET = "joinsecret-of-nobody"
_PLACE = (37.1234567, -113.9876543)
_TOO_FAST_M = 98_765.0  # in three hours
_HEART_RATE, _MOST = 187.25, 193.75
_STARTS = (4, 43, 19)  # and 54 minutes later, at 5:37, it is over

NAMES = {
    "shown": "Ňora Ŵesterberg",
    "initialled": "Ĝustav Ẑimmer",
    "hidden": "Ĥilda Ẋylander",
    "minor": "Ṁinnie Ŷounglove",
    "left": "Ĺars Ťempleton",
    "quitter": "Ḋina Ṙoper",
    "banned": "Ḃorge Ńeustadt",
    "asked": "Åda Ḱingsley",
    "erased": "Ẽrna Ṽanderbilt",
    "owner": "Ṗetra Ṡtone",
    "moderator": "Ṫilda Ẃeber",
    "treasurer": "Ḟelix Ģroen",
}
_SHOWN_AS = {"initialled": ShownAs.INITIALS, "hidden": ShownAs.HIDDEN, "owner": ShownAs.INITIALS}
_RUNS = ("shown", "initialled", "hidden", "minor", "left", "quitter", "banned", "erased", "owner")

READERS = ("nobody", "stranger", "shown", "moderator", "treasurer", "owner")
EVERYBODY = frozenset(READERS)
ORGANISERS = frozenset({"moderator", "treasurer", "owner"})
MEMBERS = ORGANISERS | {"shown"}
MODERATORS = frozenset({"moderator", "owner"})
NOBODY: frozenset[str] = frozenset()


class Telltale(NamedTuple):
    """Something private: how it is found in a page, and which of the readers may read it."""

    what: str
    clue: str  # in small letters; without it there is no need to look closer
    pattern: re.Pattern[str]
    seen_by: frozenset[str] = NOBODY

    def found_in(self, text: str, small: str) -> re.Match[str] | None:
        """Where it is; `small` is the text in small letters."""
        return self.pattern.search(text) if self.clue in small else None


def words(what: str, text: str, seen_by: Iterable[str]) -> Telltale:
    """A text as a whole word."""
    pattern = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)", re.IGNORECASE)
    return Telltale(what, text.lower(), pattern, frozenset(seen_by))


def _names() -> list[Telltale]:
    """Who reads a name, and who the initials."""
    told = []
    for who, name in NAMES.items():
        me = {who} & EVERYBODY
        by_name, short = ORGANISERS | me, ORGANISERS | me
        if who == "erased":
            by_name = short = NOBODY
        elif who in ("shown", "quitter"):  # by name on the board, or in the feed and to members
            by_name = short = EVERYBODY if who == "shown" else MEMBERS
        elif who in ("moderator", "treasurer"):  # by name among the members, in no challenge
            by_name = short = MEMBERS
        elif who in ("initialled", "minor", "owner"):
            short = EVERYBODY
        elif who == "left":
            short = NOBODY  # the table of members has the name
        told += [words(f"name of {who}", word, by_name) for word in name.split()]
        told.append(words(f"initials of {who}", initials(name), short))
    return told


TELLTALES = (
    *_names(),
    Telltale("e-mail address", "telltale.example", re.compile("telltale.example")),
    *(words(f"account's name of {who}", f"Account{who}", {who} & EVERYBODY) for who in NAMES),
    *(words(f"name of a run of {who}", f"Runname{who}", NOBODY) for who in _RUNS),
    *(words(f"note on a run of {who}", f"Runnote{who}", NOBODY) for who in _RUNS),
    *(words(f"file of {who}", f"Filename{who}", NOBODY) for who in _RUNS),
    Telltale("latitude", "37.1", re.compile(r"(?<![\d.])37\.1[2345]")),
    Telltale("longitude", "113.9", re.compile(r"(?<![\d.])113\.9[89]")),
    Telltale("heart rate", "187", re.compile(r"(?<![\w.])187(\.\d+)?(?![\w.])")),
    Telltale("highest heart rate", "193", re.compile(r"(?<![\w.])193(\.\d+)?(?![\w.])")),
    Telltale("start", "4:43", re.compile(r"(?<!\d)0?4:43(?!\d)")),
    Telltale("end", "5:37", re.compile(r"(?<!\d)0?5:37(?!\d)")),
    words("entry that waits", "61.4 mi", MODERATORS | {"shown"}),
    words("word to a runner", "Rulingword", ORGANISERS | {"shown"}),
    words("reason of a ban", "Banreason", ORGANISERS),
    words("reason of a report", "Reportreason", MODERATORS),
    words("reason of hiding", "Hiddenreason", ORGANISERS),
    words("join link", SECRET, {"owner"}),
    words("announcement", "Announced", EVERYBODY),
    words("post of a hidden member", "Posthidden", MEMBERS),
    words("post of who left", "Postleft", MEMBERS),
    words("post of who is muted", "Postquitter", MEMBERS - {"shown"}),
    words("comment of who is muted", "Commentquitter", MEMBERS - {"shown"}),
    words("post that a moderator hid", "Postmoderated", MODERATORS),
    words("post of who was banned", "Postbanned", MODERATORS),
    words("comment of who was banned", "Commentbanned", MODERATORS),
    words("post of who is erased", "Posterased", NOBODY),
    words("comment of who is erased", "Commenterased", NOBODY),
    words("photo", "Photowords", MEMBERS),
    words("draft", "Draftchallenge", {"owner"}),
)


class World(NamedTuple):
    """The club, who is in it, and a challenge of each kind that matters."""

    club: Club
    members: dict[str, Membership]
    runs: dict[str, str]  # keys of runs by whose they are

    def addresses(self, route: Route) -> list[str]:
        """A route with all that there is in the place of its parameters."""
        found = [{"club": self.club.slug, "secret": SECRET, "version": "0"}]
        for name, _ in route.parameters:
            if name not in found[0]:
                found = [
                    {**known, name: value}
                    for known in found
                    for value in self._values(name, route.name, known)
                ]
        return [route.address(**each) for each in found]

    def _values(self, parameter: str, route: str, known: dict[str, Any]) -> list[object]:
        """What may stand for a parameter, in the challenge that is known."""
        of = {"challenge__club": self.club, "challenge__slug": known.get("challenge")}
        if known.get("challenge") == "final":  # its people are those of the one that runs
            return []
        what = _key_of(route) if parameter == "key" else parameter
        by_hand = Q(kind__in=("post", "announcement")) | Q(author=self.members["shown"])
        rows = {
            "challenge": Challenge.objects.filter(club=self.club),
            "member": Membership.objects.filter(club=self.club),
            "team": Team.objects.filter(**of),
            "credit": Credit.objects.filter(**of).exclude(status="counted"),
            "participant": Participation.objects.filter(**of),
            "post": Post.objects.filter(by_hand, club=self.club),
            "comment": Comment.objects.filter(post__club=self.club),
            "photo": Photo.objects.filter(club=self.club),
            "report": Report.objects.filter(club=self.club),
        }
        column = "slug" if parameter == "challenge" else "pk"
        return list(rows[what].order_by("pk").values_list(column, flat=True))


def _key_of(route: str) -> str:
    """What the key in an address is of, from the address's name."""
    words = re.split("[:-]", route)
    if "mutes" in words or "mute" in words or "unmute" in words:
        return "member"
    if "runner" in words:
        return "participant"
    if route in ("clubs:feed-comment", "clubs:feed-kudos"):
        return "post"
    return next(word for word in words if word in ("post", "comment", "photo", "report"))


def make_world() -> World:
    """Everybody does what the telltales tell of; some leave afterwards. Call it at `NOW`."""
    club = make_club("Riverside Striders", join_secret=SECRET)
    members = {who: _member(club, who) for who in NAMES}
    runs = {who: _run(members[who], who) for who in _RUNS}
    _implausible(members["initialled"], 11)
    _implausible(members["shown"], 12)
    _talk(members)
    march = make_challenge(club, title="Spring miles", slug="running", goal=160_934)
    make_challenge(club, title="Draftchallenge", slug="draft", state=ChallengeState.DRAFT)
    _take_part(march, members)
    _final(club, members)
    _teams(club, members)
    _open_pages(march)
    _rule(march, members["owner"], members["shown"])
    _part_with(members, march)
    for member in members.values():
        member.refresh_from_db()
    return World(club, members, runs)


def _member(club: Club, who: str) -> Membership:
    user = create_user(f"{who}@telltale.example", PASSWORD, name=f"Account{who}")
    role = who if who in set(Role) else Role.MEMBER
    shown_as = _SHOWN_AS.get(who, ShownAs.NAME)
    state = MemberState.ASKED if who == "asked" else MemberState.ACTIVE
    told = {"athlete": user.athlete, "shown_as": shown_as, "state": state}
    member = make_member(club, NAMES[who], role, **told)
    if state == MemberState.ACTIVE:
        tell_joined_club(membership=member)
    return member


def athlete_of(member: Membership) -> Athlete:
    assert member.athlete is not None
    return member.athlete


def _run(member: Membership, who: str) -> str:
    """A run from a file with places and heart rate, named and noted on; its key."""
    starts = datetime(2026, 3, 10, *_STARTS, tzinfo=UTC)
    data = gpx_run(starts, 3273, place=_PLACE, heart_rate=187, every=60)
    bring(athlete_of(member), {f"Filename{who}.gpx": data})
    run = Run.objects.get(athlete=member.athlete)
    run.name, run.note = f"Runname{who}", f"Runnote{who}"
    run.average_hr, run.max_hr = _HEART_RATE, _MOST
    run.save()
    return str(run.pk)


def _implausible(member: Membership, day: int) -> None:
    starts = datetime(2026, 3, day, *_STARTS, tzinfo=UTC)
    told = {"starts_at": starts, "listed_at": starts, "duration_s": 10_800, "elapsed_s": 10_800}
    make_run(athlete_of(member), starts.date(), _TOO_FAST_M / 1000, **told)


def _talk(members: dict[str, Membership]) -> None:
    """Posts, comments, kudos, a mute, a report and what a moderator hid."""
    feed.post(members["owner"], "Announced", announcement=True)
    first = feed.post(members["shown"], "Hello", uploaded(told_all()), alt="Photowords")
    for who in ("hidden", "left", "quitter", "banned", "erased", "initialled", "minor"):
        feed.post(members[who], f"Post{who}")
        feed.comment(members[who], first, f"Comment{who}")
        feed.set_kudos(members[who], first, given=True)
    feed.mute(members["shown"], members["quitter"])
    bad = feed.post(members["initialled"], "Postmoderated")
    feed.report(members["hidden"], feed.post(members["owner"], "Who runs?"), "Reportreason")
    moderation.hide(members["moderator"], bad, "Hiddenreason")


def _take_part(challenge: Challenge, members: dict[str, Membership], *but: str) -> None:
    for who in sorted(set(_RUNS) - set(but)):
        part = make_part(challenge, members[who])
        challenge_joined.send(sender=Participation, participation=part)
        settle(part)


def _final(club: Club, members: dict[str, Membership]) -> None:
    challenge = make_challenge(club, title="Last spring", slug="final")
    _take_part(challenge, members, "quitter")
    challenge.state, challenge.ended_at = ChallengeState.FINAL, NOW
    challenge.save()


def _teams(club: Club, members: dict[str, Membership]) -> None:
    challenge = make_challenge(club, title="Teams", slug="teams", scope=Scope.TEAM.value)
    captain = take_part(challenge, members["initialled"])
    team = make_team(captain, "Early birds")
    for who in ("hidden", "shown"):
        take_part(challenge, members[who], team=team)


def _open_pages(challenge: Challenge) -> None:
    """Everybody shares everything, also who may not or is hidden."""
    for part in Participation.objects.filter(challenge=challenge):
        share(part, list(Tick), is_public=True)


def _rule(challenge: Challenge, owner: Membership, runner: Membership) -> None:
    credit = Credit.objects.get(
        challenge=challenge, participation__membership=runner, on=date(2026, 3, 12)
    )
    rule(owner, credit, Word(word=RulingWord.REFUSED, said="Rulingword"))


def _part_with(members: dict[str, Membership], challenge: Challenge) -> None:
    """One turns out to be young, one leaves, one leaves the challenge, one is put out, one goes."""
    turn_out_to_be_young(members["minor"])
    leave(members["left"])
    leave_challenge(Participation.objects.get(challenge=challenge, membership=members["quitter"]))
    ban(members["owner"], members["banned"], "Banreason")
    erase_account(athlete_of(members["erased"]).user)


def turn_out_to_be_young(member: Membership) -> None:
    """Tell another year of birth."""
    change_profile(athlete_of(member), _born_in_2010)


def _born_in_2010(profile: Profile) -> Profile:
    athlete = msgspec.structs.replace(profile.athlete, birth_year=2010)
    return msgspec.structs.replace(profile, athlete=athlete)


def browser_of(who: str, world: World) -> Client:
    """A browser of one of the `READERS`, logged in just now."""
    client = Client(SERVER_NAME="127.0.0.1")
    if who == "nobody":
        return client
    athlete = new_user("Stranger").athlete if who == "stranger" else world.members[who].athlete
    assert athlete is not None
    client.cookies[settings.SESSION_COOKIE_NAME] = login(athlete.user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})  # as guarded pages ask
    return client

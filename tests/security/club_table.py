"""Who may do what in clubs: every address × who asks × what they get.

A line tells the address, what stands for the keys in it, and a pattern of answers: one for each
column of `club_world.WHO`. `ok` is the line's own answer to somebody who may. A pattern may differ
for a private club. Whoever adds an address adds a line; a test tells which is missing.
"""

from typing import NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile

from strongstride.clubs.models import Role
from tests.clubs.route.making import NORTH, gpx


class ReadAgain(SimpleUploadedFile):
    """A file that can be sent many times."""

    def read(self, size: int = -1) -> bytes:
        """From its beginning, each time."""
        self.seek(0)
        return bytes(super().read(size))


class Pattern(NamedTuple):
    """Answers in the order of `WHO`; `private` where those of a private club differ."""

    public: str
    private: str = ""

    def answers(self, visibility: str) -> list[str]:
        """The answers of a club of this visibility."""
        wanted = self.private if visibility == "private" and self.private else self.public
        return wanted.split()


# ....................nobody stranger asked member moderator treasurer admin owner elsewhere banned
EVERYBODY = Pattern("  ok     ok       ok    ok     ok        ok        ok    ok    ok        ok")
LOGGED_IN = Pattern("  login  ok       ok    ok     ok        ok        ok    ok    ok        ok")
WHO_SEES_IT = Pattern(
    "                  ok     ok       ok    ok     ok        ok        ok    ok    ok        ok",
    "                  login  404      404   ok     ok        ok        ok    ok    404       404",
)
MEMBERS = Pattern("    login  404      404   ok     ok        ok        ok    ok    404       404")
MODERATORS = Pattern(" login  404      404   403    ok        403       ok    ok    404       404")
DESK = Pattern("       login  404      404   403    ok        ok        ok    ok    404       404")
EXPORTERS = Pattern("  login  404      404   403    403       ok        ok    ok    404       404")
ORGANISERS = Pattern(" login  404      404   403    403       403       ok    ok    404       404")
OWNER = Pattern("      login  404      404   403    403       403       403   ok    404       404")


class Line(NamedTuple):
    """An address: what a GET and a POST by somebody who may give; 405 where there is none.

    `keys` names the thing of the world behind each parameter, `body` is what the page would send.
    """

    name: str
    who: Pattern
    get: int = 405
    post: int = 405
    keys: dict[str, str] = {}
    body: dict[str, object] = {}
    who_posts: Pattern | None = None  # where not the same people as see it

    def thing_of(self, parameter: str) -> str:
        """The thing of the world behind a parameter of the address."""
        return self.keys.get(parameter, parameter)

    def answer(self, method: str, place: int, visibility: str) -> str:
        """What the person of this column gets."""
        usual = self.get if method == "GET" else self.post
        who = self.who_posts if method == "POST" and self.who_posts else self.who
        word = who.answers(visibility)[place]
        return str(usual) if word == "ok" or usual == 405 else word


_CLUB = {
    "name": "Hill Club",
    "my_name": "Hal Hale",
    "visibility": "public",
    "join_mode": "open",
    "unit": "km",
    "time_zone": "Europe/London",
}
_ME = {"name": "Hal Hale", "shown_as": "initials"}
_ANOTHER = {"member": "another member"}
_ASKING = {"member": "somebody asking"}
_BANNED = {"member": "somebody banned"}

# A club one is in sends one on, who is banned is told so: joining has patterns of its own.
# ....................nobody stranger asked member moderator treasurer admin owner elsewhere banned
_JOIN = Pattern("      login  200      200   302    302       302       302   302   200       403")
_JOIN_P = Pattern("    login  404      404   302    302       302       302   302   404       404")
_JOINS = Pattern("     login  302      302   302    302       302       302   302   302       403")
_BY_LINK = Pattern("   200    200      200   302    302       302       302   302   200       403")
_JOINS_BY_LINK = Pattern("200 302      302   302    302       302       302   302   302       403")
# ....................nobody stranger asked member moderator treasurer admin owner elsewhere banned
_ASKED = Pattern("     login  404      ok    404    404       404       404   404   404       404")

CLUB_LINES = (
    Line("clubs:clubs", LOGGED_IN, get=200),
    Line("clubs:new", LOGGED_IN, get=200, post=302, body=_CLUB),
    Line(
        "clubs:join-link",
        _BY_LINK,
        get=200,
        post=302,
        keys={"secret": "join secret"},
        body=_ME,
        who_posts=_JOINS_BY_LINK,
    ),
    Line("clubs:club", WHO_SEES_IT, get=200),
    Line(
        "clubs:join",
        Pattern(_JOIN.public, _JOIN_P.public),
        get=200,
        post=302,
        body=_ME,
        who_posts=Pattern(_JOINS.public, _JOIN_P.public),
    ),
    Line("clubs:take-back", _ASKED, post=302),
    Line("clubs:me", MEMBERS, get=200, post=302, body=_ME),
    Line("clubs:me-preview", MEMBERS, get=200),
    Line("clubs:leave", MEMBERS, get=200, post=302),
    Line("clubs:members", MEMBERS, get=200),
    Line("clubs:member", ORGANISERS, get=200, keys=_ANOTHER),
    Line("clubs:member-answer", ORGANISERS, post=302, keys=_ASKING, body={"answer": "yes"}),
    Line("clubs:member-role", ORGANISERS, post=302, keys=_ANOTHER, body={"role": Role.MODERATOR}),
    Line("clubs:member-ban", ORGANISERS, post=302, keys=_ANOTHER, body={"reason": "spam"}),
    Line("clubs:member-unban", ORGANISERS, post=302, keys=_BANNED),
    Line("clubs:hand-over", OWNER, get=200, post=302, keys=_ANOTHER),
    Line("clubs:settings", ORGANISERS, get=200, post=302, body=_CLUB),
    Line("clubs:new-join-link", ORGANISERS, get=200, post=302),
    Line("clubs:let-register", OWNER, post=302, body={"lets": "no"}),
    Line("clubs:close", OWNER, get=200, post=302, body={"name": "Riverside Striders"}),
)
_DAYS = {"starts_on": "2090-03-01", "ends_on": "2090-03-31", "grace_days": "3"}
_WHAT = {"kind": "distance", "scope": "individual", "backfill": "start", "day_rule": "runner"}
_CHALLENGE = {"title": "Spring", **_WHAT, **_DAYS}
_DRAFT, _IN_TEAMS = {"challenge": "a draft"}, {"challenge": "a challenge of teams"}
_A_TEAM, _NAMED = {**_IN_TEAMS, "team": "admin's team"}, {"name": "Larks"}
_EVERY_PART = {"challenge": "a challenge of all"}
_RUN = {"distance": "5", "duration": "30:00", "on": "2026-03-02"}
# ....................nobody stranger asked member moderator treasurer admin owner elsewhere banned
_CAPTAIN = Pattern("  login  404      404   404    404       404       ok    ok    404       404")

CHALLENGE_LINES = (
    Line("clubs:challenges", WHO_SEES_IT, get=200),
    Line("clubs:challenge-new", ORGANISERS, get=200, post=302, body=_CHALLENGE),
    Line("clubs:challenge", WHO_SEES_IT, get=200),
    Line("clubs:challenge-live", WHO_SEES_IT, get=200),
    Line("clubs:challenge-edit", ORGANISERS, 200, 302, keys=_DRAFT, body=_CHALLENGE),
    Line("clubs:challenge-open", ORGANISERS, post=302, keys=_DRAFT),
    Line("clubs:challenge-cancel", ORGANISERS, get=200, post=302, body={"why": "Floods"}),
    Line("clubs:challenge-clone", ORGANISERS, post=302),
    Line("clubs:challenge-discard", ORGANISERS, post=302, keys=_DRAFT),
    Line("clubs:challenge-join", MEMBERS, post=302, keys={"challenge": "a challenge to come"}),
    Line("clubs:challenge-leave", MEMBERS, post=302, keys=_EVERY_PART),
    Line("clubs:challenge-goal", MEMBERS, 200, 302, keys=_EVERY_PART, body={"goal": "50"}),
    Line("clubs:challenge-me", MEMBERS, get=200, keys=_EVERY_PART),
    Line("clubs:challenge-export", MEMBERS, get=200, keys=_EVERY_PART),
    Line("clubs:challenge-log", MEMBERS, 200, 302, keys=_EVERY_PART, body=_RUN),
    Line("clubs:challenge-team", MEMBERS, get=200, keys=_IN_TEAMS),
    Line("clubs:challenge-team-new", MEMBERS, post=302, keys=_IN_TEAMS, body=_NAMED),
    Line("clubs:challenge-team-name", _CAPTAIN, post=302, keys=_A_TEAM, body=_NAMED),
    Line("clubs:challenge-team-leave", MEMBERS, post=302, keys=_IN_TEAMS),
    Line("clubs:challenge-team-join", MEMBERS, post=302, keys=_A_TEAM),
)

_RUNNER = {"key": "an open page", "challenge": "a challenge of all", "version": "an old card"}
_ALL_IN, _WITH_ROUTE = {"challenge": "a challenge of all"}, {"challenge": "a challenge on a route"}
_PLACES = {"name": "Over the hills", "places": "42: Arras"}

SHARE_LINES = (
    Line("clubs:challenge-card", WHO_SEES_IT, get=302, keys=_RUNNER),
    Line("clubs:runner", WHO_SEES_IT, get=200, keys=_RUNNER),
    Line("clubs:runner-card", WHO_SEES_IT, get=302, keys=_RUNNER),
    Line("clubs:share", MEMBERS, 200, 302, keys=_ALL_IN, body={"ticks": ["total"]}),
    Line("clubs:route", ORGANISERS, 200, 302, body={"file": ReadAgain("a.gpx", gpx(NORTH))}),
    Line("clubs:route-places", ORGANISERS, post=302, keys=_WITH_ROUTE, body=_PLACES),
    Line("clubs:route-remove", ORGANISERS, post=302, keys=_WITH_ROUTE),
)

# ....................nobody stranger asked member moderator treasurer admin owner elsewhere banned
_ITS_AUTHOR = Pattern("login  404      404   404    404       404       404   ok    404       404")
_SAYS, _WHY = {"body": "Well done"}, {"reason": "Advertising"}

FEED_LINES = (
    Line("clubs:feed", WHO_SEES_IT, get=200),
    Line("clubs:feed-write", MEMBERS, post=302, body=_SAYS),
    Line("clubs:feed-post", MEMBERS, get=200, keys={"key": "a post"}),
    Line("clubs:feed-comment", MEMBERS, post=302, keys={"key": "a post"}, body=_SAYS),
    Line("clubs:feed-kudos", MEMBERS, post=302, keys={"key": "a post"}, body={"given": "1"}),
    Line("clubs:feed-post-delete", _ITS_AUTHOR, get=200, post=302, keys={"key": "owner's post"}),
    Line("clubs:feed-post-report", MEMBERS, 200, 302, keys={"key": "a post"}, body=_WHY),
    Line("clubs:feed-post-hide", MODERATORS, 200, 302, keys={"key": "a post"}, body=_WHY),
    Line("clubs:feed-post-show", MODERATORS, post=302, keys={"key": "a hidden post"}),
    Line("clubs:feed-comment-delete", _ITS_AUTHOR, 200, 302, keys={"key": "owner's comment"}),
    Line("clubs:feed-comment-report", MEMBERS, 200, 302, keys={"key": "a comment"}, body=_WHY),
    Line("clubs:feed-comment-hide", MODERATORS, 200, 302, keys={"key": "a comment"}, body=_WHY),
    Line("clubs:feed-comment-show", MODERATORS, post=302, keys={"key": "a comment"}),
    Line("clubs:feed-photo", MEMBERS, get=200, keys={"key": "a photo"}),
    Line("clubs:feed-moderation", MODERATORS, get=200),
    Line("clubs:feed-report-settle", MODERATORS, post=302, keys={"key": "a report"}),
    Line("clubs:feed-mute", MEMBERS, post=302, keys={"key": "another member"}),
    Line("clubs:feed-unmute", MEMBERS, post=302, keys={"key": "another member"}),
    Line("clubs:feed-settings", MEMBERS, get=200, post=302, body={"kinds": ["joined"]}),
    Line("clubs:feed-club-settings", ORGANISERS, post=302, body={"club-kinds": ["joined"]}),
)
_WAITS = {"challenge": "a challenge with an entry that waits", "credit": "an entry that waits"}
_RUNS = {"challenge": "a challenge of all", "participant": "another part"}
_TEAMED = {"challenge": "a challenge of teams", "participant": "somebody in a team"}
_OVER = {"challenge": "a challenge to close"}

DESK_LINES = (
    Line("clubs:desk", DESK, get=200),
    Line("clubs:desk-log", DESK, get=200),
    Line("clubs:members-table", EXPORTERS, get=200, post=200),
    Line("clubs:board-table", EXPORTERS, get=200, post=200, keys=_RUNS),
    Line("clubs:entries-table", EXPORTERS, get=200, post=200, keys=_RUNS),
    Line("clubs:challenge-close", ORGANISERS, 200, 302, keys=_OVER, body={"said": "Well run"}),
    Line("clubs:review", MODERATORS, get=200),
    Line("clubs:review-entry", MODERATORS, post=302, keys=_WAITS, body={"word": "allowed"}),
    Line("clubs:participants", MODERATORS, get=200),
    Line("clubs:participant", MODERATORS, get=200, keys=_RUNS),
    Line("clubs:participant-team", ORGANISERS, post=302, keys=_TEAMED, body={"team": ""}),
)
LINES = (*CLUB_LINES, *CHALLENGE_LINES, *SHARE_LINES, *FEED_LINES, *DESK_LINES)

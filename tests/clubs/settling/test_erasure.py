"""An account goes: no name is left, no total changes (invariant 31)."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.apps import apps

from strongstride.clubs.board.queries import teams, together, top
from strongstride.clubs.desk.audit import note
from strongstride.clubs.models import (
    Comment,
    Kudos,
    Membership,
    MemberState,
    Mute,
    Participation,
    Photo,
    Post,
    Report,
    Role,
    Team,
)
from strongstride.clubs.settling.appearance import change_team
from strongstride.clubs.settling.recount import recount
from strongstride.clubs.settling.settle import settle
from strongstride.training.own_data.erase import erase_account
from strongstride.training.own_data.export import export_zip
from tests.clubs.making import (
    JOINED,
    STARTS,
    make_challenge,
    make_club,
    make_member,
    make_part,
    make_run,
)

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
NAME = "Zebulon Quist"


@pytest.fixture
def part() -> Participation:
    """Zebulon, captain of a team, with ten kilometres, a post with a photo, and much said."""
    club = make_club()
    owner = make_member(club, "Olive Owner", Role.OWNER)
    member = make_member(club, NAME)
    make_run(member.athlete, STARTS)
    challenge = make_challenge(club, scope="team")
    part = make_part(challenge, member)
    settle(part)
    team = Team.objects.create(challenge=challenge, name="Hares", captain=member, created_at=JOINED)
    change_team(part, team)
    photo = Photo.objects.create(club=club, width=1, height=1, data=b"x", created_at=JOINED)
    at = {"created_at": JOINED}
    mine = Post.objects.create(club=club, kind="post", author=member, body="Hi", photo=photo, **at)
    post = Post.objects.create(club=club, kind="post", author=owner, body="Hello", **at)
    Comment.objects.create(post=mine, author=owner, body="Welcome", **at)
    Comment.objects.create(post=post, author=member, body="Good", **at)
    Kudos.objects.create(post=post, member=member)
    Report.objects.create(club=club, post=post, reporter=member, why="spam", **at)
    Mute.objects.create(member=owner, muted=member)
    note(club, owner, "role given", NAME, {"name": NAME}, {"names": [NAME, "Quistling"]})
    return part


def erase(part: Participation) -> None:
    athlete = part.membership.athlete
    assert athlete is not None
    erase_account(athlete.user)


def test_no_name_is_left_anywhere(part: Participation) -> None:
    erase(part)
    for model in apps.get_models(include_auto_created=True):
        for row in model._default_manager.values():
            assert NAME not in json.dumps(row, default=str), model


def test_no_total_changes(part: Participation) -> None:
    before = together(part.challenge), teams(part.challenge)
    erase(part)
    assert (together(part.challenge), teams(part.challenge)) == before
    assert before[0] == (10_000, 1)
    assert top(part.challenge) == ()
    assert list(recount(part.challenge)) == []


def test_what_they_said_goes_what_others_said_stays(part: Participation) -> None:
    erase(part)
    assert [post.body for post in Post.objects.all()] == ["Hello"]
    left = (Comment, Kudos, Report, Mute, Photo)
    assert [model.objects.count() for model in left] == [0, 0, 0, 0, 0]
    member = Membership.objects.get(pk=part.membership_id)
    assert (member.athlete, member.name, member.state) == (None, "", MemberState.LEFT)
    assert Team.objects.get().captain is None


def test_the_audit_log_keeps_what_was_done(part: Participation) -> None:
    erase(part)
    entry = part.challenge.club.audit.get(action="role given")
    assert entry.about == "a former member"
    assert entry.after == {"names": ["a former member", "Quistling"]}


@pytest.mark.parametrize("role", [Role.ADMIN, Role.MEMBER])
def test_a_club_passes_to_who_is_longest_in_it(role: Role) -> None:
    club = make_club()
    owner = make_member(club, NAME, Role.OWNER)
    make_member(club, "Mo Younger")
    heir = make_member(club, "Kit Larsen", role, joined_at=JOINED.replace(year=2020))
    assert owner.athlete is not None
    erase_account(owner.athlete.user)
    heir.refresh_from_db()
    club.refresh_from_db()
    assert (heir.role, club.closed_at) == (Role.OWNER, None)


def test_a_club_with_nobody_left_closes() -> None:
    club = make_club()
    owner = make_member(club, NAME, Role.OWNER)
    assert owner.athlete is not None
    erase_account(owner.athlete.user)
    club.refresh_from_db()
    assert club.closed_at is not None


def test_the_export_holds_ones_clubs_and_nothing_of_others(part: Participation) -> None:
    athlete = part.membership.athlete
    assert athlete is not None
    archive = ZipFile(BytesIO(b"".join(export_zip(athlete.user))))
    told = {
        name: json.loads(archive.read(f"data/clubs.{name}.json"))
        for name in ("membership", "participation", "credit", "post", "comment", "kudos", "photo")
    }
    assert min(len(rows) for rows in told.values()) >= 1
    assert "Hi" in [post["body"] for post in told["post"]]
    assert told["credit"][0]["amount"] == 10_000
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Olive" not in everything
    assert b"Welcome" not in everything

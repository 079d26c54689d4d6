"""People of a club for browser tests: called by way of `tests.browser.people`."""

from datetime import timedelta

from strongstride.clubs.crediting.terms import ChallengeKind, Terms
from strongstride.clubs.models import Club, JoinMode, MemberState, Role, ShownAs
from strongstride.web import clock
from tests.casting import login, new_user
from tests.clubs.making import make_challenge, make_club, make_member

ABOUT = "We run along the river on Tuesdays, all paces. See https://example.org for where."


def organiser() -> dict[str, str]:
    """The owner of a club with some members; two ask to join."""
    club = _a_club()
    owner = make_member(
        club, "Olive Hale", Role.OWNER, athlete=new_user("Olive", admin=True).athlete
    )
    make_challenge(club, title="Spring miles")
    member = make_member(club, "Kit Lang", Role.MODERATOR, shown_as=ShownAs.INITIALS)
    for number in range(30):
        make_member(club, f"Runner {number} Longname-Doublename")
    for name in ("Ann Asker", "Ben Asker"):
        make_member(club, name, state=MemberState.ASKED)
    assert owner.athlete is not None
    told = {"club": club.slug, "member": str(member.pk), "secret": club.join_secret}
    return {"session": login(owner.athlete.user), **told}


def club_member() -> dict[str, str]:
    """A member of a club, who has not set up the coach."""
    club = _a_club()
    member = make_member(club, "Kit Lang", shown_as=ShownAs.INITIALS)
    make_member(club, "Robin Hale")
    make_challenge(club, title="Spring miles")
    assert member.athlete is not None
    user = member.athlete.user
    user.athlete.set_up_at = None
    user.athlete.save(update_fields=["set_up_at"])
    return {"session": login(user), "club": club.slug}


def sent_a_link() -> dict[str, str]:
    """Somebody with an account who was sent the join link of a club and its challenge."""
    return {"session": login(new_user()), **passer_by()}


def passer_by() -> dict[str, str]:
    """Somebody without an account, at a club's page or with its join link."""
    club = _a_club()
    make_member(club, "Robin Hale", Role.OWNER)
    challenge = make_challenge(club, title="Spring miles", about="Everybody together.")
    return {"club": club.slug, "secret": club.join_secret, "challenge": challenge.slug}


def sent_a_link_as_a_member() -> dict[str, str]:
    """A member who opens the join link of a challenge that is still to come."""
    told = organiser()
    club = Club.objects.get(slug=told["club"])
    today = clock.now().date()
    terms = Terms(kind=ChallengeKind.DISTANCE, starts_on=today, ends_on=today + timedelta(days=20))
    return {**told, "challenge": make_challenge(club, terms=terms).slug}


def _a_club() -> Club:
    return make_club(join_mode=JoinMode.APPROVAL, about=ABOUT, lets_register=True)

"""An organiser with work on the desk, for browser tests and for looking at screens."""

from datetime import timedelta

from strongstride.clubs.crediting.entry import RulingWord
from strongstride.clubs.desk.audit import note
from strongstride.clubs.desk.rulings import Word, rule
from strongstride.clubs.feed.actions import post, report
from strongstride.clubs.models import (
    Challenge,
    Club,
    Credit,
    MemberState,
    Participation,
    Role,
    ShownAs,
)
from strongstride.clubs.settling.settle import settle
from strongstride.coach.quantities import DistanceUnit
from tests.clubs.making import make_challenge, make_club, make_member, make_part, make_run
from tests.clubs.people import terms, today_in, told

FAST_S_A_KM = 120.0
_KM = DistanceUnit.KM


def desk_worker() -> dict[str, str]:
    """The owner of a club: two entries wait, one asks, one post is reported, one month is over."""
    club = make_club(unit="km")
    owner = make_member(club, "Robin Hale", Role.OWNER)
    spring = make_challenge(
        club, title="Winter 1,000 miles", terms=terms(club, entry_most=60_000, unit=_KM)
    )
    part = _runner(spring, "Kit Lund", 12.0)
    _too_fast(part, 2)
    for credit in Credit.objects.filter(participation=part, status="waiting"):
        rule(owner, credit, Word(word=RulingWord.REFUSED, said="A bike, Kit?"))
    _too_fast(part, 1)
    hidden = _runner(spring, "Jo van der Stone-Whittington", 61.5, shown_as=ShownAs.HIDDEN)
    make_member(club, "Ada Quick", state=MemberState.ASKED)
    report(owner, post(part.membership, "Buy my shoes: https://shoes.example"), "Advertising")
    note(club, owner, "role given", "Kit Lund", {"role": "member"}, {"role": "moderator"})
    over = _over(club)
    return {
        **told(owner),
        "challenge": spring.slug,
        "part": str(part.pk),
        "hidden": str(hidden.pk),
        "over": over,
    }


def _runner(challenge: Challenge, name: str, km: float, **columns: str) -> Participation:
    member = make_member(challenge.club, name, **columns)
    assert member.athlete is not None
    make_run(member.athlete, today_in(challenge.club) - timedelta(days=3), km)
    part = make_part(challenge, member)
    settle(part)
    return part


def _too_fast(part: Participation, days_ago: int) -> None:
    athlete = part.membership.athlete
    assert athlete is not None
    seconds = 10 * FAST_S_A_KM
    on = today_in(part.membership.club) - timedelta(days=days_ago)
    make_run(athlete, on, 10.0, duration_s=seconds, elapsed_s=seconds)
    settle(part)


def _over(club: Club) -> str:
    """The slug of a challenge whose days of grace are over."""
    today = today_in(club)
    days = {"starts_on": today - timedelta(days=60), "ends_on": today - timedelta(days=30)}
    challenge = make_challenge(club, title="Autumn streets", terms=terms(club, unit=_KM, **days))
    member = make_member(club, "Bea Long")
    assert member.athlete is not None
    for ago in range(40, 50):
        make_run(member.athlete, today - timedelta(days=ago), 10.0, by_hand=ago > 46)
    settle(make_part(challenge, member))
    return challenge.slug

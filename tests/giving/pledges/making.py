"""Runners' pages and pledges for tests."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from strongstride.accounts.actions import touch_inputs
from strongstride.accounts.models import Athlete
from strongstride.clubs.crediting.terms import ChallengeKind, Terms
from strongstride.clubs.models import Challenge, ChallengeState, Participation
from strongstride.clubs.signals import challenge_ended
from strongstride.coach.quantities import DistanceUnit
from strongstride.giving.models import (
    Campaign,
    CountFrom,
    Letter,
    OwnerKind,
    Pledge,
    PledgeState,
    PledgeUnit,
)
from strongstride.giving.pledges.accrual import units_in, work_of
from strongstride.giving.pledges.queries import amounts
from strongstride.giving.pledges.words import PledgeWords
from strongstride.runs.models import Run
from strongstride.training.models import LoggedSet, TrainingSession
from strongstride.web import clock
from tests.clubs.making import (
    ENDS,
    STARTS,
    make_challenge,
    make_club,
    make_member,
    make_part,
    make_run,
)
from tests.giving.making import make_campaign, make_cause, make_donor

MID_MARCH = datetime(2026, 3, 10, 12, tzinfo=UTC)
"""While the challenge of a runner's page runs."""
AFTERWARDS = datetime(2026, 4, 20, 12, tzinfo=UTC)
"""After its days and its grace."""


def accrued(pledge: Pledge) -> int:
    """What a pledge comes to as things stand, in minor units."""
    return amounts([pledge])[pledge]


def units_of(pledge: Pledge) -> int:
    """Metres or sessions that count for a pledge now; it is not frozen."""
    part = pledge.campaign.participation_id
    assert part is not None
    return units_in(pledge, work_of([part])[part])


def make_terms(**given: Any) -> Terms:
    """March 2026 in London, distance in miles."""
    usual: dict[str, Any] = {
        "kind": ChallengeKind.DISTANCE,
        "starts_on": STARTS,
        "ends_on": ENDS,
        "time_zone": "Europe/London",
        "unit": DistanceUnit.MI,
    }
    return Terms(**{**usual, **given})


def make_runner_page(terms: Terms | None = None, **columns: Any) -> Campaign:
    """The live page of a runner who takes part in a challenge over March 2026."""
    club = make_club()
    part = make_part(make_challenge(club, terms=terms or make_terms()), make_member(club))
    given: dict[str, Any] = {
        "owner_kind": OwnerKind.RUNNER,
        "owner_name": part.membership.name,
        "challenge": part.challenge,
        "participation": part,
    }
    return make_campaign(make_cause(club), part.membership, **{**given, **columns})


def part_of(campaign: Campaign) -> Participation:
    assert campaign.participation is not None
    return campaign.participation


def runner_of(campaign: Campaign) -> Athlete:
    athlete = part_of(campaign).membership.athlete
    assert athlete is not None
    return athlete


def run(campaign: Campaign, metres: float, on: date = STARTS, **columns: Any) -> Run:
    """A run of the page's runner, and all who follow their log hear of it."""
    made = make_run(runner_of(campaign), on, metres / 1000, **columns)
    touch_inputs(runner_of(campaign))
    return made


def lift(campaign: Campaign, on: date = STARTS, sets: int = 6) -> TrainingSession:
    """A strength session of the page's runner."""
    athlete = runner_of(campaign)
    session = TrainingSession.objects.create(
        athlete=athlete, on=on, state="finished", source="player"
    )
    at = datetime.combine(on, time(18), UTC)
    for place in range(sets):
        LoggedSet.objects.create(
            athlete=athlete, training_session=session, position=place, exercise="squat", done_at=at
        )
    touch_inputs(athlete)
    return session


def end_challenge(campaign: Campaign, state: str = ChallengeState.FINAL) -> None:
    """Make the results of the page's challenge final, or call it off; all hear of it."""
    challenge = challenge_of(campaign)
    challenge.state, challenge.ended_at = state, clock.now()
    challenge.save()
    challenge_ended.send(Challenge, challenge=challenge)


def letters_to(pledge: Pledge) -> list[str]:
    """The kinds of letters its donor was written, in order."""
    keys = Letter.objects.filter(donor=pledge.donor).order_by("written_at", "pk")
    return [key.split(":")[0] for key in keys.values_list("key", flat=True)]


def words(**given: Any) -> PledgeWords:
    """50p a mile up to £25, for all of the challenge."""
    usual: dict[str, Any] = {
        "asked": uuid4(),
        "rate_minor": 50,
        "unit": PledgeUnit.MILE,
        "cap_minor": 2500,
        "name": "Sam Reed",
        "email": "sam@example.org",
    }
    return PledgeWords(**{**usual, **given})


def make_pledge_row(campaign: Campaign | None = None, **columns: Any) -> Pledge:
    """An active pledge of 50p a mile up to £25, for all of the challenge."""
    campaign = campaign or make_runner_page()
    state = columns.get("state", PledgeState.ACTIVE)
    is_confirmed = state != PledgeState.UNCONFIRMED
    given: dict[str, Any] = {
        "asked": uuid4(),
        "donor": columns.pop("donor", None) or make_donor(),
        "rate_minor": 50,
        "unit": PledgeUnit.MILE,
        "cap_minor": 2500,
        "currency": campaign.currency,
        "count_from": CountFrom.START,
        "display": "public",
        "state": state,
        "created_at": MID_MARCH,
        "confirmed_at": MID_MARCH if is_confirmed else None,
        "expires_at": None if is_confirmed else MID_MARCH + timedelta(days=7),
    }
    return Pledge.objects.create(campaign=campaign, **{**given, **columns})


def challenge_of(campaign: Campaign) -> Challenge:
    return part_of(campaign).challenge


def read(key: UUID) -> Pledge:
    """A pledge as it stands, with its page."""
    rows = Pledge.objects.select_related("campaign__participation__challenge", "donor")
    return rows.get(pk=key)

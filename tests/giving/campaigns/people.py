"""People of a club that collects, for browser tests and for looking at screens."""

from datetime import timedelta

from strongstride.clubs.models import Challenge, Club, Role
from strongstride.giving.campaigns import updates
from strongstride.giving.clearing.apply import apply
from strongstride.giving.clearing.attempts import new_attempt
from strongstride.giving.models import Campaign, Display, Match
from strongstride.giving.providers.seen import PaidWord, Seen
from strongstride.web import clock
from tests.clubs.making import make_member, make_part
from tests.clubs.people import challenger, told
from tests.giving.making import make_campaign, make_cause, make_donation, make_donor

STORY = (
    "The river runs past our track, and it is not well.\n\n"
    "All of us run for it until spring; see https://river.example.org/what-it-needs-and-why-it-is"
    "-so-much-more-than-last-year for what each pound does."
)
DONORS = ("Dora Lindqvist-Montgomery", "Samir Patel", "Wren Castellano", "Ola Nyberg", "Jo")


def fundraiser() -> dict[str, str]:
    """The owner of a club with a live page, their own draft, and a page that waits for them."""
    made = challenger()
    club = Club.objects.get(slug=made["club"])
    challenge = Challenge.objects.get(club=club, slug=made["challenge"])
    owner = club.memberships.get(role=Role.OWNER)
    cause = make_cause(
        club,
        about="Looks after the river we run along: https://river.example.org",
        complaints="Ada Brook, complaints@river.example.org",
        checks=["consent"],
    )
    page = make_campaign(cause, owner, challenge=challenge, story=STORY, surplus="All of it helps.")
    _gifts(page)
    updates.write(page, owner, "Halfway there.\nThank you!")
    runner = {"owner_kind": "runner", "challenge": challenge}
    part = owner.participations.get(challenge=challenge)
    draft = make_campaign(
        cause, owner, participation=part, state="draft", sent_back="Say why.", **runner
    )
    kit = make_member(club, "Kit Lang")
    waits = make_campaign(
        cause,
        kit,
        owner_name="Kit Lang",
        participation=make_part(challenge, kit),
        state="submitted",
        submitted_at=clock.now(),
        **runner,
    )
    pages = {"page": page.slug, "draft_page": draft.slug, "waiting_page": waits.slug}
    return {**made, **told(owner), **pages, "cause": cause.slug}


def friend_of_a_fundraiser() -> dict[str, str]:
    """Somebody without a login, who was sent the address of the club's page."""
    made = fundraiser()
    del made["session"]
    return made


def member_without_a_cause() -> dict[str, str]:
    """The owner of a club that collects for nobody yet."""
    return challenger()


def _gifts(page: Campaign) -> None:
    """Some gifts that came, matched by a sponsor; two are anonymous."""
    now = clock.now()
    Match.objects.create(
        campaign=page,
        sponsor="Weir Engineering",
        pool_minor=30_000,
        rate_percent=50,
        starts_at=now - timedelta(days=1),
        ends_at=now + timedelta(days=9),
        created_at=now,
    )
    for number in range(25):
        donation = make_donation(
            page,
            1_000 + number * 100,
            donor=make_donor(DONORS[number % len(DONORS)]),
            display=list(Display)[number % 3],
            message="Go on, all of you, and mind the mud. " * (number % 4),
            given_on=now.date(),
            created_at=now,
        )
        attempt = new_attempt(donation, "bank_transfer")
        apply(attempt, Seen(PaidWord.PAID, attempt.amount_minor, attempt.currency))

"""A club that collects, with everybody and everything in it, for the table of who may do what.

People and things of clubs come from `club_world`; whoever adds a thing to giving adds how one is
made here, marked `@made("its name")`.
"""

from base64 import b64encode
from datetime import UTC, date, datetime
from uuid import uuid4

from strongstride.clubs.crediting.terms import ChallengeKind, Terms
from strongstride.clubs.models import JoinMode, Role
from strongstride.giving import links
from strongstride.giving.clearing.apply import apply
from strongstride.giving.clearing.attempts import new_attempt
from strongstride.giving.gifts.messages import report
from strongstride.giving.models import (
    Campaign,
    CampaignState,
    CampaignUpdate,
    Cause,
    Display,
    Donation,
    GiftAidDeclaration,
    Match,
    OwnerKind,
    PaymentAttempt,
    Pledge,
    PledgeState,
    Receipt,
    Regime,
    StatementLine,
)
from strongstride.giving.providers.seen import PaidWord, Seen
from tests.clubs.making import make_challenge, make_club, make_member, make_part
from tests.giving.making import make_campaign, make_cause, make_donation, make_donor
from tests.security.club_world import Made, World, made

WHO = (
    "nobody",
    "stranger",
    "member",
    "page owner",
    "moderator",
    "treasurer",
    "admin",
    "owner",
    "elsewhere",
)
"""Who asks: the columns of the table. `elsewhere` owns another club."""
SECRET_NAME, SECRET_MAIL = "Zebedee Quillfeather", "zq.donor@example.org"
"""The anonymous donor's, which nobody but who keeps the books may ever read."""
AT = datetime(2026, 3, 5, 12, tzinfo=UTC)
_TO_COME = Terms(kind=ChallengeKind.DISTANCE, starts_on=date(2090, 3, 1), ends_on=date(2090, 3, 31))


def make_giving_world(visibility: str = "public") -> World:
    """A club with a page that is live, and an account for everybody who is in it."""
    club = make_club(visibility=visibility, join_mode=JoinMode.OPEN)
    members = {}
    for who in WHO:
        if who not in ("nobody", "stranger", "elsewhere"):
            role = who if who in set(Role) else Role.MEMBER
            members[who] = make_member(club, f"{who.title()} Hale", role)
    return World(club, members, make_challenge(club, terms=_TO_COME), {})


def _cause(world: World) -> Cause:
    found = world.thing("cause")
    assert isinstance(found, Cause)
    return found


def page_of(world: World, name: str = "a page") -> Campaign:
    """A giving page of the world."""
    found = world.thing(name)
    assert isinstance(found, Campaign)
    return found


@made("cause")
def _a_cause(world: World) -> Made:
    return make_cause(world.club, regime=Regime.UK, complaints="clerk@example.org")


def _page(world: World, state: str, **columns: object) -> Campaign:
    return make_campaign(
        _cause(world),
        world.members["page owner"],
        state=state,
        surplus="Every penny goes to the river.",
        **columns,
    )


@made("a page")
def _a_page(world: World) -> Made:
    return _page(world, CampaignState.LIVE)


@made("a draft page")
def _a_draft_page(world: World) -> Made:
    return _page(world, CampaignState.DRAFT, live_at=None)


@made("a page sent in")
def _a_page_sent_in(world: World) -> Made:
    return _page(world, CampaignState.SUBMITTED, live_at=None)


@made("a runner's page")
def _a_runners_page(world: World) -> Made:
    """On which one can pledge: its owner takes part in a challenge to come."""
    part = make_part(world.challenge, world.members["page owner"])
    return _page(
        world,
        CampaignState.LIVE,
        owner_kind=OwnerKind.RUNNER,
        challenge=world.challenge,
        participation=part,
    )


@made("an update")
def _an_update(world: World) -> Made:
    return CampaignUpdate.objects.create(campaign=page_of(world), body="Half way", at=AT)


def make_secret_gift(page: Campaign, **columns: object) -> Donation:
    """An anonymous gift with everything hidden."""
    donor = make_donor(SECRET_NAME, email=SECRET_MAIL)
    given: dict[str, object] = {
        "display": Display.ANONYMOUS, "hides_amount": True, "ref": f"T{uuid4().hex[:10]}".upper(),
    }  # fmt: skip
    return make_donation(page, 4321, donor=donor, **{**given, **columns})


@made("a gift")
def _a_gift(world: World) -> Made:
    return make_secret_gift(page_of(world))


def _gift(world: World, name: str) -> Donation:
    found = world.thing(name)
    assert isinstance(found, Donation)
    return found


def pay(gift: Donation) -> PaymentAttempt:
    """A gift by transfer that has come."""
    attempt = new_attempt(gift, "bank_transfer")
    apply(attempt, Seen(PaidWord.PAID, attempt.amount_minor, attempt.currency))
    attempt.refresh_from_db()
    gift.refresh_from_db()
    return attempt


@made("a paid gift")
def _a_paid_gift(world: World) -> Made:
    gift = make_secret_gift(page_of(world), message="For the river")
    pay(gift)
    report(gift, "Rude", AT)
    return gift


@made("its payment")
def _its_payment(world: World) -> Made:
    attempt = PaymentAttempt.objects.get(donation=_gift(world, "a paid gift"))
    PaymentAttempt.objects.filter(pk=attempt.pk).update(complaint="Something was wrong")
    return attempt


@made("its receipt")
def _its_receipt(world: World) -> Made:
    return Receipt.objects.get(donation=_gift(world, "a paid gift"))


@made("a gift link")
def _a_gift_link(world: World) -> Made:
    return links.gift_token(_gift(world, "a gift"))


@made("a paid gift link")
def _a_paid_gift_link(world: World) -> Made:
    return links.gift_token(_gift(world, "a paid gift"))


@made("a declared gift link")
def _a_declared_gift_link(world: World) -> Made:
    gift = _gift(world, "a paid gift")
    GiftAidDeclaration.objects.create(
        donor=gift.donor, cause=gift.campaign.cause, donation=gift, first_name="Zebedee",
        last_name="Quillfeather", house="1", address="River Lane", postcode="RG1 1AA",
        text="I declare.", given_at=AT,
    )  # fmt: skip
    return links.gift_token(gift)


@made("a match")
def _a_match(world: World) -> Made:
    return Match.objects.create(
        campaign=page_of(world), sponsor="Big Brewery", pool_minor=50_000,
        starts_at=datetime(2090, 1, 1, tzinfo=UTC), ends_at=datetime(2090, 2, 1, tzinfo=UTC),
        created_at=AT,
    )  # fmt: skip


@made("a news link")
def _a_news_link(world: World) -> Made:
    donor = _gift(world, "a gift").donor
    donor.wants_news = True
    donor.save(update_fields=["wants_news"])
    return links.news_token(donor)


def _pledge(world: World, state: str, **columns: object) -> Pledge:
    return Pledge.objects.create(
        asked=uuid4(),
        campaign=page_of(world, "a runner's page"),
        donor=make_donor(SECRET_NAME, email=SECRET_MAIL),
        rate_minor=50,
        unit="mile",
        cap_minor=2500,
        currency="GBP",
        count_from="start",
        display=Display.ANONYMOUS,
        hides_amount=True,
        state=state,
        created_at=AT,
        **columns,
    )


@made("a due pledge")
def _a_due_pledge(world: World) -> Made:
    return _pledge(
        world, PledgeState.DUE, confirmed_at=AT, ended_at=AT, final_units=16093, final_minor=500,
        due_at=AT,
    )  # fmt: skip


@made("an unconfirmed pledge link")
def _unconfirmed(world: World) -> Made:
    return links.pledge_token(_pledge(world, PledgeState.UNCONFIRMED))


@made("a pledge link")
def _a_pledge_link(world: World) -> Made:
    return links.pledge_token(_pledge(world, PledgeState.ACTIVE, confirmed_at=AT))


@made("a due pledge link")
def _a_due_pledge_link(world: World) -> Made:
    pledge = world.thing("a due pledge")
    assert isinstance(pledge, Pledge)
    return links.pledge_token(pledge)


def _line(world: World, minor: int, **columns: object) -> StatementLine:
    given: dict[str, object] = {
        "checksum": uuid4().hex, "on": AT.date(), "currency": "GBP", "state": "unmatched",
        "text": f"{SECRET_NAME} BGC", "read_at": AT,
    }  # fmt: skip
    return StatementLine.objects.create(
        cause=_cause(world), amount_minor=minor, **{**given, **columns}
    )


@made("a line")
def _a_line(world: World) -> Made:
    return _line(world, 4321)


@made("a line set aside")
def _a_line_set_aside(world: World) -> Made:
    return _line(world, 4321, state="ignored")


@made("a line of money back")
def _a_line_back(world: World) -> Made:
    return _line(world, -100, donation=_gift(world, "a paid gift"))


@made("a page's key")
def _a_pages_key(world: World) -> Made:
    return str(page_of(world).pk)


@made("a gift's reference")
def _a_gifts_reference(world: World) -> Made:
    return _gift(world, "a gift").ref


@made("a cause's key")
def _a_causes_key(world: World) -> Made:
    return str(_cause(world).pk)


@made("a statement")
def _a_statement(_: World) -> Made:
    return b64encode(b"Date,Text,Amount\n02/03/2026,RENT,20.00\n").decode()

"""The whole story of a club, from runs read in to books that add up."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from strongstride.accounts.models import Athlete
from strongstride.clubs.board.queries import top
from strongstride.clubs.challenges.actions import take_part
from strongstride.clubs.crediting.terms import ChallengeKind, Terms
from strongstride.clubs.desk.close_out import finalise
from strongstride.clubs.models import Participation, Role
from strongstride.coach.quantities import DistanceUnit
from strongstride.giving.books.checks import check
from strongstride.giving.books.queries import balances
from strongstride.giving.campaigns.actions import approve, make_page, submit
from strongstride.giving.campaigns.beginning import begin
from strongstride.giving.campaigns.words import PageWords
from strongstride.giving.clearing.refunds import ask_refund, send_refund
from strongstride.giving.gifts.offline import OfflineWords, enter, verify
from strongstride.giving.models import (
    Campaign,
    Donation,
    Letter,
    Match,
    OwnerKind,
    PaymentAttempt,
    Pledge,
    PledgeState,
    Receipt,
)
from strongstride.giving.pledges.queries import pledged
from strongstride.giving.recovery import recover
from strongstride.runs.actions import RunWords, add_run
from strongstride.training.own_data.erase import erase_account
from tests.clubs.making import ENDS, STARTS, make_challenge, make_club, make_member
from tests.formats.making import fit_run, gpx_run
from tests.giving.desk.making import read_in
from tests.giving.making import make_cause
from tests.runs.conftest import bring

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]

MORNING = datetime(2026, 3, 1, 9, tzinfo=UTC)


class Club:
    """A club with an owner, a treasurer and two runners in a challenge over March 2026."""

    def __init__(self) -> None:
        self.club = make_club()
        self.owner = make_member(self.club, "Ada Brook", Role.OWNER)
        self.treasurer = make_member(self.club, "Tess Hale", Role.TREASURER)
        self.cause = make_cause(self.club)
        terms = Terms(
            kind=ChallengeKind.DISTANCE,
            starts_on=STARTS,
            ends_on=ENDS,
            time_zone="Europe/London",
            unit=DistanceUnit.MI,
        )
        self.challenge = make_challenge(self.club, terms=terms)
        self.parts = [
            take_part(self.challenge, make_member(self.club, name)) for name in ("Robin", "Mo")
        ]
        self.robin, self.mo = (athlete_of(part) for part in self.parts)

    def open_page(self) -> Campaign:
        """Robin's giving page, approved by the owner."""
        beginning = begin(self.parts[0].membership, OwnerKind.RUNNER, self.challenge)
        words = PageWords(title="Miles for the river", owner_name="Robin", goal_minor=10_000)
        page = make_page(beginning, self.cause, words)
        submit(page, beginning.owner)
        approve(page, self.owner)
        return page


def athlete_of(part: Participation) -> Athlete:
    assert part.membership.athlete is not None
    return part.membership.athlete


def day(number: int, hour: int = 9) -> datetime:
    """A morning of the challenge, counted from 1 March."""
    return MORNING.replace(hour=hour) + timedelta(days=number - 1)


def watch(at: datetime, metres: int) -> dict[str, bytes]:
    """A run at 2.5 metres a second as a watch saves it."""
    seconds = metres * 2 // 5
    told = {"total_distance": float(metres)}
    return {
        f"{at:%d}.fit": fit_run(at, seconds, offset_s=0, session=told, speed=2.5, every=20),
    }


def phone(at: datetime, metres: int) -> dict[str, bytes]:
    """The same run as a phone recorded it."""
    return {f"{at:%d}.gpx": gpx_run(at, metres * 2 // 5, speed=2.5, every=20)}


def posted(address: str, said: dict[str, Any]) -> Any:
    """What a browser without a login gets, a step on."""
    answer = Client().post(address, said)
    assert answer.status_code == 302, answer.content.decode()
    return answer


def promise(page: Campaign, rate: str, name: str) -> Pledge:
    """Pledge up to £25 by the page's form, and confirm it by the link in the letter."""
    email = f"{name.lower()}@example.org"
    said = {"asked": str(uuid4()), "unit": "mile", "rate": rate, "cap": "25", "name": name}
    said |= {"count_from": "start", "email": email, "display": "public", "step": "send"}
    posted(reverse("giving:pledge", args=[page.slug]), said)
    letter = Letter.objects.get(key__startswith="pledge-confirm:", to=email)
    posted(f"{link_in(letter)}confirm/", {})
    return Pledge.objects.get(donor__email=email)


def link_in(letter: Letter) -> str:
    found = re.search(r"/pledges/\S+?/(?=\s|$)", letter.body)
    assert found is not None
    return found[0]


def give(page: Campaign, pounds: str, name: str) -> Donation:
    """Give by bank transfer by the page's form, without an account."""
    said = {"asked": str(uuid4()), "amount": pounds, "way": "bank_transfer", "name": name}
    said |= {"email": f"{name.lower()}@example.org", "display": "public"}
    posted(reverse("giving:give", args=[page.slug]), said)
    return Donation.objects.get(donor__name=name)


def paid(donation: Donation) -> PaymentAttempt:
    return donation.attempts.get(state="paid")


@pytest.fixture(autouse=True)
def with_mail(settings: LazySettings) -> None:
    """Pledges are confirmed by mail."""
    settings.HAS_MAIL = True


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The morning of the first of March, to be moved on."""
    with time_machine.travel(MORNING, tick=False) as moving:
        yield moving


def test_from_runs_to_books_that_add_up(clock: time_machine.Traveller) -> None:
    """Robin runs for the river in March 2026; a mile is 1,609.344 m.

    Runs. By 20 March Robin has imported 10,000 m (5 March) and 12,000 m (12 March) from a watch.
    The first comes from the phone once more: one run. 8,000 m of 27 February lie outside the
    window. Mo writes down 15,000 m by hand.

        board on 20 March: Robin 22,000 m, Mo 15,000 m

    Pledges, both for the whole challenge and up to £25:

        Sam  50p a mile:  22,000 / 1,609.344 x  50 =   683.51 -> £6.84
        Kim  £2 a mile:   22,000 / 1,609.344 x 200 = 2,734.03 -> £25.00, the cap
        pledged on 20 March: £31.84

    Robin runs 6,000 m on 29 March and uploads them on 2 April, in the days of grace: 28,000 m.

        Sam: 28,000 / 1,609.344 x 50 = 869.92 -> £8.70    pledged: £33.70

    Gifts. A sponsor adds 100 % of each gift, £20 of one at most, from a pool of £30.

        Lou  £25.00 by bank transfer      matched £20.00, leaves £10.00
        Pat  £15.00 in cash, verified     not matched: written down by somebody else

    The challenge is closed on 10 April and the pledges freeze; a week later the pay links go out.
    Sam pays £8.70 by bank transfer, matched £8.70, which leaves £1.30. Kim does not pay: after
    thirty days £25.00 are unfulfilled, still pledged and not raised.

    Lou gets £10 back. £15 stay, so £15 of the £20 stay matched and £5 go back into the pool.

        raised   25.00 + 15.00 + 8.70 - 10.00 = £38.70
        matched  20.00 +  8.70 - 5.00         = £23.70, which leaves £6.30 in the pool
        pledged  £25.00 (Kim)

    Receipts: 1 Lou, 2 Pat, 3 Sam, 4 the correction of Lou's. Letters of thanks: one each.
    Robin's account is erased afterwards, and not a penny moves.
    """
    told = Club()
    page = told.open_page()
    Match.objects.create(
        campaign=page,
        sponsor="Bridge Street Bakery",
        pool_minor=3000,
        per_gift_minor=2000,
        starts_at=MORNING,
        ends_at=day(60),
        created_at=MORNING,
    )

    # runs become credit, and credit becomes places on the board
    clock.move_to(day(20))
    bring(told.robin, watch(day(5), 10_000) | watch(day(12), 12_000))
    bring(told.robin, phone(day(5), 10_000) | watch(day(-1), 8_000))
    add_run(told.mo, RunWords(on=day(8).date(), distance_m=15_000, duration_s=5400))
    rows = [(row.rank, row.name, row.total) for row in top(told.challenge)]
    assert rows == [(1, "Robin", 22_000), (2, "Mo", 15_000)]

    # pledges accrue with it
    sam, kim = promise(page, "0.50", "Sam"), promise(page, "2", "Kim")
    assert pledged(page) == 684 + 2500

    # gifts come, of which only money that is there counts
    lou = give(page, "25", "Lou")
    words = OfflineWords(asked=uuid4(), amount_minor=1500, given_on=day(20).date(), name="Pat")
    pat = enter(page, told.parts[0].membership, words, day(20)).donation
    assert balances(page).raised == 0
    read_in(page, told.treasurer, ("21/03", f"L MOORE {lou.ref}", "25.00"))
    verify(pat, told.treasurer)
    assert (balances(page).raised, balances(page).matched) == (4000, 2000)

    # a late run counts within the days of grace; then the challenge ends
    clock.move_to(day(33))
    bring(told.robin, watch(day(29), 6_000))
    assert pledged(page) == 870 + 2500
    clock.move_to(day(41))
    told.challenge.refresh_from_db()
    finalise(told.owner, told.challenge)
    recover(day(41))
    frozen = Pledge.objects.order_by("final_minor")
    assert [(each.state, each.final_minor) for each in frozen] == [
        (PledgeState.ENDED, 870),
        (PledgeState.ENDED, 2500),
    ]

    # a week's notice, the pay link, money for one of the two
    clock.move_to(day(49))
    recover(day(49))
    posted(
        f"{link_in(Letter.objects.get(key=f'pledge-due:{sam.pk}'))}pay/", {"way": "bank_transfer"}
    )
    owed = Donation.objects.get(pledge=sam)
    read_in(page, told.treasurer, ("20/04", f"SAM REED {owed.ref}", "8.70"))
    clock.move_to(day(90))
    recover(day(90))
    states = {each.pk: each.state for each in Pledge.objects.all()}
    assert states == {sam.pk: PledgeState.PAID, kim.pk: PledgeState.UNFULFILLED}

    # some money goes back
    send_refund(ask_refund(paid(lou), 1000, "Meant £15", told.treasurer))

    def amounts() -> tuple[int, int, int]:
        told_by_books = balances(page)
        return told_by_books.raised, told_by_books.matched, pledged(page)

    assert amounts() == (3870, 2370, 2500)
    receipts = Receipt.objects.order_by("number")
    assert [(each.number, each.donation_id, each.kind) for each in receipts] == [
        (1, lou.pk, "receipt"),
        (2, pat.pk, "receipt"),
        (3, owed.pk, "receipt"),
        (4, lou.pk, "correction"),
    ]
    thanks = Letter.objects.filter(key__startswith="thanks:")
    assert sorted(thanks.values_list("to", flat=True)) == ["lou@example.org", "sam@example.org"]
    assert list(check()) == []

    # whoever goes takes their name along and no money
    erase_account(told.robin.user)
    assert amounts() == (3870, 2370, 2500)
    assert list(check()) == []

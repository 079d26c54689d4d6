"""What becomes of payments at the stand-in, and how its messages about them reach us, or do not."""

from collections.abc import Callable, Iterator
from random import Random

from tests.giving.fake_stripe import FakeStripe, Thing

Step = Callable[[FakeStripe, str], object]


def _back(amount: int) -> Step:
    return lambda fake, session_id: fake.refund_there(session_id, amount)


def _rest_back(fake: FakeStripe, session_id: str) -> None:
    charge = fake.charge_of(fake.things[session_id]["payment_intent"])
    fake.refund_there(session_id, charge["amount"] - charge["amount_refunded"])


def _rest_disputed(fake: FakeStripe, session_id: str) -> None:
    charge = fake.charge_of(fake.things[session_id]["payment_intent"])
    fake.dispute(session_id, charge["amount"] - charge["amount_refunded"])


def _decided(status: str) -> Step:
    def decide(fake: FakeStripe, session_id: str) -> None:
        (dispute,) = fake.listed("dispute", fake.things[session_id]["payment_intent"])
        fake.decide(dispute["id"], status)

    return decide


_PAY, _PAY_SLOWLY, _DISPUTE = FakeStripe.pay, FakeStripe.pay_slowly, FakeStripe.dispute
LIVES: tuple[tuple[Step, ...], ...] = (
    (_PAY,),
    (_PAY,),
    (_PAY_SLOWLY, FakeStripe.settle),
    (_PAY_SLOWLY, FakeStripe.bounce),
    (FakeStripe.expire,),
    (FakeStripe.decline, _PAY),
    (_PAY, _back(300), _back(200)),
    (_PAY, _back(300), _rest_back),
    (_PAY, _DISPUTE),
    (_PAY, _DISPUTE, _decided("won")),
    (_PAY, _DISPUTE, _decided("lost")),
    (_PAY, _back(300), _rest_disputed, _decided("lost")),
    (_PAY, _back(300), _rest_disputed, _decided("won"), _back(100)),
)
"""Every way a payment goes, by and by."""


def live(fake: FakeStripe, session_ids: list[str], draw: Random) -> Iterator[list[Thing]]:
    """Let payments live their lives, one step of any of them at a time; what is told of each."""
    left = {each: list(LIVES[at % len(LIVES)]) for at, each in enumerate(session_ids)}
    while left:
        session_id = draw.choice(list(left))
        told = len(fake.events)
        left[session_id].pop(0)(fake, session_id)
        if not left[session_id]:
            del left[session_id]
        yield fake.events[told:]


def muddled(happens: Iterator[list[Thing]], draw: Random, again: float = 0.3) -> Iterator[Thing]:
    """Messages in any order while life goes on, so large a share of them being repeats.

    Each is brought at least once: late, or before those that were sent earlier.
    """
    bag: list[Thing] = []
    brought: list[Thing] = []

    def bring() -> Iterator[Thing]:
        brought.append(bag.pop(draw.randrange(len(bag))))
        yield brought[-1]
        while draw.random() < again:
            yield draw.choice(brought)

    for told in happens:
        bag += told
        while bag and draw.random() < 0.5:
            yield from bring()
    while bag:
        yield from bring()

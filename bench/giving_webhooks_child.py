"""What `bench.giving_webhooks` counts, in a process whose database is its own."""

import json
import logging
import sys
from random import Random
from time import monotonic

import django
from django.core.management import call_command
from django.test import Client, override_settings

from strongstride.ledger.balances import Balances


def main(deliveries: int) -> None:
    """Live, deliver, compare, print JSON."""
    django.setup()
    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0)
    print(json.dumps(_compared(deliveries)))


def _compared(deliveries: int) -> dict[str, float]:
    from tests.giving.fake_stripe import KEY, SECRET, FakeStripe
    from tests.giving.fake_stripe_http import serving
    from tests.giving.stripe.conftest import CAUSE
    from tests.giving.stripe.deliveries import deliver
    from tests.giving.stripe.lives import LIVES, live, muddled
    from tests.giving.stripe.test_deliveries import expected, gifts_of, outcome, two_pages

    from strongstride.giving.books.checks import check
    from strongstride.giving.books.queries import balances

    told_of_a_life = 3.85  # messages of a gift, on average
    gifts = round(deliveries * 0.7 / told_of_a_life / len(LIVES)) * len(LIVES)
    fake, client = FakeStripe(), Client(SERVER_NAME="localhost")
    with serving(fake), override_settings(
        STRIPE_KEY=KEY, STRIPE_WEBHOOK_SECRET=SECRET, STRIPE_CAUSE=CAUSE,
        STRIPE_ADDRESS=fake.address,
    ):  # fmt: skip
        page, other = two_pages()
        clean, mixed = gifts_of(page, gifts), gifts_of(other, gifts)
        for told in live(fake, clean, Random(1)):
            answers = {deliver(event, client) for event in told}
            if answers != {200}:
                raise RuntimeError(f"messages were refused: {answers}")
        began, brought = monotonic(), []
        for event in muddled(live(fake, mixed, Random(1)), Random(2)):
            deliver(event, client)
            brought.append(event["id"])
        took = monotonic() - began
    pages = [balances(page), balances(other), expected(fake, clean), expected(fake, mixed)]
    if outcome(page) != outcome(other):
        raise RuntimeError("gifts ended otherwise than in the clean order")
    if faults := list(check()):
        raise RuntimeError(f"the books are wrong: {faults[0]}")
    return {
        "deliveries": len(brought),
        "repeats": 1 - len(set(brought)) / len(brought),
        "apart": max(_apart(pages[0], each) for each in pages[1:]),
        "each_ms": took / len(brought) * 1000,
        "gifts": gifts,
        "raised": pages[1].raised,
    }


def _apart(one: Balances, other: Balances) -> int:
    """The largest difference of any balance, in pence."""
    differences = (
        one.raised - other.raised,
        one.matched - other.matched,
        one.fees - other.fees,
        one.in_dispute - other.in_dispute,
    )
    return max(abs(each) for each in differences)


if __name__ == "__main__":
    main(int(sys.argv[1]))

"""What the form of a gift says before somebody presses the button, and where it may lead."""

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from msgspec import Struct

from strongstride.accounts.models import Athlete
from strongstride.giving.gifts.fees import cover, fee_of
from strongstride.giving.gifts.forms import GiftForm
from strongstride.giving.models import Campaign, Cause
from strongstride.giving.providers import offered
from strongstride.ledger.cover import taken_of
from strongstride.ledger.money import Money, currency, show

_EXAMPLE_UNITS = 10  # pounds, euros…


class Example(Struct, frozen=True):
    """What becomes of a gift of ten, as words: without the fee added, and with it."""

    gift: str
    fee: str
    arrives: str
    added: str
    total: str


def known(athlete: Athlete | None) -> dict[str, str]:
    """What the form of a gift or pledge need not ask of somebody with an account."""
    return {} if athlete is None else {"name": athlete.user.name, "email": athlete.user.email}


def give_context(campaign: Campaign, form: GiftForm) -> dict[str, object]:
    """What the page needs beside the form."""
    cause = campaign.cause
    return {
        "campaign": campaign,
        "cause": cause,
        "form": form,
        "examples": [
            (each.title, example)
            for each in offered(cause)
            if (example := _example(each.key, campaign.currency))
        ],
        "least": show(Money(cause.least_minor, campaign.currency)),
        "has_mail": settings.HAS_MAIL,
    }


def leads_to(answer: HttpResponse, cause: Cause) -> HttpResponse:
    """Let the forms of this answer lead on to the pages where the cause is paid, and no others.

    Browsers hold `form-action` also against where an answer to a form redirects.
    """
    hosts = [host for each in offered(cause) for host in each.hosts]
    if not hosts:
        return answer
    allowing = csp_update({"form-action": hosts})
    allowing(lambda _: answer)(HttpRequest())  # it marks the answer
    return answer


def _example(provider: str, code: str) -> Example | None:
    fee = fee_of(provider, code)
    if fee is None:
        return None
    gift = _EXAMPLE_UNITS * 10 ** currency(code).minor_digits
    taken, added = taken_of(gift, fee), cover(gift, provider, code)
    amounts = (gift, taken, gift - taken, added, gift + added)
    return Example(*(show(Money(minor, code)) for minor in amounts))

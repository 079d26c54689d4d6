"""Letters about pledges: what one was confirmed as, what it came to, how to pay it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from strongstride.giving import links
from strongstride.giving.letters.outbox import write
from strongstride.giving.models import Campaign, Pledge
from strongstride.giving.pledges.told import terms_words
from strongstride.giving.pledges.units import show_units
from strongstride.ledger.money import Money, show
from strongstride.web.addresses import absolute


def ask_to_confirm(pledge: Pledge) -> None:
    """The letter whose link makes it a pledge."""
    _write("confirm", pledge, f"Confirm your pledge for {pledge.campaign.title}")


def tell_confirmed(pledge: Pledge) -> None:
    """What was promised, to keep. It is no receipt."""
    _write("confirmed", pledge, f"Your pledge for {pledge.campaign.title}")


def tell_ended(pledge: Pledge) -> None:
    """What it comes to, before it is asked for."""
    _write("ended", pledge, f"{_owed(pledge)}: what your pledge comes to")


def tell_nothing_due(pledge: Pledge) -> None:
    """Thanks, and nothing to pay."""
    _write("nothing", pledge, f"Your pledge for {pledge.campaign.title}: nothing to pay")


def ask_to_pay(pledge: Pledge) -> None:
    """The pay link."""
    _write("due", pledge, f"Time to pay your pledge of {_owed(pledge)}")


def remind(pledge: Pledge) -> None:
    """The pay link again, once."""
    _write("reminder", pledge, f"A reminder: your pledge of {_owed(pledge)}")


def tell_called_off(pledge: Pledge, why: str) -> None:
    """It ends without anything to pay, and why."""
    _write("called-off", pledge, f"Your pledge for {pledge.campaign.title} has ended", why=why)


def tell_cancelled(pledge: Pledge) -> None:
    """The donor cancelled it: nothing is owed."""
    _write("cancelled", pledge, f"You have cancelled your pledge for {pledge.campaign.title}")


def _owed(pledge: Pledge) -> str:
    return show(Money(pledge.final_minor or 0, pledge.currency))


def _day(instant: datetime | None, campaign: Campaign) -> str:
    """The club's date of an instant: 8 April 2026."""
    if instant is None:
        return ""
    local = instant.astimezone(ZoneInfo(campaign.club.time_zone))
    return f"{local.day} {local:%B %Y}"


def _write(word: str, pledge: Pledge, subject: str, **more: object) -> None:
    campaign = pledge.campaign
    told = {
        "pledge": pledge,
        "campaign": campaign,
        "cause": campaign.cause,
        "terms": terms_words(pledge),
        "cap": show(Money(pledge.cap_minor, pledge.currency)),
        "owed": _owed(pledge),
        "done": show_units(pledge.final_units or 0, pledge.unit),
        "pledge_url": absolute("giving:pledge-manage", links.pledge_token(pledge)),
        "page_url": absolute("giving:page", campaign.slug),
        "due_on": _day(pledge.due_at, campaign),
        "pay_until": _day(pledge.expires_at, campaign),
        **more,
    }
    template = f"pledge_{word.replace('-', '_')}"
    write(f"pledge-{word}:{pledge.pk}", pledge.donor, subject, template, told)

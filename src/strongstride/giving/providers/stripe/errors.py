"""What goes wrong between Stripe and us, for whoever waits."""

from collections.abc import Iterator
from contextlib import contextmanager
from logging import getLogger

from strongstride.giving.providers.base import AwayError, ProviderError, RefusedError

_log = getLogger("strongstride.stripe")


class OffError(AwayError):
    """This server has no keys, or not those the payment was made with."""


class StrangeAnswerError(ProviderError):
    """What Stripe says is not about what we asked: nothing may be cleared by it."""


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn what Stripe's library raises into a `ProviderError`; keys are in none of them."""
    import stripe

    try:
        yield
    except (stripe.APIConnectionError, stripe.APIError, stripe.RateLimitError) as error:
        _note(error)
        raise AwayError("Stripe does not answer: try again in a few minutes.") from None
    except (stripe.AuthenticationError, stripe.PermissionError) as error:
        _note(error)
        raise OffError(
            "Stripe does not accept this server's key: its administrator has to look at "
            "STRONGSTRIDE_STRIPE_KEY."
        ) from None
    except (stripe.InvalidRequestError, stripe.CardError) as error:
        _note(error)
        raise RefusedError(f"Stripe refused: {error.user_message or 'no reason given'}") from None
    except stripe.StripeError as error:
        _note(error)
        raise ProviderError(f"Stripe could not: {error.user_message or error.code}") from None


def _note(error: Exception) -> None:
    """A line for the log: codes alone, since messages may quote what was sent."""
    names = ("http_status", "code", "request_id")
    fields = {name: getattr(error, name, None) or "-" for name in names}
    _log.warning("stripe refused", extra={"fields": {"kind": type(error).__name__, **fields}})

"""A stand-in for Stripe: what payments, refunds and disputes do there, and what it tells of them.

Ours, of the standard library, and on this machine only. `fake_stripe_http` serves it to the real
stripe-python and to a browser; `deliveries` brings its events, often badly.
"""

import copy
import hashlib
from collections.abc import Callable
from itertools import count
from threading import RLock
from typing import Any

from strongstride.web import clock

KEY = "sk_test_fake"
SECRET = "whsec_fake"
Thing = dict[str, Any]


class RefusedError(Exception):
    """What Stripe answers to what it will not do."""

    def __init__(self, status: int, kind: str, message: str, code: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.body: Thing = {"error": {"type": kind, "message": message, "code": code}}


def refuse(message: str, code: str = "") -> RefusedError:
    """An invalid request."""
    return RefusedError(400, "invalid_request_error", message, code)


class FakeStripe:
    """The account of one cause. `address` is where it is served, once it is.

    `events` holds everything Stripe would tell, in order, as its snapshot of that moment; `hears`
    is called with each, if somebody set it. With `refunds_take_time` a refund is pending first.
    """

    def __init__(self) -> None:
        self.address = "http://127.0.0.1:1"
        self.lock = RLock()
        self.things: dict[str, Thing] = {}
        self.events: list[Thing] = []
        self.hears: Callable[[Thing], None] | None = None
        self.refunds_take_time = False
        self._answered: dict[str, tuple[str, Thing]] = {}
        self._numbers = count(1)

    # --- what the API does -------------------------------------------------------------------
    def once(self, key: str, asked: str, answer: Callable[[], Thing]) -> Thing:
        """The answer to a POST, the same for the same key; another request under it is refused."""
        print_ = hashlib.sha256(asked.encode()).hexdigest()
        with self.lock:
            if key and key in self._answered:
                before, body = self._answered[key]
                if before != print_:
                    message = (
                        "Keys for idempotent requests can only be used with the same parameters."
                    )
                    raise RefusedError(400, "idempotency_error", message)
                return copy.deepcopy(body)
            body = answer()
            if key:
                self._answered[key] = (print_, copy.deepcopy(body))
            return body

    def forget_keys(self) -> None:
        """A day has passed: the same key would be a new request."""
        self._answered.clear()

    def open_session(self, words: dict[str, str]) -> Thing:
        """A Checkout Session of the line items asked for."""
        amounts = {key: words[key] for key in words if key.endswith("[unit_amount]")}
        currencies = {words[key] for key in words if key.endswith("[currency]")}
        if words.get("mode") != "payment" or not amounts or len(currencies) != 1:
            raise refuse("A payment needs line items of one currency.")
        if any(not each.isdecimal() or int(each) < 1 for each in amounts.values()):
            raise refuse("Invalid integer")
        made = self._new("cs_test", "checkout.session")
        made |= {
            "status": "open",
            "payment_status": "unpaid",
            "amount_total": sum(int(each) for each in amounts.values()),
            "currency": currencies.pop(),
            "client_reference_id": words.get("client_reference_id"),
            "metadata": _of(words, "metadata"),
            "payment_metadata": _of(words, "payment_intent_data[metadata]"),
            "payment_intent": None,
            "success_url": words["success_url"],
            "cancel_url": words.get("cancel_url"),
            "customer_details": None,
            "url": f"{self.address}/c/pay/{made['id']}",
            "expires_at": made["created"] + 86_400,
        }
        return copy.deepcopy(made)

    def refund(self, words: dict[str, str]) -> Thing:
        """Money back from a payment, never more than is left of it."""
        charge = self.charge_of(words.get("payment_intent", ""))
        amount = int(words.get("amount") or charge["amount"] - charge["amount_refunded"])
        if charge["disputed"] and self._is_lost(charge):
            raise refuse("This charge was charged back.", "charge_disputed")
        if not 0 < amount <= charge["amount"] - charge["amount_refunded"]:
            raise refuse("Refund amount is greater than unrefunded amount.", "amount_too_large")
        made = self._new("re", "refund")
        made |= {
            "amount": amount,
            "currency": charge["currency"],
            "payment_intent": charge["payment_intent"],
            "charge": charge["id"],
            "metadata": _of(words, "metadata"),
            "status": "pending" if self.refunds_take_time else "succeeded",
        }
        charge["amount_refunded"] += amount
        charge["refunded"] = charge["amount_refunded"] == charge["amount"]
        self._tell("refund.created", made)
        self._tell("charge.refunded", charge)
        return copy.deepcopy(made)

    def found(self, thing_id: str, kind: str) -> Thing:
        """A thing by its id, as it is now."""
        thing = self.things.get(thing_id)
        if thing is None or thing["object"] != kind:
            message = f"No such {kind}: '{thing_id}'"
            raise RefusedError(404, "invalid_request_error", message, "resource_missing")
        return thing

    def listed(self, kind: str, payment: str) -> list[Thing]:
        """The refunds or disputes of a payment, newest first."""
        with self.lock:
            mine = [
                each
                for each in self.things.values()
                if each["object"] == kind and each.get("payment_intent") == payment
            ]
            return copy.deepcopy(mine[::-1])

    def expanded(self, session: Thing) -> Thing:
        """A session with its payment and the charge of it in full."""
        with self.lock:
            shown = copy.deepcopy(session)
            if shown["payment_intent"]:
                payment = copy.deepcopy(self.things[shown["payment_intent"]])
                charge = payment["latest_charge"]
                payment["latest_charge"] = copy.deepcopy(self.things.get(charge))
                shown["payment_intent"] = payment
            return shown

    # --- what people and banks do ------------------------------------------------------------
    def pay(self, session_id: str) -> None:
        """The donor pays by card."""
        self._complete(session_id, "succeeded")

    def pay_slowly(self, session_id: str) -> None:
        """The donor pays by a method that takes days; `settle` or `bounce` ends it."""
        self._complete(session_id, "processing")

    def decline(self, session_id: str) -> None:
        """The donor's card is declined; they may try another."""
        with self.lock:
            session = self._open(session_id)
            self._tell(
                "payment_intent.payment_failed", self._payment(session, "requires_payment_method")
            )

    def settle(self, session_id: str) -> None:
        """Slow money has come."""
        with self.lock:
            session = self._processing(session_id)
            self._charge(self.things[session["payment_intent"]])
            session["payment_status"] = "paid"
            self._tell("checkout.session.async_payment_succeeded", session)

    def bounce(self, session_id: str) -> None:
        """Slow money will not come."""
        with self.lock:
            session = self._processing(session_id)
            self.things[session["payment_intent"]]["status"] = "requires_payment_method"
            self._tell("checkout.session.async_payment_failed", session)

    def expire(self, session_id: str) -> None:
        """Nobody paid in time, or we closed it."""
        with self.lock:
            session = self._open(session_id)
            session["status"] = "expired"
            session["url"] = None
            self._tell("checkout.session.expired", session)

    def refund_there(self, session_id: str, amount: int) -> str:
        """The cause gives money back in Stripe's dashboard; the refund's id."""
        with self.lock:
            payment = self.things[session_id]["payment_intent"]
            return str(self.refund({"payment_intent": payment, "amount": str(amount)})["id"])

    def end_refund(self, refund_id: str, status: str) -> None:
        """A pending refund, or one thought done, ends as `succeeded`, `failed` or `canceled`."""
        with self.lock:
            refund = self.things[refund_id]
            refund["status"] = status
            if status != "succeeded":
                charge = self.things[refund["charge"]]
                charge["amount_refunded"] -= refund["amount"]
                charge["refunded"] = False
            self._tell("refund.failed" if status == "failed" else "refund.updated", refund)

    def dispute(self, session_id: str, amount: int | None = None, status: str = "") -> str:
        """The donor's bank takes the money back; the dispute's id."""
        with self.lock:
            charge = self.charge_of(self.things[session_id]["payment_intent"])
            charge["disputed"] = True
            made = self._new("du", "dispute")
            made |= {
                "amount": amount or charge["amount"],
                "currency": charge["currency"],
                "payment_intent": charge["payment_intent"],
                "charge": charge["id"],
                "reason": "fraudulent",
                "status": status or "needs_response",
            }
            self._tell("charge.dispute.created", made)
            return str(made["id"])

    def decide(self, dispute_id: str, status: str) -> None:
        """The bank decides a dispute: `won` or `lost`."""
        with self.lock:
            dispute = self.things[dispute_id]
            dispute["status"] = status
            self._tell("charge.dispute.closed", dispute)

    # --- how it is kept ----------------------------------------------------------------------
    def charge_of(self, payment_id: str) -> Thing:
        """The charge of a payment that succeeded."""
        charge = self.found(payment_id, "payment_intent")["latest_charge"]
        if charge is None:
            raise refuse("This payment has no successful charge to refund.")
        return self.things[charge]

    def session_ids(self) -> list[str]:
        """Every session there is, oldest first."""
        return [key for key, each in self.things.items() if each["object"] == "checkout.session"]

    def _is_lost(self, charge: Thing) -> bool:
        return any(
            each["status"] == "lost" for each in self.listed("dispute", charge["payment_intent"])
        )

    def _open(self, session_id: str) -> Thing:
        session = self.found(session_id, "checkout.session")
        if session["status"] != "open":
            raise refuse(f"This session is {session['status']}.")
        return session

    def _processing(self, session_id: str) -> Thing:
        session = self.found(session_id, "checkout.session")
        if self.things[session["payment_intent"]]["status"] != "processing":
            raise refuse("Nothing is under way.")
        return session

    def _complete(self, session_id: str, status: str) -> None:
        with self.lock:
            session = self._open(session_id)
            payment = self._payment(session, status)
            session |= {
                "status": "complete",
                "customer_details": {"email": "sam@example.org", "name": "Sam Reed"},
            }
            if status == "succeeded":
                self._charge(payment)
                session["payment_status"] = "paid"
            self._tell("checkout.session.completed", session)

    def _payment(self, session: Thing, status: str) -> Thing:
        if session["payment_intent"] is None:
            made = self._new("pi", "payment_intent")
            made |= {
                "amount": session["amount_total"],
                "amount_received": 0,
                "currency": session["currency"],
                "metadata": session["payment_metadata"],
                "latest_charge": None,
            }
            session["payment_intent"] = made["id"]
        payment = self.things[session["payment_intent"]]
        payment["status"] = status
        return payment

    def _charge(self, payment: Thing) -> None:
        made = self._new("ch", "charge")
        made |= {
            "amount": payment["amount"],
            "amount_refunded": 0,
            "refunded": False,
            "disputed": False,
            "currency": payment["currency"],
            "payment_intent": payment["id"],
            "status": "succeeded",
            "billing_details": {"email": "sam@example.org", "name": "Sam Reed"},
            "payment_method_details": {"card": {"last4": "4242", "brand": "visa"}},
        }
        payment |= {
            "status": "succeeded",
            "latest_charge": made["id"],
            "amount_received": payment["amount"],
        }
        self._tell("payment_intent.succeeded", payment)

    def _new(self, prefix: str, kind: str) -> Thing:
        made: Thing = {
            "id": f"{prefix}_{next(self._numbers):08}",
            "object": kind,
            "created": int(clock.now().timestamp()),
            "livemode": False,
        }
        self.things[made["id"]] = made
        return made

    def _tell(self, kind: str, thing: Thing) -> None:
        event: Thing = {
            "id": f"evt_{next(self._numbers):08}",
            "object": "event",
            "api_version": "2026-09-30.fake",
            "created": int(clock.now().timestamp()),
            "livemode": False,
            "type": kind,
            "data": {"object": copy.deepcopy(thing)},
        }
        self.events.append(event)
        if self.hears is not None:
            self.hears(event)


def _of(words: dict[str, str], name: str) -> dict[str, str]:
    """The entries of a nested dictionary as a form writes them."""
    start = f"{name}["
    return {
        key.removeprefix(start).removesuffix("]"): value
        for key, value in words.items()
        if key.startswith(start)
    }

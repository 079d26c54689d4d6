"""The stand-in for Stripe, served on this machine: its API, and the page where a donor pays."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.giving.fake_stripe import KEY, FakeStripe, RefusedError, Thing

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Pay</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
</head><body>
<h1>Pay {amount} {currency}</h1>
<form method="post" action="/c/pay/{id}/pay"><button>Pay by card</button></form>
<form method="post" action="/c/pay/{id}/slowly"><button>Pay by bank debit</button></form>
<p><a href="{back}">Back</a></p>
</body></html>
"""


class StripeServer(ThreadingHTTPServer):
    """Serves one account. `trouble` holds what befalls the next requests, one word each:

    `before`: the connection ends before anything is done; `after`: once it is done; `500`.
    """

    daemon_threads = True

    def __init__(self, stripe: FakeStripe) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.stripe = stripe
        self.trouble: list[str] = []
        self.calls: list[str] = []  # such as "POST /v1/refunds"
        stripe.address = f"http://127.0.0.1:{self.server_address[1]}"


@contextmanager
def serving(stripe: FakeStripe) -> Iterator[StripeServer]:
    """Serve the account from threads while the block runs."""
    with StripeServer(stripe) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


class _Answer(BaseHTTPRequestHandler):
    server: StripeServer

    def do_GET(self) -> None:
        """Answer a question, or show the page where a donor pays."""
        self._answer("GET", "")

    def do_POST(self) -> None:
        """Do what is asked."""
        length = int(self.headers.get("Content-Length") or 0)
        self._answer("POST", self.rfile.read(length).decode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the name it has there
        """Say nothing."""

    def _answer(self, method: str, body: str) -> None:
        path = urlsplit(self.path).path
        self.server.calls.append(f"{method} {path}")
        if path.startswith("/c/pay/"):
            self._page(method, path.removeprefix("/c/pay/"))
            return
        trouble = self.server.trouble.pop(0) if self.server.trouble else ""
        if trouble == "before":
            return
        try:
            status, said = self._api(method, path, body) if trouble != "500" else _broken()
        except RefusedError as error:
            status, said = error.status, error.body
        if trouble != "after":
            self._send(status, json.dumps(said), "application/json")

    def _api(self, method: str, path: str, body: str) -> tuple[int, Thing]:
        if self.headers.get("Authorization") != f"Bearer {KEY}":
            raise RefusedError(401, "invalid_request_error", "Invalid API Key provided")
        room = path.removeprefix("/v1/")
        words = dict(parse_qsl(body if method == "POST" else urlsplit(self.path).query))
        if method == "GET":
            return 200, _read(self.server.stripe, room, words)
        key = self.headers.get("Idempotency-Key", "")
        said = self.server.stripe.once(
            key, f"{path}?{body}", lambda: _do(self.server.stripe, room, words)
        )
        return 200, said

    def _page(self, method: str, rest: str) -> None:
        session_id, _, act = rest.partition("/")
        stripe = self.server.stripe
        session = stripe.found(session_id, "checkout.session")
        if method == "GET":
            shown = PAGE.format(
                amount=session["amount_total"],
                currency=escape(session["currency"]),
                id=session_id,
                back=escape(session["cancel_url"]),
            )
            self._send(200, shown, "text/html; charset=utf-8")
            return
        {"pay": stripe.pay, "slowly": stripe.pay_slowly}[act](session_id)
        self.send_response(303)
        self.send_header("Location", session["success_url"])
        self.end_headers()

    def _send(self, status: int, text: str, kind: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _broken() -> tuple[int, Thing]:
    return 500, {"error": {"type": "api_error", "message": "Something went wrong."}}


def _do(stripe: FakeStripe, room: str, words: dict[str, str]) -> Thing:
    if room == "checkout/sessions":
        return stripe.open_session(words)
    if room == "refunds":
        return stripe.refund(words)
    if room.startswith("checkout/sessions/") and room.endswith("/expire"):
        session_id = room.split("/")[2]
        stripe.expire(session_id)
        return dict(stripe.found(session_id, "checkout.session"))
    raise RefusedError(404, "invalid_request_error", f"Unrecognized request URL: {room}")


def _read(stripe: FakeStripe, room: str, words: dict[str, str]) -> Thing:
    if room.startswith("checkout/sessions/"):
        session = stripe.found(room.split("/")[2], "checkout.session")
        return stripe.expanded(session) if "expand[0]" in words else dict(session)
    if room in ("refunds", "disputes"):
        found = stripe.listed(room.removesuffix("s"), words["payment_intent"])
        return _paged(found, room, words)
    raise RefusedError(404, "invalid_request_error", f"Unrecognized request URL: {room}")


def _paged(found: list[Thing], room: str, words: dict[str, str]) -> Thing:
    ids = [each["id"] for each in found]
    start = ids.index(words["starting_after"]) + 1 if "starting_after" in words else 0
    end = start + int(words.get("limit", "10"))
    return {
        "object": "list",
        "url": f"/v1/{room}",
        "data": found[start:end],
        "has_more": end < len(found),
    }

"""Logging a set on the real server: by sync and by the API, beside bare inserts in the same run.

Two bare views say what there is to beat: one that inserts a row for whoever sends it, and one that
also does what Django's login does (the session, the user with the athlete, the CSRF check). The
second is the one a promise can be made against: no log is open to everybody.
"""

import json
import re
import urllib.request
import uuid
from typing import Any

from tests.live import LiveApp

SETS_A_SESSION = 20
DONE_MS = 1_790_000_000_000


def prepare() -> dict[str, str]:
    """A runner with a login and a token, and a session for the bare views; on the server's data."""
    from tests.browser.people import runner

    from strongstride.accounts.models import Athlete
    from strongstride.accounts.scopes import Scope
    from strongstride.accounts.tokens import make_token
    from strongstride.training.models import TrainingSession

    found = runner()
    athlete = Athlete.objects.latest("id")
    session = TrainingSession.objects.filter(athlete=athlete).latest("on")
    token = make_token(athlete, "bench", list(Scope))[1]
    return {
        "session": found["session"],
        "token": token,
        "athlete": str(athlete.pk),
        "row": str(session.pk),
    }


class Loggers:
    """Four ways to log a set; each call is another set."""

    def __init__(self, app: LiveApp, who: dict[str, str]) -> None:
        self._app, self._who = app, who
        self._csrf = self._find_csrf()
        self._ready: list[str] = []
        self._logged = 0
        self._planned = self._kit()["sessions"][0]

    def _find_csrf(self) -> str:
        with urllib.request.urlopen(self._app.url + "/accounts/login/") as answer:
            found = re.search(r"csrf=([^;]+)", answer.headers["Set-Cookie"])
        if found is None:
            raise RuntimeError("the server gave no CSRF cookie")
        return found[1]

    def _kit(self) -> Any:
        with urllib.request.urlopen(self._request("/sync/kit", None)) as answer:
            return json.load(answer)

    def open_insert(self) -> None:
        """One insert by a view open to everybody."""
        self._send("/bare/open-insert/", {**self._who, **_dose()})

    def insert(self) -> None:
        """One insert by a view behind the login."""
        self._send("/bare/insert/", {**self._who, **_dose()})

    def sync(self) -> None:
        """One tap on the phone."""
        said = {"set": str(uuid.uuid4()), "position": self._logged, "done_at": DONE_MS}
        session = self._session()
        dose = {"exercise": "goblet-squat", "load_g": 24_000, "reps": 8, "rir": 2.0}
        answer = self._tell(session, "set_logged", {**said, **dose})
        if answer["answers"][0]["outcome"] != "applied":
            raise RuntimeError(f"a set was not taken: {answer}")

    def api(self) -> None:
        """One set by the API, with a token."""
        address = f"/api/v1/training-sessions/{self._session()}/sets"
        request = self._request(address, _dose())
        request.remove_header("Cookie")
        request.add_header("Authorization", f"Bearer {self._who['token']}")
        _answer(request)

    def before(self, count: int) -> None:
        """Make ready for so many sets, outside what is measured: new sessions begin unmeasured."""
        self._ready = [self._begin() for _ in range(count // SETS_A_SESSION + 1)]
        self._logged = 0

    def _session(self) -> str:
        session = self._ready[self._logged // SETS_A_SESSION]
        self._logged += 1
        return session

    def _begin(self) -> str:
        """A session with all that was planned for it, as the player begins it."""
        session = str(uuid.uuid4())
        body = {"on": self._planned["on"], "title": "legs", "planned": self._planned}
        self._tell(session, "session_started", body)
        return session

    def _tell(self, session: str, kind: str, body: object) -> Any:
        head = {"op": str(uuid.uuid4()), "device": self._who["athlete"], "v": 1, "at": DONE_MS}
        operation = {**head, "session": session, "kind": kind, "body": body}
        return self._send("/sync/operations", {"operations": [operation]})

    def _send(self, address: str, body: object) -> Any:
        return _answer(self._request(address, body))

    def _request(self, address: str, body: object) -> urllib.request.Request:
        headers = {
            "Cookie": f"session={self._who['session']}; csrf={self._csrf}",
            "X-CSRFToken": self._csrf,
            "X-Athlete": self._who["athlete"],
            "Content-Type": "application/json",
        }
        data = None if body is None else json.dumps(body).encode()
        return urllib.request.Request(self._app.url + address, data=data, headers=headers)


def _dose() -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), "exercise": "goblet-squat", "load_kg": 24.0, "reps": 8}


def _answer(request: urllib.request.Request) -> Any:
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)

"""The app with 10,000 logged sets, and callers of the API and of bare views beside it."""

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import django
from django.conf import settings

settings.ROOT_URLCONF = "bench.app_api_bare"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from strongstride.accounts.actions import create_user  # noqa: E402
from strongstride.accounts.scopes import Scope  # noqa: E402
from strongstride.accounts.tokens import make_token  # noqa: E402
from strongstride.config.wsgi import application  # noqa: E402
from strongstride.training.models import (  # noqa: E402
    LoggedSet,
    SessionSource,
    SessionState,
    TrainingSession,
)
from strongstride.web.ids import uuid7  # noqa: E402

SETS_A_SESSION = 20
START = datetime(2024, 1, 1, 18, tzinfo=UTC)


class Ground:
    """One athlete with a long log, and what is asked about it."""

    def __init__(self, sets: int) -> None:
        call_command("migrate", verbosity=0)
        self.athlete = create_user("bench@example.org", None).athlete
        self.token = make_token(self.athlete, "bench", list(Scope))[1]
        self.old_session = self._log(sets)
        self._open: list[str] = []
        self._logged = 0

    def _log(self, sets: int) -> TrainingSession:
        sessions, rows = [], []
        for number in range(sets // SETS_A_SESSION):
            at = START + timedelta(days=number)
            session = TrainingSession(
                athlete=self.athlete,
                on=at.date(),
                title="legs",
                state=SessionState.FINISHED,
                source=SessionSource.MANUAL,
            )
            sessions.append(session)
            rows += [self._set(session, place, at) for place in range(SETS_A_SESSION)]
        TrainingSession.objects.bulk_create(sessions)
        LoggedSet.objects.bulk_create(rows, batch_size=1000)
        return sessions[-1]

    def _set(self, session: TrainingSession, place: int, at: datetime) -> LoggedSet:
        return LoggedSet(
            athlete=self.athlete,
            training_session=session,
            position=place,
            exercise="goblet-squat",
            load_g=24_000,
            reps=8,
            rir=2.0,
            done_at=at + timedelta(minutes=2 * place),
        )

    def bare_list(self) -> None:
        """A view that reads 20 rows and writes them as JSON."""
        self._ask("GET", f"/bare/list/{self.athlete.pk}", 200)

    def bare_insert(self) -> None:
        """A view that inserts one row."""
        path = f"/bare/insert/{self.athlete.pk}/{self.old_session.pk}"
        self._ask("POST", path, 201, self._new_set())

    def api_list(self) -> None:
        """The same 20 sets by the API."""
        self._ask("GET", "/api/v1/sets?limit=20", 200)

    def begin_sessions(self, sets: int) -> None:
        """Enough open sessions for so many sets, each of which takes as many as a real one."""
        for _ in range(sets // SETS_A_SESSION + 1):
            key = str(uuid7())
            body = {"id": key, "on": "2026-01-05", "finished": False}
            self._ask("POST", "/api/v1/training-sessions", 201, body)
            self._open.append(key)

    def api_log(self) -> None:
        """One set more by the API."""
        session = self._open[self._logged // SETS_A_SESSION]
        self._logged += 1
        self._ask("POST", f"/api/v1/training-sessions/{session}/sets", 201, self._new_set())

    def _new_set(self) -> dict[str, Any]:
        return {
            "id": str(uuid7()),
            "exercise": "goblet-squat",
            "load_kg": 24.0,
            "reps": 8,
            "rir": 2.0,
        }

    def _ask(self, method: str, path: str, expected: int, body: object = None) -> None:
        """One request as the server hands it over; what is measured is all within."""
        data = b"" if body is None else json.dumps(body).encode()
        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(data)),
            "HTTP_HOST": "127.0.0.1:8000",
            "HTTP_AUTHORIZATION": f"Bearer {self.token}",
            "wsgi.input": io.BytesIO(data),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
        }
        said: list[str] = []

        def start(status: str, *_: object) -> Callable[[bytes], object]:
            said.append(status)
            return io.BytesIO().write

        answer = application(environ, start)
        content = b"".join(answer)
        answer.close()
        if not said[0].startswith(str(expected)):
            raise RuntimeError(f"{method} {path}: {said[0]} {content[:300]!r}")

    def queries(self, call: Callable[[], None]) -> int:
        """How many queries a call makes, transaction control aside."""
        with CaptureQueriesContext(connection) as caught:
            call()
        control = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
        return sum(not each["sql"].startswith(control) for each in caught.captured_queries)

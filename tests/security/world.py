"""One of everything one runner can own, so that others can try to reach it."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Model

from strongstride.accounts.models import ApiToken, Athlete, Invite, User
from strongstride.coach.runs import RunKind
from strongstride.formats.recording import Recording
from strongstride.runs.folders import original_path
from strongstride.runs.models import Import, Original, Run, StoredRecording
from strongstride.runs.rows import document_of
from strongstride.training.models import (
    Adjustment,
    LoggedSet,
    LogImport,
    SessionSource,
    TrainingSession,
)
from strongstride.training.planning.adjusted import RUNS_FILE
from strongstride.web import clock
from tests.security.addresses import Route

LOG = b"date,session,exercise,set,reps,load_kg,rir\n2026-11-02,A,Goblet Squat,1,10,8,3\n"


class World(NamedTuple):
    """Keys of Alice's things, by a word of the routes that lead to them."""

    keys: dict[str, UUID | int]

    def of(self, route: Route) -> dict[str, UUID | int]:
        """The parameters that lead to Alice's thing."""
        for word, key in self.keys.items():
            if word in route.pattern:
                return dict.fromkeys(route.keys, key)
        return {}


def make_world(user: User) -> World:
    """Rows as small as they may be."""
    athlete, now = user.athlete, clock.now()
    run, removed = (_run(athlete, removed_at) for removed_at in (None, now))
    session = TrainingSession.objects.create(
        athlete=athlete, on=now.date(), source=SessionSource.MANUAL
    )
    made: dict[str, Model] = {
        "key>/sets/": session,
        "tokens/": ApiToken.objects.create(athlete=athlete, name="t", digest="d", created_at=now),
        "invites/": Invite.objects.create(
            made_by=user, digest="i", created_at=now, expires_at=now + timedelta(days=1)
        ),
        "imports/": Import.objects.create(
            athlete=athlete, name="a.zip", upload="a", created_at=now, finished_at=now
        ),
        "recordings/": StoredRecording.objects.create(
            athlete=athlete,
            key="k",
            run=run,
            sport="running",
            start_ms=0,
            end_ms=1,
            document=document_of(_recording(now)),
        ),
        "originals/": Original.objects.create(
            athlete=athlete, sha256="0" * 64, name="a.fit", size=3, uploaded_at=now
        ),
        "adjustments/": Adjustment.objects.create(
            athlete=athlete, kind=RUNS_FILE, body={"name": "a.ics", "runs": []}, created_at=now
        ),
        "strength-log/": LogImport.objects.create(
            athlete=athlete, name="a.csv", data=LOG, created_at=now
        ),
        "sets/": LoggedSet.objects.create(
            athlete=athlete,
            training_session=session,
            position=0,
            exercise="goblet-squat",
            reps=10,
            done_at=now,
        ),
        "sessions/": session,
        "/return/": removed,
        "/end/": removed,
        "webauthn/": Authenticator.objects.create(
            user=user, type="webauthn", data={"name": "Phone"}
        ),
        "runs/": run,
    }
    path = original_path(athlete.pk, "0" * 64)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"fit")
    return World({word: row.pk for word, row in made.items()})


def _recording(at: datetime) -> Recording:
    return Recording(
        source="a.fit",
        format="fit",
        sport="running",
        sub_sport=None,
        starts_at=at,
        utc_offset_s=0,
        local_on=at.date(),
        distance_m=5000.0,
        elapsed_s=1800.0,
        moving_s=1800.0,
    )


def _run(athlete: Athlete, removed_at: datetime | None) -> Run:
    now = clock.now()
    return Run.objects.create(
        athlete=athlete,
        on=now.date(),
        listed_at=now,
        duration_s=1800,
        elapsed_s=1800,
        kind=RunKind.EASY,
        source="by hand",
        format="by hand",
        by_hand=True,
        created_at=now,
        removed_at=removed_at,
    )

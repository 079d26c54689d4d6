"""The demo runner's history, put into the database through the app's own doors."""

import io
from datetime import date, datetime, time, timedelta
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import msgspec
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction

from strongstride.accounts.actions import change_profile, create_user, touch_inputs
from strongstride.accounts.models import Athlete as AthleteRow
from strongstride.accounts.models import User
from strongstride.coach.athletes.file import AthleteFile
from strongstride.coach.programme import PlannedSession
from strongstride.exchange.as_contract import session_json
from strongstride.operations.demo.runner import ZONE, run_files, runner
from strongstride.operations.demo.weeks import Trained, weeks_lived
from strongstride.runs.actions import start_import
from strongstride.runs.importing import read_import
from strongstride.runs.queries import classed_runs
from strongstride.training.models import LoggedSet, SessionSource, SessionState, TrainingSession
from strongstride.web import clock

EMAIL = "robin@example.org"
PASSWORD = "twelve-weeks-of-history"  # noqa: S105 everybody may know it: the demo is local
USUAL_START = time(18, 30)
A_SET = timedelta(seconds=110)  # with its rest


def is_filled() -> bool:
    """Whether the demo's account is there already."""
    return User.objects.filter(email=EMAIL).exists()


def fill() -> None:
    """Make the demo's account and its history."""
    live_twelve_weeks(create_user(EMAIL, PASSWORD, name="Robin", admin=True).athlete)


def live_twelve_weeks(athlete: AthleteRow) -> None:
    """Give somebody a profile, the runs of sixteen weeks and the strength sessions of twelve."""
    today = clock.local_today(ZONE.key)
    change_profile(athlete, lambda old: msgspec.structs.replace(old, athlete=runner(today)))
    athlete.set_up_at = clock.now()
    athlete.save(update_fields=["set_up_at"])
    _import_runs(athlete, today)
    _log_sessions(athlete, today)


def _import_runs(athlete: AthleteRow, today: date) -> None:
    """One archive, as a watch's maker would send it."""
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, data in run_files(today):
            archive.writestr(name, data)
    content = packed.getvalue()
    upload = TemporaryUploadedFile("my-watch.zip", "application/zip", len(content), None)
    upload.write(content)
    upload.seek(0)
    read_import(str(start_import(athlete, [upload]).pk))


@transaction.atomic
def _log_sessions(athlete: AthleteRow, today: date) -> None:
    file = AthleteFile(athlete=athlete.profile.athlete, running=athlete.profile.running)
    for trained in weeks_lived(file, classed_runs(athlete), today):
        _log(athlete, trained)
    touch_inputs(athlete)


def _log(athlete: AthleteRow, trained: Trained) -> None:
    planned, done = trained.planned, trained.done
    zone = ZoneInfo(athlete.profile.athlete.time_zone)
    began = datetime.combine(done.on, planned.starts_at or USUAL_START, zone)
    ended = began + timedelta(minutes=planned.minutes)
    row = TrainingSession.objects.create(
        athlete=athlete,
        on=done.on,
        planned_key=planned.id,
        title=planned.focus,
        document=_document(planned),
        state=SessionState.FINISHED,
        source=SessionSource.PLAYER,
        started_at=began,
        finished_at=ended,
    )
    LoggedSet.objects.bulk_create(
        LoggedSet(
            athlete=athlete,
            training_session=row,
            position=place,
            exercise=one.exercise,
            load_g=one.load_g,
            reps=one.reps,
            seconds=one.seconds,
            rir=one.rir,
            side=one.side.value if one.side else "",
            kind=one.kind.value,
            form_ok=one.form_ok,
            pain=one.pain,
            done_at=began + timedelta(minutes=8) + place * A_SET,
        )
        for place, one in enumerate(done.sets)
    )


def _document(planned: PlannedSession) -> str:
    return msgspec.json.encode(session_json(planned)).decode()

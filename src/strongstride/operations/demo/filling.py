"""The demo runner's history, put into the database through the app's own doors."""

import io
from datetime import date, datetime, time, timedelta
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import msgspec
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction

from strongstride.accounts.actions import change_profile, create_user
from strongstride.accounts.models import Athlete as AthleteRow
from strongstride.accounts.models import User
from strongstride.coach.athletes.file import AthleteFile
from strongstride.exchange.as_contract import session_json
from strongstride.operations.demo.club import found_club
from strongstride.operations.demo.giving import raise_funds
from strongstride.operations.demo.runner import ZONE, run_files, runner
from strongstride.operations.demo.weeks import Trained, weeks_lived
from strongstride.runs.actions import start_import
from strongstride.runs.importing import read_import
from strongstride.runs.queries import classed_runs
from strongstride.training.session_log.coach_terms import set_fact
from strongstride.training.session_log.entering import Fact, say
from strongstride.training.session_log.operations import Kind, SessionFinished, SessionStarted
from strongstride.training.session_log.rows import milliseconds
from strongstride.web import clock
from strongstride.web.ids import uuid7

EMAIL = "robin@example.org"
PASSWORD = "twelve-weeks-of-history"  # noqa: S105 everybody may know it: the demo is local
USUAL_START = time(18, 30)
WARMED_UP = timedelta(minutes=8)
A_SET = timedelta(seconds=110)  # with its rest


def is_filled() -> bool:
    """Whether the demo's account is there already."""
    return User.objects.filter(email=EMAIL).exists()


def fill() -> None:
    """Make the demo's account, its history and its club."""
    runner = create_user(EMAIL, PASSWORD, name="Robin", admin=True).athlete
    live_twelve_weeks(runner)
    raise_funds(found_club(runner))


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


def _log(athlete: AthleteRow, trained: Trained) -> None:
    """What the phone would have told of a session that was done as planned."""
    planned, done = trained.planned, trained.done
    zone = ZoneInfo(athlete.profile.athlete.time_zone)
    began = datetime.combine(done.on, planned.starts_at or USUAL_START, zone)
    ended = began + timedelta(minutes=planned.minutes)
    key = uuid7()
    started = SessionStarted(
        on=done.on,
        title=planned.focus,
        planned_key=planned.id,
        planned=msgspec.to_builtins(session_json(planned)),
        started_at=milliseconds(began),
    )
    facts: list[Fact] = [(Kind.SESSION_STARTED, started)]
    for place, one in enumerate(done.sets):
        fact = set_fact(key, place, one, began + WARMED_UP + place * A_SET)
        facts.append((Kind.SET_LOGGED, fact))
    facts.append((Kind.SESSION_FINISHED, SessionFinished(finished_at=milliseconds(ended))))
    say(athlete, key, facts, ended)

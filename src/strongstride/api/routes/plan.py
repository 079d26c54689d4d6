"""The plan: today, the weeks to the race, and changing them."""

from datetime import date, timedelta
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

import msgspec
from django.db import transaction
from django.http import HttpRequest
from ninja import File, Query, UploadedFile

from strongstride.accounts.models import Athlete
from strongstride.accounts.scopes import Scope
from strongstride.api.authentication import athlete_asking, needs
from strongstride.api.contract import plan as json
from strongstride.api.errors import ApiError, conflict, invalid, not_found
from strongstride.api.service import Area
from strongstride.api.values import Created, Json
from strongstride.exchange.as_contract import whys
from strongstride.exchange.contract import SessionJson
from strongstride.training.planning.access import get_own_adjustment_or_404
from strongstride.training.planning.actions import NotAdjustedError, Outcome, adjust, take_runs
from strongstride.training.planning.actions import undo as undo_adjustment
from strongstride.training.planning.inputs import planning_of
from strongstride.training.planning.last_change import changes_in_force
from strongstride.training.planning.limits import MOST_FILE_BYTES
from strongstride.training.planning.programme import head_for, session_for, sessions_between
from strongstride.training.planning.today_page import today_page
from strongstride.web.addresses import absolute

area = Area()
AHEAD = timedelta(days=13)  # with today: the two weeks a phone takes along
MOST_DAYS = timedelta(days=42)
Since = Annotated[date | None, Query(description="first day; today when left out")]
Until = Annotated[
    date | None, Query(description="last day, at most 42 days later; 13 when left out")
]


@area.get("/today", auth=needs(Scope.TRAINING_READ))
def show_today(request: HttpRequest) -> json.TodayNowJson:
    """The one thing to do next."""
    athlete = athlete_asking(request)
    today = athlete.local_today()
    page = today_page(athlete, today)
    return json.TodayNowJson(
        today=today,
        phase=page.phase,
        next=page.next,
        runs=list(page.runs),
        open_session=None if page.open is None else UUID(page.open.key),
        done_sessions=[UUID(one.key) for one in page.done],
        notices=list(head_for(athlete, today).notices),
    )


@area.get("/plan", auth=needs(Scope.TRAINING_READ))
def show_plan(request: HttpRequest) -> json.PlanNowJson:
    """The weeks to the race, runs and strength, without the content of the sessions."""
    athlete = athlete_asking(request)
    today = athlete.local_today()
    return json.PlanNowJson(today=today, plan=head_for(athlete, today))


@area.get("/planned-sessions", auth=needs(Scope.TRAINING_READ))
def list_planned_sessions(
    request: HttpRequest, since: Since = None, until: Until = None
) -> list[SessionJson]:
    """Planned sessions in full, by date: the next two weeks when nothing is said."""
    athlete = athlete_asking(request)
    today = athlete.local_today()
    first = since or today
    last = until or min(first, date.max - AHEAD) + AHEAD
    if last - first > MOST_DAYS:
        raise invalid(f"At most {MOST_DAYS.days} days at once.", "until")
    head_for(athlete, today)
    return list(sessions_between(athlete, first, last))


@area.get("/planned-sessions/{key}", auth=needs(Scope.TRAINING_READ))
def show_planned_session(request: HttpRequest, key: str) -> SessionJson:
    """One planned session in full."""
    athlete = athlete_asking(request)
    head_for(athlete, athlete.local_today())
    found = session_for(athlete, key)
    if found is None:
        raise not_found("There is no planned session with this id.")
    return found


@area.get("/planned-sessions/{key}/days", auth=needs(Scope.TRAINING_READ))
def list_days_for_session(request: HttpRequest, key: str) -> list[json.DayChoiceJson]:
    """The days of a session's week: where it may move, and why not elsewhere."""
    athlete = athlete_asking(request)
    found = planning_of(athlete, athlete.local_today()).days_for(key)
    if not found:
        raise not_found("There is no planned session with this id that could move.")
    return [
        json.DayChoiceJson(
            on=each.on, why_not=None if each.why_not is None else whys([each.why_not])[0]
        )
        for each in found
    ]


@area.get("/adjustments", auth=needs(Scope.TRAINING_READ))
def list_adjustments(request: HttpRequest) -> list[json.AdjustmentJson]:
    """The changes in force that still matter, newest first: the last forty."""
    athlete = athlete_asking(request)
    return [
        json.AdjustmentJson(id=UUID(each.key), title=each.title, changes=list(each.changes))
        for each in changes_in_force(athlete, athlete.local_today())
    ]


@area.post("/adjustments", auth=needs(Scope.TRAINING_WRITE))
def make_adjustment(request: HttpRequest, body: Json[json.NewAdjustment]) -> Created[json.MadeJson]:
    """Change the plan with the smallest change that keeps the hard rules.

    409 with the rule's sentence when they forbid it; then nothing changes.
    """
    made = _adjusted(athlete_asking(request), body)
    return json.MadeJson(id=made.key, changes=list(made.changes))


@area.post("/adjustments/preview", auth=needs(Scope.TRAINING_READ))
def preview_adjustment(request: HttpRequest, body: Json[json.NewAdjustment]) -> json.ChangesJson:
    """What a change would change. Nothing is kept."""
    with transaction.atomic():
        made = _adjusted(athlete_asking(request), body)
        transaction.set_rollback(True)
    return json.ChangesJson(changes=list(made.changes))


@area.delete("/adjustments/{key}", auth=needs(Scope.TRAINING_WRITE))
def undo_one_adjustment(request: HttpRequest, key: UUID) -> json.ChangesJson:
    """Take a change back: the plan is as if it had never been made."""
    athlete = athlete_asking(request)
    row = get_own_adjustment_or_404(athlete, key)
    return json.ChangesJson(changes=list(undo_adjustment(athlete, row, athlete.local_today())))


@area.post("/planned-runs/file", auth=needs(Scope.TRAINING_WRITE))
def upload_planned_runs(
    request: HttpRequest,
    file: Annotated[UploadedFile, File(description="calendar (.ics) or table (.csv)")],
) -> Created[json.MadeJson]:
    """Plan around the runs of a calendar or table."""
    if (file.size or 0) > MOST_FILE_BYTES:
        raise ApiError(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            "too_big",
            "That file is larger than 5 MB: export the running plan alone.",
        )
    athlete = athlete_asking(request)
    try:
        made = take_runs(athlete, file.read(), file.name or "upload", athlete.local_today())
    except NotAdjustedError as error:
        raise invalid(str(error), "file") from None
    return json.MadeJson(id=made.key, changes=list(made.changes))


@area.get("/links", auth=needs(Scope.TRAINING_READ))
def show_links(request: HttpRequest) -> json.LinksJson:
    """The private calendar feed, and where everything one owns is handed out."""
    athlete = athlete_asking(request)
    secret = athlete.profile.calendar_secret
    return json.LinksJson(
        calendar=absolute("training:calendar", athlete.pk, secret) if secret else None,
        export=absolute("training:export"),
    )


def _adjusted(athlete: Athlete, wish: msgspec.Struct) -> Outcome:
    today = athlete.local_today()
    adjustment = json.adjustment_of(wish, today)
    try:
        return adjust(athlete, adjustment, today)
    except NotAdjustedError as error:
        if error.field:
            raise invalid(str(error), error.field) from None
        raise conflict("not_possible", str(error)) from None

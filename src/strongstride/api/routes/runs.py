"""Runs that were done, and the files they come from."""

from datetime import date
from http import HTTPStatus
from typing import Annotated, Any, cast
from uuid import UUID

import msgspec
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction
from django.http import HttpRequest
from ninja import File, Query, UploadedFile

from strongstride.accounts.scopes import Scope
from strongstride.api.authentication import athlete_asking, needs
from strongstride.api.contract import runs as json
from strongstride.api.cursors import Cursor, Limit, Page, read_cursor, write_cursor
from strongstride.api.days import check_done_on
from strongstride.api.errors import ApiError
from strongstride.api.service import Area
from strongstride.api.values import Created, Json
from strongstride.coach.runs import RunKind
from strongstride.runs import actions
from strongstride.runs.access import get_own_import_or_404, get_own_run_or_404
from strongstride.runs.listing import RunFilter, run_page
from strongstride.runs.uploads import upload_problem
from strongstride.web.marks import Mark

area = Area()
Words = Annotated[str, Query(max_length=100, description="words of the name or note")]
Metres = Annotated[float | None, Query(ge=0, le=1_000_000, description="metres")]


@area.get("/runs", auth=needs(Scope.RUNS_READ))
def list_runs(
    request: HttpRequest,
    kind: RunKind | None = None,
    since: date | None = None,
    until: date | None = None,
    least_m: Metres = None,
    most_m: Metres = None,
    words: Words = "",
    cursor: Cursor = None,
    limit: Limit = 20,
) -> Page[json.RunItemJson]:
    """Runs, newest first."""
    wanted = RunFilter(
        kind=kind, since=since, until=until, least_m=least_m, most_m=most_m, text=words
    )
    after = read_cursor(cursor, Mark)
    page = run_page(athlete_asking(request), wanted, after, limit)
    following = None if page.following is None else write_cursor(page.following)
    return Page(items=[json.run_item_json(run) for run in page.runs], next=following)


@area.post("/runs", auth=needs(Scope.RUNS_WRITE))
def add_run(request: HttpRequest, body: Json[json.NewRun]) -> Created[json.RunDetailJson]:
    """Enter a run by hand; the plan follows."""
    athlete = athlete_asking(request)
    check_done_on(body.on, athlete)
    words = actions.RunWords(**msgspec.structs.asdict(body))
    return json.run_detail_json(actions.add_run(athlete, words))


@area.get("/runs/{key}", auth=needs(Scope.RUNS_READ))
def show_run(request: HttpRequest, key: UUID) -> json.RunDetailJson:
    """One run."""
    return json.run_detail_json(get_own_run_or_404(request, key))


@area.patch("/runs/{key}", auth=needs(Scope.RUNS_WRITE))
def change_run(request: HttpRequest, key: UUID, body: Json[json.RunChange]) -> json.RunDetailJson:
    """Correct a run, or say of which kind it was; the plan follows."""
    changes = {
        name: value
        for name, value in msgspec.structs.asdict(body).items()
        if value is not msgspec.UNSET
    }
    if "on" in changes:
        check_done_on(changes["on"], athlete_asking(request))
    with transaction.atomic():
        run = get_own_run_or_404(request, key)
        _change(run, changes)
    run.refresh_from_db()
    return json.run_detail_json(run)


@area.delete("/runs/{key}", auth=needs(Scope.RUNS_WRITE))
def remove_run(request: HttpRequest, key: UUID) -> None:
    """Take a run away; the app's list of removed runs can bring it back."""
    actions.remove_run(get_own_run_or_404(request, key))


@area.post("/imports", auth=needs(Scope.RUNS_WRITE))
def upload_runs(
    request: HttpRequest,
    files: Annotated[list[UploadedFile], File(description="FIT, GPX, TCX, or whole archives")],
) -> Created[json.ImportJson]:
    """Upload recordings or whole archives; they are read in the background."""
    problem = upload_problem(request)
    if problem:
        raise ApiError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_big", problem)
    received = cast("list[TemporaryUploadedFile]", files)  # our only handler makes no other
    return json.import_json(actions.start_import(athlete_asking(request), received))


@area.get("/imports/{key}", auth=needs(Scope.RUNS_READ))
def show_import(request: HttpRequest, key: UUID) -> json.ImportJson:
    """How far an upload is read, and what came of it."""
    return json.import_json(get_own_import_or_404(request, key))


def _change(run: Any, changes: dict[str, Any]) -> None:
    kind = changes.pop("kind", msgspec.UNSET)
    note = changes.pop("note", None)
    if note is not None:
        actions.note_run(run, note)
    if changes:
        actions.edit_run(run, changes)
    if kind is not msgspec.UNSET:
        actions.give_kind(run, kind)

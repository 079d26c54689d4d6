"""Who asks, and what they told about themselves."""

import hashlib
from http import HTTPStatus
from typing import Annotated, Any

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Meta
from ninja import Header

from strongstride.accounts.access import user_of
from strongstride.accounts.actions import change_profile
from strongstride.accounts.answers.tables import AnswersError, tables_of, with_answers
from strongstride.accounts.profile import Profile
from strongstride.accounts.scopes import Scope
from strongstride.api.authentication import athlete_asking, needs
from strongstride.api.contract.plan import ChangesJson
from strongstride.api.errors import ApiError, invalid
from strongstride.api.service import Area
from strongstride.api.values import Json
from strongstride.training.planning.actions import preview
from strongstride.web.clock import local_today

area = Area()
Table = dict[str, Any]


class MeJson(msgspec.Struct, frozen=True, kw_only=True):
    """The account behind a request."""

    email: str
    name: str
    athlete_id: str
    time_zone: str
    today: Annotated[str, Meta(description="the date on the athlete's wrist")]
    set_up: Annotated[bool, Meta(description="whether the first questions are answered")]
    inputs_version: Annotated[
        int, Meta(description="grows with everything that may change the plan")
    ]


class ProfileJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The tables of the athlete file: docs/reference/athlete-file.md describes every key."""

    athlete: Table = {}
    time: Table = {}
    equipment: Table = {}
    goal: Table = {}
    running: Table = {}
    pain: Table = {}
    safety: Table = {}


class ProfileChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Keys to change, table by table; null takes a key, or a whole table, away.

    `safety` is always replaced as a whole.
    """

    athlete: Table | msgspec.UnsetType | None = msgspec.UNSET
    time: Table | msgspec.UnsetType | None = msgspec.UNSET
    equipment: Table | msgspec.UnsetType | None = msgspec.UNSET
    goal: Table | msgspec.UnsetType | None = msgspec.UNSET
    running: Table | msgspec.UnsetType | None = msgspec.UNSET
    pain: Table | msgspec.UnsetType | None = msgspec.UNSET
    safety: Table | msgspec.UnsetType | None = msgspec.UNSET


@area.get("/me", auth=needs(None))
def show_me(request: HttpRequest) -> MeJson:
    """The account this token or session belongs to."""
    athlete, user = athlete_asking(request), user_of(request)
    zone = athlete.profile.athlete.time_zone
    return MeJson(
        email=user.email,
        name=user.name,
        athlete_id=str(athlete.pk),
        time_zone=zone,
        today=athlete.local_today().isoformat(),
        set_up=athlete.set_up_at is not None,
        inputs_version=athlete.inputs_version,
    )


@area.get("/me/profile", auth=needs(Scope.PROFILE_READ))
def show_profile(request: HttpRequest, response: HttpResponse) -> ProfileJson:
    """Equipment, goal, time, running and health answers.

    The answer's ETag names this state; send it as If-Match to change exactly this state.
    """
    return _told(athlete_asking(request).profile, response)


@area.patch("/me/profile", auth=needs(Scope.PROFILE_WRITE))
def change_my_profile(
    request: HttpRequest,
    response: HttpResponse,
    body: Json[ProfileChange],
    if_match: Annotated[
        str | None, Header(alias="If-Match", description="ETag of the profile seen")
    ] = None,
) -> ProfileJson:
    """Change some of the profile; the plan follows.

    All mistakes are found at once, the first is told. 412 when If-Match names another state.
    """
    athlete = athlete_asking(request)
    answers, today = _answers(body), athlete.local_today()

    def change(profile: Profile) -> Profile:
        if if_match not in (None, "*", _tag(profile)):
            raise _changed_meanwhile()
        return with_answers(profile, answers, today)

    try:
        changed = change_profile(athlete, change)
    except AnswersError as error:
        raise _unfit(error) from None
    return _told(changed, response)


@area.post("/me/profile/preview", auth=needs(Scope.PROFILE_READ))
def preview_profile(request: HttpRequest, body: Json[ProfileChange]) -> ChangesJson:
    """What another race, other days or equipment would change in the plan. Nothing is kept."""
    athlete = athlete_asking(request)
    today = athlete.local_today()
    try:
        wished = with_answers(athlete.profile, _answers(body), today)
    except AnswersError as error:
        raise _unfit(error) from None
    return ChangesJson(changes=list(preview(athlete, wished, today)))


def _answers(body: ProfileChange) -> dict[str, Table | None]:
    return {
        name: value
        for name, value in msgspec.structs.asdict(body).items()
        if value is not msgspec.UNSET
    }


def _told(profile: Profile, response: HttpResponse) -> ProfileJson:
    response.headers["ETag"] = _tag(profile)
    today = local_today(profile.athlete.time_zone)
    return ProfileJson(
        **{
            name: table
            for name, table in tables_of(profile, today).items()
            if name in ProfileJson.__struct_fields__
        }
    )


def _tag(profile: Profile) -> str:
    text = msgspec.json.encode(profile, order="deterministic")
    return f'"{hashlib.sha256(text).hexdigest()[:24]}"'


def _changed_meanwhile() -> ApiError:
    return ApiError(
        HTTPStatus.PRECONDITION_FAILED,
        "changed_meanwhile",
        "The profile has changed since it was read.",
        hint="Read it again and send its ETag as If-Match.",
    )


def _unfit(error: AnswersError) -> ApiError:
    first = error.findings[0]
    more = len(error.findings) - 1
    hint = f"{more} more mistake{'s' if more > 1 else ''} in this request." if more else None
    return invalid(first.text, ".".join(str(part) for part in first.path), hint)

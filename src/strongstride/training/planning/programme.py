"""The stored plan: valid for one version of its inputs and one local date, else made anew."""

from datetime import date

import msgspec
from django.db import transaction
from django.db.models import Q

from strongstride.accounts.actions import lock
from strongstride.accounts.models import Athlete
from strongstride.coach.adjusting.replan import Adjusted
from strongstride.exchange.as_contract import session_json
from strongstride.exchange.contract import SessionJson
from strongstride.training.models import PlannedSession, Programme
from strongstride.training.planning.documents import Head, head_of
from strongstride.training.planning.inputs import Planning, planning_of

_TRIES = 3  # plans made in vain because something changed meanwhile
_HEAD = msgspec.json.Decoder(Head)
_SESSION = msgspec.json.Decoder(SessionJson)


def head_for(athlete: Athlete, today: date) -> Head:
    """The plan in force today, without the content of its sessions; made first if need be.

    One query while the stored plan is valid. Planning holds no lock: a plan from which something
    has changed by the time it is made is not stored but made again.
    """
    for _ in range(_TRIES):
        if (head := _stored(athlete, today) or _made(athlete, today)) is not None:
            return head
    with transaction.atomic():
        lock(athlete)
        planning = planning_of(athlete, today)
        return store(athlete, planning, planning.programme())


def _stored(athlete: Athlete, today: date) -> Head | None:
    """The stored plan, where it is valid."""
    stored = Programme.objects.filter(
        athlete=athlete, inputs_version=athlete.inputs_version, made_on=today
    )
    document = stored.values_list("document", flat=True).first()
    return None if document is None else _HEAD.decode(document)


def _made(athlete: Athlete, today: date) -> Head | None:
    """A plan made and stored now; None when what it was made of has changed meanwhile."""
    version = athlete.inputs_version
    planning = planning_of(athlete, today)
    made = planning.programme()
    with transaction.atomic():
        lock(athlete)
        return store(athlete, planning, made) if athlete.inputs_version == version else None


def plan_ahead(athlete: Athlete) -> None:
    """Make the plan in the background, so that whoever looks next only reads."""
    row = Athlete.objects.get(pk=athlete.pk)
    if row.set_up_at is not None:
        head_for(row, row.local_today())


def session_for(athlete: Athlete, key: str) -> SessionJson | None:
    """One session of the stored plan in full; call `head_for` before."""
    rows = PlannedSession.objects.filter(athlete=athlete, key=key)
    document = rows.values_list("document", flat=True).first()
    return None if document is None else _SESSION.decode(document)


def sessions_between(athlete: Athlete, first: date, last: date) -> tuple[SessionJson, ...]:
    """The sessions of the stored plan from `first` to `last` in full, by date. One query."""
    rows = PlannedSession.objects.filter(athlete=athlete, on__range=(first, last)).order_by("on")
    return tuple(_SESSION.decode(text) for text in rows.values_list("document", flat=True))


def store(athlete: Athlete, planning: Planning, made: Adjusted) -> Head:
    """Keep a programme just made as the one in force; sessions gone by stay as they were.

    The caller holds the athlete's lock, and has done so since before `planning` was read or has
    seen that nothing changed since.
    """
    head = head_of(made, planning.history, planning.said, planning.person.mass_unit)
    sessions = [session for week in made.programme.weeks for session in week.sessions]
    rows = [
        PlannedSession(
            athlete=athlete,
            key=session.id,
            on=session.on,
            focus=session.focus[:120],
            minutes=session.minutes,
            document=msgspec.json.encode(session_json(session)).decode(),
        )
        for session in sessions
    ]
    Programme.objects.bulk_create(
        [
            Programme(
                athlete=athlete,
                inputs_version=athlete.inputs_version,
                made_on=planning.today,
                document=msgspec.json.encode(head).decode(),
            )
        ],
        update_conflicts=True,
        unique_fields=["athlete"],
        update_fields=["inputs_version", "made_on", "document"],
    )
    old = PlannedSession.objects.filter(athlete=athlete)
    keys = [row.key for row in rows]
    old.filter(Q(on__gte=planning.today) | Q(key__in=keys)).delete()
    PlannedSession.objects.bulk_create(rows)
    return head

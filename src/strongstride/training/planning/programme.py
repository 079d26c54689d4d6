"""The stored plan: valid for one version of its inputs and one local date, else made anew."""

from datetime import date

import msgspec
from django.db import transaction
from django.db.models import Q

from strongstride.accounts.models import Athlete
from strongstride.coach.adjusting.replan import Adjusted
from strongstride.exchange.as_contract import session_json
from strongstride.exchange.contract import SessionJson
from strongstride.training.models import PlannedSession, Programme
from strongstride.training.planning.documents import Head, head_of
from strongstride.training.planning.inputs import Planning, planning_of
from strongstride.web.clock import local_today

_HEAD = msgspec.json.Decoder(Head)
_SESSION = msgspec.json.Decoder(SessionJson)


def head_for(athlete: Athlete, today: date) -> Head:
    """The plan in force today, without the content of its sessions; made first if need be.

    One query while the stored plan is valid.
    """
    stored = Programme.objects.filter(
        athlete=athlete, inputs_version=athlete.inputs_version, made_on=today
    )
    document = stored.values_list("document", flat=True).first()
    if document is not None:
        return _HEAD.decode(document)
    planning = planning_of(athlete, today)
    return store(athlete, planning, planning.programme())


def plan_ahead(athlete: Athlete) -> None:
    """Make the plan in the background, so that whoever looks next only reads."""
    row = Athlete.objects.get(pk=athlete.pk)
    if row.set_up_at is not None:
        head_for(row, local_today(row.profile.athlete.time_zone))


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
    """Keep a programme just made as the one in force; sessions gone by stay as they were."""
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
    with transaction.atomic():
        # Whoever comes second waits here for the first, and writes the same.
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

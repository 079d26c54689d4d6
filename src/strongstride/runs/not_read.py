"""Uploads of late with files that were not read: told until somebody looks at why."""

from datetime import timedelta

from django.http import HttpRequest

from strongstride.accounts.access import athlete_of
from strongstride.runs.models import Import
from strongstride.web import clock

TOLD_FOR = timedelta(days=14)
_LOOKED_AT = "imports_looked_at"  # in the login's session, newest last
_KEPT = 20


def not_read(request: HttpRequest) -> Import | None:
    """The newest upload with files not read that nobody has looked at in this login. One query."""
    rows = Import.objects.filter(
        athlete=athlete_of(request), refused__gt=0, finished_at__gt=clock.now() - TOLD_FOR
    )
    unseen = rows.exclude(pk__in=request.session.get(_LOOKED_AT, ()))
    return unseen.only("id", "name", "new", "refused").order_by("-created_at").first()


def looked_at(request: HttpRequest, job: Import) -> None:
    """Tell no more of an upload whose lines are shown; nothing while it is being read."""
    known: list[str] = request.session.get(_LOOKED_AT, [])
    if job.finished_at is not None and job.refused and str(job.pk) not in known:
        request.session[_LOOKED_AT] = [*known, str(job.pk)][-_KEPT:]

"""Where it hurt in a session reaches the coach: as if it had been said under "Something hurts".

It can be taken back on the plan like everything said there. The pain of single sets needs no such
way: the coach reads it with the set.
"""

from datetime import date
from uuid import UUID, uuid5

from strongstride.accounts.models import Athlete
from strongstride.coach.adjusting.adjustment import Hurts
from strongstride.coach.catalogue import BodyPart
from strongstride.coach.rules import n
from strongstride.training.models import Adjustment
from strongstride.training.planning.adjusted import Body, kind_of, write_body
from strongstride.training.session_log.rows import instant
from strongstride.training.session_log.state import SessionLog
from strongstride.web import clock


def tell_the_coach(athlete: Athlete, before: SessionLog | None, after: SessionLog) -> None:
    """Bring what is said of pain from what the session said before to what it says."""
    was, now = _said(before), _said(after)
    for part in sorted(was.keys() | now.keys()):
        if was.get(part) == now.get(part):
            continue
        if part in now and (_matters(now[part]) or _was_said(athlete, part)):
            _say(athlete, after, part, now[part])
        else:
            _take_back(athlete, after, part)


def _said(log: SessionLog | None) -> dict[str, int]:
    """Pain by part of a session that counts: what is said in an open one may still change."""
    return dict(log.pain) if log is not None and log.state == "finished" else {}


def _matters(level: int) -> bool:
    return level >= n("pain-monitoring", "hold")


def _was_said(athlete: Athlete, part: str) -> bool:
    """Whether a lower level is news: it ends what was said of the part before."""
    said = Adjustment.objects.filter(athlete=athlete, kind="hurts", undone_at=None)
    return said.filter(body__adjustment__part=part).exists()


def _say(athlete: Athlete, log: SessionLog, part: str, level: int) -> None:
    on = date.fromisoformat(log.on)
    hurts = Hurts(made_on=on, part=BodyPart(part), level=level)
    told = f"You said {level} of 10 in your {part} in the session of {on.day} {on:%B}."
    body = Body(adjustment=hurts, changes=(told,))
    ended = clock.now() if log.finished_at is None else instant(log.finished_at)
    Adjustment.objects.update_or_create(
        pk=_key(log, part),
        defaults={
            "athlete": athlete,
            "kind": kind_of(body),
            "body": write_body(body),
            "created_at": ended,
            "undone_at": None,
        },
    )


def _take_back(athlete: Athlete, log: SessionLog, part: str) -> None:
    mine = Adjustment.objects.filter(athlete=athlete, pk=_key(log, part), undone_at=None)
    mine.update(undone_at=clock.now())


def _key(log: SessionLog, part: str) -> UUID:
    """One for each part of a session: corrected, it is still the same."""
    return uuid5(UUID(log.session), f"pain {part}")

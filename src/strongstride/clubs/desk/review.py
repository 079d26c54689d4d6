"""Pages of entries to judge: those that wait, and those of one participant."""

import msgspec
from django.db.models import QuerySet

from strongstride.clubs.desk.evidence import Evidence, evidence_of
from strongstride.clubs.desk.waiting import behind, waiting
from strongstride.clubs.models import Challenge, Credit, Membership, Participation
from strongstride.web.marks import Mark
from strongstride.web.templatetags.quantities import Units

PAGE = 10
PEOPLE = 50


class EntryPage(msgspec.Struct, frozen=True, kw_only=True):
    """Some entries, and where the next page begins."""

    entries: tuple[Evidence, ...]
    following: str = ""
    in_all: int = 0


class PeoplePage(msgspec.Struct, frozen=True, kw_only=True):
    """Some participants by name, and the number of the next page, 0 for none."""

    people: tuple[Participation, ...]
    following: int = 0


def queue(actor: Membership, challenge: Challenge, after: str, units: Units) -> EntryPage:
    """A page of what waits, oldest first."""
    rows = waiting(challenge)
    found = list(_whole(behind(rows, Mark.read(after)))[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    following = "" if last is None else str(Mark(last.done_at, last.pk))
    entries = evidence_of(actor, challenge, found[:PAGE], units)
    return EntryPage(entries=entries, following=following, in_all=rows.count())


def one(actor: Membership, credit: Credit, units: Units) -> Evidence | None:
    """One entry as it is now; None where nothing is left of it."""
    found = list(_whole(Credit.objects.filter(pk=credit.pk)))
    for told in evidence_of(actor, credit.challenge, found, units):
        return told
    return None


def of_participant(actor: Membership, part: Participation, page: int, units: Units) -> EntryPage:
    """A page of a participant's entries, newest first; those too that do not count."""
    rows = Credit.objects.filter(participation=part).order_by("-done_at", "-id")
    first = (page - 1) * PAGE
    found = list(_whole(rows)[first : first + PAGE + 1])
    entries = evidence_of(actor, part.challenge, found[:PAGE], units)
    following = str(page + 1) if len(found) > PAGE else ""
    return EntryPage(entries=entries, following=following, in_all=rows.count())


def people(challenge: Challenge, text: str, page: int) -> PeoplePage:
    """Who takes part or did, by name; not those whose account is gone."""
    rows = Participation.objects.filter(challenge=challenge, membership__athlete__isnull=False)
    if text:
        rows = rows.filter(membership__name__icontains=text)
    first = (page - 1) * PEOPLE
    ordered = rows.select_related("membership").order_by("membership__name", "pk")
    found = tuple(ordered[first : first + PEOPLE + 1])
    following = page + 1 if len(found) > PEOPLE else 0
    return PeoplePage(people=found[:PEOPLE], following=following)


def _whole(rows: QuerySet[Credit]) -> QuerySet[Credit]:
    return rows.select_related("participation__membership", "ruled_by")

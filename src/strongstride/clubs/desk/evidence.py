"""What an organiser needs to judge an entry: never where it was, nor a heart rate."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

import msgspec
from django.db.models import Count

from strongstride.clubs.challenges.page import in_club_unit
from strongstride.clubs.crediting.amounts import show
from strongstride.clubs.crediting.entry import CreditStatus, Entry, EntryKind, RulingWord
from strongstride.clubs.crediting.reading import seconds_of, worth
from strongstride.clubs.crediting.reasons import words
from strongstride.clubs.crediting.records import Record, record_beaten, records
from strongstride.clubs.crediting.terms import ChallengeKind, Terms
from strongstride.clubs.crediting.window import day_of
from strongstride.clubs.desk.rulings import as_seen, can_be_set, is_own, others_may_rule
from strongstride.clubs.models import Challenge, Credit, Membership
from strongstride.clubs.settling.entries import done, within
from strongstride.clubs.settling.terms import terms_of
from strongstride.web import clock
from strongstride.web.templatetags.quantities import Units, distance, pace
from strongstride.web.templatetags.quantities import clock as clock_words

_LET_COUNT = (RulingWord.ALLOWED.value, RulingWord.SET.value)
_WAITS = {
    "unbelieved": "The import found it hard to believe",
    "over_most": "More than {detail}, the most that counts by itself",
    "over_a_day": "The entries of that day come to {detail}: more than a day has",
}
_RULED_REASONS = frozenset({"allowed", "set", "refused"})  # `ruled` and `said` tell them
_STATUS = {
    CreditStatus.COUNTED.value: "counts",
    CreditStatus.WAITING.value: "waits",
    CreditStatus.NOT_COUNTED.value: "does not count",
    CreditStatus.GONE.value: "removed",
}
_RULED = {
    RulingWord.ALLOWED.value: "let it count",
    RulingWord.SET.value: "set what it counts for",
    RulingWord.REFUSED.value: "did not let it count",
}


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One entry as an organiser judges it, in the organiser's own unit; "" where nothing is known.

    `amount` is what it is worth now, `would_be` what it would be if it counted: both in the club's
    unit. `seen` goes back with the word on it.
    """

    key: UUID
    participant: UUID
    name: str
    on: date
    what: str
    status: str  # of CreditStatus
    status_words: str
    amount: str
    would_be: str
    distance: str
    time: str
    pace: str
    record: str
    source: str
    why: str
    day: str
    allowed: int  # of this member's entries, before
    ruled: str
    said: str
    seen: str
    can_rule: bool
    can_set: bool


def evidence_of(
    actor: Membership, challenge: Challenge, rows: Sequence[Credit], units: Units
) -> tuple[Evidence, ...]:
    """Evidence on credits of one challenge: five queries at most, for any number.

    The rows come with their participation, its membership, and who ruled on them.
    """
    if not rows:
        return ()
    terms, shown = terms_of(challenge), in_club_unit(challenge)
    entries = _entries(rows, terms)
    allowed = _allowed(rows)
    others = others_may_rule(actor)
    made = _Maker(actor=actor, terms=terms, shown=shown, units=units, others=others)
    return tuple(
        made.evidence(
            credit,
            entries[credit.participation.membership.athlete_id],
            allowed[credit.participation.membership_id],
        )
        for credit in rows
    )


def _entries(rows: Iterable[Credit], terms: Terms) -> Mapping[UUID | None, Sequence[Entry]]:
    """What each of these people did in the days of the challenge."""
    athletes = {credit.participation.membership.athlete_id for credit in rows}
    found = done({each for each in athletes if each is not None}, [terms], clock.now())
    return defaultdict(tuple, {key: within(each, terms) for key, each in found.items()})


def _allowed(rows: Iterable[Credit]) -> Counter[UUID]:
    """How many entries of each of these members organisers have let count."""
    members = {credit.participation.membership_id for credit in rows}
    ruled = Credit.objects.filter(participation__membership__in=members, ruling__in=_LET_COUNT)
    counted = ruled.values_list("participation__membership").annotate(Count("pk"))
    return Counter(dict(counted.order_by()))


class _Maker(msgspec.Struct, frozen=True, kw_only=True):
    """Puts evidence together for one reader; `shown` are the terms in the club's unit."""

    actor: Membership
    terms: Terms
    shown: Terms
    units: Units
    others: bool

    def evidence(self, credit: Credit, theirs: Sequence[Entry], allowed: int) -> Evidence:
        """The evidence on one credit, beside all its owner did."""
        part = credit.participation
        entry = next((each for each in theirs if each.key == str(credit.entry)), None)
        is_mine = is_own(self.actor, part)
        return Evidence(
            key=credit.pk,
            participant=part.pk,
            name="Your own" if is_mine else part.membership.name or "A former member",
            on=credit.on,
            what=_what(credit),
            status=credit.status,
            status_words=_STATUS[credit.status],
            amount=self._shown(credit.amount) if credit.amount else "",
            would_be=self._would_be(entry),
            **self._measured(entry),
            record=self._record(entry) if _is_doubted(credit) else "",
            source="by hand" if credit.by_hand else _source(credit),
            why=_why(credit),
            day=self._day(credit.on, theirs),
            allowed=allowed,
            ruled=_ruled(credit),
            said=credit.ruling_note,
            seen=as_seen(credit, entry),
            can_rule=not (is_mine and self.others),
            can_set=entry is not None and can_be_set(credit.kind, self.terms),
        )

    def _shown(self, amount: int) -> str:
        return show(amount, self.shown.kind, self.shown.unit)

    def _would_be(self, entry: Entry | None) -> str:
        amount = None if entry is None or entry.owner_only else worth(entry, self.terms)
        return "" if amount is None else self._shown(amount)

    def _measured(self, entry: Entry | None) -> dict[str, str]:
        if entry is None or entry.owner_only:
            return dict.fromkeys(("distance", "time", "pace"), "")
        metres, seconds = entry.distance_m or 0.0, seconds_of(entry)
        has_both = bool(metres and seconds)
        return {
            "distance": distance(metres, self.units) if metres else "",
            "time": clock_words(seconds) if seconds else "",
            "pace": pace(metres / seconds, self.units) if has_both else "",
        }

    def _record(self, entry: Entry | None) -> str:
        """The record it would have broken, else the pace of the longest record within it."""
        if entry is None or entry.kind is EntryKind.STRENGTH:
            return ""
        metres, seconds = entry.distance_m or 0.0, seconds_of(entry)
        beaten = record_beaten(metres, seconds, entry.efforts) if seconds else None
        record = beaten or _longest_within(metres)
        if record is None:
            return ""
        return f"{pace(1 / record.pace, self.units)} over {record.title}"

    def _day(self, on: date, theirs: Sequence[Entry]) -> str:
        """All that its owner did on that day."""
        of_day = [
            each
            for each in theirs
            if day_of(each, self.terms) == on and not each.owner_only  # nobody else's to see
        ]
        seconds = round(sum(map(seconds_of, of_day)))
        metres = sum(each.distance_m or 0.0 for each in of_day)
        told = [
            f"{len(of_day)} {'entry' if len(of_day) == 1 else 'entries'}",
            distance(metres, self.units) if metres else "",
            show(seconds, ChallengeKind.TIME, self.terms.unit) if seconds else "",
        ]
        return ", ".join(filter(None, told))


def _longest_within(metres: float) -> Record | None:
    """The record of the longest distance that is not more."""
    return next((each for each in reversed(records()) if each.metres <= metres), None)


def _is_doubted(credit: Credit) -> bool:
    return credit.status == CreditStatus.WAITING or bool(credit.ruling)


def _what(credit: Credit) -> str:
    is_strength = credit.kind == EntryKind.STRENGTH
    return "Strength session" if is_strength else credit.kind.capitalize()


def _source(credit: Credit) -> str:
    return "logged here" if credit.kind == EntryKind.STRENGTH else "from a file"


def _why(credit: Credit) -> str:
    """Why it stands as it does, to an organiser; for what waits, what the doubt is."""
    if credit.reason in _RULED_REASONS:
        return ""
    if credit.status != CreditStatus.WAITING:
        return words(credit.reason, credit.detail)
    doubt = _WAITS.get(credit.reason, "")
    if "{detail}" in doubt:
        return f"{doubt.replace('{detail}', credit.detail or 'the limit')}."
    told = credit.detail.rstrip(".")
    if doubt and told:
        return f"{doubt}: {told}."
    return f"{doubt or told[:1].upper() + told[1:] or 'It is hard to believe'}."


def _ruled(credit: Credit) -> str:
    """Who said what of it."""
    if not credit.ruling:
        return ""
    who = credit.ruled_by.name if credit.ruled_by else ""
    return f"{who or 'An organiser'} {_RULED[credit.ruling]}"

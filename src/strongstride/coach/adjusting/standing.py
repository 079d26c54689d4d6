"""Which session stands where: sessions keep their numbers when their days change."""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from strongstride.coach.adjusting.session_key import SessionKey
from strongstride.coach.frame import Slot
from strongstride.coach.weeks import monday_of


class Stand(msgspec.Struct, frozen=True):
    """Where a session stands, or last stood: its day and leg cost."""

    on: date
    leg_cost: int


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Every session ever placed, by key; `placed` are those that stand now."""

    known: Mapping[SessionKey, Stand] = {}
    placed: frozenset[SessionKey] = frozenset()

    def days(self) -> dict[date, int]:
        """Day and leg cost of every session that stands."""
        return {self.known[key].on: self.known[key].leg_cost for key in sorted(self.placed)}

    def without(self, gone: frozenset[SessionKey]) -> "Standing":
        """Less sessions that were done or skipped; their numbers are not given again."""
        return msgspec.structs.replace(self, placed=self.placed - gone)


def first_standing(slots: Sequence[Slot], taken: Mapping[date, int]) -> Standing:
    """Sessions numbered by date in each week, after as many as `taken` says of its Monday."""
    known: dict[SessionKey, Stand] = {}
    numbers = dict(taken)
    for slot in slots:
        monday = monday_of(slot.on)
        numbers[monday] = numbers.get(monday, 0) + 1
        known[SessionKey(monday, numbers[monday])] = Stand(slot.on, slot.leg_cost)
    return Standing(known=known, placed=frozenset(known))


def next_standing(
    before: Standing,
    slots: Sequence[Slot],
    fixed: Mapping[SessionKey, date],
    gone: frozenset[SessionKey],
) -> Standing:
    """Who stands in the new slots: whom is fixed there, who stood there, who is most alike.

    A slot nobody is left for gets a new number.
    """
    known = dict(before.known)
    placed: set[SessionKey] = set()
    by_week: dict[date, list[Slot]] = {}
    for slot in slots:
        by_week.setdefault(monday_of(slot.on), []).append(slot)
    for monday, of_week in by_week.items():
        keys = [key for key in before.known if key.monday == monday and key not in gone]
        for key, slot in _matched(before, of_week, keys, fixed, monday):
            known[key] = Stand(slot.on, slot.leg_cost)
            placed.add(key)
    return Standing(known=known, placed=frozenset(placed))


def _matched(
    before: Standing,
    slots: Sequence[Slot],
    keys: Sequence[SessionKey],
    fixed: Mapping[SessionKey, date],
    monday: date,
) -> list[tuple[SessionKey, Slot]]:
    numbers = [key.number for key in before.known if key.monday == monday]
    fresh = [SessionKey(monday, max(numbers, default=0) + 1 + i) for i in range(len(slots))]
    pairs: list[tuple[tuple[object, ...], SessionKey, Slot]] = [
        ((_unlike(before, key, slot, fixed), key.number, slot.on), key, slot)
        for key in (*keys, *fresh)
        for slot in slots
    ]
    used: set[SessionKey] = set()
    found: dict[date, tuple[SessionKey, Slot]] = {}
    for _, key, slot in sorted(pairs, key=lambda pair: pair[0]):
        if key not in used and slot.on not in found:
            used.add(key)
            found[slot.on] = (key, slot)
    return list(found.values())


def _unlike(
    before: Standing, key: SessionKey, slot: Slot, fixed: Mapping[SessionKey, date]
) -> tuple[int, int, int]:
    """How little a session and a slot belong together; smaller first."""
    stood = before.known.get(key)
    if stood is None:
        return (4, 0, 0)
    if key in fixed:
        return (0, 0, 0) if fixed[key] == slot.on else (5, 0, 0)
    stands = int(key not in before.placed)
    away, legs = abs((stood.on - slot.on).days), abs(stood.leg_cost - slot.leg_cost)
    same_kind = bool(stood.leg_cost) == bool(slot.leg_cost)
    rank = 1 if not away and same_kind and not stands else 2 if same_kind else 3
    return (rank, stands, 10 * legs + away)


def numbered(standing: Standing, slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """The slots with the numbers of the sessions that stand in them."""
    by_day = {standing.known[key].on: key.number for key in standing.placed}
    return tuple(msgspec.structs.replace(slot, number=by_day[slot.on]) for slot in slots)

"""Fits the sets of a week to balance and minutes, one set at a time, least important first."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import product
from operator import add, sub

import msgspec

from strongstride.coach.progression import Prescription
from strongstride.coach.rules import n
from strongstride.coach.sessions.balance import TALLIED, Counts, misses, tally
from strongstride.coach.sessions.layout import Part, PartKind
from strongstride.coach.sessions.timing import paired_rests, set_amount, work_seconds

# Worth of the first, second, third ... set of an exercise as a share of its part's importance.
BIG_SHARES = (1.5, 1.2, 1.0, 0.3)
SMALL_SHARES = (1.2, 0.7, 0.3)
LAST_REQUIRED_SET = 40
LEAST_SETS = 3  # a session of fewer is not worth changing for
OFF_WEIGHT = 8  # what a set that balance lacks weighs, in the same coin
# Balance is never bought by dropping an exercise, nor, without a set elsewhere, by leaving one.
MEND_LEAVES = 2


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """One part of one session with its prescription: what `fitted` decides the number of sets of.

    Only what that depends on, so that weeks alike are fitted once.
    """

    session: int
    sets: int  # as prescribed
    amount: int  # reps, seconds or contacts of its first set
    work_s: float  # time under work of one set
    rest_s: int  # after a set that does not alternate
    adds: tuple[int, ...]  # the `tally` of its exercise
    importance: int
    big: bool
    pair: str | None = None
    floor: int = 0  # fewest sets; 0 = may fall away
    ceiling: int  # most sets

    def worth_of_set(self, number: int) -> float:
        """What the `number`-th set is worth: the first most, of big lifts the third still a lot."""
        return worth_of_set(self.importance, number, big=self.big)


def place_of(
    session: int, part: Part, prescription: Prescription, *, floor: int, ceiling: int
) -> Place:
    """The place of a part of a session with what is prescribed for it."""
    first = prescription.sets[0]
    amount = set_amount(first)
    return Place(
        session=session,
        sets=len(prescription.sets),
        amount=amount,
        work_s=work_seconds(prescription.exercise, amount),
        rest_s=first.rest_s,
        adds=tally(prescription.exercise),
        importance=part.importance,
        big=part.kind in (PartKind.MAIN, PartKind.SINGLE),
        pair=part.pair,
        floor=floor,
        ceiling=ceiling,
    )


@lru_cache(maxsize=4096)
def fitted(
    places: tuple[Place, ...], budgets_s: tuple[float, ...], most: tuple[int, int] | None
) -> tuple[int, ...]:
    """The sets of each place: within the seconds of each session, as balanced as can be.

    `most` are the sets and the volume that the week may hold at most; None: any.
    """
    fit = SetFit(places, budgets_s)
    sets = fit.run()
    return sets if most is None else fit.shrink(*most)


def worth_of_set(importance: int, number: int, *, big: bool) -> float:
    """What the `number`-th set of a part of this importance is worth."""
    shares = BIG_SHARES if big else SMALL_SHARES
    return importance * shares[min(number, len(shares)) - 1]


class _Group(msgspec.Struct, frozen=True):
    """One part, or two that alternate, with the seconds of a set together and alone."""

    first: int
    second: int | None
    together: float
    alone: tuple[float, float]

    def seconds(self, sets: Sequence[int], change: float) -> float:
        a = sets[self.first]
        b = sets[self.second] if self.second is not None else 0
        both = min(b, a)
        alone = (a - both) * self.alone[0] + (b - both) * self.alone[1]
        return both * self.together + alone + change * ((a > 0) + (b > 0))


class _Clock:
    """Seconds of one session as a function of its sets; pairs share their rest."""

    def __init__(self, places: Sequence[Place], indices: Sequence[int]) -> None:
        self._change = n("session-length", "change_s")
        by_pair: dict[str, list[int]] = {}
        for index in indices:
            by_pair.setdefault(places[index].pair or f"alone {index}", []).append(index)
        self._group_of = {
            index: group
            for members in by_pair.values()
            for group in [_group(places, members)]
            for index in members
        }
        self._groups = list({group.first: group for group in self._group_of.values()}.values())

    def seconds(self, sets: Sequence[int]) -> float:
        return sum(group.seconds(sets, self._change) for group in self._groups)

    def saved(self, sets: list[int], index: int) -> float:
        """Seconds that one set less of a place saves."""
        group = self._group_of[index]
        now = group.seconds(sets, self._change)
        sets[index] -= 1
        after = group.seconds(sets, self._change)
        sets[index] += 1
        return now - after


def _group(places: Sequence[Place], members: Sequence[int]) -> _Group:
    first, *rest = members
    a = places[first]
    alone_a = a.work_s + a.rest_s
    if not rest:
        return _Group(first, None, 0.0, (alone_a, 0.0))
    b = places[rest[0]]
    rests = paired_rests(a.rest_s, a.work_s, b.rest_s, b.work_s)
    return _Group(first, rest[0], a.work_s + b.work_s + sum(rests), (alone_a, b.work_s + b.rest_s))


class SetFit:
    """The search state: how many sets each place has, and what that means for the week."""

    def __init__(self, places: Sequence[Place], budgets_s: Sequence[float]) -> None:
        self.places = places
        self.sets = [place.sets for place in places]
        self._amounts = [place.amount for place in places]
        self._budgets = budgets_s
        self._tallies = [place.adds for place in places]
        self._sessions = [
            [i for i, place in enumerate(places) if place.session == s]
            for s in range(len(budgets_s))
        ]
        self._clocks = [_Clock(places, indices) for indices in self._sessions]
        self._sums = tuple(
            sum(count * adds[place] for count, adds in zip(self.sets, self._tallies, strict=True))
            for place in range(TALLIED)
        )

    def run(self) -> tuple[int, ...]:
        """Trim to the minutes, mend the balance, and give the sets of each place."""
        for session in range(len(self._budgets)):
            self._trim(session)
        self._mend()
        return tuple(self.sets)

    def shrink(self, most_sets: int, most_volume: int) -> tuple[int, ...]:
        """Take sets away until at most `most_sets` and `most_volume` remain; floors fall."""
        self._drop_sessions(most_sets)
        while sum(self.sets) > most_sets or self.volume() > most_volume:
            taken = self._cheapest_removal(range(len(self.places)), lambda _: 1.0, floor=False)
            if taken is None:
                break
            self._change(taken, -1)
        self._exchange(most_volume)
        return tuple(self.sets)

    def _drop_sessions(self, most_sets: int) -> None:
        """Leave whole sessions away while too few sets remain to make them worth changing for."""
        active = [s for s, places in enumerate(self._sessions) if any(self.sets[i] for i in places)]
        while len(active) > 1 and most_sets < LEAST_SETS * len(active):
            least = min(active, key=self._loss_of_session)
            for index in self._sessions[least]:
                self._change(index, -self.sets[index])
            active.remove(least)

    def _loss_of_session(self, session: int) -> tuple[int, float, int]:
        """How far off balance the week is without a session, and what its sets are worth."""
        places = self._sessions[session]
        sums = self._sums
        for index in places:
            sums = self._moved(sums, index, -self.sets[index])
        worth = sum(self.sets[i] * self.places[i].importance for i in places)
        return _off(sums), worth, -session

    def _exchange(self, most_volume: int) -> None:
        """Drop or swap single sets, never adding to the week, while that brings balance closer."""
        while off := _off(self._sums):
            downs = [
                (index, by)
                for index, by in self._downs(leave=0)
                if not (self.places[index].floor and self.sets[index] == 1)
            ]
            swaps = [
                (down, up)
                for down, up in product(downs, self._ups())
                if self.volume() - self._amounts[down[0]] + self._amounts[up[0]] <= most_volume
            ]
            best = self._best_of([*((down,) for down in downs), *swaps], off)
            if best is None:
                return
            for index, by in best:
                self._change(index, by)

    def volume(self) -> int:
        """Repetitions, seconds and contacts added up over all sets."""
        return sum(c * each for c, each in zip(self.sets, self._amounts, strict=True))

    def _change(self, index: int, by: int) -> None:
        self.sets[index] += by
        self._sums = self._moved(self._sums, index, by)

    def _moved(self, sums: tuple[int, ...], index: int, by: int) -> tuple[int, ...]:
        """The week's counts after so many sets more or less of a place."""
        if by in (1, -1):  # the case that must be fast
            return tuple(map(add if by > 0 else sub, sums, self._tallies[index]))
        return tuple(at + by * adds for at, adds in zip(sums, self._tallies[index], strict=True))

    def _off_after(self, *moves: tuple[int, int]) -> int:
        sums = self._sums
        for index, by in moves:
            sums = self._moved(sums, index, by)
        return _off(sums)

    def _trim(self, session: int) -> None:
        """Take the sets away that are worth least for the time they take."""
        indices, clock = self._sessions[session], self._clocks[session]

        def saved(index: int) -> float:
            return clock.saved(self.sets, index)

        while clock.seconds(self.sets) > self._budgets[session]:
            taken = self._cheapest_removal(indices, saved, floor=True)
            if taken is None:
                taken = self._cheapest_removal(indices, saved, floor=False)
            if taken is None:
                return
            self._change(taken, -1)

    def _cheapest_removal(
        self, indices: Sequence[int], gain: Callable[[int], float], *, floor: bool
    ) -> int | None:
        """The place whose last set costs least for what taking it away gains."""
        least: tuple[float, int] | None = None
        now = _off(self._sums)
        held = [sum(self.sets[i] for i in places) for places in self._sessions]
        for index in indices:
            place, count = self.places[index], self.sets[index]
            if count <= (place.floor if floor else 0):
                continue
            worse = self._off_after((index, -1)) - now
            cost = OFF_WEIGHT * worse + place.worth_of_set(count)
            if place.floor and count == 1:
                cost += LAST_REQUIRED_SET
            if held[place.session] <= LEAST_SETS:
                cost += LAST_REQUIRED_SET
            cost /= max(1.0, gain(index))
            if least is None or (cost, index) < least:
                least = (cost, index)
        return least[1] if least else None

    def _mend(self) -> None:
        """Single moves, then exchanges of two sets, while one brings the week closer to balance."""
        off = _off(self._sums)
        while off:
            move = self._best_move(off)
            if move is None:
                return
            for index, by in move:
                self._change(index, by)
            off = _off(self._sums)

    def _best_move(self, off: int) -> tuple[tuple[int, int], ...] | None:
        ups = self._ups()
        singles = [(move,) for move in (*ups, *self._downs(leave=MEND_LEAVES))]
        found = self._best_of(singles, off)
        if found is None:
            found = self._best_of(list(product(self._downs(leave=1), ups)), off)
        return found

    def _downs(self, *, leave: int) -> list[tuple[int, int]]:
        return [(i, -1) for i, count in enumerate(self.sets) if count > leave]

    def _ups(self) -> list[tuple[int, int]]:
        return [(i, 1) for i, count in enumerate(self.sets) if count < self.places[i].ceiling]

    def _best_of(
        self, moves: Sequence[tuple[tuple[int, int], ...]], off: int
    ) -> tuple[tuple[int, int], ...] | None:
        best: tuple[float, tuple[tuple[int, int], ...]] | None = None
        for move in moves:
            after = self._off_after(*move)
            if after >= off or not self._fits(move):
                continue
            loss = sum(-by * self.places[i].importance for i, by in move)
            if best is None or (after * 10 + loss, move) < best:
                best = (after * 10 + loss, move)
        return best[1] if best else None

    def _fits(self, move: tuple[tuple[int, int], ...]) -> bool:
        for index, by in move:
            self.sets[index] += by
        fits = all(
            self._clocks[s].seconds(self.sets) <= self._budgets[s]
            for s in {self.places[index].session for index, by in move if by > 0}
        )
        for index, by in move:
            self.sets[index] -= by
        return fits


@lru_cache(maxsize=1 << 14)
def _off(sums: tuple[int, ...]) -> int:
    """How far a week is from its bounds: missing sets; an empty region weighs as eight."""
    counts = Counts(*sums)
    empty = (counts.lower == 0) + (counts.core == 0) + (counts.upper == 0)
    return sum(misses(counts)) + 8 * empty

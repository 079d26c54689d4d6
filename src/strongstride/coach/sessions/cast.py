"""The cast of a block: which exercise fills each part of a session, and stays for the block."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

import msgspec

from strongstride.coach.athlete import Athlete, Experience
from strongstride.coach.catalogue import (
    Chain,
    Exercise,
    Implement,
    Loading,
    Pattern,
    catalogue,
)
from strongstride.coach.equipment import can_do, implement_for
from strongstride.coach.programme import Dose, Phase
from strongstride.coach.progression import Prescription
from strongstride.coach.rules import Reason, n, reason
from strongstride.coach.safety import allowed
from strongstride.coach.sessions.dose import DoseContext, dose_for, steady
from strongstride.coach.sessions.layout import Layout, Part, PartKind

TRIED = 12  # candidates tried for one that can be done as it is
BIG = (PartKind.MAIN, PartKind.SINGLE)
NO_JUMPS = (Phase.FORM, Phase.TAPER, Phase.RECOVERY)
HEAVY = (Phase.MAX_STRENGTH, Phase.POWER, Phase.MAINTENANCE, Phase.TAPER)
MOST_SKILL = {
    Experience.NONE: 2,
    Experience.SOME: 3,
    Experience.REGULAR: 3,
    Experience.EXPERT: 4,
}


class Prescribe(Protocol):
    """Gives the next sets of an exercise under a dose, never of one in `avoid`."""

    def __call__(self, exercise: Exercise, dose: Dose, avoid: tuple[str, ...] = ()) -> Prescription:
        """The prescription for one athlete on one day."""
        ...


class Candidate(msgspec.Struct, frozen=True):
    """An exercise this athlete can and may do, and what they would load it with."""

    exercise: Exercise
    implement: Implement | None
    known: bool  # done before, by the log

    @property
    def loadable(self) -> bool:
        """True when load can be added in known steps."""
        return self.implement is not None and self.implement is not Implement.BAND


Cast = dict[tuple[int, str], Candidate]


class Pool(msgspec.Struct, frozen=True):
    """All candidates of one athlete by pattern, and what was left out for their safety."""

    by_pattern: dict[Pattern, tuple[Candidate, ...]]
    left_out: tuple[Reason, ...]
    experience: Experience
    age: int

    def of(self, patterns: Iterable[Pattern]) -> list[tuple[int, Candidate]]:
        """Candidates of the patterns with the place of their pattern, first preferred."""
        return [
            (place, candidate)
            for place, pattern in enumerate(patterns)
            for candidate in self.by_pattern.get(pattern, ())
        ]

    def named(self, exercise_id: str) -> Candidate | None:
        """The candidate with this id; None when this athlete cannot or may not do it."""
        wanted = catalogue().exercises.get(exercise_id)
        same = () if wanted is None else self.by_pattern.get(wanted.pattern, ())
        return next((one for one in same if one.exercise.id == exercise_id), None)


def make_pool(
    athlete: Athlete, training: Sequence[Exercise], known: frozenset[str], today: date
) -> Pool:
    """Everything this athlete owns the equipment for and nothing speaks against."""
    by_pattern: dict[Pattern, list[Candidate]] = {}
    left_out: list[Reason] = []
    for exercise in training:
        if not can_do(athlete.equipment, exercise):
            continue
        against = allowed(exercise, athlete, today)
        if against is not None:
            left_out.append(against)
            continue
        implement = implement_for(athlete.equipment, exercise)
        candidate = Candidate(exercise, implement, exercise.id in known)
        by_pattern.setdefault(exercise.pattern, []).append(candidate)
    frozen = {pattern: tuple(found) for pattern, found in by_pattern.items()}
    return Pool(frozen, tuple(left_out), athlete.experience, athlete.age_on(today))


class Casting:
    """Chooses the cast of each block once and remembers it, so that a block keeps its exercises."""

    def __init__(self, pool: Pool, prescribe: Prescribe) -> None:
        self.pool = pool
        self._prescribe = prescribe
        self._casts: dict[object, Cast] = {}

    def cast(
        self, layouts: Sequence[tuple[Layout, int]], ctx: DoseContext, weeks_done: int
    ) -> Cast:
        """The exercise of each (session, part) of a week of `layouts` with their leg-cost caps.

        No exercise fills two parts of one session; across sessions a part keeps its exercise.
        """
        ready = weeks_done >= n("dose-contacts", "weeks_before_high_jumps")
        key = (ctx.phase, ready, tuple((layout.id, cap) for layout, cap in layouts))
        if key not in self._casts:
            self._casts[key] = self._choose(layouts, steady(ctx), ready=ready)
        return self._casts[key]

    def _choose(
        self, layouts: Sequence[tuple[Layout, int]], ctx: DoseContext, *, ready: bool
    ) -> Cast:
        cast: Cast = {}
        by_part: dict[str, Candidate] = {}
        week_used: set[str] = set()
        for session, (layout, cap) in enumerate(layouts):
            used: set[str] = set()
            for part in layout.parts:
                if part.kind is PartKind.JUMP and ctx.phase in NO_JUMPS:
                    continue
                found = by_part.get(part.id)
                if found is None or found.exercise.leg_cost > cap or found.exercise.id in used:
                    found = self._best(part, ctx, cap, used, week_used, ready=ready)
                if found is not None:
                    cast[session, part.id] = by_part[part.id] = found
                    used.add(found.exercise.id)
            week_used |= used
        return cast

    def _best(
        self,
        part: Part,
        ctx: DoseContext,
        cap: int,
        used: set[str],
        week_used: set[str],
        *,
        ready: bool,
    ) -> Candidate | None:
        """The best fit that this athlete's strength and loads allow as it is, else the best fit."""
        fits = sorted(
            (
                (-_score(part, ctx.phase, self.pool, place, c, week_used), c.exercise.id, c)
                for place, c in self.pool.of(part.patterns)
                if c.exercise.id not in used and _suits(part, self.pool, c.exercise, cap, ready)
            ),
            key=lambda fit: fit[:2],
        )
        for _, _, candidate in fits[:TRIED]:
            if self._stays(part, ctx, candidate):
                return candidate
        return fits[0][2] if fits else None

    def _stays(self, part: Part, ctx: DoseContext, candidate: Candidate) -> bool:
        """Whether the prescription keeps the exercise, with a load light enough to begin with."""
        dose = dose_for(candidate.exercise, part.kind, ctx, loadable=candidate.loadable)
        return is_as_cast(self._prescribe(candidate.exercise, dose), candidate)


def is_as_cast(prescription: Prescription, candidate: Candidate) -> bool:
    """Whether the prescription is for the exercise that was cast, loaded if it is a lift."""
    if prescription.exercise.id != candidate.exercise.id or not prescription.sets:
        return False
    external = candidate.exercise.loading is Loading.EXTERNAL
    return not external or prescription.sets[0].load_g is not None


def choice_reason(chosen: Candidate) -> Reason:
    """Why this exercise fills its part."""
    exercise = chosen.exercise
    how = f" with your {chosen.implement}" if chosen.implement else ""
    known = ", which you know," if chosen.known else ""
    text = f"{exercise.name}{how}{known} for {exercise.pattern}; it stays for the block."
    return reason("stay-for-a-block", text, skill=exercise.skill, leg_cost=exercise.leg_cost)


def _suits(part: Part, pool: Pool, exercise: Exercise, cap: int, ready: bool) -> bool:
    if exercise.leg_cost > cap or exercise.skill > MOST_SKILL[pool.experience]:
        return False
    if part.chain is not None and exercise.chain is not part.chain:
        return False
    if part.chain is None and part.kind in BIG and exercise.chain is Chain.SIDE:
        return False  # the big lifts carry the balance of front and back
    if part.kind is PartKind.JUMP:
        return _jump_suits(pool, exercise, ready)
    return True


def _jump_suits(pool: Pool, exercise: Exercise, ready: bool) -> bool:
    if exercise.loading is Loading.EXTERNAL:
        return False
    if exercise.skill == 1 or (exercise.box_height_cm is None and exercise.skill == 2):
        return True
    return ready and pool.age < n("dose-contacts", "age_limit_low_only")


def _score(
    part: Part, phase: Phase, pool: Pool, place: int, candidate: Candidate, week_used: set[str]
) -> int:
    """Higher is better. A known lift beats a new one; load counts more in heavy phases."""
    exercise = candidate.exercise
    new_to_lifting = pool.experience is Experience.NONE and phase is Phase.FORM
    score = -20 * place + 30 * candidate.known
    score += 6 * exercise.skill * (-1 if new_to_lifting else 1)
    score -= 25 * (exercise.id in week_used)
    body_alone = phase in HEAVY and part.kind in BIG and not candidate.loadable
    if exercise.id in part.mainstays and not body_alone:
        score += 24 - 2 * part.mainstays.index(exercise.id)
    if body_alone:
        score += 8 * exercise.skill  # without load only a harder exercise makes a set heavy
    if exercise.loading is Loading.BAND:
        score += 8
    if part.one_sided:
        score += 18 * exercise.one_sided
    elif part.kind is PartKind.MAIN:
        score -= 8 * exercise.one_sided
    if candidate.loadable:
        score += 24 if phase in HEAVY else 12
    if exercise.loading is Loading.EXTERNAL and part.kind is PartKind.MAIN:
        score += 6
    if candidate.implement is Implement.MACHINE:
        score -= 10  # free weights train the balance that running asks for
    return score

"""The cast of a block: which exercise fills each part of a session, and stays for the block."""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from strongstride.coach.athlete import Athlete, Experience
from strongstride.coach.catalogue import Exercise, Implement, Loading, Pattern
from strongstride.coach.equipment import can_do, implement_for
from strongstride.coach.frame import WeekFrame
from strongstride.coach.programme import Phase
from strongstride.coach.rules import Reason, n, reason
from strongstride.coach.safety import allowed
from strongstride.coach.sessions.layout import Layout, Part, PartKind

NO_JUMPS = (Phase.FORM, Phase.TAPER, Phase.RECOVERY)
HEAVY = (Phase.MAX_STRENGTH, Phase.POWER, Phase.MAINTENANCE, Phase.TAPER)
MOST_SKILL = {
    Experience.NONE: 2,
    Experience.SOME: 3,
    Experience.REGULAR: 3,
    Experience.EXPERT: 4,
}


class Candidate(msgspec.Struct, frozen=True):
    """An exercise this athlete can and may do, and what they would load it with."""

    exercise: Exercise
    implement: Implement | None
    known: bool  # done before, by the log

    @property
    def loadable(self) -> bool:
        """True when load can be added in known steps."""
        return self.implement is not None and self.implement is not Implement.BAND


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


def choose_cast(
    layouts: Sequence[tuple[Layout, int]], frame: WeekFrame, pool: Pool, *, weeks_done: int
) -> dict[tuple[int, str], Candidate]:
    """The exercise of each (session, part) of a week of `layouts` with their leg-cost caps.

    No exercise fills two parts of one session; across sessions the same part keeps its exercise.
    """
    cast: dict[tuple[int, str], Candidate] = {}
    by_part: dict[str, Candidate] = {}
    week_used: set[str] = set()
    for session, (layout, cap) in enumerate(layouts):
        used: set[str] = set()
        for part in layout.parts:
            if part.kind is PartKind.JUMP and frame.phase in NO_JUMPS:
                continue
            found = by_part.get(part.id)
            if found is None or found.exercise.leg_cost > cap or found.exercise.id in used:
                found = _best(part, frame, pool, cap, used, week_used, weeks_done)
            if found is None:
                continue
            cast[session, part.id] = by_part[part.id] = found
            used.add(found.exercise.id)
        week_used |= used
    return cast


def choice_reason(chosen: Candidate) -> Reason:
    """Why this exercise fills this part."""
    exercise = chosen.exercise
    how = f" with your {chosen.implement}" if chosen.implement else ""
    known = ", which you know," if chosen.known else ""
    text = f"{exercise.name}{how}{known} for {exercise.pattern}; it stays for the block."
    return reason("stay-for-a-block", text, skill=exercise.skill, leg_cost=exercise.leg_cost)


def _best(
    part: Part,
    frame: WeekFrame,
    pool: Pool,
    cap: int,
    used: set[str],
    week_used: set[str],
    weeks_done: int,
) -> Candidate | None:
    fits = [
        (_score(part, frame, pool, place, c, week_used), c.exercise.id, c)
        for place, c in pool.of(part.patterns)
        if c.exercise.id not in used and _suits(part, pool, c.exercise, cap, weeks_done)
    ]
    return max(fits, default=(0, "", None))[2]


def _suits(part: Part, pool: Pool, exercise: Exercise, cap: int, weeks_done: int) -> bool:
    if exercise.leg_cost > cap or exercise.skill > MOST_SKILL[pool.experience]:
        return False
    if part.chain is not None and exercise.chain is not part.chain:
        return False
    if part.kind is PartKind.JUMP:
        return _jump_suits(pool, exercise, weeks_done)
    return True


def _jump_suits(pool: Pool, exercise: Exercise, weeks_done: int) -> bool:
    if exercise.skill == 1 or (exercise.box_height_cm is None and exercise.skill == 2):
        return True
    ready = weeks_done >= n("dose-contacts", "weeks_before_high_jumps")
    return ready and pool.age < n("dose-contacts", "age_limit_low_only")


def _score(
    part: Part, frame: WeekFrame, pool: Pool, place: int, candidate: Candidate, week_used: set[str]
) -> int:
    """Higher is better. A known lift beats a new one; load counts more in heavy phases."""
    exercise = candidate.exercise
    new_to_lifting = pool.experience is Experience.NONE and frame.phase is Phase.FORM
    score = -20 * place + 30 * candidate.known
    score += 6 * exercise.skill * (-1 if new_to_lifting else 1)
    score -= 25 * (exercise.id in week_used)
    if exercise.id in part.mainstays:
        score += 24 - 2 * part.mainstays.index(exercise.id)
    if part.one_sided:
        score += 18 * exercise.one_sided
    elif part.kind is PartKind.MAIN:
        score -= 8 * exercise.one_sided
    if candidate.loadable:
        score += 24 if frame.phase in HEAVY else 12
    if exercise.loading is Loading.EXTERNAL and part.kind is PartKind.MAIN:
        score += 6
    if candidate.implement is Implement.MACHINE:
        score -= 10  # free weights train the balance that running asks for
    return score

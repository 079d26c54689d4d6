"""Following a written programme: its sessions, placed around the runs, loaded and judged."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from strongstride.coach.athlete import Athlete
from strongstride.coach.catalogue import Exercise, Measure, catalogue
from strongstride.coach.equipment import can_do, implement_for
from strongstride.coach.frame import Slot, WeekFrame, runs_around
from strongstride.coach.history import last_leg_session
from strongstride.coach.lifting.loads import Choice, choices, heaviest_at_most
from strongstride.coach.lifting.strength import StrengthBook, estimate_strength
from strongstride.coach.log import LoggedSession
from strongstride.coach.placing.placement import place
from strongstride.coach.programme import Dose, Phase, PlannedExercise, PlannedSet, Programme
from strongstride.coach.progression import Prescription, next_prescription
from strongstride.coach.rules import Reason, n, reason
from strongstride.coach.runs import PlannedRun
from strongstride.coach.safety.judge import judge
from strongstride.coach.sessions.balance import week_balance
from strongstride.coach.sessions.compose import ComposedSession
from strongstride.coach.sessions.write import SessionWriter
from strongstride.coach.templates.expand import expand, recipes
from strongstride.coach.templates.fit import fitted, instructions, substitutes
from strongstride.coach.templates.recipe import Recipe, RecipeItem
from strongstride.coach.templates.template import Template, TemplateWeek
from strongstride.coach.weeks import monday_of

WEEK = timedelta(days=7)
HOLDING = {"form-gate", "pain-and-load", "pain-monitoring", "after-a-break", "missed-reps"}


def follow(
    template: Template,
    athlete: Athlete,
    runs: Sequence[PlannedRun],
    history: Sequence[LoggedSession],
    today: date,
) -> Programme:
    """The written programme from the next Monday on, fitted to the athlete and their runs.

    What the safety rules would change stands in `notices`; what could not be kept in `given_up`.
    """
    weeks = expand(template)
    follower = _Follower(athlete, history, today)
    content = [follower.fit(week) for week in weeks]
    frames = _frames(weeks, content, runs, today)
    around = runs_around(runs, frames)
    placed = place(frames, athlete, last_leg_session(history), today, around)
    by_week: dict[date, list[Slot]] = {}
    for slot in placed.slots:
        by_week.setdefault(monday_of(slot.on), []).append(slot)
    writer = SessionWriter(athlete, today)
    planned = []
    for frame, found in zip(frames, content, strict=True):
        slots, composed = follower.assign(frame, found, by_week.get(frame.starts_on, []))
        planned.append(writer.week(frame, slots, composed))
    return Programme(
        weeks=tuple(planned),
        balance=tuple(week_balance(w.starts_on, w.sessions) for w in planned if w.sessions),
        given_up=(*placed.given_up, *dict.fromkeys(follower.changes)),
        notices=_verdict(weeks, athlete, today),
    )


def _frames(
    weeks: Sequence[TemplateWeek],
    content: Sequence[Sequence[Recipe]],
    runs: Sequence[PlannedRun],
    today: date,
) -> tuple[WeekFrame, ...]:
    """Week frames that want exactly what is written; a programme starts on a Monday."""
    start = today + timedelta(days=-today.weekday() % 7)
    block = -1
    frames = []
    for number, (week, found) in enumerate(zip(weeks, content, strict=True)):
        block += week.phase_week == 0
        monday = start + number * WEEK
        frames.append(
            WeekFrame(
                starts_on=monday,
                phase=week.kind or Phase.STRENGTH,
                phase_week=week.phase_week,
                block=max(0, block),
                deload=week.deload,
                wanted_leg_costs=tuple(sorted((r.leg_cost for r in found), reverse=True)),
                runs=tuple(run for run in runs if monday <= run.on < monday + WEEK),
            )
        )
    return tuple(frames)


def _verdict(weeks: Sequence[TemplateWeek], athlete: Athlete, today: date) -> tuple[Reason, ...]:
    """What the safety rules say of the programme as written."""
    return tuple(
        reason(
            found.rule,
            f"{found.text} {found.change}".strip(),
            severity=found.severity.value,
            weeks=", ".join(str(number) for number in found.weeks) or "all",
        )
        for found in judge(weeks, athlete, today)
    )


class _Follower:
    """Fits written sessions to one athlete; collects what had to change."""

    def __init__(self, athlete: Athlete, history: Sequence[LoggedSession], today: date) -> None:
        self.changes: list[Reason] = []
        self._athlete = athlete
        self._today = today
        self._book: StrengthBook = estimate_strength(history, athlete, today)

    def fit(self, week: TemplateWeek) -> tuple[Recipe, ...]:
        """The recipes of a week with what this athlete may and can do."""
        instead = substitutes(week)
        found = []
        for recipe in recipes(week):
            fit, changed = fitted(recipe, instead, self._athlete, self._owns, self._today)
            self.changes.extend(changed)
            if fit.items:
                found.append(fit)
        return tuple(found)

    def assign(
        self, frame: WeekFrame, written: Sequence[Recipe], slots: Sequence[Slot]
    ) -> tuple[list[Slot], list[ComposedSession]]:
        """Each slot gets the first written session it can bear; the rest is given up by name."""
        left = list(written)
        used: list[Slot] = []
        composed: list[ComposedSession] = []
        for slot in slots:
            fits = [recipe for recipe in left if recipe.leg_cost <= slot.leg_cost]
            if fits:
                chosen = max(fits, key=lambda r: (r.leg_cost == slot.leg_cost, -left.index(r)))
                left.remove(chosen)
                used.append(slot)
                composed.append(self._composed(chosen))
        for recipe in left:
            text = (
                f"Week of {frame.starts_on.day} {frame.starts_on:%b}: no day is safe for "
                f"{recipe.focus!r} around your runs."
            )
            self.changes.append(reason("programme-as-written", text))
        return used, composed

    def _owns(self, exercise: Exercise) -> bool:
        return can_do(self._athlete.equipment, exercise)

    def _composed(self, recipe: Recipe) -> ComposedSession:
        rested = (_rested(item) for item in recipe.items)
        planned = ((item, self._planned(item)) for item in rested)
        work = tuple(_instructed(found, item.dose) for item, found in planned if found is not None)
        return ComposedSession(recipe.focus, work)

    def _planned(self, item: RecipeItem) -> PlannedExercise | None:
        """The item with this athlete's sets; None when pain in the log leaves nothing to do."""
        exercise = catalogue().get(item.exercise)
        found = next_prescription(exercise, item.dose, self._book, self._athlete, self._today)
        if not found.sets:
            self.changes.extend(found.reasons)
            return None
        if found.exercise.id == exercise.id:
            written = self._as_written(exercise, item, found)
            if written is not None:
                return written
        hurts = any(why.rule == "pain-monitoring" for why in found.reasons)
        same = found.exercise.id == exercise.id
        return PlannedExercise(
            exercise=found.exercise,
            sets=_sets(item.dose, found.sets[0].load_g) if same and not hurts else found.sets,
            implement=found.implement,
            band=found.band,
            intent=item.dose.intent,
            pair=item.pair,
            reasons=(*item.reasons, *found.reasons),
            note=found.note,
        )

    def _as_written(
        self, exercise: Exercise, item: RecipeItem, allowed: Prescription
    ) -> PlannedExercise | None:
        """The coach's own load or share of 1RM, as near below as can be made; None without one.

        Where form, pain, a break or misses in the log allow less (`allowed`), less it is.
        """
        wished_g = self._written_g(exercise, item.dose)
        if wished_g is None:
            return None
        options = choices(exercise, self._athlete)
        held = {why.rule for why in allowed.reasons} & HOLDING
        if held and allowed.sets[0].load_g is not None:
            wished_g = min(wished_g, _system_g(options, allowed.sets[0].load_g))
        choice = heaviest_at_most(options, wished_g) or options[0]
        text = "The load the programme writes, as near below as you can make it."
        if held:
            text = "Less than the programme writes, for what your log says."
            self.changes.append(reason("programme-as-written", f"{exercise.name}: {text}"))
        loaded = implement_for(self._athlete.equipment, exercise) if choice.load_g else None
        sets = _sets(item.dose, choice.load_g)
        return PlannedExercise(
            exercise=exercise,
            sets=sets[: len(allowed.sets)] if held else sets,
            implement=loaded,
            intent=item.dose.intent,
            pair=item.pair,
            reasons=(*item.reasons, reason("programme-as-written", text), *allowed.reasons),
        )

    def _written_g(self, exercise: Exercise, dose: Dose) -> float | None:
        """The system load a programme writes; a share of 1RM is of what the implement weighs."""
        body_g = round(exercise.body_fraction * self._athlete.body_mass_g)
        if dose.load_g is not None:
            options = choices(exercise, self._athlete)
            can = [c.system_g for c in options if (c.load_g or 0) <= dose.load_g]
            return float(can[-1]) if can else None
        estimate = self._book.of(exercise.id)
        if dose.percent is None or estimate is None or estimate.weaker_g is None:
            return None
        share = sum(dose.percent) / 2
        return body_g + share * (estimate.weaker_g - body_g)


def _system_g(options: Sequence[Choice], load_g: int) -> int:
    """The system load of a written load that can be made."""
    return next((c.system_g for c in options if c.load_g == load_g), options[0].system_g)


def _rested(item: RecipeItem) -> RecipeItem:
    """With a usual rest where the programme writes none and nothing alternates."""
    if item.dose.rest_s or item.pair is not None:
        return item
    tiring = catalogue().get(item.exercise).leg_cost >= 2
    rest_s = int(n("programme-as-written", "rest_big_s" if tiring else "rest_small_s"))
    return msgspec.structs.replace(item, dose=msgspec.structs.replace(item.dose, rest_s=rest_s))


def _instructed(planned: PlannedExercise, dose: Dose) -> PlannedExercise:
    """With the coach's tempo, pauses, heights and steps in the note."""
    note = ". ".join(part for part in (instructions(dose), planned.note) if part)
    return msgspec.structs.replace(planned, note=note)


def _sets(dose: Dose, load_g: int | None) -> tuple[PlannedSet, ...]:
    """The sets as written, all alike; holds in a row count as their seconds together."""
    if dose.hold_s is not None:
        held = PlannedSet(seconds=dose.target * dose.hold_s, load_g=load_g, rest_s=dose.rest_s)
        return (held,) * dose.sets
    one = PlannedSet(
        reps=dose.target if dose.measure is Measure.REPS else None,
        seconds=dose.target if dose.measure is Measure.SECONDS else None,
        contacts=dose.target if dose.measure is Measure.CONTACTS else None,
        load_g=load_g,
        rir=dose.rir if dose.measure is Measure.REPS else None,
        rest_s=dose.rest_s,
    )
    return (one,) * dose.sets

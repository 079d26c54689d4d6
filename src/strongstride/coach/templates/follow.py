"""Following a written programme: its sessions, placed around the runs, loaded and judged."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec

from strongstride.coach.athlete import Athlete
from strongstride.coach.catalogue import Exercise, Measure, catalogue
from strongstride.coach.content import AS_PLANNED, Content
from strongstride.coach.equipment import can_do, implement_for
from strongstride.coach.frame import Placement, Slot, WeekFrame
from strongstride.coach.lifting.loads import Choice, choices, heaviest_at_most
from strongstride.coach.lifting.strength import StrengthBook, estimate_strength
from strongstride.coach.log import LoggedSession
from strongstride.coach.pains import log_pain_lapses_on, with_pains_of, without_pain
from strongstride.coach.programme import Dose, Phase, PlannedExercise, PlannedSet, Programme
from strongstride.coach.progression import Prescription, next_prescription
from strongstride.coach.rules import Reason, n, reason
from strongstride.coach.runs import PlannedRun
from strongstride.coach.safety import allowed
from strongstride.coach.safety.judge import judge
from strongstride.coach.sessions.balance import week_balance
from strongstride.coach.sessions.compose import ComposedSession
from strongstride.coach.sessions.cool_down import cool_down_budget_s
from strongstride.coach.sessions.shorten import eased, shortened
from strongstride.coach.sessions.warm_up import warm_up_budget_s
from strongstride.coach.sessions.write import SessionWriter, in_minutes, in_their_order, session_id
from strongstride.coach.templates.expand import expand, recipes
from strongstride.coach.templates.fit import (
    dose_for_stand_in,
    fitted,
    instructions,
    substitutes,
)
from strongstride.coach.templates.recipe import Recipe, RecipeItem
from strongstride.coach.templates.template import Template, TemplateWeek
from strongstride.coach.weeks import monday_of

WEEK = timedelta(days=7)
HOLDING = {"form-gate", "pain-and-load", "pain-monitoring", "after-a-break", "missed-reps"}


class WrittenProgramme:
    """The written programme from a Monday on, fitted to the athlete and their runs.

    It starts on the first Monday from `begun` on (None: from today on); weeks gone by are left out.
    What the safety rules would change stands in `notices`; what could not be kept in `given_up`.
    """

    def __init__(
        self,
        template: Template,
        athlete: Athlete,
        history: Sequence[LoggedSession],
        today: date,
        begun: date | None = None,
    ) -> None:
        self.history = history
        self._today = today
        start = begun or today
        gone = max(0, (monday_of(today) - _start(start, 0)) // WEEK)
        self._weeks = expand(template)[gone:]
        self._start = _start(start, gone)
        followers = _Followers(athlete, history, today, AS_PLANNED)
        self._written = [
            followers.on(self._start + number * WEEK).fit(week)
            for number, week in enumerate(self._weeks)
        ]
        self._unfit = followers.changes

    def frames(
        self,
        athlete: Athlete,  # noqa: ARG002  the weeks of a written programme are the same for all
        runs: Sequence[PlannedRun],
        *,
        whole_week: bool = False,  # noqa: ARG002  it starts on a Monday to come
    ) -> tuple[WeekFrame, ...]:
        """Week frames that want exactly what is written."""
        return _frames(self._weeks, self._written, runs, self._start)

    @property
    def is_over(self) -> bool:
        """Whether all its weeks are gone by."""
        return not self._weeks

    def write(
        self,
        athlete: Athlete,
        frames: Sequence[WeekFrame],
        placed: Placement,
        content: Content = AS_PLANNED,
    ) -> Programme:
        """The sessions as written where they were placed, less what the athlete took out."""
        by_week: dict[date, list[Slot]] = {}
        for slot in placed.slots:
            by_week.setdefault(monday_of(slot.on), []).append(slot)
        followers = _Followers(athlete, self.history, self._today, content)
        writer = SessionWriter(athlete, self._today)
        planned = []
        for frame, found in zip(frames, self._written, strict=True):
            follower = followers.on(frame.starts_on)
            slots = in_their_order(by_week.get(frame.starts_on, []))
            left = _not_done(found, frame.starts_on, self.history)
            slots, composed = follower.assign(frame, left, slots)
            planned.append(writer.week(frame, slots, composed, content.minutes))
        return Programme(
            weeks=tuple(planned),
            balance=tuple(week_balance(w.starts_on, w.sessions) for w in planned if w.sessions),
            given_up=(*placed.given_up, *dict.fromkeys((*self._unfit, *followers.changes))),
            notices=_verdict(self._weeks, athlete, self._today),
        )


def _start(today: date, number: int) -> date:
    """The Monday of a week of a programme, which starts on the first Monday from `today` on."""
    return today + timedelta(days=-today.weekday() % 7) + number * WEEK


def _frames(
    weeks: Sequence[TemplateWeek],
    content: Sequence[Sequence[Recipe]],
    runs: Sequence[PlannedRun],
    start: date,
) -> tuple[WeekFrame, ...]:
    """Week frames from a Monday on that want exactly what is written."""
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


def _not_done(
    written: Sequence[Recipe], monday: date, history: Sequence[LoggedSession]
) -> tuple[Recipe, ...]:
    """A week's sessions without those the log holds: each logged one is the most alike."""
    left = list(written)
    for session in history:
        if monday <= session.on < monday + WEEK and left:
            done = {each.exercise for each in session.sets}
            alike = [len(done & {item.exercise for item in recipe.items}) for recipe in left]
            if max(alike):
                left.pop(alike.index(max(alike)))
    return tuple(left)


class _Followers:
    """A follower for the weeks in which the same pains count; each is made once."""

    def __init__(
        self, athlete: Athlete, history: Sequence[LoggedSession], today: date, content: Content
    ) -> None:
        self._athlete = athlete
        self._today = today
        self._log_pain_lapses_on = log_pain_lapses_on(history, today)
        self._history = history
        self._content = content
        self._made: dict[object, _Follower] = {}

    @property
    def changes(self) -> tuple[Reason, ...]:
        """What all of them had to change."""
        return tuple(change for one in self._made.values() for change in one.changes)

    def on(self, monday: date) -> "_Follower":
        """The follower for a week."""
        athlete = with_pains_of(self._athlete, max(monday, self._today), self._today)
        hurts = self._log_pain_lapses_on is not None and monday < self._log_pain_lapses_on
        key = (athlete.pains, hurts)
        if key not in self._made:
            history = self._history if hurts else without_pain(self._history)
            self._made[key] = _Follower(athlete, history, self._today, self._content)
        return self._made[key]


class _Follower:
    """Fits written sessions to one athlete; collects what had to change."""

    def __init__(
        self,
        athlete: Athlete,
        history: Sequence[LoggedSession],
        today: date,
        content: Content = AS_PLANNED,
    ) -> None:
        self.changes: list[Reason] = []
        self._athlete = athlete
        self._content = content
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
        for place_in_week, slot in enumerate(slots):
            fits = [recipe for recipe in left if recipe.leg_cost <= slot.leg_cost]
            if fits:
                chosen = max(fits, key=lambda r: (r.leg_cost == slot.leg_cost, -left.index(r)))
                left.remove(chosen)
                number = slot.number or place_in_week + 1  # slots without a session count
                name = session_id(frame.starts_on, number)
                used.append(msgspec.structs.replace(slot, number=number))
                composed.append(self._composed(chosen, name, slot.on, frame.phase))
        for recipe in left:
            text = (
                f"Week of {frame.starts_on.day} {frame.starts_on:%b}: no day is safe for "
                f"{recipe.focus!r} around your runs."
            )
            self.changes.append(reason("programme-as-written", text))
        return used, composed

    def _owns(self, exercise: Exercise) -> bool:
        return can_do(self._athlete.equipment, exercise)

    def _composed(self, recipe: Recipe, name: str, on: date, phase: Phase) -> ComposedSession:
        swaps = self._content.swaps_of(name, on)
        rested = (_rested(self._swapped(item, swaps, recipe.leg_cost)) for item in recipe.items)
        planned = ((item, self._planned(item)) for item in rested)
        work = tuple(_instructed(found, item.dose) for item, found in planned if found is not None)
        work = eased(work, self._content.sore_on(on))
        minutes = self._content.minutes.get(name)
        if minutes is not None:
            work = shortened(work, self._budget_s(phase, minutes))
        return ComposedSession(recipe.focus, work)

    def _swapped(self, item: RecipeItem, swaps: Mapping[str, str], cap: int) -> RecipeItem:
        """The item with what the athlete wants in its place, where they may, can and it costs the

        legs no more than the session did.
        """
        wanted = catalogue().exercises.get(swaps.get(item.exercise, ""))
        if wanted is None or wanted.leg_cost > cap or not self._owns(wanted):
            return item
        if allowed(wanted, self._athlete, self._today) is not None:
            return item
        dose = dose_for_stand_in(item.dose, wanted)
        return msgspec.structs.replace(item, exercise=wanted.id, dose=dose)

    def _budget_s(self, phase: Phase, minutes: int) -> float:
        athlete = in_minutes(self._athlete, minutes)
        stretches = cool_down_budget_s(athlete, self._today)
        return minutes * 60 - warm_up_budget_s(athlete, phase) - stretches

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
            dose=item.dose,
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
            dose=item.dose,
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

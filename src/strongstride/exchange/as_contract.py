"""From the coach's values to what `--json` prints."""

from collections.abc import Iterable, Sequence
from datetime import date

from strongstride.coach.athlete import Athlete, Equipment, Goal, Weekday
from strongstride.coach.programme import (
    Alternative,
    Balance,
    CoolDownItem,
    PlannedExercise,
    PlannedSession,
    PlannedSet,
    PlannedWeek,
    Programme,
    WarmUpItem,
)
from strongstride.coach.rules import Reason
from strongstride.coach.running.habits import RunningHabits
from strongstride.coach.runs import PlannedRun
from strongstride.exchange import contract as json


def plan_json(
    programme: Programme, athlete: Athlete, habits: RunningHabits | None, today: date
) -> json.PlanJson:
    """`plan --json`."""
    return json.PlanJson(
        today=today,
        athlete=athlete_json(athlete),
        goal=None if athlete.goal is None else _goal(athlete.goal),
        running=None if habits is None else habits_json(habits),
        weeks=[week_json(week) for week in programme.weeks],
        balance=[balance_json(item) for item in programme.balance],
        given_up=whys(programme.given_up),
        notices=whys(programme.notices),
    )


def whys(reasons: Iterable[Reason]) -> list[json.Why]:
    """Reasons with their numbers by name."""
    return [
        json.Why(rule=each.rule, text=each.text, numbers=dict(each.numbers)) for each in reasons
    ]


def athlete_json(athlete: Athlete) -> json.AthleteJson:
    """The athlete with days by name and loads in kilograms."""
    free = athlete.availability
    return json.AthleteJson(
        name=athlete.name,
        body_mass_kg=_kg(athlete.body_mass_g),
        birth_year=athlete.birth_year,
        experience=athlete.experience.value,
        sessions_a_week=free.sessions_a_week,
        minutes=free.minutes,
        impossible=_days(free.impossible),
        preferred=_days(free.preferred),
        away=[[first, last] for first, last in free.away],
        hard_day_doubles=free.hard_day_doubles,
        equipment=_equipment(athlete.equipment),
        pains=[json.PainSaid(part=pain.part.value, level=pain.level) for pain in athlete.pains],
        conditions=sorted(each.value for each in athlete.conditions),
        stop_reasons=list(athlete.stop_reasons),
        mass_unit=athlete.mass_unit.value,
        distance_unit=athlete.distance_unit.value,
        time_zone=athlete.time_zone,
    )


def _days(days: Iterable[Weekday]) -> list[str]:
    return [Weekday(day).name.title() for day in sorted(days)]


def _kg(load_g: int) -> float:
    return load_g / 1000


def _kgs(loads: Sequence[int]) -> list[float]:
    return [_kg(load) for load in loads]


def _equipment(owned: Equipment) -> json.EquipmentOwned:
    bar = owned.barbell
    return json.EquipmentOwned(
        dumbbell_pairs_kg=_kgs(owned.dumbbell_pairs_g),
        dumbbells_kg=_kgs(owned.dumbbells_g),
        kettlebell_pairs_kg=_kgs(owned.kettlebell_pairs_g),
        kettlebells_kg=_kgs(owned.kettlebells_g),
        barbell=None
        if bar is None
        else json.BarbellOwned(
            bar_kg=_kg(bar.bar_g),
            plates=[json.PlatesOwned(load_kg=_kg(load), count=count) for load, count in bar.plates],
        ),
        vest_kg=_kgs(owned.vest_g),
        machine_kg=_kgs(owned.machine_g),
        bands=[json.BandOwned(name=band.name, pull_kg=_kg(band.pull_g)) for band in owned.bands],
        kit=sorted(each.value for each in owned.kit),
        box_heights_cm=list(owned.box_heights_cm),
    )


def _goal(goal: Goal) -> json.GoalJson:
    return json.GoalJson(on=goal.on, distance=goal.distance.value, name=goal.name)


def habits_json(habits: RunningHabits) -> json.HabitsJson:
    """What is usual for the runner."""
    return json.HabitsJson(
        weeks=habits.weeks,
        runs=habits.runs,
        latest_on=habits.latest_on,
        weekly_distance_m=habits.weekly_distance_m,
        weekly_duration_s=habits.weekly_duration_s,
        runs_a_week=habits.runs_a_week,
        easy_speed_mps=habits.easy_speed_mps,
        longest_m=habits.longest_m,
        run_time=habits.run_time,
        inferred=whys(habits.inferred),
    )


def run_json(run: PlannedRun) -> json.RunJson:
    """A run to come."""
    return json.RunJson(
        on=run.on,
        kind=run.kind.value,
        distance_m=run.distance_m,
        duration_s=run.duration_s,
        starts_at=run.starts_at,
        name=run.name,
    )


def week_json(week: PlannedWeek) -> json.WeekJson:
    """One week with its runs and sessions."""
    return json.WeekJson(
        starts_on=week.starts_on,
        phase=week.phase.value,
        deload=week.deload,
        runs=[run_json(run) for run in week.runs],
        sessions=[session_json(session) for session in week.sessions],
        reasons=whys(week.reasons),
    )


def session_json(session: PlannedSession) -> json.SessionJson:
    """One session in full."""
    return json.SessionJson(
        id=session.id,
        on=session.on,
        starts_at=session.starts_at,
        same_day_as_run=session.same_day_as_run,
        focus=session.focus,
        leg_cost=session.leg_cost,
        minutes=session.minutes,
        warm_up=[_warm_up(item) for item in session.warm_up],
        work=[_work(item) for item in session.work],
        cool_down=[_cool_down(item) for item in session.cool_down],
        reasons=whys(session.reasons),
    )


def _sets(sets: Iterable[PlannedSet]) -> list[json.SetJson]:
    return [
        json.SetJson(
            reps=each.reps,
            seconds=each.seconds,
            contacts=each.contacts,
            load_kg=None if each.load_g is None else _kg(each.load_g),
            rir=each.rir,
            rest_s=each.rest_s,
        )
        for each in sets
    ]


def _warm_up(item: WarmUpItem) -> json.WarmUpJson:
    return json.WarmUpJson(
        exercise=None if item.exercise is None else item.exercise.id,
        text=item.text,
        seconds=item.seconds,
        stage=item.stage,
        sets=_sets(item.sets),
    )


def _work(item: PlannedExercise) -> json.WorkJson:
    exercise = item.exercise
    return json.WorkJson(
        exercise=exercise.id,
        name=exercise.name,
        pattern=exercise.pattern.value,
        region=exercise.region.value,
        chain=exercise.chain.value,
        per_side=exercise.one_sided,
        leg_cost=exercise.leg_cost,
        implement=None if item.implement is None else item.implement.value,
        band=item.band,
        intent=item.intent.value,
        pair=getattr(item, "pair", None),
        sets=_sets(item.sets),
        cues=list(exercise.cues),
        note=item.note,
        reasons=whys(item.reasons),
        alternatives=[_alternative(each) for each in item.alternatives],
    )


def _alternative(item: Alternative) -> json.AlternativeJson:
    exercise = item.exercise
    return json.AlternativeJson(
        way=item.way.value,
        exercise=exercise.id,
        name=exercise.name,
        per_side=exercise.one_sided,
        leg_cost=exercise.leg_cost,
        implement=None if item.implement is None else item.implement.value,
        band=item.band,
        sets=_sets(item.sets),
        cues=list(exercise.cues),
        note=item.note,
    )


def _cool_down(item: CoolDownItem) -> json.CoolDownJson:
    return json.CoolDownJson(
        exercise=item.exercise.id,
        name=item.exercise.name,
        seconds=item.seconds,
        holds=item.holds,
        sides=item.sides,
        muscles=[muscle.value for muscle in item.muscles],
    )


def balance_json(item: Balance) -> json.BalanceJson:
    """What a week adds up to."""
    return json.BalanceJson(
        starts_on=item.starts_on,
        lower_sets=item.lower_sets,
        core_sets=item.core_sets,
        upper_sets=item.upper_sets,
        posterior_anterior=item.posterior_anterior,
        pull_push=item.pull_push,
        one_sided_share=item.one_sided_share,
        contacts=item.contacts,
    )

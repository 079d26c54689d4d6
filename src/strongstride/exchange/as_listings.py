"""From rules, exercises and past runs to what the listing commands print as JSON."""

from strongstride.coach.catalogue import Catalogue, Exercise
from strongstride.coach.rules import Rule
from strongstride.coach.runs import ClassedRun
from strongstride.exchange import contract_listings as json


def rule_json(rule: Rule) -> json.RuleJson:
    """A rule with its sources."""
    return json.RuleJson(
        id=rule.id,
        sentence=rule.sentence,
        strength=rule.strength.value,
        numbers=rule.numbers,
        citations=[
            json.CitationJson(source=each.source, finding=each.finding, doi=each.doi)
            for each in rule.citations
        ],
        note=rule.note,
    )


def exercise_json(exercise: Exercise, catalogue: Catalogue) -> json.ExerciseJson:
    """A movement of the catalogue."""
    return json.ExerciseJson(
        id=exercise.id,
        name=exercise.name,
        aliases=list(exercise.aliases),
        pattern=exercise.pattern.value,
        region=exercise.region.value,
        chain=exercise.chain.value,
        per_side=exercise.one_sided,
        measure=exercise.measure.value,
        loading=exercise.loading.value,
        implements=[each.value for each in exercise.implements],
        needs=[[each.value for each in group] for group in exercise.needs],
        skill=exercise.skill,
        leg_cost=exercise.leg_cost,
        body_fraction=exercise.body_fraction,
        primary=[each.value for each in exercise.primary],
        secondary=[each.value for each in exercise.secondary],
        cues=list(exercise.cues),
        faults=list(exercise.faults),
        avoid_pain=[each.value for each in exercise.avoid_pain],
        avoid_if=[each.value for each in exercise.avoid_if],
        swap_for=exercise.swap_for,
        easier=list(exercise.easier),
        harder=[
            each.id for each in catalogue.above(exercise.id) if each.pattern is exercise.pattern
        ],
        fit_category=None if exercise.fit is None else exercise.fit.category,
        fit_name=None if exercise.fit is None else exercise.fit.name,
        note=exercise.note,
    )


def past_run_json(classed: ClassedRun) -> json.PastRunJson:
    """A run that was read, and how it was classed."""
    run = classed.run
    return json.PastRunJson(
        source=run.id,
        on=run.on,
        starts_at=None if run.starts_at is None else run.starts_at.isoformat(),
        distance_m=run.distance_m,
        duration_s=run.duration_s,
        average_hr=run.average_hr,
        climb_m=run.climb_m,
        name=run.name,
        kind=classed.kind.value,
        why=classed.why,
        rule=classed.rule,
        counts=classed.counts,
    )

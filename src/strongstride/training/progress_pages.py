"""What the progress pages show: the coach's findings over the weeks that are looked at."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import exp

import msgspec

from strongstride.accounts.models import Athlete
from strongstride.coach.athlete import Athlete as Profile
from strongstride.coach.catalogue import Exercise, catalogue
from strongstride.coach.figures import has_figure
from strongstride.coach.log import LoggedSession, LoggedSet, Side
from strongstride.coach.own_exercise import OWN
from strongstride.coach.progress.balance_done import BalanceDone, SideGap, balance_done
from strongstride.coach.progress.body_map import BodyMap, body_map
from strongstride.coach.progress.drift import Drift, late_run_drift
from strongstride.coach.progress.efficiency import Efficiency, EfficiencyPoint, efficiency
from strongstride.coach.progress.lift_words import lift_sentence, show_strength
from strongstride.coach.progress.lifts import LiftProgress, lift_progress
from strongstride.coach.progress.race_estimate import (
    BestEffort,
    RaceEstimates,
    race_estimates,
    show_time,
)
from strongstride.coach.progress.runs_read import ShapedRun
from strongstride.coach.progress.weeks_done import WeekDone, consistency, weeks_done
from strongstride.coach.rules import Reason, Rule, n, rules
from strongstride.coach.running.fitness import show_pace
from strongstride.training.progress_charts import (
    Chart,
    drift_chart,
    efficiency_chart,
    lift_chart,
    weeks_chart,
)

WEEKS_SHOWN = 26
WEEKS_READ = 52
LIFTS_SHOWN = 8
EFFORTS_SHOWN = 10
SHOWN_RACE = "10K"
SESSIONS_SHOWN = 20
HEAVY_FOR_LEGS = 2  # of the catalogue's 0 to 3


class Claim(msgspec.Struct, frozen=True):
    """A sentence and the rule it is told under, with its strength and sources."""

    text: str
    rule: Rule


class SideRow(msgspec.Struct, frozen=True):
    """Left and right on one exercise as the table shows it."""

    days: int
    left_sets: int
    right_sets: int
    behind: Side | None
    percent: int


class Shape(msgspec.Struct, frozen=True):
    """One muscle of the drawn body: its path, how much it was trained, and that in words."""

    path: str
    level: int
    title: str


class LiftCard(msgspec.Struct, frozen=True, kw_only=True):
    """One lift as the overview shows it."""

    exercise: str
    name: str
    has_figure: bool
    now: str
    low: str
    high: str
    sessions: int
    last_on: date
    claim: Claim


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the progress page."""

    faster: Claim
    running_facts: tuple[tuple[str, str], ...]  # what it is, how much
    lifts: tuple[LiftCard, ...]
    more_lifts: int
    weeks: tuple[WeekDone, ...]
    weeks_chart: Chart
    consistency: Claim
    balance: BalanceDone
    balance_claims: tuple[Claim, ...]
    sides: tuple[tuple[str, SideRow], ...]
    body: BodyMap
    bodies: tuple[tuple[str, tuple[Shape, ...]], ...]  # the front, behind


class RunningPage(msgspec.Struct, frozen=True, kw_only=True):
    """Efficiency, race equivalents and late-run drift."""

    efficiency: Efficiency
    efficiency_claim: Claim
    efficiency_chart: Chart
    scatter: str
    points: tuple[EfficiencyPoint, ...]  # newest first
    races: RaceEstimates
    races_claim: Claim
    best_efforts: tuple[BestEffort, ...]  # the best first
    drift: Drift
    drift_claim: Claim
    drift_chart: Chart
    drifts: tuple[dict[str, object], ...]  # newest first


class LiftPage(msgspec.Struct, frozen=True, kw_only=True):
    """One lift with every session behind it, newest first."""

    lift: LiftProgress
    name: str
    is_known: bool  # has a card of its own
    claim: Claim
    chart: Chart
    rows: tuple[dict[str, object], ...]


def claim(said: Reason) -> Claim:
    """The sentence with its rule."""
    return Claim(said.text, rules()[said.rule])


def first_day_read(today: date) -> date:
    """The first date the overview looks at."""
    return today - timedelta(weeks=WEEKS_READ)


def overview(
    athlete: Athlete,
    runs: tuple[ShapedRun, ...],
    lifted: tuple[LoggedSession, ...],
    today: date,
    since: date,
    own: Sequence[Exercise] = (),
) -> Overview:
    """The progress page from what was run and lifted since `first_day_read`.

    `since` is when the athlete began here: who is new is not held to weeks before that.
    """
    profile = athlete.profile.athlete
    weeks = weeks_done((one.classed for one in runs), lifted, today, WEEKS_SHOWN)
    mine = {each.id: each for each in own}
    found = lift_progress(lifted, profile, today, mine)
    lifts = sorted(found, key=lambda one: not _is_for_legs(one))
    balance = balance_done(lifted, today, mine)
    front, back = _shapes(balance)
    speed = efficiency(runs, today, profile.distance_unit)
    return Overview(
        faster=claim(speed.says),
        running_facts=tuple(_running_facts(speed, runs, today, profile)),
        lifts=tuple(_card(lift, profile, own) for lift in lifts[:LIFTS_SHOWN]),
        more_lifts=max(len(lifts) - LIFTS_SHOWN, 0),
        weeks=weeks[::-1],
        weeks_chart=weeks_chart(weeks, profile),
        consistency=claim(steadiness(profile, lifted, today, since)),
        balance=balance,
        balance_claims=tuple(claim(said) for said in balance.says),
        sides=tuple((name_of(gap.exercise, own), _side_row(gap)) for gap in balance.sides),
        body=body_map(),
        bodies=(("the front", front), ("behind", back)),
    )


def _running_facts(
    speed: Efficiency, runs: tuple[ShapedRun, ...], today: date, profile: Profile
) -> Iterator[tuple[str, str]]:
    """The numbers behind the page "am I getting faster?", those that can be told."""
    if speed.trend is not None:
        pace = show_pace(exp(speed.trend.level), profile.distance_unit)
        yield f"At {speed.heart_rate} beats", pace
    for race in race_estimates(runs, today).estimates:
        if race.race == SHOWN_RACE:
            yield f"{race.race} worth", f"{show_time(race.low_s)} – {show_time(race.high_s)}"
    drift = late_run_drift(runs, today).usual
    if drift is not None:
        yield "Late-run drift", f"{100 * drift:.0f} %"


def _is_for_legs(lift: LiftProgress) -> bool:
    """Lifts that ask much of the legs stand first: they are what a runner lifts for."""
    known = catalogue().exercises.get(lift.exercise)
    return known is not None and known.leg_cost >= HEAVY_FOR_LEGS


def steadiness(
    profile: Profile, lifted: tuple[LoggedSession, ...], today: date, since: date
) -> Reason:
    """How steady the strength sessions were, from `since` or the first one."""
    weeks = _counted_weeks(min([since, *(one.on for one in lifted)]), today)
    lately = today - timedelta(weeks=weeks)
    done = len({one.id for one in lifted if lately < one.on <= today})
    return consistency(done, profile.availability.sessions_a_week, weeks)


def _counted_weeks(since: date, today: date) -> int:
    """The weeks consistency is told over: fewer while there are not so many, at least one."""
    weeks = round(n("progress-consistency", "weeks"))
    return max(1, min(weeks, (today - since) // timedelta(weeks=1)))


def running_page(athlete: Athlete, runs: tuple[ShapedRun, ...], today: date) -> RunningPage:
    """The page "am I getting faster?"."""
    profile = athlete.profile.athlete
    found = efficiency(runs, today, profile.distance_unit)
    races, drift = race_estimates(runs, today), late_run_drift(runs, today)
    return RunningPage(
        efficiency=found,
        efficiency_claim=claim(found.says),
        efficiency_chart=efficiency_chart(found, profile),
        scatter="" if found.scatter is None else f"{found.scatter * 100:.0f} %",
        points=found.points[::-1],
        races=races,
        races_claim=claim(races.says),
        best_efforts=_best_efforts(races, today),
        drift=drift,
        drift_claim=claim(drift.says),
        drift_chart=drift_chart(drift),
        drifts=tuple(
            {
                "on": one.on,
                "percent": round(100 * one.drift, 1),
                "first": one.first,
                "second": one.second,
            }
            for one in drift.points[::-1]
        ),
    )


def _best_efforts(races: RaceEstimates, today: date) -> tuple[BestEffort, ...]:
    since = today - timedelta(days=n("progress-race-estimate", "days"))
    lately = [one for one in races.efforts if one.on > since]
    return tuple(sorted(lately, key=lambda one: -one.vdot)[:EFFORTS_SHOWN])


def lift_page(
    athlete: Athlete,
    lifted: tuple[LoggedSession, ...],
    exercise: str,
    today: date,
    own: Sequence[Exercise] = (),
) -> LiftPage | None:
    """The page of one lift; None when too few sessions tell of it."""
    profile = athlete.profile.athlete
    lifts = lift_progress(lifted, profile, today, {each.id: each for each in own})
    found = [one for one in lifts if one.exercise == exercise]
    if not found:
        return None
    (lift,) = found
    return LiftPage(
        lift=lift,
        name=name_of(exercise, own),
        is_known=exercise in catalogue().exercises or exercise.startswith(OWN),
        claim=claim(lift_sentence(lift, profile)),
        chart=lift_chart(lift, profile),
        rows=tuple(_row(lift, place, profile) for place in reversed(range(len(lift.points)))),
    )


class ExerciseHistory(msgspec.Struct, frozen=True, kw_only=True):
    """What the athlete did of one exercise: every session, and strength where it can be told."""

    sessions: tuple[tuple[date, tuple[LoggedSet, ...]], ...]  # newest first
    count: int
    lift: LiftPage | None


def exercise_history(
    athlete: Athlete,
    lifted: tuple[LoggedSession, ...],
    exercise: str,
    today: date,
    own: Sequence[Exercise] = (),
) -> ExerciseHistory:
    """The history on an exercise's card: the newest sessions, and the chart of all."""
    newest = sorted(lifted, key=lambda one: (one.on, one.id), reverse=True)[:SESSIONS_SHOWN]
    return ExerciseHistory(
        sessions=tuple((one.on, one.sets) for one in newest),
        count=len(lifted),
        lift=lift_page(athlete, lifted, exercise, today, own),
    )


def name_of(exercise: str, own: Sequence[Exercise] = ()) -> str:
    """The name of a logged exercise: of the catalogue, the athlete's own, or as written."""
    mine = next((each for each in own if each.id == exercise), None)
    return mine.name if mine else catalogue().name_of(exercise).removeprefix(OWN)


def _side_row(gap: SideGap) -> SideRow:
    percent = round(gap.gap * 100)
    return SideRow(gap.days, gap.left_sets, gap.right_sets, gap.behind, percent)


def _card(lift: LiftProgress, profile: Profile, own: Sequence[Exercise]) -> LiftCard:
    last = lift.points[-1]
    now, low, high = (
        show_strength(lift.measure, amount, profile.mass_unit)
        for amount in (last.value, last.low, last.high)
    )
    return LiftCard(
        exercise=lift.exercise,
        name=name_of(lift.exercise, own),
        has_figure=has_figure(lift.exercise),
        now=now,
        low=low,
        high=high,
        sessions=len(lift.points),
        last_on=last.on,
        claim=claim(lift_sentence(lift, profile)),
    )


def _row(lift: LiftProgress, place: int, profile: Profile) -> dict[str, object]:
    point = lift.points[place]
    now, low, high = (
        show_strength(lift.measure, amount, profile.mass_unit)
        for amount in (point.value, point.low, point.high)
    )
    return {"on": point.on, "best": point.best, "now": now, "low": low, "high": high}


def _shapes(balance: BalanceDone) -> tuple[tuple[Shape, ...], tuple[Shape, ...]]:
    body = body_map()
    known = {one.muscle: one for one in balance.muscles}
    front, back = (
        tuple(
            Shape(path, known[muscle].level, f"{muscle.value}: {known[muscle].sets:g} sets a week")
            for muscle, path in side.items()
        )
        for side in (body.front, body.back)
    )
    return front, back

"""Adjusting a plan: hard rules hold, what was wished happens or is refused, undo restores."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strongstride.coach.adjusting.adjustment import (
    AddRun,
    Adjustment,
    DaysAway,
    EditRun,
    Hurts,
    MoveRun,
    MoveSession,
    PinSession,
    RemoveRun,
    ShortenSession,
    SkipSession,
    Sore,
    SwapExercise,
)
from strongstride.coach.adjusting.changes import ChangeKind, what_changes
from strongstride.coach.adjusting.replan import Adjusted, day_choices, pains_to_ask, replan
from strongstride.coach.athlete import Athlete, Availability, Goal, Pain, RaceDistance
from strongstride.coach.catalogue import BodyPart, Region, catalogue
from strongstride.coach.log import LoggedSession, LoggedSet
from strongstride.coach.plan import plan
from strongstride.coach.programme import PlannedSession, Programme
from strongstride.coach.runs import PlannedRun, RunKind
from strongstride.coach.safety import must_stop
from strongstride.coach.templates.file import published_template
from tests.coach.audit import findings
from tests.coach.making import GYM, athlete
from tests.coach.strategies import athletes, calendars, histories
from tests.coach.test_plan import usual_runs

MONDAY = date(2026, 11, 23)
RUNNER = athlete(
    goal=Goal(on=date(2027, 4, 25), distance=RaceDistance.HALF),
    availability=Availability(sessions_a_week=3),
)
RUNS = usual_runs()  # hard on Tuesday, easy on Wednesday and Friday, long on Sunday


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def sessions(programme: Programme) -> dict[str, PlannedSession]:
    return {s.id: s for week in programme.weeks for s in week.sessions}


def replanned(*adjustments: Adjustment, today: date = MONDAY, **more: object) -> Adjusted:
    before = plan(RUNNER, RUNS, [], MONDAY)
    return replan(RUNNER, RUNS, [], today, adjustments, before, **more)  # type: ignore[arg-type]


# What the tests start from: upper body on Monday, legs on Wednesday, light legs on Friday.
def test_the_week_the_tests_start_from() -> None:
    week = plan(RUNNER, RUNS, [], MONDAY).weeks[0].sessions
    assert [(s.id[-1], s.on.weekday(), s.leg_cost) for s in week] == [
        ("1", 0, 0), ("2", 2, 2), ("3", 4, 1),
    ]  # fmt: skip


def test_a_moved_session_stands_where_it_was_wished_with_its_id_and_content() -> None:
    made = replanned(MoveSession(made_on=MONDAY, session="2026-W48-2", to=day(4)))
    before = sessions(plan(RUNNER, RUNS, [], MONDAY))["2026-W48-2"]
    after = sessions(made.programme)["2026-W48-2"]
    assert after.on == day(4)
    assert after.focus == before.focus
    assert [i.exercise.id for i in after.work] == [i.exercise.id for i in before.work]


def test_what_else_moved_is_told_with_its_reason() -> None:
    made = replanned(MoveSession(made_on=MONDAY, session="2026-W48-2", to=day(3)))
    moved = {one.session: one for one in made.changes if one.kind is ChangeKind.MOVED}
    assert set(moved) == {"2026-W48-2", "2026-W48-3"}
    assert moved["2026-W48-2"].why is None
    why = moved["2026-W48-3"].why
    assert why is not None
    assert why.rule == "legs-after-legs"
    assert moved["2026-W48-3"].text.startswith(
        "Light legs, core and upper body moves from Fri 27 Nov to Sat 28 Nov: legs need 48 hours"
    )


def test_a_move_the_rules_forbid_is_refused_with_the_rule_and_the_nearest_days() -> None:
    made = replanned(MoveSession(made_on=MONDAY, session="2026-W48-2", to=day(5)))
    (refused,) = made.refused
    assert refused.why.rule == "legs-before-key-run"
    assert "Saturday is the day before Sunday's long run" in refused.why.text
    assert refused.nearest == (day(4), day(3))
    assert made.changes == ()


def test_a_session_stays_in_its_week() -> None:
    made = replanned(MoveSession(made_on=MONDAY, session="2026-W48-2", to=day(7)))
    assert [one.why.rule for one in made.refused] == ["moves-in-its-week"]


def test_days_a_session_may_move_to_are_those_a_move_is_not_refused_on() -> None:
    choices = day_choices("2026-W48-2", RUNNER, RUNS, [], MONDAY)
    assert len(choices) == 7
    for choice in choices:
        made = replanned(MoveSession(made_on=MONDAY, session="2026-W48-2", to=choice.on))
        assert bool(made.refused) == (choice.why_not is not None)


def test_a_skipped_session_falls_away_and_the_others_stay() -> None:
    made = replanned(SkipSession(made_on=MONDAY, session="2026-W48-1"))
    before, after = sessions(plan(RUNNER, RUNS, [], MONDAY)), sessions(made.programme)
    assert "2026-W48-1" not in after
    assert {k: s.on for k, s in after.items()} == {
        k: s.on for k, s in before.items() if k != "2026-W48-1"
    }


def test_a_shortened_session_takes_no_longer_and_keeps_its_big_lifts() -> None:
    made = replanned(ShortenSession(made_on=MONDAY, session="2026-W48-2", minutes=20))
    before, after = (
        sessions(p)["2026-W48-2"] for p in (plan(RUNNER, RUNS, [], MONDAY), made.programme)
    )
    assert after.minutes <= 20 < before.minutes
    assert after.work[0].exercise.id == before.work[0].exercise.id
    assert any(why.rule == "shorten-session" for item in after.work for why in item.reasons)
    others = {k: s for k, s in sessions(made.programme).items() if k[:8] == "2026-W48"}
    assert others["2026-W48-3"].work == sessions(plan(RUNNER, RUNS, [], MONDAY))["2026-W48-3"].work


def test_less_than_the_least_minutes_is_refused() -> None:
    made = replanned(ShortenSession(made_on=MONDAY, session="2026-W48-2", minutes=5))
    assert [one.why.rule for one in made.refused] == ["shorten-session"]


def test_a_swap_for_one_session_leaves_the_others() -> None:
    made = replanned(
        SwapExercise(
            made_on=MONDAY,
            exercise="goblet-squat",
            instead="bodyweight-squat",
            session="2026-W48-2",
        )
    )
    after = sessions(made.programme)
    assert "bodyweight-squat" in [i.exercise.id for i in after["2026-W48-2"].work]
    assert "goblet-squat" in [i.exercise.id for i in after["2026-W49-2"].work]


def test_a_swap_from_now_on_holds_in_every_session() -> None:
    made = replanned(
        SwapExercise(made_on=MONDAY, exercise="goblet-squat", instead="bodyweight-squat")
    )
    assert all(
        i.exercise.id != "goblet-squat" for s in sessions(made.programme).values() for i in s.work
    )


def test_every_alternative_is_what_a_swap_to_it_gives() -> None:
    """What the player offers offline is what the plan makes of it once it is told."""
    item = sessions(plan(RUNNER, RUNS, [], MONDAY))["2026-W48-2"].work[0]
    assert {one.way.value for one in item.alternatives} >= {"easier"}
    for other in item.alternatives:
        made = replanned(
            SwapExercise(
                made_on=MONDAY,
                exercise=item.exercise.id,
                instead=other.exercise.id,
                session="2026-W48-2",
            )
        )
        work = sessions(made.programme)["2026-W48-2"].work
        (swapped,) = [one for one in work if one.exercise.id == other.exercise.id]
        assert swapped.sets[0].load_g == other.sets[0].load_g
        assert swapped.sets[0].reps == other.sets[0].reps


def test_a_swap_that_asks_too_much_of_the_legs_is_told_as_not_made() -> None:
    light = sessions(plan(RUNNER, RUNS, [], MONDAY))["2026-W48-1"]
    kept = next(item.exercise for item in light.work)
    heavy = catalogue().get("goblet-squat")
    assert heavy.leg_cost > light.leg_cost
    wish = SwapExercise(made_on=MONDAY, exercise=kept.id, instead=heavy.id, session=light.id)
    made = replanned(wish)
    assert kept.id in [item.exercise.id for item in sessions(made.programme)[light.id].work]
    (told,) = made.changes
    assert told.session == light.id
    assert f"{kept.name} is not swapped: {heavy.name} asks more of the legs" in told.text
    everywhere = replanned(msgspec.structs.replace(wish, session=None))
    assert " more: " in next(one.text for one in everywhere.changes if "not swapped" in one.text)


def test_a_swap_that_was_made_or_refused_is_not_told_as_left_out() -> None:
    made = replanned(
        SwapExercise(made_on=MONDAY, exercise="goblet-squat", instead="bodyweight-squat")
    )
    forbidden = replanned(
        Hurts(made_on=MONDAY, part=BodyPart.KNEE, level=7),
        SwapExercise(made_on=MONDAY, exercise="dumbbell-row", instead="goblet-squat"),
    )
    assert not any("not swapped" in one.text for one in (*made.changes, *forbidden.changes))


def test_a_swap_to_what_pain_forbids_is_refused() -> None:
    made = replanned(
        Hurts(made_on=MONDAY, part=BodyPart.KNEE, level=7),
        SwapExercise(made_on=MONDAY, exercise="dumbbell-row", instead="goblet-squat"),
    )
    assert [one.why.rule for one in made.refused] == ["pain-monitoring"]


def test_days_away_hold_no_session() -> None:
    made = replanned(DaysAway(made_on=MONDAY, first=day(2), last=day(6)))
    assert [s.on for s in made.programme.weeks[0].sessions] == [day(0)]
    assert all(one.why is not None for one in made.changes if one.kind is ChangeKind.DROPPED)


def test_sore_legs_get_light_work_until_they_are_not() -> None:
    made = replanned(Sore(made_on=MONDAY, region=Region.LOWER, until=day(3)))
    for session in made.programme.weeks[0].sessions:
        assert session.leg_cost <= 1 or session.on > day(3)
    assert max(s.leg_cost for s in made.programme.weeks[0].sessions) == 2


def test_sore_upper_body_halves_its_sets() -> None:
    made = replanned(Sore(made_on=MONDAY, region=Region.UPPER, until=day(0)))
    before = sessions(plan(RUNNER, RUNS, [], MONDAY))["2026-W48-1"]
    after = sessions(made.programme)["2026-W48-1"]
    for was, now in zip(before.work, after.work, strict=True):
        halved = was.exercise.region is Region.UPPER
        assert len(now.sets) == (-(-len(was.sets) // 2) if halved else len(was.sets))


@pytest.mark.parametrize(("level", "weeks"), [(5, 2), (7, 4)])
def test_pain_lapses_and_the_weeks_after_are_planned_without_it(level: int, weeks: int) -> None:
    made = replanned(Hurts(made_on=MONDAY, part=BodyPart.KNEE, level=level))
    plain = plan(RUNNER, RUNS, [], MONDAY)
    hard = [
        week.starts_on
        for week in made.programme.weeks
        for s in week.sessions
        for i in s.work
        if BodyPart.KNEE in i.exercise.avoid_pain and i.exercise.leg_cost >= 2
    ]
    lapse = MONDAY + timedelta(weeks=weeks)
    if level >= 6:
        assert min(hard) >= lapse
    ids = [[i.exercise.id for s in w.sessions for i in s.work] for w in made.programme.weeks]
    usual = [[i.exercise.id for s in w.sessions for i in s.work] for w in plain.weeks]
    assert ids[weeks:] == usual[weeks:]
    told = [
        why.rule
        for w in made.programme.weeks[:weeks]
        for s in w.sessions
        for i in s.work
        for why in i.reasons
    ]
    assert level >= 6 or "pain-and-load" in told
    assert any(n.rule == "pain-lapses" for n in made.programme.notices)


def test_a_pain_that_lapsed_is_asked_for_once_it_has_until_it_is_spoken_of() -> None:
    said = Hurts(made_on=MONDAY, part=BodyPart.KNEE, level=5)
    asked = [bool(pains_to_ask([said], MONDAY + timedelta(days=d))) for d in (0, 13, 14, 27, 28)]
    assert asked == [False, False, True, True, False]
    gone = Hurts(made_on=day(10), part=BodyPart.KNEE, level=0)
    assert pains_to_ask([said, gone], MONDAY + timedelta(days=15)) == ()


def test_pain_said_to_be_gone_is_gone() -> None:
    made = replanned(
        Hurts(made_on=MONDAY, part=BodyPart.KNEE, level=7),
        Hurts(made_on=MONDAY, part=BodyPart.KNEE, level=0),
    )
    assert made.programme == plan(RUNNER, RUNS, [], MONDAY)


def test_a_moved_run_takes_sessions_out_of_its_way() -> None:
    made = replanned(MoveRun(made_on=MONDAY, on=day(1), run=RunKind.HARD, to=day(2)))
    week = made.programme.weeks[0]
    assert [r.on for r in week.runs if r.kind is RunKind.HARD] == [day(2)]
    assert all(s.on != day(2) for s in week.sessions)
    assert any(one.kind is ChangeKind.RUN and one.was_on == day(1) for one in made.changes)


def test_runs_are_added_edited_and_removed() -> None:
    race = PlannedRun(on=day(12), kind=RunKind.RACE, distance_m=10_000)
    easy = PlannedRun(on=day(2), kind=RunKind.EASY, duration_s=1800)
    made = replanned(
        AddRun(made_on=MONDAY, added=race),
        EditRun(made_on=MONDAY, on=day(2), run=RunKind.EASY, becomes=easy),
        RemoveRun(made_on=MONDAY, on=day(1), run=RunKind.HARD),
    )
    runs = [run for week in made.programme.weeks for run in week.runs]
    assert race in runs
    assert easy in runs
    assert not any(run.on == day(1) for run in runs)
    assert made.refused == ()


def test_the_goal_race_is_no_run_to_move_and_a_run_that_is_gone_is_none() -> None:
    goal = RUNNER.goal
    assert goal is not None
    runs = [*RUNS, PlannedRun(on=goal.on, kind=RunKind.RACE)]
    made = replan(
        RUNNER,
        runs,
        [],
        MONDAY,
        [
            MoveRun(made_on=MONDAY, on=goal.on, run=RunKind.RACE, to=day(3)),
            RemoveRun(made_on=MONDAY, on=day(3), run=RunKind.HARD),
        ],
    )
    assert [one.why.rule for one in made.refused] == ["run-projection", "run-projection"]


def test_a_run_moved_to_a_later_day_stays_there_when_its_old_day_is_over() -> None:
    was = PlannedRun(on=day(1), kind=RunKind.HARD, duration_s=3000)
    move = MoveRun(made_on=MONDAY, on=day(1), run=RunKind.HARD, to=day(3), was=was)
    left = [run for run in RUNS if run.on >= day(2)]  # as they are expected on Wednesday
    made = replan(RUNNER, left, [], day(2), [move], since=MONDAY)
    hard = [run.on for run in made.programme.weeks[0].runs if run.kind is RunKind.HARD]
    assert hard == [day(3)]
    assert made.refused == ()


def test_adjustments_whose_time_is_over_change_nothing_and_are_not_told() -> None:
    gone = [
        MoveSession(made_on=MONDAY, session="2026-W48-2", to=day(3)),
        SkipSession(made_on=MONDAY, session="2026-W48-1"),
        DaysAway(made_on=MONDAY, first=day(1), last=day(2)),
        Sore(made_on=MONDAY, region=Region.LOWER, until=day(3)),
        MoveRun(made_on=MONDAY, on=day(1), run=RunKind.HARD, to=day(2)),
        RemoveRun(made_on=MONDAY, on=day(1), run=RunKind.HARD),
        AddRun(made_on=MONDAY, added=PlannedRun(on=day(1), kind=RunKind.EASY)),
        Hurts(made_on=MONDAY, part=BodyPart.KNEE, level=7),
    ]
    later = MONDAY + timedelta(weeks=5)
    runs = [run for run in RUNS if run.on >= later]
    made = replan(RUNNER, runs, [], later, gone, since=MONDAY)
    assert made.programme == replan(RUNNER, runs, [], later, since=MONDAY).programme
    assert made.refused == ()


def test_a_pinned_session_stays_while_another_gives_way() -> None:
    pin = PinSession(made_on=MONDAY, session="2026-W48-3", on=day(4))
    move = MoveSession(made_on=MONDAY, session="2026-W48-2", to=day(3))
    assert [one.adjustment for one in replanned(pin, move).refused] == [move]
    assert replanned(move).refused == ()


def test_a_day_gone_by_moves_nothing() -> None:
    """On Tuesday, Monday's session done, the rest of the week stands as it stood."""
    done = LoggedSession(
        on=MONDAY,
        id="a",
        sets=(LoggedSet(exercise="push-up", reps=10),),
        planned="2026-W48-1",
    )
    move = MoveSession(made_on=MONDAY, session="2026-W48-2", to=day(3))
    was = sessions(replan(RUNNER, RUNS, [], MONDAY, [move], since=MONDAY).programme)
    for today in (day(0), day(1), day(2), day(3)):
        made = replan(RUNNER, RUNS, [done], today, [move], since=MONDAY)
        now = {k: s.on for k, s in sessions(made.programme).items() if k.startswith("2026-W48")}
        assert now == {k: was[k].on for k in ("2026-W48-2", "2026-W48-3")}


def test_a_session_done_on_another_day_is_the_one_it_says_it_is() -> None:
    done = LoggedSession(
        on=MONDAY,
        id="a",
        sets=(LoggedSet(exercise="push-up", reps=10),),
        planned="2026-W48-3",
    )
    made = replan(RUNNER, RUNS, [done], day(1), since=MONDAY)
    week = {s.id: s.on for s in made.programme.weeks[0].sessions}
    assert "2026-W48-3" not in week
    assert week["2026-W48-2"] == day(2)


def test_a_written_programme_is_adjusted_too() -> None:
    template = published_template("t01-storen-2008")
    lifter = msgspec.structs.replace(RUNNER, equipment=GYM)
    before = plan(lifter, RUNS, [], MONDAY, template)
    first = before.weeks[0].sessions[0]
    for choice in day_choices(first.id, lifter, RUNS, [], MONDAY, template=template):
        move = MoveSession(made_on=MONDAY, session=first.id, to=choice.on)
        made = replan(lifter, RUNS, [], MONDAY, [move], before, template)
        if choice.why_not is None:
            moved = sessions(made.programme)[first.id]
            assert (moved.on, moved.focus) == (choice.on, first.focus)
    short = ShortenSession(made_on=MONDAY, session=first.id, minutes=20)
    made = replan(lifter, RUNS, [], MONDAY, [short], before, template)
    assert sessions(made.programme)[first.id].minutes <= 20


def test_a_written_programme_goes_on_from_the_week_it_was_begun() -> None:
    template = published_template("t01-storen-2008")
    lifter = msgspec.structs.replace(RUNNER, equipment=GYM)
    whole = plan(lifter, RUNS, [], MONDAY, template)
    later = MONDAY + timedelta(weeks=3, days=2)
    runs = [run for run in RUNS if run.on >= later]
    made = replan(lifter, runs, [], later, template=template, since=MONDAY).programme
    assert [w.starts_on for w in made.weeks] == [w.starts_on for w in whole.weeks[3:]]
    over = MONDAY + timedelta(weeks=len(whole.weeks))
    after = replan(lifter, RUNS, [], over, template=template, since=MONDAY).programme
    assert after == replan(lifter, RUNS, [], over, since=MONDAY).programme


def test_a_written_session_that_was_done_does_not_come_again() -> None:
    template = published_template("t06-heavy-complex-endurance")
    lifter = msgspec.structs.replace(RUNNER, equipment=GYM)
    before = replan(lifter, RUNS, [], MONDAY, template=template, since=MONDAY).programme
    first, *others = before.weeks[0].sessions
    sets = tuple(LoggedSet(exercise=item.exercise.id, reps=5) for item in first.work)
    done = LoggedSession(on=first.on, id="a", sets=sets, planned=first.id)
    runs = [run for run in RUNS if run.on > first.on]
    day_after = first.on + timedelta(days=1)
    made = replan(lifter, runs, [done], day_after, template=template, since=MONDAY).programme
    assert [s.id for s in made.weeks[0].sessions] == [s.id for s in others]


def test_nothing_changes_between_a_programme_and_itself() -> None:
    programme = plan(RUNNER, RUNS, [], MONDAY)
    assert what_changes(programme, programme) == ()


def test_another_race_is_told_by_its_weeks() -> None:
    sooner = msgspec.structs.replace(
        RUNNER, goal=Goal(on=date(2027, 2, 28), distance=RaceDistance.TEN_K)
    )
    changes = what_changes(plan(RUNNER, RUNS, [], MONDAY), plan(sooner, RUNS, [], MONDAY))
    assert any(one.kind is ChangeKind.WEEK and "taper" in one.text for one in changes)


offsets = st.integers(-3, 40).map(lambda days: MONDAY + timedelta(days=days))
ids = st.builds(
    lambda week, number: f"2026-W{week}-{number}", st.integers(47, 52), st.integers(1, 4)
)
exercises = st.sampled_from(sorted(e.id for e in catalogue().training))
made_on = st.just(MONDAY)
runs_planned = st.builds(
    PlannedRun,
    on=offsets,
    kind=st.sampled_from(RunKind),
    duration_s=st.sampled_from([None, 1800, 6000]),
)
kinds = st.sampled_from(RunKind)
adjustments = st.one_of(
    st.builds(MoveSession, made_on=made_on, session=ids, to=offsets),
    st.builds(PinSession, made_on=made_on, session=ids, on=offsets),
    st.builds(SkipSession, made_on=made_on, session=ids | st.just("nonsense")),
    st.builds(ShortenSession, made_on=made_on, session=ids, minutes=st.integers(0, 90)),
    st.builds(
        SwapExercise,
        made_on=made_on,
        exercise=exercises,
        instead=exercises | st.just("nothing"),
        session=st.none() | ids,
    ),
    st.builds(DaysAway, made_on=made_on, first=offsets, last=offsets),
    st.builds(Sore, made_on=made_on, region=st.sampled_from(Region), until=offsets),
    st.builds(Hurts, made_on=made_on, part=st.sampled_from(BodyPart), level=st.integers(0, 10)),
    st.builds(MoveRun, made_on=made_on, on=offsets, run=kinds, to=offsets),
    st.builds(EditRun, made_on=made_on, on=offsets, run=kinds, becomes=runs_planned),
    st.builds(AddRun, made_on=made_on, added=runs_planned),
    st.builds(RemoveRun, made_on=made_on, on=offsets, run=kinds),
)


def as_adjusted(runner: Athlete, made: Adjusted, asked: list[Adjustment]) -> Athlete:
    """The athlete with what was said of days away and pain and not refused."""
    refused = [one.adjustment for one in made.refused]
    for each in asked:
        if isinstance(each, DaysAway) and each not in refused:
            away = (*runner.availability.away, (each.first, each.last))
            free = msgspec.structs.replace(runner.availability, away=away)
            runner = msgspec.structs.replace(runner, availability=free)
        if isinstance(each, Hurts):
            pains = tuple(p for p in runner.pains if p.part is not each.part)
            felt = Pain(part=each.part, level=each.level, since=each.made_on)
            runner = msgspec.structs.replace(runner, pains=(*pains, felt))
    return runner


@settings(max_examples=50)
@given(
    runner=athletes(),
    runs=calendars(weeks=20),
    history=histories(),
    asked=st.lists(adjustments, max_size=5),
    today=st.integers(0, 6).map(lambda days: MONDAY + timedelta(days=days)),
    since=st.none() | offsets,
)
def test_hard_rules_hold_after_any_adjustments(
    runner: Athlete,
    runs: tuple[PlannedRun, ...],
    history: tuple[LoggedSession, ...],
    asked: list[Adjustment],
    today: date,
    since: date | None,
) -> None:
    made = replan(
        runner, runs, history, today, asked, plan(runner, runs, history, today), since=since
    )
    if must_stop(runner, today):
        return
    assert findings(as_adjusted(runner, made, asked), made.programme, today) == []


@settings(max_examples=25)
@given(
    runner=athletes(), runs=calendars(weeks=20), asked=st.lists(adjustments, min_size=1, max_size=4)
)
def test_taking_the_last_one_back_restores_the_earlier_programme(
    runner: Athlete, runs: tuple[PlannedRun, ...], asked: list[Adjustment]
) -> None:
    programmes = [
        replan(runner, runs, [], MONDAY, asked[:count]).programme for count in range(len(asked) + 1)
    ]
    assert programmes[0] == plan(runner, runs, [], MONDAY)
    replan(runner, runs, [], MONDAY, asked, programmes[-2])
    again = replan(runner, runs, [], MONDAY, asked[:-1], programmes[-1])
    assert again.programme == programmes[-2]

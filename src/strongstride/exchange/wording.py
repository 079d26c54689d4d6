"""The plan in plain words, the same on screen and in Markdown: sets, loads, reserve, rest, runs."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from strongstride.coach.answers import Answer
from strongstride.coach.athlete import Athlete
from strongstride.coach.catalogue import Loading
from strongstride.coach.lifting.loads import PAIRS
from strongstride.coach.programme import (
    Balance,
    CoolDownItem,
    PlannedExercise,
    PlannedSession,
    PlannedSet,
    PlannedWeek,
    WarmUpItem,
)
from strongstride.coach.quantities import (
    DistanceUnit,
    MassUnit,
    in_unit,
    show_distance,
    show_load,
)
from strongstride.coach.rules import Reason, n
from strongstride.coach.running.habits import RunningHabits
from strongstride.coach.runs import PlannedRun, RunKind
from strongstride.exchange.file_words import file_words, with_file_words

KIND_LETTERS = {
    RunKind.EASY: "E",
    RunKind.LONG: "L",
    RunKind.STEADY: "S",
    RunKind.HARD: "H",
    RunKind.RACE: "R",
}
LEGS = {0: "nothing for the legs", 1: "light for the legs", 2: "for the legs", 3: "heavy legs"}

LEAST_RUNS = 3  # fewer say nothing of a usual week; our choice
SEVERITIES = ("stop", "change", "note")  # of what is said of a written programme, gravest first


def show_day(day: date) -> str:
    """`Wed 25 Nov`."""
    return f"{day:%a} {day.day} {day:%b}"


def show_date(day: date) -> str:
    """`25 April 2027`."""
    return f"{day.day} {day:%B %Y}"


def sets_words(item: PlannedExercise) -> str:
    """`3 × 8 each side`, `3 × 20 s`, `8, 8, 6`."""
    amounts = [_amount(each) for each in item.sets]
    side = " each side" if item.exercise.one_sided else ""
    if len(set(amounts)) == 1:
        return f"{len(amounts)} × {amounts[0]}{side}"
    return ", ".join(amounts) + side


def _amount(each: PlannedSet) -> str:
    if each.seconds is not None:
        return f"{each.seconds} s"
    if each.contacts is not None:
        return f"{each.contacts} jumps"
    return str(each.reps)


def load_words(item: PlannedExercise, unit: MassUnit) -> str:
    """`2 × 10 kg`, `60 kg bar`, `20 kg help`, `red band`, `body`."""
    loads = list(dict.fromkeys(each.load_g for each in item.sets))
    known = [load for load in loads if load is not None]
    if item.band is not None:
        return f"{item.band} band"
    if not known:
        return "find it" if item.exercise.loading is Loading.EXTERNAL else "body"
    amounts = "/".join(f"{in_unit(load, unit):f}" for load in known)
    if item.implement in PAIRS:
        return f"2 × {amounts} {unit}"
    if item.exercise.loading is Loading.ASSISTED:
        return f"{amounts} {unit} help"
    return f"{amounts} {unit}"


def why_words(item: PlannedExercise) -> tuple[str, str]:
    """Why an exercise is there, so heavy and so often, in one paragraph; and the rules."""
    text = " ".join(each.text for each in item.reasons)
    if not text.startswith(item.exercise.name):
        text = f"{item.exercise.name}: {text}"
    return text, ", ".join(dict.fromkeys(each.rule for each in item.reasons))


def implement_words(item: PlannedExercise) -> str:
    """What the load is held in, when there is something to hold."""
    return "" if item.implement is None else item.implement.value


def reserve_words(item: PlannedExercise) -> str:
    """`2` repetitions to leave, `2-3` for half steps, an en dash where none is asked."""
    left = [each.rir for each in item.sets if each.rir is not None]
    if not left:
        return "–"
    low, high = int(min(left)), -int(-max(left) // 1)
    return str(low) if low == high else f"{low}–{high}"


def rest_words(item: PlannedExercise) -> str:
    """`90 s`, `3 min`."""
    return seconds_words(max((each.rest_s for each in item.sets), default=0))


def seconds_words(seconds: int) -> str:
    """Whole minutes as minutes, the rest as seconds."""
    if seconds >= 120 and seconds % 60 == 0:
        return f"{seconds // 60} min"
    return f"{seconds} s"


def warm_up_words(item: WarmUpItem, unit: MassUnit) -> str:
    """One line of the warm-up."""
    ramp = [
        f"{each.reps or each.seconds or each.contacts}"
        + ("" if each.load_g is None else f" × {show_load(each.load_g, unit)}")
        for each in item.sets
    ]
    return f"{item.text}: {', '.join(ramp)}" if ramp else item.text


def cool_down_words(item: CoolDownItem) -> str:
    """One stretch: `Calf stretch: 2 × 30 s each side (gastrocnemius)`."""
    side = " each side" if item.sides == 2 else ""
    muscles = ", ".join(muscle.value for muscle in item.muscles)
    return f"{item.exercise.name}: {item.holds} × {item.seconds} s{side} ({muscles})"


def labels(session: PlannedSession) -> list[str]:
    """A label for each exercise in order: `1`, or `2a` and `2b` where two or more alternate."""
    found: list[str] = []
    number = 0
    before: str | None = None
    for place, item in enumerate(session.work):
        follows = item.pair is not None and item.pair == before
        number += not follows
        before = item.pair
        after = session.work[place + 1 : place + 2]
        alternates = follows or (item.pair is not None and after and after[0].pair == item.pair)
        letter = chr(ord(found[-1][-1]) + 1) if follows else "a"
        found.append(f"{number}{letter}" if alternates else str(number))
    return found


def session_title(session: PlannedSession) -> str:
    """`Wednesday 25 November, 18:30`."""
    at = "" if session.starts_at is None else f", {session.starts_at:%H:%M}"
    return f"{session.on:%A} {session.on.day} {session.on:%B}{at}"


def session_facts(session: PlannedSession) -> str:
    """What it is about, what it takes from the legs, how long it lasts."""
    after = ", after the run" if session.same_day_as_run else ""
    return f"{session.focus} · {LEGS[session.leg_cost]} · {session.minutes} min{after}"


def run_short(run: PlannedRun, unit: DistanceUnit) -> str:
    """`E8`, `H45'`: kind, then distance in the runner's unit or minutes."""
    letter = KIND_LETTERS[run.kind]
    if run.distance_m is not None:
        return f"{letter}{round(run.distance_m / unit.metres)}"
    if run.duration_s is not None:
        return f"{letter}{round(run.duration_s / 60)}'"
    return letter


def run_size(run: PlannedRun, athlete: Athlete) -> str:
    """`8.0 km`, `45 min`, or nothing where neither is known."""
    if run.distance_m is not None:
        return show_distance(run.distance_m, athlete.distance_unit)
    return "" if run.duration_s is None else f"{round(run.duration_s / 60)} min"


def day_cell(week: PlannedWeek, day: date, athlete: Athlete, marks: Sequence[str]) -> str:
    """A day of the calendar: its runs, then a mark for strength by what it takes from the legs."""
    runs = [run_short(run, athlete.distance_unit) for run in week.runs if run.on == day]
    lifts = [marks[session.leg_cost] for session in week.sessions if session.on == day]
    return " ".join(filter(None, ("+".join(runs), *lifts)))


def days_of(week: PlannedWeek) -> list[date]:
    """Monday to Sunday."""
    return [week.starts_on + timedelta(days=number) for number in range(7)]


def phase_words(week: PlannedWeek) -> str:
    """The phase, and whether it is an easier week."""
    return f"{week.phase}, easier" if week.deload else week.phase.value


def balance_words(item: Balance) -> str:
    """The sets and ratios of a week in one line."""
    parts = [f"{item.lower_sets} lower, {item.core_sets} core, {item.upper_sets} upper sets"]
    if item.posterior_anterior is not None:
        parts.append(f"back:front of the legs {item.posterior_anterior:.1f}")
    if item.pull_push is not None:
        parts.append(f"pull:push {item.pull_push:.1f}")
    if item.one_sided_share is not None:
        parts.append(f"{item.one_sided_share:.0%} of leg sets one-sided")
    if item.contacts:
        parts.append(f"{item.contacts} jumps")
    return "; ".join(parts)


def athlete_words(athlete: Athlete, today: date) -> list[str]:
    """Who the athlete is to the coach, a line each."""
    free = athlete.availability
    experience = {
        "none": "new to lifting",
        "some": "has lifted on and off",
        "regular": "lifts regularly",
        "expert": "has lifted for years",
    }[athlete.experience.value]
    mass, age = show_load(athlete.body_mass_g, athlete.mass_unit), athlete.age_on(today)
    sessions = "1 session" if free.sessions_a_week == 1 else f"{free.sessions_a_week} sessions"
    wish = f"{sessions} a week of {free.minutes} minutes"
    lines = [f"{mass}, {age} years old this year, {experience}; {wish}."]
    goal = athlete.goal
    if goal is not None:
        weeks = (goal.on - today).days // 7
        name = f" ({goal.name})" if goal.name and goal.name.lower() != goal.distance.value else ""
        when = f"in {weeks} weeks" if weeks > 1 else "soon" if weeks >= 0 else "run"
        lines.append(f"Goal: {goal.distance}{name} on {show_date(goal.on)}, {when}.")
    else:
        lines.append("No race, so the plan repeats its cycle.")
    hurting = [pain for pain in athlete.pains if pain.level]
    return lines + [f"Pain in the {pain.part}: {pain.level} of 10." for pain in hurting]


def knows_usual_week(habits: RunningHabits) -> bool:
    """Whether there are runs enough to call anything usual."""
    least_weeks = n("running-habits", "least_weeks")
    return habits.runs >= LEAST_RUNS and habits.weeks >= least_weeks


def habit_words(habits: RunningHabits) -> list[str]:
    """What is usual for the runner, a line each, and once from what and how to correct it."""
    if habits.runs and not knows_usual_week(habits):
        line = (
            f"Too few runs to know your usual week: {counted(habits.runs, 'run')} up to "
            f"{habits.latest_on}. {file_words(Answer.USUAL_WEEK)}"
        )
        return [line]
    lines = []
    for each in habits.inferred:
        text = each.text.partition(", inferred from")[0]
        lines.append(f"{text[:1].upper()}{text[1:]}.")
    if habits.runs:
        lines.append(
            f"Inferred from {habits.runs} runs in {counted(habits.weeks, 'week')} up to "
            f"{habits.latest_on}; you can correct it. {file_words(Answer.USUAL_WEEK)}"
        )
    return lines


def counted(count: int, what: str) -> str:
    """`1 run`, `2 runs`."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def next_words(weeks: Sequence[PlannedWeek], today: date) -> str:
    """`Monday 23 November, 18:30: upper body and core, 35 min`; empty when nothing is to come."""
    found = next_session(weeks, today)
    if found is None:
        return ""
    session = found[0].sessions[found[1]]
    day = "today, " if session.on == today else ""
    return f"{day}{session_title(session)}: {session.focus}, {session.minutes} min"


def next_session(weeks: Sequence[PlannedWeek], today: date) -> tuple[PlannedWeek, int] | None:
    """The week of the first session from today on, and the session's place in it."""
    for week in weeks:
        for place, session in enumerate(week.sessions):
            if session.on >= today:
                return week, place
    return None


def week_of(weeks: Sequence[PlannedWeek], day: date) -> PlannedWeek | None:
    """The week that holds `day`."""
    return next((week for week in weeks if 0 <= (day - week.starts_on).days < 7), None)


def verdict(reasons: Iterable[Reason], *severities: str) -> list[Reason]:
    """What the safety rules say of a written programme, gravest first."""
    wanted = severities or SEVERITIES
    found = [each for each in reasons if severity(each) in wanted]
    return sorted(found, key=lambda each: wanted.index(severity(each)))


def severity(why: Reason) -> str:
    """How grave a finding about a written programme is; empty for any other reason."""
    return str(dict(why.numbers).get("severity", ""))


def grouped(reasons: Iterable[Reason]) -> list[tuple[str, str]]:
    """Text and rule of each reason once; weeks that say the same are told together."""
    weeks: dict[tuple[str, str], list[str]] = {}
    for each in reasons:
        grave = severity(each).upper()
        text = with_file_words(each)
        told = f"{grave}: {text}" if grave else text
        start, colon, rest = told.partition(": ")
        is_week = start.startswith("Week of ") and bool(colon)
        key = (rest if is_week else told, each.rule)
        weeks.setdefault(key, [])
        if is_week:
            weeks[key].append(start.removeprefix("Week of "))
    return [(_of_weeks(found, text), rule) for (text, rule), found in weeks.items()]


def _of_weeks(weeks: list[str], text: str) -> str:
    if not weeks:
        return text
    if len(weeks) == 1:
        return f"Week of {weeks[0]}: {text}"
    if len(weeks) <= 3:
        return f"Weeks of {', '.join(weeks[:-1])} and {weeks[-1]}: {text}"
    return f"{len(weeks)} weeks between {weeks[0]} and {weeks[-1]}: {text}"

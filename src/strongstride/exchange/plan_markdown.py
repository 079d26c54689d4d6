"""The plan as Markdown: a page to print, to keep or to show a coach."""

from collections.abc import Iterable
from datetime import date

from strongstride.coach.athlete import Athlete
from strongstride.coach.programme import PlannedExercise, PlannedSession, PlannedWeek, Programme
from strongstride.coach.rules import Reason
from strongstride.coach.running.habits import RunningHabits
from strongstride.exchange import wording

MARKS = ("○", "◔", "◑", "●")
LEGEND = (
    "Runs: E easy, L long, S steady, H hard, R race, with distance or minutes. Strength: "
    "● heavy legs, ◑ legs, ◔ light for the legs, ○ nothing for the legs."
)


def plan_markdown(
    programme: Programme, athlete: Athlete, habits: RunningHabits | None, today: date
) -> str:
    """The whole plan: who, the calendar, every session in full, the balance, why."""
    name = f" for {_plain(athlete.name)}" if athlete.name else ""
    lines = [f"# Strength plan{name}", "", f"Made on {wording.show_date(today)}.", ""]
    lines += [f"- {_plain(line)}" for line in wording.athlete_words(athlete, today)]
    lines += [f"- {_plain(line)}" for line in (wording.habit_words(habits) if habits else ())]
    verdict = wording.verdict(programme.notices)
    lines += _reasons("What the safety rules say of this programme", verdict)
    lines += _reasons("What could not be kept", programme.given_up)
    told = {*verdict, *programme.given_up}
    lines += _reasons("Worth knowing", [why for why in programme.notices if why not in told])
    if not any(week.sessions for week in programme.weeks):
        return "\n".join([*lines, "", "No session is planned."]) + "\n"
    lines += ["", "## The weeks", "", LEGEND, "", *_calendar(programme, athlete)]
    for week in programme.weeks:
        lines += _week(week, athlete)
    lines += ["", "## Balance", ""]
    lines += [
        f"- Week of {wording.show_date(item.starts_on)}: {wording.balance_words(item)}"
        for item in programme.balance
    ]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]<>#|" else letter for letter in text)


def _calendar(programme: Programme, athlete: Athlete) -> list[str]:
    rows = [
        "| Week of | Phase | Mon | Tue | Wed | Thu | Fri | Sat | Sun |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for week in programme.weeks:
        cells = [wording.day_cell(week, day, athlete, MARKS) for day in wording.days_of(week)]
        starts = wording.show_date(week.starts_on)
        rows.append(f"| {starts} | {wording.phase_words(week)} | {' | '.join(cells)} |")
    return rows


def _week(week: PlannedWeek, athlete: Athlete) -> list[str]:
    if not week.sessions:
        return []
    lines = ["", f"## Week of {wording.show_date(week.starts_on)}: {wording.phase_words(week)}"]
    lines += _bullets(week.reasons)
    for session in week.sessions:
        lines += _session(session, athlete)
    return lines


def _session(session: PlannedSession, athlete: Athlete) -> list[str]:
    unit = athlete.mass_unit
    lines = ["", f"### {wording.session_title(session)}", "", wording.session_facts(session)]
    lines += ["", "**Warm-up**", ""]
    lines += [f"- {_plain(wording.warm_up_words(item, unit))}" for item in session.warm_up]
    lines += ["", "| Exercise | Sets | Load | Leave in reserve | Rest |", "|---|---|---|---|---|"]
    lines += [_row(item, athlete) for item in session.work]
    lines += ["", "**How**", ""]
    lines += [
        f"- {_plain(item.exercise.name)}: {_plain(' '.join(_sentences(item)))}"
        for item in session.work
    ]
    lines += ["", "**Cool-down**", ""]
    lines += [f"- {_plain(wording.cool_down_words(item))}" for item in session.cool_down]
    lines += ["", "**Why**", ""]
    lines += _bullets(session.reasons)
    return lines + [_why_of_work(item) for item in session.work if item.reasons]


def _why_of_work(item: PlannedExercise) -> str:
    text, rules = wording.why_words(item)
    return f"- {_plain(text)} ({rules})"


def _row(item: PlannedExercise, athlete: Athlete) -> str:
    load = wording.load_words(item, athlete.mass_unit)
    held = wording.implement_words(item)
    cells = (
        _plain(item.exercise.name),
        wording.sets_words(item),
        f"{load}, {held}" if held else load,
        wording.reserve_words(item),
        wording.rest_words(item),
    )
    return f"| {' | '.join(cells)} |"


def _sentences(item: PlannedExercise) -> list[str]:
    cues = [cue if cue.endswith(".") else f"{cue}." for cue in item.exercise.cues]
    return [*cues, item.note] if item.note else cues


def _bullets(reasons: Iterable[Reason]) -> list[str]:
    return [f"- {_plain(each.text)} (rule `{each.rule}`)" for each in reasons]


def _reasons(title: str, reasons: Iterable[Reason]) -> list[str]:
    bullets = [f"- {_plain(text)} (rule `{rule}`)" for text, rule in wording.grouped(reasons)]
    return ["", f"## {title}", "", *bullets] if bullets else []

"""The answer of `strongstride plan` on a terminal."""

from collections.abc import Collection, Sequence

from rich.console import Console

from strongstride.cli.called import called
from strongstride.cli.intake import Intake, what_was_read
from strongstride.cli.screen import heading, print_bullet, print_indented, screen
from strongstride.cli.show import show_calendar, show_reasons, show_session
from strongstride.cli.show_stop import show_stop
from strongstride.coach.programme import PlannedWeek
from strongstride.exchange import wording

_MORE = {
    "ics": "--ics FILE for your calendar",
    "watch": "--watch DIR for your watch",
    "markdown": "--markdown FILE to print",
}


def show_plan(intake: Intake, written: Sequence[str] = (), used: Collection[str] = ()) -> None:
    """What comes next, who you are to the coach, the calendar, this week in full, why.

    `written` are lines on files; `used` the options that need not be named any more.
    """
    console = screen()
    name = f" for {intake.athlete.name}" if intake.athlete.name else ""
    console.print(f"Strength plan{name}, {wording.show_date(intake.today)}", style="bold")
    programme = intake.programme
    if show_stop(console, intake):
        for line in (*what_was_read(intake), *written):
            print_bullet(console, line)
        return
    coming = wording.next_words(programme.weeks, intake.today)
    print_indented(console, f"Next: {coming}" if coming else "No session is planned.", "")
    verdict = wording.verdict(programme.notices)
    show_reasons(console, "What the safety rules say of this programme", verdict)
    _show_person(console, intake)
    show_reasons(console, "What could not be kept", programme.given_up)
    console.print(heading("The weeks"))
    show_calendar(console, programme.weeks, intake.athlete, intake.today)
    week = _week_in_full(intake)
    if week is not None:
        show_week(console, intake, week)
    told = {*programme.given_up, *verdict}
    notices = [each for each in programme.notices if each not in told]
    show_reasons(console, "Worth knowing", notices)
    console.print(heading("Next"))
    for line in (*written, *_next(used)):
        print_bullet(console, line)


def _show_person(console: Console, intake: Intake) -> None:
    console.print(heading("You"))
    habits = intake.runs.habits
    lines = wording.athlete_words(intake.athlete, intake.today)
    lines += wording.habit_words(habits) if habits is not None else []
    if habits is None and intake.file.running.pattern is None:
        lines.append("No runs were given: add --runs PATH, or [running] to the athlete file.")
    for line in (*lines, *what_was_read(intake)):
        print_bullet(console, line)


def _week_in_full(intake: Intake) -> PlannedWeek | None:
    """This week, or the first with a session from today on."""
    found = wording.next_session(intake.programme.weeks, intake.today)
    return found[0] if found is not None else None


def show_week(console: Console, intake: Intake, week: PlannedWeek) -> None:
    console.print(heading(f"The week of {wording.show_date(week.starts_on)}: {week.phase}"))
    for each in week.reasons:
        print_bullet(console, each.text, each.rule)
    for session in week.sessions:
        show_session(console, session, intake.athlete, loads_too=False)
    for item in intake.programme.balance:
        if item.starts_on == week.starts_on:
            console.print(heading("Balance of the week"))
            print_bullet(console, wording.balance_words(item))


def _next(used: Collection[str]) -> list[str]:
    more = [words for option, words in _MORE.items() if option not in used]
    own = called()
    lines = [f"`{own} today` prints the next session, `{own} why DATE` why it is there."]
    return [*lines, f"Add {', '.join(more)}."] if more else lines

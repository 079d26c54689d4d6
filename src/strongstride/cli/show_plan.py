"""The answer of `strongstride plan` on a terminal."""

from collections.abc import Sequence

from rich.console import Console

from strongstride.cli.intake import Intake, what_was_read
from strongstride.cli.screen import heading, print_bullet, screen
from strongstride.cli.show import show_calendar, show_reasons, show_session
from strongstride.coach.programme import PlannedWeek
from strongstride.exchange import wording


def show_plan(intake: Intake, written: Sequence[str] = ()) -> None:
    """Who you are to the coach, the calendar, this week in full, the balance, why."""
    console = screen()
    name = f" for {intake.athlete.name}" if intake.athlete.name else ""
    console.print(f"Strength plan{name}, {wording.show_date(intake.today)}", style="bold")
    _show_person(console, intake)
    show_reasons(console, "What could not be kept", intake.programme.given_up)
    console.print(heading("The weeks"))
    show_calendar(console, intake.programme.weeks, intake.athlete, intake.today)
    week = _week_in_full(intake)
    if week is not None:
        show_week(console, intake, week)
    told = set(intake.programme.given_up)
    notices = [each for each in intake.programme.notices if each not in told]
    show_reasons(console, "Worth knowing", notices)
    console.print(heading("Next"))
    for line in (*written, *_next()):
        print_bullet(console, line)


def _show_person(console: Console, intake: Intake) -> None:
    console.print(heading("You"))
    habits = intake.runs.habits
    lines = wording.athlete_words(intake.athlete, intake.today)
    lines += wording.habit_words(habits) if habits is not None else []
    if habits is None and intake.file.running.pattern is None:
        lines.append("No runs were given: add --runs PATH, or [running] to the athlete file.")
    lines += what_was_read(intake)
    for line in lines:
        print_bullet(console, f"{line[:1].upper()}{line[1:]}")


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


def _next() -> tuple[str, ...]:
    return (
        "`strongstride today` prints the next session, `strongstride why DATE` why it is there.",
        "Add --ics FILE for your calendar, --watch DIR for your watch, --markdown FILE to print.",
    )

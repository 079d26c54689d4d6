"""Plans on the terminal: the calendar, one session in full, reasons."""

from collections.abc import Iterable, Sequence
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from strongstride.cli.screen import heading, marks, print_bullet, print_indented, table
from strongstride.coach.athlete import Athlete
from strongstride.coach.programme import PlannedSession, PlannedWeek
from strongstride.coach.rules import Reason
from strongstride.exchange import wording

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_STARTS, _PHASE = 7, 13  # letters that the first columns of the calendar need
_TIE = "\N{NO-BREAK SPACE}"


def show_reasons(console: Console, title: str, reasons: Iterable[Reason]) -> None:
    """A list of reasons with their rules; nothing when there are none."""
    lines = wording.grouped(reasons)
    if lines:
        console.print(heading(title))
    for text, rule in lines:
        print_bullet(console, text, rule)


def show_calendar(
    console: Console, weeks: Sequence[PlannedWeek], athlete: Athlete, today: date
) -> None:
    """A row a week, the phase and seven days; where that is too wide a paragraph a week."""
    signs = marks()
    rows = [
        [wording.day_cell(week, day, athlete, signs) for day in wording.days_of(week)]
        for week in weeks
    ]
    widest = [max(5, *(len(row[day]) for row in rows)) for day in range(7)]
    if console.width >= _STARTS + _PHASE + sum(width + 2 for width in widest) + 2:
        _show_table(console, weeks, rows, today)
    else:
        _show_paragraphs(console, weeks, rows)
    legend = (
        f"Runs: E easy, L long, S steady, H hard, R race, in {athlete.distance_unit} or minutes "
        f"('). Strength: {signs[3]} heavy legs, {signs[2]} legs, {signs[1]} light for the legs, "
        f"{signs[0]} nothing for the legs."
    )
    print_indented(console, legend, "", "dim")


def _show_table(
    console: Console, weeks: Sequence[PlannedWeek], rows: Sequence[Sequence[str]], today: date
) -> None:
    grid = table(gap=1)
    grid.add_column("Week of", no_wrap=True)
    grid.add_column("Phase", max_width=_PHASE)
    for day in _DAYS:
        grid.add_column(day, no_wrap=True, min_width=5)
    for week, row in zip(weeks, rows, strict=True):
        days = zip(row, wording.days_of(week), strict=True)
        cells = [_cell(text, day, today) for text, day in days]
        grid.add_row(_starts(week), wording.phase_words(week), *cells)
    console.print(grid)


def _show_paragraphs(
    console: Console, weeks: Sequence[PlannedWeek], rows: Sequence[Sequence[str]]
) -> None:
    """`16 Nov, form` and below it the days that hold something, none of them torn."""
    for week, row in zip(weeks, rows, strict=True):
        console.print(f"{_starts(week)}, {wording.phase_words(week)}", style="bold")
        days = [f"{day} {text}" for day, text in zip(_DAYS, row, strict=True) if text]
        print_indented(console, "  ".join(day.replace(" ", _TIE) for day in days), "  ")


def _starts(week: PlannedWeek) -> str:
    return f"{week.starts_on.day} {week.starts_on:%b}"


def _cell(text: str, day: date, today: date) -> Text:
    return Text(text, style="bold" if day == today else "")


def show_session(
    console: Console, session: PlannedSession, athlete: Athlete, *, loads_too: bool = True
) -> None:
    """One session in full: warm-up, work, how to do it, cool-down, why it is there.

    With `loads_too` also why each exercise is in it, so heavy and so often.
    """
    console.print(heading(wording.session_title(session)))
    console.print(wording.session_facts(session))
    console.print(Text("\nWarm-up", style="bold"))
    for step in session.warm_up:
        print_bullet(console, wording.warm_up_words(step, athlete.mass_unit))
    console.print()
    console.print(_work(session, athlete))
    _show_cues(console, session)
    console.print(Text("\nCool-down", style="bold"))
    for stretch in session.cool_down:
        print_bullet(console, wording.cool_down_words(stretch))
    show_reasons(console, "Why", session.reasons)
    if loads_too:
        show_why_of_work(console, session)


def show_why_of_work(console: Console, session: PlannedSession) -> None:
    """Why each exercise is in the session, so heavy and so often: a paragraph each."""
    for label, item in zip(wording.labels(session), session.work, strict=True):
        if item.reasons:
            text, rules = wording.why_words(item)
            print_bullet(console, f"{label} {text}", rules)


def _work(session: PlannedSession, athlete: Athlete) -> Table:
    found = table()
    found.add_column("", no_wrap=True)
    found.add_column("Exercise", ratio=1)
    found.add_column("Sets")
    found.add_column("Load")
    found.add_column("Leave", justify="right")
    found.add_column("Rest", no_wrap=True)
    for label, item in zip(wording.labels(session), session.work, strict=True):
        load = wording.load_words(item, athlete.mass_unit)
        found.add_row(
            label,
            item.exercise.name,
            wording.sets_words(item),
            load,
            wording.reserve_words(item),
            wording.rest_words(item),
        )
    return found


def _show_cues(console: Console, session: PlannedSession) -> None:
    notes = "Leave: repetitions you could still do when you stop a set."
    if any(item.pair for item in session.work):
        notes += " a and b: alternate, one rests while the other works."
    console.print()
    print_indented(console, notes, "")
    console.print(Text("\nHow", style="bold"))
    shown: set[str] = set()
    for label, item in zip(wording.labels(session), session.work, strict=True):
        if item.exercise.id in shown:
            continue
        shown.add(item.exercise.id)
        held = wording.implement_words(item)
        name = f"{label} {item.exercise.name}" + (f" ({held})" if held else "")
        console.print(Text(name, style="bold dim"))
        cues = "; ".join(cue.rstrip(".") for cue in item.exercise.cues)
        for line in (f"{cues}.", item.note):
            print_indented(console, line, "   ")

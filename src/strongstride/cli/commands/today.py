"""`strongstride today`: the next session in full."""

import sys

import click

from strongstride.cli import options
from strongstride.cli.intake import Intake, Sources, take_in, tell_what_was_read
from strongstride.coach.programme import PlannedSession, PlannedWeek
from strongstride.exchange import wording


@click.command()
@options.athlete_argument
@options.sources
@options.as_json
@options.today
def run(
    sources: Sources,
    as_json: bool,
    today: str | None,
) -> None:
    """Print the next session in full.

    Runs and logs named in the athlete file ([running] and [log] `files`) need not be given again.
    """
    intake = take_in(sources, options.day_of(today))
    tell_what_was_read(intake)
    found = wording.next_session(intake.programme.weeks, intake.today)
    week, session = (None, None) if found is None else (found[0], found[0].sessions[found[1]])
    if as_json:
        _print_json(intake, week, session)
    else:
        _show(intake, week, session)


def _print_json(intake: Intake, week: PlannedWeek | None, session: PlannedSession | None) -> None:
    from strongstride.exchange.as_contract import run_json, session_json, whys
    from strongstride.exchange.contract import TodayJson, encode

    runs = [] if week is None or session is None else [r for r in week.runs if r.on == session.on]
    made = TodayJson(
        today=intake.today,
        phase=None if week is None else week.phase.value,
        deload=week is not None and week.deload,
        runs=[run_json(each) for each in runs],
        session=None if session is None else session_json(session),
        notices=whys(intake.programme.notices),
    )
    sys.stdout.write(encode(made).decode())


def _show(intake: Intake, week: PlannedWeek | None, session: PlannedSession | None) -> None:
    from strongstride.cli.screen import screen
    from strongstride.cli.show import show_reasons, show_session
    from strongstride.cli.show_stop import show_stop

    console = screen()
    if show_stop(console, intake):
        return
    grave = wording.verdict(intake.programme.notices, "stop", "change")
    show_reasons(console, "What the safety rules say of this programme", grave)
    if week is None or session is None:
        console.print("No session is planned.")
        show_reasons(console, "Why", intake.programme.given_up)
        return
    days = (session.on - intake.today).days
    when = "Today" if days == 0 else "Tomorrow" if days == 1 else f"In {days} days"
    console.print(f"{when}, in the {wording.phase_words(week)} phase:", style="bold")
    for each in week.runs:
        if each.on == session.on:
            console.print(f"Run that day: {each.kind} {wording.run_size(each, intake.athlete)}")
    show_session(console, session, intake.athlete)

"""What is said instead of a plan when a professional comes first."""

from rich.console import Console

from strongstride.cli.intake import Intake
from strongstride.cli.screen import print_bullet, print_indented
from strongstride.coach.athlete import Athlete
from strongstride.coach.athletes.screening import TOPICS
from strongstride.coach.safety import must_stop


def show_stop(console: Console, intake: Intake) -> bool:
    """Why there is no plan yet, and what to do next; False, and nothing said, when there is one."""
    stops = must_stop(intake.athlete, intake.today)
    if not stops:
        return False
    console.print("No strength is planned yet: someone else comes first.", style="bold")
    for why in stops:
        print_bullet(console, why.text, why.rule)
    print_indented(console, f"Next: {next_step(intake.athlete)}", "")
    return True


def next_step(athlete: Athlete) -> str:
    """What to do about the answers that stop the plan."""
    said = [
        topic
        for topic in TOPICS
        if topic.stop in athlete.stop_reasons
        or (topic.asks_first and topic.condition in athlete.conditions - athlete.cleared)
    ]
    keys = ", ".join(f'"{topic.key}"' for topic in said if topic.can_clear)
    if keys:
        return (
            "see a professional. When they have agreed to strength training, write "
            f"cleared = [{keys}] under [safety] in the athlete file and plan again."
        )
    return "when it no longer holds, change [safety] in the athlete file and plan again."

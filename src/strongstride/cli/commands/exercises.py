"""`strongstride exercises`: the catalogue, or one movement in full."""

import sys

import click

from strongstride.cli import options
from strongstride.cli.complaint import ComplaintError
from strongstride.coach.catalogue import Catalogue, Exercise, catalogue


@click.command()
@click.argument(
    "name",
    nargs=-1,
    metavar="[NAME]",
    help="A name, id or alias, or words: calf, core, kettlebell …",
)
@options.as_json
def run(name: tuple[str, ...], as_json: bool) -> None:
    """List the exercises, some of them, or show one in full.

    In full: cues, faults, equipment, easier and harder neighbours, other names.
    """
    known = catalogue()
    chosen = _find(" ".join(name), known) if name else list(known.exercises.values())
    if as_json:
        from strongstride.exchange.as_listings import exercise_json
        from strongstride.exchange.contract import encode

        sys.stdout.write(encode([exercise_json(each, known) for each in chosen]).decode())
    elif len(chosen) == 1:
        _show(chosen[0], known)
    else:
        _list(chosen)


def _find(name: str, known: Catalogue) -> list[Exercise]:
    """The exercise called so, else all that have the words in name, pattern, region or muscles."""
    found = known.named(name)
    if found is not None:
        return [found]
    words = name.lower().split()
    some = [each for each in known.exercises.values() if all(w in _described(each) for w in words)]
    if some:
        return some
    near = known.nearest(name)
    hint = f"did you mean {' or '.join(near)}?" if near else "`strongstride exercises` lists all."
    raise ComplaintError(f"There is no exercise {name!r}; {hint}")


def _described(each: Exercise) -> str:
    muscles = (muscle.value for muscle in each.primary)
    return " ".join([each.name, each.pattern, each.region, *muscles, *each.implements]).lower()


def _list(chosen: list[Exercise]) -> None:
    from strongstride.cli.screen import screen, table

    found = table()
    for column in ("Exercise", "Pattern", "Region", "Skill", "Legs"):
        found.add_column(column)
    for each in chosen:
        skill = str(each.skill) if each.is_training else ""
        cost = str(each.leg_cost) if each.is_training else ""
        found.add_row(each.name, each.pattern.value, each.region.value, skill, cost)
    console = screen()
    console.print(found)
    console.print(
        "Skill: 1 everyone to 4 expert. Legs: 0 to 3, how much it tires them for the next run.",
        style="dim",
    )


def _show(exercise: Exercise, known: Catalogue) -> None:
    from strongstride.cli.screen import print_list, screen

    console = screen()
    console.print(exercise.name, style="bold")
    side = "each side" if exercise.one_sided else "both sides together"
    console.print(
        f"{exercise.pattern}; {exercise.region}, {exercise.chain}; counted in {exercise.measure}, "
        f"{side}; skill {exercise.skill} of 4; tires the legs: {exercise.leg_cost} of 3."
    )
    _line(console, "Trains", [each.value for each in exercise.primary])
    _line(console, "Helps", [each.value for each in exercise.secondary])
    held = [each.value for each in exercise.implements]
    _line(console, "Held in one of", held)
    _line(console, "Needs", [" or ".join(thing.value for thing in g) for g in exercise.needs])
    for title, lines in (("How", exercise.cues), ("Common faults", exercise.faults)):
        print_list(console, title, lines)
    _line(console, "\nEasier", [each.name for each in known.easier(exercise.id)])
    _line(console, "Harder", [each.name for each in known.harder(exercise.id)])
    avoid = [each.value for each in (*exercise.avoid_pain, *exercise.avoid_if)]
    _line(console, "Not with", avoid)
    _line(console, "Also called", list(exercise.aliases))
    if exercise.note:
        console.print(exercise.note)


def _line(console, title: str, words: list[str]) -> None:  # type: ignore[no-untyped-def]
    if words:
        console.print(f"{title}: {', '.join(words)}")

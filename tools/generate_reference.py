"""Write the reference pages that follow from data and code: rules, exercises, JSON, the API.

    python tools/generate_reference.py          write docs/reference/*.md
    python tools/generate_reference.py --check  say which pages are out of date, exit 1 if any

`README.md`, `docs/reference/commands.md` and `athlete-file.md` are kept by cog, which calls this
module: `cog -r -I tools README.md docs/reference/commands.md docs/reference/athlete-file.md`.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from api_reference import api_page

import strongstride
from strongstride.coach.catalogue import Catalogue, Exercise, catalogue
from strongstride.coach.rules import Rule, rules
from strongstride.exchange.contract_listings import schemas

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"
SAMPLE_DAY = "2026-11-22"
MADE = "<!-- Made by tools/generate_reference.py from the data: change the data, not this page. -->"


def plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]<>#|" else letter for letter in text)


def rules_page() -> str:
    """Every rule: its sentence, how well it is supported, its numbers and sources."""
    intro = (
        "Every decision of a plan names rules of this page, with the numbers of that case. "
        "`strongstride why RULE` prints the same. *Strong*, *moderate* and *limited* say how well "
        "studies support a rule; a *textbook value* is common teaching; *our choice* is ours, made "
        "because something had to be chosen."
    )
    lines = [MADE, "# Rules", "", intro]
    for rule in rules().values():
        lines += _rule(rule)
    return "\n".join(lines) + "\n"


def _rule(rule: Rule) -> Iterable[str]:
    yield from ("", f"## {rule.id}", "", plain(rule.sentence), "", f"*{rule.strength}*")
    if rule.numbers:
        yield ""
        yield from (f"- `{name}` = {number:g}" for name, number in rule.numbers.items())
    if rule.citations:
        yield ""
    for each in rule.citations:
        link = f" [doi:{each.doi}](https://doi.org/{each.doi})" if each.doi else ""
        yield f"- {plain(each.source)}: {plain(each.finding)}{link}"
    if rule.note:
        yield from ("", plain(rule.note))


def exercises_page() -> str:
    """Every exercise, drill and stretch with cues, ladder and equipment."""
    known = catalogue()
    intro = (
        f"{len(known.training)} exercises, {len(known.drills)} drills and "
        f"{len(known.stretches)} stretches. Skill goes from 1 (everyone) to 4 (expert); leg cost "
        "from 0 to 3 is what a session takes from the next run."
    )
    lines = [MADE, "# Exercises", "", intro]
    for pattern in dict.fromkeys(each.pattern for each in known.exercises.values()):
        lines += ["", f"## {pattern.value.capitalize()}"]
        for each in known.exercises.values():
            if each.pattern is pattern:
                lines += _exercise(each, known)
    return "\n".join(lines) + "\n"


def _exercise(each: Exercise, known: Catalogue) -> Iterable[str]:
    yield from ("", f"### {plain(each.name)} {{ #{each.id} }}", "")
    side = ", each side" if each.one_sided else ""
    yield (
        f"{each.region}, {each.chain}; {each.measure}{side}; skill {each.skill}; "
        f"leg cost {each.leg_cost}; {', '.join(muscle.value for muscle in each.primary)}."
    )
    yield ""
    yield from (f"- {plain(cue)}" for cue in each.cues)
    facts = (
        ("Held in", [held.value for held in each.implements]),
        ("Needs", [" or ".join(thing.value for thing in group) for group in each.needs]),
        ("Faults", [plain(fault) for fault in each.faults]),
        ("Not with", [part.value for part in (*each.avoid_pain, *each.avoid_if)]),
        ("Easier", [_link(other) for other in known.easier(each.id)]),
        ("Harder", [_link(other) for other in known.harder(each.id)]),
        ("Also called", [plain(alias) for alias in each.aliases]),
    )
    for title, words in facts:
        if words:
            yield from ("", f"{title}: {'; '.join(words)}.")
    if each.note:
        yield from ("", plain(each.note))


def _link(exercise: Exercise) -> str:
    return f"[{plain(exercise.name)}](#{exercise.id})"


def json_page() -> str:
    """The fields of every JSON document, from the schemas the command prints."""
    intro = (
        "What `--json` prints. `strongstride schema` prints the same as JSON Schemas. Loads are "
        "kilograms, distances metres, durations seconds; dates and times are local. Fields may be "
        "added, never renamed."
    )
    lines = [MADE, "# JSON", "", intro]
    seen: set[str] = set()
    for name, schema in schemas().items():
        assert isinstance(schema, dict)
        lines += ["", f"## {name}", ""]
        top = schema.get("$ref") or schema.get("items", {}).get("$ref", "")
        is_list = "items" in schema
        lines.append(f"{'A list of' if is_list else 'One'} `{top.rpartition('/')[2]}`.")
        for title, table in schema.get("$defs", {}).items():
            if title not in seen:
                seen.add(title)
                lines += _fields(title, table)
    return "\n".join(lines) + "\n"


def _fields(title: str, table: dict[str, dict[str, dict[str, object]]]) -> Iterable[str]:
    yield from ("", f"### {title}", "", str(table.get("description", "")), "")
    yield from ("| field | type | |", "|---|---|---|")
    for name, field in table["properties"].items():
        words = str(field.get("description", ""))
        yield f"| `{name}` | {_type(field)} | {words} |"


def _type(field: dict[str, object]) -> str:
    if "$ref" in field:
        title = str(field["$ref"]).rpartition("/")[2]
        return f"[{title}](#{title.lower()})"
    if isinstance(field.get("anyOf"), list):
        return " or ".join(_type(each) for each in field["anyOf"])  # type: ignore[attr-defined]
    if isinstance(field.get("items"), dict):
        return f"list of {_type(field['items'])}"  # type: ignore[arg-type]
    return str(field.get("format") or field.get("type", "any"))


def command_help() -> str:
    """The help of every command, for `docs/reference/commands.md`."""
    from click.testing import CliRunner

    from strongstride.cli.app import COMMANDS, app

    runner = CliRunner()
    blocks = []
    for words in ([], *([name] for name in COMMANDS), *_nested()):
        title = " ".join(["strongstride", *words])
        result = runner.invoke(
            app, [*words, "--help"], prog_name="strongstride", terminal_width=80, env={}
        )
        text = "\n".join(line.rstrip() for line in result.output.strip().splitlines())
        blocks.append(f"## {title}\n\n```text\n{text}\n```\n")
    return "\n".join(blocks)


def _nested() -> list[list[str]]:
    """The words of every command that is part of another."""
    import click

    from strongstride.cli.app import COMMANDS, app

    context = click.Context(app)
    groups = {name: app.get_command(context, name) for name in COMMANDS}
    return [
        [name, part]
        for name, group in groups.items()
        if isinstance(group, click.Group)
        for part in group.commands
    ]


def plan_lines() -> list[str]:
    """What `strongstride plan` prints for the sample runner on the day the sample ends."""
    sample = Path(strongstride.__file__).parent / "data" / "sample" / "athlete.toml"
    command = [sys.executable, "-m", "strongstride", "plan", str(sample), "--today", SAMPLE_DAY]
    done = subprocess.run(
        command,
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"},
    )
    return [line.rstrip() for line in done.stdout.splitlines()]


def excerpt(lines: list[str], start: str, stop: str, most: int = 40) -> str:
    """The lines from the first that begins with `start` to before the next that has `stop`."""
    first = next(place for place, line in enumerate(lines) if line.startswith(start))
    last = next(
        (place for place in range(first + 1, len(lines)) if lines[place].startswith(stop)),
        len(lines),
    )
    kept = lines[first : min(last, first + most)]
    return "\n".join([*kept, "…"] if last > first + most else kept).rstrip()


PAGES: dict[str, Callable[[], str]] = {
    "rules.md": rules_page,
    "exercises.md": exercises_page,
    "json.md": json_page,
    "api.md": api_page,
}


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check name those that would change."""
    old = [
        name
        for name, make in PAGES.items()
        if not (REFERENCE / name).exists() or (REFERENCE / name).read_text("utf-8") != make()
    ]
    if "--check" in arguments:
        print("\n".join(f"docs/reference/{name} is out of date" for name in old), end="")
        return 1 if old else 0
    for name in old:
        (REFERENCE / name).write_text(PAGES[name](), "utf-8")
        print(f"docs/reference/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

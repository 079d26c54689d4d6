"""The terminal: 80 to 100 columns, colour only where it is welcome, plain letters where need be."""

import sys
from collections.abc import Sequence
from textwrap import fill
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from rich.table import Table

WIDEST = 100


class Screen(Console):
    """A console that leaves a broken pipe to the one place that answers what goes wrong."""

    def on_broken_pipe(self) -> None:
        """Tell that the reader, such as `head`, has gone."""
        raise BrokenPipeError


def screen() -> Console:
    """The console for answers on stdout; NO_COLOR and pipes are respected."""
    console = Screen(highlight=False, markup=False, emoji=False, soft_wrap=False)
    if console.width > WIDEST:
        console.width = WIDEST
    return console


def marks() -> tuple[str, str, str, str]:
    """A mark for each leg cost, in letters that this terminal can show."""
    try:
        "○◔◑●".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return ("o", "-", "+", "#")
    return ("○", "◔", "◑", "●")


def heading(text: str) -> Text:
    """A heading between two parts of an answer."""
    return Text(f"\n{text}", style="bold")


def print_bullet(console: Console, text: str, hint: str = "") -> None:
    """One line of a list, wrapped under itself; the rule behind it is dimmed."""
    whole = f"{text} [{hint}]" if hint else text
    line = Text(_wrapped(console, whole, "- ", "  "))
    if hint:
        line.stylize("dim", len(line) - len(hint) - 2)
    console.print(line)


def print_list(console: Console, title: str, lines: Sequence[str]) -> None:
    """A heading and its lines; nothing when there are none."""
    if lines:
        console.print(heading(title))
    for line in lines:
        print_bullet(console, line)


def table(gap: int = 2) -> "Table":
    """An empty table as all of ours look, with `gap` letters between its columns."""
    from rich import box
    from rich.table import Table

    return Table(box=box.SIMPLE_HEAD, padding=(0, gap, 0, 0), pad_edge=False, show_edge=False)


def print_indented(console: Console, text: str, indent: str, style: str = "") -> None:
    """A paragraph some letters from the edge; nothing when it is empty."""
    if text:
        console.print(_wrapped(console, text, indent, indent), style=style)


def _wrapped(console: Console, text: str, first: str, rest: str) -> str:
    return fill(
        text,
        console.width - 1,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
    )

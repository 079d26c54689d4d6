"""The `strongstride` command: finds the command asked for and imports it alone."""

import io
import os
import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from strongstride.cli.complaint import BAD_INPUT, INTERRUPTED, OK, OUR_FAULT, ComplaintError

COMMANDS = ("plan", "today", "week", "why", "exercises", "runs", "history", "init", "schema")
REPORT = "https://github.com/strongstride/strongstride/issues"


class LazyCommands(TyperGroup):
    """Commands known by name; the module of one is imported when it is needed."""

    def list_commands(self, ctx: Any) -> list[str]:
        """All commands in the order of a first week with Strongstride."""
        for name in COMMANDS:
            self.get_command(ctx, name)
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command called so, or None."""
        del ctx
        if cmd_name not in COMMANDS:
            # A misspelled command is compared with these names.
            self.commands.update(dict.fromkeys(COMMANDS))  # type: ignore[arg-type]
            return None
        if self.commands.get(cmd_name) is None:
            module = import_module(f"strongstride.cli.commands.{cmd_name}")
            self.add_command(_command(cmd_name, module.run), cmd_name)
        return self.commands[cmd_name]


def _command(name: str, function: Any) -> Any:
    single = typer.Typer(add_completion=False, rich_markup_mode=None)
    single.command(name)(function)
    return typer.main.get_command(single)


app = typer.Typer(
    cls=LazyCommands,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"strongstride {version('strongstride')}")
        raise typer.Exit


@app.callback()
def strongstride(
    version: bool = typer.Option(
        False, "--version", callback=_print_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """The strength coach that knows your runs."""
    del version


def run() -> None:
    """Run the command line and exit; never with a traceback unless STRONGSTRIDE_DEBUG is set."""
    sys.exit(_run())


def _run() -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a letter shows another
            stream.reconfigure(errors="replace")
    try:
        result = app(standalone_mode=False)
        sys.stdout.flush()
    except Exception as error:  # noqa: BLE001 the one place where what went wrong is answered
        return _answer(error)
    if result == INTERRUPTED:
        return _say("Stopped.", INTERRUPTED)
    return result if isinstance(result, int) else OK


def _answer(error: Exception) -> int:
    """The exit code for what went wrong, said in a line."""
    if isinstance(error, ComplaintError):
        return _say(str(error), BAD_INPUT)
    if isinstance(error, BrokenPipeError):  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    if hasattr(error, "show") and hasattr(error, "exit_code"):  # wrong usage, as typer words it
        error.show()
        return int(error.exit_code)
    if type(error).__name__ in ("Abort", "EOFError"):
        return _say("Stopped.", INTERRUPTED)
    if isinstance(error, OSError) and error.filename:
        return _say(f"{error.filename}: {error.strerror}.", BAD_INPUT)
    if os.environ.get("STRONGSTRIDE_DEBUG"):
        raise error
    what = f"{type(error).__name__}: {error}".splitlines()[0]
    return _say(
        f"This is a mistake of Strongstride, not yours ({what}). Run the command again with "
        f"STRONGSTRIDE_DEBUG=1 set and report what it prints: {REPORT}",
        OUR_FAULT,
    )


def _say(text: str, code: int) -> int:
    sys.stderr.write(f"{text}\n")
    return code

"""The `strongstride` command: finds the command asked for and imports it alone."""

import io
import os
import sys
from contextlib import suppress
from difflib import get_close_matches
from importlib import import_module

import click

from strongstride.cli.complaint import BAD_INPUT, INTERRUPTED, OK, OUR_FAULT, ComplaintError

_COACH = ("plan", "today", "week", "why", "exercises", "runs", "history", "init", "schema")
_APP = (
    *("serve", "worker", "migrate", "backup", "restore", "doctor", "createuser"),
    *("challenges", "giving", "ledger"),
)
COMMANDS = _COACH + _APP


class LazyCommands(click.Group):
    """Commands known by name; the module of one is imported when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands in the order of a first week with Strongstride."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command called so; a misspelled one is answered with the nearest."""
        if cmd_name not in COMMANDS:
            near = get_close_matches(cmd_name, COMMANDS, 1, 0.5)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            ctx.fail(f"No such command '{cmd_name}'.{hint}")
        command: click.Command = import_module(f"strongstride.cli.commands.{cmd_name}").run
        command.name = cmd_name
        return command


@click.command(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="strongstride", message="strongstride %(version)s")
def app() -> None:
    """The strength coach that knows your runs."""


def run() -> None:
    """Run the command line and exit; never with a traceback unless STRONGSTRIDE_DEBUG is set."""
    sys.exit(_run())


def _run() -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a letter shows another
            stream.reconfigure(errors="replace")
    try:
        result = app(prog_name="strongstride", standalone_mode=False)
        sys.stdout.flush()
    except SystemExit:  # so leaves click alone, of a reader that has seen enough
        _write_no_more()
        return OK
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
        _write_no_more()
        return OK
    if isinstance(error, click.ClickException):  # wrong usage
        error.show()
        return error.exit_code
    if isinstance(error, click.Abort | EOFError):
        return _say("Stopped.", INTERRUPTED)
    if isinstance(error, OSError) and error.filename:
        return _say(f"{error.filename}: {_in_words(error)}.", BAD_INPUT)
    if isinstance(error, OSError) and error.strerror:  # a full disk behind stdout
        _write_no_more()
        return _say(f"The answer could not be written: {_in_words(error)}.", BAD_INPUT)
    if os.environ.get("STRONGSTRIDE_DEBUG"):
        raise error
    what = f"{type(error).__name__}: {error}".splitlines()[0]
    return _say(
        f"This is a mistake of Strongstride, not yours ({what}). Run the command again with "
        f"STRONGSTRIDE_DEBUG=1 set and tell the developers what it prints.",
        OUR_FAULT,
    )


def _write_no_more() -> None:
    """Let what is left in stdout go nowhere, so that leaving Python does not fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _in_words(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "you may not read this file"
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    text = error.strerror or "it cannot be used"
    return text[:1].lower() + text[1:]


def _say(text: str, code: int) -> int:
    with suppress(OSError):  # nobody can be told that nobody can be told
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    return code

"""`strongstride backup`: everything of a running server in one file."""

from pathlib import Path

import click

from strongstride.cli import options
from strongstride.cli.app_setup import database_complaints, set_up
from strongstride.cli.complaint import ComplaintError


@click.command()
@click.argument("file", type=options.PATH)
def run(file: Path) -> None:
    """Write database, original files and secret key to FILE, a ZIP archive.

    The server may go on running. Whoever can read FILE can read everything: keep it safe.
    """
    set_up()
    from strongstride.operations.archive import ArchiveError
    from strongstride.operations.backup import back_up

    try:
        with database_complaints():
            made = back_up(file)
    except ArchiveError as error:
        raise ComplaintError(str(error)) from None
    rows = sum(made.rows.values())
    click.echo(f"Wrote {file}: {rows} rows of {len(made.rows)} tables, {made.originals} files.")

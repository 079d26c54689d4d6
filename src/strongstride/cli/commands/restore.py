"""`strongstride restore`: a server out of a backup."""

from pathlib import Path

import click

from strongstride.cli import options
from strongstride.cli.app_setup import database_complaints, set_up
from strongstride.cli.complaint import ComplaintError


@click.command()
@click.argument("file", type=options.PATH)
@click.option("--force", is_flag=True, help="Replace the data that is there.")
def run(file: Path, force: bool) -> None:
    """Put the backup FILE in place. Stop the server first.

    The backup is checked before anything is touched: is it whole, has it the rows it says.
    """
    if not file.is_file():
        raise ComplaintError(f"{file}: there is no such file.")
    set_up()
    from strongstride.operations.archive import ArchiveError
    from strongstride.operations.restore import restore
    from strongstride.operations.running_once import RunsAlreadyError, data_folder_to_ourselves

    try:
        with data_folder_to_ourselves(), database_complaints():
            put = restore(file, force=force)
    except ArchiveError as error:
        raise ComplaintError(str(error)) from None
    except RunsAlreadyError:
        raise ComplaintError("A server runs on this data; stop it before restoring.") from None
    rows = sum(put.rows.values())
    click.echo(
        f"Restored the backup of {put.made_at}: {rows} rows of {len(put.rows)} tables, "
        f"{put.originals} files."
    )

"""`strongstride migrate`: bring the database up to date."""

import click

from strongstride.cli.app_setup import database_complaints, set_up


@click.command()
def run() -> None:
    """Bring the database's tables up to date.

    `serve` does it by itself; several servers on one database want it done once, before they start.
    """
    set_up()
    from strongstride.operations.preparing import prepare_database, prepare_folders

    prepare_folders()
    with database_complaints():
        applied = prepare_database()
    click.echo(f"Applied {applied} migrations." if applied else "The database is up to date.")

"""`strongstride worker`: the background work alone."""

import click

from strongstride.cli.app_setup import database_complaints, set_up


@click.command()
@click.option(
    "--name",
    metavar="NAME",
    help="Sets this worker apart from others on the database; else this computer's name.",
)
def run(name: str | None) -> None:
    """Do the background work: imports, planning, mail.

    `serve` starts one of these. Start more, each with a name of its own, where one is too slow.
    """
    set_up()
    from strongstride.operations.worker import default_name, run_worker

    with database_complaints():
        run_worker(name or default_name())

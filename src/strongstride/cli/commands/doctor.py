"""`strongstride doctor`: what is wrong with this server, if anything."""

import click

from strongstride.cli.app_setup import set_up


@click.command()
def run() -> int:
    """Look at settings, data folder, database, worker, clock and mail, and say what to do.

    Ends with 1 when something does not work, 0 otherwise.
    """
    set_up()
    from strongstride.operations.checkup import Mark, check_up

    findings = list(check_up())
    for each in findings:
        click.echo(f"{each.mark:<5} {each.about:<13} {each.said}")
    return 1 if any(each.mark is Mark.BAD for each in findings) else 0

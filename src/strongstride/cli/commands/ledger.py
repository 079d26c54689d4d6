"""`strongstride ledger`: going through the books of giving, and handing them on."""

import click

from strongstride.cli.app_setup import database_complaints, set_up


@click.group()
def run() -> None:
    """Go through the books of giving, or hand them on as a table."""


@run.command()
def check() -> int:
    """Work out all that is in the books anew and compare with gifts, matches and receipts.

    Changes nothing. Ends with 1 when something does not agree, 0 otherwise. People can go on
    giving meanwhile.
    """
    set_up()
    from strongstride.giving.books import checks

    found = 0
    with database_complaints():
        for finding in checks.check():
            found += 1
            click.echo(str(finding))
        there = checks.counted()
    agrees = f"{found} things do not agree" if found > 1 else "one thing does not agree"
    click.echo(
        f"{there.pages:,} giving pages, {there.gifts:,} gifts, {there.transfers:,} transfers and "
        f"{there.receipts:,} receipts checked: {agrees if found else 'all of it agrees'}."
    )
    return 1 if found else 0

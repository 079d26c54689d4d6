"""`strongstride ledger`: going through the books of giving, and handing them on."""

from typing import BinaryIO

import click

from strongstride.cli.app_setup import database_complaints, set_up
from strongstride.cli.complaint import ComplaintError


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


@run.command()
@click.argument("club")
@click.option(
    "--to",
    "file",
    type=click.File("wb", atomic=True),
    default="-",
    help="The file to write; without it the table is printed.",
)
def export(club: str, file: BinaryIO) -> None:
    """Write all the books of CLUB, as its address has it, as a CSV table for its treasurer.

    A line for each transfer; its last columns add up to what each page has raised. No donor is
    named: gifts have their references.
    """
    set_up()
    from strongstride.clubs.models import Club
    from strongstride.giving.books.tables import books_table

    with database_complaints():
        found = Club.objects.filter(slug=club).first()
        if found is None:
            raise ComplaintError(
                f"There is no club {club}: write it as in its address, /clubs/CLUB/."
            )
        file.writelines(books_table(found))

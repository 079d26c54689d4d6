"""`strongstride schema`: JSON Schemas of everything `--json` prints."""

import sys

import click

from strongstride.cli.complaint import ComplaintError


@click.command()
@click.argument("name", required=False, metavar="[NAME]", help="One document: plan, today, week …")
def run(name: str | None) -> None:
    """Print the JSON Schemas of what `--json` prints."""
    from strongstride.exchange.contract import encode
    from strongstride.exchange.contract_listings import schemas

    known = schemas()
    if name is not None and name not in known:
        raise ComplaintError(f"There is no schema {name!r}; there are {', '.join(known)}.")
    sys.stdout.write(encode(known if name is None else known[name]).decode())

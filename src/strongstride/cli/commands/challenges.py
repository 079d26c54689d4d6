"""`strongstride challenges`: looking after the challenges of clubs."""

import click

from strongstride.cli.app_setup import database_complaints, set_up


@click.group()
def run() -> None:
    """Look after the challenges of clubs: count them again and compare."""


@run.command()
@click.option("--mend", is_flag=True, help="Bring what differs to what was counted.")
def check(mend: bool) -> int:
    """Count every challenge from nothing and compare with what is stored.

    Ends with 1 when something differs, 0 otherwise. People can go on using the app meanwhile.
    """
    set_up()
    from strongstride.clubs.models import Challenge
    from strongstride.clubs.settling.recount import recount

    differing = counted = 0
    with database_complaints():
        for challenge in Challenge.objects.select_related("club").order_by("pk").iterator():
            counted += 1
            for each in recount(challenge, mend=mend):
                differing += 1
                click.echo(f"{challenge.club.slug}/{challenge.slug}: {each}")
    done = "mended" if mend else "not mended: run it again with --mend"
    click.echo(
        f"{counted} challenges counted, {differing} differences{f' ({done})' if differing else ''}."
    )
    return 1 if differing and not mend else 0

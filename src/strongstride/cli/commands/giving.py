"""`strongstride giving`: looking after gifts."""

import click

from strongstride.cli.app_setup import database_complaints, set_up
from strongstride.cli.complaint import ComplaintError


@click.group()
def run() -> None:
    """Look after gifts: finish what was begun, hear a provider's message again."""


@run.command()
def settle() -> None:
    """Finish whatever was begun: payments, refunds, letters, receipts, due pledges.

    The worker does it by itself every few minutes; run it when you do not want to wait. Safe at
    any time and any number of times.
    """
    set_up()
    from strongstride.giving.recovery import recover
    from strongstride.web import clock

    with database_complaints():
        found = recover(clock.now())
    click.echo(
        f"{found.started} payments begun, {found.looked_at} asked about, {found.events} messages "
        f"of providers heard, {found.refunds} refunds sent, {found.letters} letters sent, "
        f"{found.pledges} pledges taken further, {found.drawn} receipts drawn."
    )


@run.command()
@click.argument("event_id")
def replay(event_id: str) -> None:
    """Handle a message of a provider again, such as evt_1Qx2: ask there, and follow the answer.

    What was done before is not done twice.
    """
    set_up()
    from strongstride.giving.providers.stripe import events

    with database_complaints():
        event = events.kept(event_id)
        if event is None:
            raise ComplaintError(
                f"No message {event_id} was kept: look in the provider's dashboard how it is "
                "called, and send it again from there."
            )
        click.echo(
            f"{event.kind} of {event.received_at:%Y-%m-%d %H:%M} UTC: {events.handle(event)}"
        )

"""What the worker does for letters."""

from uuid import UUID

from django_tasks import task

from strongstride.giving.letters import sending
from strongstride.web import clock


@task()
def send_letter(key: str) -> None:
    """Send the letter with this id."""
    sending.send(UUID(key), clock.now())

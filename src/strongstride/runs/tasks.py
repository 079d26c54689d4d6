"""What the worker does for runs."""

from django_tasks import task

from strongstride.runs import importing


@task()
def read_import(key: str) -> None:
    """Read the upload of the import with this id."""
    importing.read_import(key)

"""Deleting an account with everything in it."""

from pathlib import Path

from django.contrib.sessions.models import Session
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from strongstride.accounts.models import User
from strongstride.runs.folders import originals_of, remove_folder, upload_folder
from strongstride.runs.models import Import

ROWS_AT_ONCE = 500


def erase_account(user: User) -> None:
    """Delete the user, all rows and all files that are theirs; there is no way back.

    Files go first: should the rest fail, it can be asked for again, while files without rows would
    be found by nobody. They go once more at the end, because an upload may be on its way in.
    """
    folders = _folders(user)
    for folder in folders:
        remove_folder(folder)
    with transaction.atomic():
        _forget_tasks(user)
        _forget_logins(user)
        user.delete()
    for folder in folders:
        remove_folder(folder)


def _folders(user: User) -> list[Path]:
    uploads = Import.objects.filter(athlete__user=user).values_list("upload", flat=True)
    return [originals_of(user.athlete.pk), *(upload_folder(name) for name in uploads if name)]


def _forget_tasks(user: User) -> None:
    """What the worker was told to do for them: its arguments name the athlete or an import."""
    imports = Import.objects.filter(athlete__user=user).values_list("pk", flat=True)
    names = {str(user.pk), str(user.athlete.pk), *map(str, imports)}
    theirs = [
        task.pk
        for task in DBTaskResult.objects.only("args_kwargs").iterator(ROWS_AT_ONCE)
        if names & _words(task.args_kwargs)
    ]
    for start in range(0, len(theirs), ROWS_AT_ONCE):
        DBTaskResult.objects.filter(pk__in=theirs[start : start + ROWS_AT_ONCE]).delete()


def _words(value: object) -> set[str]:
    """Every text anywhere within JSON."""
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict):
        value = [*value.values()]
    if isinstance(value, list):
        return {word for each in value for word in _words(each)}
    return set()


def _forget_logins(user: User) -> None:
    """Sessions say whose they are only inside, so each is opened."""
    key = str(user.pk)
    theirs = [
        session.pk
        for session in Session.objects.iterator(ROWS_AT_ONCE)
        if session.get_decoded().get("_auth_user_id") == key
    ]
    for start in range(0, len(theirs), ROWS_AT_ONCE):
        Session.objects.filter(pk__in=theirs[start : start + ROWS_AT_ONCE]).delete()

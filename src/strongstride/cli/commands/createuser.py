"""`strongstride createuser`: an account from the command line."""

import click

from strongstride.cli.app_setup import database_complaints, set_up
from strongstride.cli.complaint import ComplaintError


@click.command()
@click.argument("email")
@click.option("--name", default="", metavar="NAME", help="How the person is called.")
@click.option("--admin", is_flag=True, help="May administer this server.")
@click.option("--reset-password", is_flag=True, help="Give an account there is a new password.")
def run(email: str, name: str, admin: bool, reset_password: bool) -> None:
    """Make an account; the password is asked for, never given as an argument."""
    set_up()
    with database_complaints():
        _check_email(email)
        _check_account(email, is_there=reset_password)
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        _check_password(password)
        if reset_password:
            _reset(email, password)
        else:
            _create(email, password, name, admin)
    is_new_admin = admin and not reset_password
    click.echo(f"{email} can log in{', and administers this server' if is_new_admin else ''}.")


def _reset(email: str, password: str) -> None:
    from strongstride.accounts.actions import UnknownEmailError, reset_password

    try:
        reset_password(email, password)
    except UnknownEmailError as error:
        raise ComplaintError(str(error)) from None


def _check_email(email: str) -> None:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(email)
    except ValidationError:
        raise ComplaintError(f"{email}: this is not an e-mail address.") from None


def _check_account(email: str, *, is_there: bool) -> None:
    """Say before a password is asked for that it would be of no use."""
    from strongstride.accounts.models import User

    known = User.objects.filter(email=email.strip().lower()).exists()
    if known and not is_there:
        raise ComplaintError(
            f"{email}: this address has an account already; --reset-password gives it a new "
            "password."
        )
    if is_there and not known:
        raise ComplaintError(f"{email}: there is no account with this address.")


def _check_password(password: str) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    try:
        validate_password(password)
    except ValidationError as error:
        raise ComplaintError(" ".join(error.messages)) from None


def _create(email: str, password: str, name: str, admin: bool) -> None:
    from django.db import IntegrityError

    from strongstride.accounts.actions import create_user

    try:
        create_user(email, password, admin=admin, name=name)
    except IntegrityError:
        raise ComplaintError(f"{email}: this address has an account already.") from None

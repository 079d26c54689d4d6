"""`strongstride serve`: the app with its background worker, from nothing."""

import os
import shutil
import socket
import sys
from typing import TYPE_CHECKING, NamedTuple

import click

from strongstride.cli.app_setup import database_complaints, set_up
from strongstride.cli.complaint import ComplaintError

if TYPE_CHECKING:
    from strongstride.operations.supervisor import Child

LOCAL = ("127.0.0.1", "localhost", "::1")


class Address(NamedTuple):
    """Where the server listens."""

    host: str
    port: int


@click.command()
@click.option(
    "--bind",
    metavar="HOST:PORT",
    default="127.0.0.1:8000",
    show_default=True,
    help="Where to listen.",
)
@click.option("--no-worker", is_flag=True, help="Run `strongstride worker` elsewhere.")
@click.option("--demo", is_flag=True, help="Show a runner with twelve weeks of history instead.")
def run(bind: str, no_worker: bool, demo: bool) -> int:
    """Serve the app and do its background work.

    Makes or updates the database first, then prints the address. Ctrl+C stops it.
    """
    address = _address(bind)
    _check_address(address, demo)
    if demo:
        _point_at_demo()
    set_up()
    from strongstride.operations.running_once import RunsAlreadyError, data_folder_to_ourselves

    try:
        with data_folder_to_ourselves():
            return _serve(address, no_worker, demo)
    except RunsAlreadyError:
        raise ComplaintError(
            "A server runs on this data already; stop it, or set STRONGSTRIDE_DATA_DIR to another "
            "folder."
        ) from None


def _serve(address: Address, no_worker: bool, demo: bool) -> int:
    from django.conf import settings

    from strongstride.operations.supervisor import supervise

    _prepare()
    if demo:
        _fill_demo()
    click.echo(f"Strongstride is at {settings.PUBLIC_URL}/ (Ctrl+C stops it)")
    return supervise(_children(address, no_worker), click.echo)


def _address(bind: str) -> Address:
    host, _, port = bind.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ComplaintError(f"--bind {bind}: write host and port, such as 127.0.0.1:8000.")
    return Address(host.strip("[]"), int(port))


def _check_address(address: Address, demo: bool) -> None:
    """Refuse what would not work or not be safe, before anything is made."""
    here = address.host in LOCAL
    if demo and not here:
        raise ComplaintError("--demo: everybody knows its password; it listens on 127.0.0.1 only.")
    if here:
        os.environ.setdefault("STRONGSTRIDE_URL", f"http://{_in_url(address)}")
    elif "STRONGSTRIDE_URL" not in os.environ:
        raise ComplaintError(
            f"--bind {_in_url(address)}: set STRONGSTRIDE_URL to the address people will have in "
            "their browser's bar, such as https://coach.example.org."
        )
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise ComplaintError(
                f"Nothing can listen on {_in_url(address)} ({error.strerror}); is Strongstride "
                "running already? Choose another port with --bind, or `make run PORT=8177`."
            ) from None


def _in_url(address: Address) -> str:
    host = f"[{address.host}]" if ":" in address.host else address.host
    return f"{host}:{address.port}"


def _prepare() -> None:
    from strongstride.operations import preparing

    preparing.prepare_folders()
    with database_complaints():
        preparing.prepare_database()
    preparing.prepare_static_files()


def _point_at_demo() -> None:
    """The demo has a data folder and a database of its own, new each day; yesterday's goes.

    Its mail is written into that folder, so that what begins with a letter can be tried.
    """
    from strongstride.cli.clock import today
    from strongstride.config.environment import data_dir

    demos = data_dir() / "demo"
    folder = demos / today().isoformat()
    for older in demos.iterdir() if demos.is_dir() else ():
        if older != folder:
            shutil.rmtree(older)
    os.environ["STRONGSTRIDE_DATA_DIR"] = str(folder)
    for name in ("DATABASE_URL", "STRONGSTRIDE_EMAIL_HOST"):
        os.environ.pop(name, None)
    os.environ["STRONGSTRIDE_EMAIL_FOLDER"] = str(folder / "mail")


def _fill_demo() -> None:
    from django.conf import settings

    from strongstride.operations.demo.filling import EMAIL, PASSWORD, fill, is_filled

    if not is_filled():
        click.echo("Inventing a runner and twelve weeks of training ...")
        fill()
    click.echo(f"Log in as {EMAIL} with the password {PASSWORD}")
    click.echo(f"Its mail goes to nobody: read it in {settings.EMAIL_FILE_PATH}")


def _children(address: Address, no_worker: bool) -> list["Child"]:
    from strongstride.operations.supervisor import Child

    server = Child("server", _server_command(address), essential=True)
    worker = Child("worker", (sys.executable, "-m", "strongstride", "worker"))
    return [server] if no_worker else [server, worker]


def _server_command(address: Address) -> tuple[str, ...]:
    """Granian; a request is handled by one of a few threads, each with its database connection."""
    from django.conf import settings

    options = {
        "--interface": "wsgi",
        "--host": address.host,
        "--port": address.port,
        "--workers": settings.WEB_PROCESSES,
        "--blocking-threads": settings.WEB_THREADS,
        "--blocking-threads-idle-timeout": 600,
        "--log-level": "warning",
    }
    given = (str(part) for option in options.items() for part in option)
    return (
        *(sys.executable, "-m", "granian", *given, "--no-ws", "--respawn-failed-workers"),
        "strongstride.config.wsgi:application",
    )

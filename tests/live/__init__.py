"""A real server for the tests: granian on a free port, with a data folder of its own."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60


def free_port() -> int:
    """A port of 127.0.0.1 nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def environment(folder: Path, port: int, more: Mapping[str, str] = {}) -> dict[str, str]:
    """What a server with this data folder is started with; nothing of the developer's own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("STRONGSTRIDE_")}
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        kept.pop(name, None)
    return {
        **kept,
        "STRONGSTRIDE_DATA_DIR": str(folder),
        "STRONGSTRIDE_URL": f"http://127.0.0.1:{port}",
        **more,
    }


class Stagehand:
    """A process that works on the data of a running server: `call` runs a function there."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.live.stagehand"],
            cwd=ROOT,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def call(self, function: str, **arguments: Any) -> Any:
        """What `tests.casting:somebody_logged_in` or the like returned there, through JSON."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([function, arguments]) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["result"]

    def close(self) -> None:
        """End the process."""
        self._process.communicate(timeout=PATIENCE_S)


class LiveApp:
    """A server one can reach at `url`, kill, start again, and whose data one can set up."""

    def __init__(self, folder: Path, more: Mapping[str, str] = {}) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = environment(folder, self.port, more)
        self.log = folder / "server.log"
        self._server: subprocess.Popen[bytes] | None = None
        self._stagehand: Stagehand | None = None

    def start(self, *, with_worker: bool = False) -> Self:
        """Start the server and wait until it answers."""
        command = [
            sys.executable,
            "-m",
            "strongstride",
            "serve",
            "--bind",
            f"127.0.0.1:{self.port}",
        ]
        if not with_worker:
            command.append("--no-worker")
        with self.log.open("ab") as log:
            self._server = subprocess.Popen(
                command, cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
            )
        self.wait_until_up()
        return self

    @property
    def pid(self) -> int:
        """The process that was started."""
        if self._server is None:
            raise RuntimeError("the server does not run")
        return self._server.pid

    def wait_until_up(self) -> None:
        """Return once the server answers; RuntimeError with its log when it does not."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            if self._server is None or self._server.poll() is not None:
                break
            with (
                suppress(urllib.error.URLError, ConnectionError, TimeoutError),
                urllib.request.urlopen(f"{self.url}/accounts/login/", timeout=5),
            ):
                return
            time.sleep(0.05)
        raise RuntimeError(f"the server did not start:\n{self.log.read_text()[-4000:]}")

    def call(self, function: str, **arguments: Any) -> Any:
        """Run a function of the tests on this server's data; see `Stagehand.call`."""
        if self._stagehand is None:
            self._stagehand = Stagehand(self.env)
        return self._stagehand.call(function, **arguments)

    def kill(self) -> None:
        """Kill -9 the server and everything it started."""
        if self._server is not None:
            os.killpg(self._server.pid, 9)
            self._server.wait(PATIENCE_S)
            self._server = None

    def stop(self) -> None:
        """Ask the server to stop, as systemd would, and wait for it."""
        if self._stagehand is not None:
            self._stagehand.close()
            self._stagehand = None
        if self._server is not None:
            self._server.terminate()
            self._server.wait(PATIENCE_S)
            self._server = None


@contextmanager
def running(folder: Path, *, with_worker: bool = False, **more: str) -> Iterator[LiveApp]:
    """A server for the length of a block."""
    app = LiveApp(folder, more)
    try:
        yield app.start(with_worker=with_worker)
    finally:
        app.stop()

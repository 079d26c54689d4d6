"""Server and worker live and die together."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

LIVES = "import time; time.sleep(60)"
TELLS = f"import os; os.write(1, b'pid %d\\n' % os.getpid()); {LIVES}"  # at once, in one piece
SUPERVISE = """
import sys
from strongstride.operations import supervisor
from strongstride.operations.supervisor import Child, supervise
supervisor.LOOK_EVERY_S = 0.02
supervisor.FIRST_PAUSE_S = 0.05
def child(name, code, essential):
    return Child(name, (sys.executable, "-c", code), essential)
children = [child("server", sys.argv[1], True), child("worker", sys.argv[2], False)]
sys.exit(supervise(children, lambda line: print(line, flush=True)))
"""


@contextmanager
def supervising(server: str, worker: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", SUPERVISE, server, worker]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def lines_of(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout is not None
    return process.stdout


def is_alive(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False
    return "State:\tZ" not in status


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_all_and_is_no_failure(number: signal.Signals) -> None:
    with supervising(TELLS, TELLS) as process:
        pids = [int(lines_of(process).readline().split()[1]) for _ in range(2)]
        process.send_signal(number)
        assert process.wait(20) == 0
        assert not any(is_alive(pid) for pid in pids)


def test_a_worker_that_dies_is_started_again(tmp_path: Path) -> None:
    once = f"""
import os, time
try:
    os.mkdir({str(tmp_path / "was")!r})
except FileExistsError:
    print("again", flush=True)
    time.sleep(60)
os.kill(os.getpid(), 9)
"""
    with supervising(LIVES, once) as process:
        assert "worker ended (exit code -9); starting it again" in lines_of(process).readline()
        assert lines_of(process).readline() == "again\n"
        process.terminate()
        assert process.wait(20) == 0


def test_a_server_that_ends_takes_the_worker_with_it_and_is_a_failure() -> None:
    with supervising("raise SystemExit(3)", TELLS) as process:
        out = lines_of(process).read()
        assert process.wait(20) == 1
        assert "server ended by itself" in out


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")
def test_who_kills_the_supervisor_leaves_nobody_behind() -> None:
    with supervising(TELLS, TELLS) as process:
        pids = [int(lines_of(process).readline().split()[1]) for _ in range(2)]
        ends = [os.pidfd_open(pid) for pid in pids]
        process.kill()
        process.wait(20)
        for end in ends:
            assert select.select([end], [], [], 20)[0], "still there"
            os.close(end)

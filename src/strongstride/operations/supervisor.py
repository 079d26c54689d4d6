"""Server and worker as children of one process: started, watched and stopped together."""

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import FrameType

import msgspec

LOOK_EVERY_S = 0.25
GRACE_S = 20
FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 60.0
_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


class Child(msgspec.Struct, frozen=True):
    """A process to run; an `essential` one takes the others with it when it ends."""

    name: str
    command: tuple[str, ...]
    essential: bool = False


class _Running(msgspec.Struct):
    child: Child
    process: subprocess.Popen[bytes]
    started: float
    pause_s: float = FIRST_PAUSE_S
    again_at: float | None = None  # not running: when it is started again


def supervise(children: Sequence[Child], tell: Callable[[str], None]) -> int:
    """Run the children until SIGTERM or SIGINT (exit code 0) or until an essential one ends (1)."""
    asked: list[int] = []

    def on_signal(number: int, frame: FrameType | None) -> None:
        del frame
        asked.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
    running = [_Running(child, _start(child), time.monotonic()) for child in children]
    try:
        while not asked:
            time.sleep(LOOK_EVERY_S)
            ended = next((each for each in running if not _looked_after(each, tell)), None)
            if ended is not None and not asked:
                code = ended.process.returncode
                tell(f"The {ended.child.name} ended by itself (exit code {code}); stopping.")
                return 1
        return 0
    finally:
        _stop([each.process for each in running])


def _start(child: Child) -> subprocess.Popen[bytes]:
    return subprocess.Popen(child.command, preexec_fn=_die_with_parent)  # noqa: S603


def _die_with_parent() -> None:
    """Ask Linux to stop this child should its parent be killed, so that none is left behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)


def _looked_after(each: _Running, tell: Callable[[str], None]) -> bool:
    """False when an essential child has ended; another one is started again, later each time."""
    now = time.monotonic()
    if each.again_at is not None:
        if now >= each.again_at:
            each.process, each.started, each.again_at = _start(each.child), now, None
        return True
    if each.process.poll() is None:
        return True
    if each.child.essential:
        return False
    lived = now - each.started
    each.pause_s = FIRST_PAUSE_S if lived > LONGEST_PAUSE_S else each.pause_s
    tell(f"The {each.child.name} ended (exit code {each.process.returncode}); starting it again.")
    each.again_at = now + each.pause_s
    each.pause_s = min(each.pause_s * 2, LONGEST_PAUSE_S)
    return True


def _stop(processes: Sequence["subprocess.Popen[bytes]"]) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            process.terminate()
    until = time.monotonic() + GRACE_S
    for process in processes:
        try:
            process.wait(max(until - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

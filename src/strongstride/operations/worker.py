"""The background worker: django-tasks-db's, with a sign of life and without lost work."""

import os
import platform
import threading
from types import FrameType

from django.db import DatabaseError, connection
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from strongstride.giving.recovery import recover
from strongstride.runs.actions import resume_imports
from strongstride.web import clock, heartbeat

LOOK_EVERY_S = 0.5
RECOVER_EVERY_S = 300


class CalmWorker(Worker):
    """Finishes the task at hand however often it is asked to stop."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """Stop after the task at hand; Ctrl+C in a terminal reaches us twice."""
        if self.running:
            super().shutdown(signum, frame)


def default_name() -> str:
    """The name of the one worker of this machine."""
    return platform.node()[:60] or "worker"


def run_worker(name: str) -> None:
    """Work until asked to stop. No two workers of a database may bear one name."""
    take_back(name)
    resume_imports()
    worker = CalmWorker(
        queue_names=["*"],
        interval=LOOK_EVERY_S,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )
    worker.configure_signals()
    for kept_up in (_beat_for_ever, _recover_for_ever):
        threading.Thread(target=kept_up, args=(os.getppid(),), daemon=True).start()
    worker.run()


def take_back(name: str) -> int:
    """Make ready again what this worker had begun when it was killed; how many tasks."""
    begun = DBTaskResult.objects.running()
    lost = [task.pk for task in begun if task.worker_ids and task.worker_ids[-1] == name]
    return DBTaskResult.objects.filter(pk__in=lost).update(
        status=TaskResultStatus.READY, started_at=None
    )


def _beat_for_ever(parent: int) -> None:
    """Beat while the process that started us lives."""
    pause = threading.Event()
    while os.getppid() == parent:
        try:
            heartbeat.beat()
        except DatabaseError:
            connection.close()  # a new one at the next beat
        pause.wait(heartbeat.EVERY_S)


def _recover_for_ever(parent: int) -> None:
    """Finish what was begun of payments, at once and then every few minutes."""
    pause = threading.Event()
    while os.getppid() == parent:
        try:
            recover(clock.now())
        except DatabaseError:
            connection.close()  # a new one next time
        pause.wait(RECOVER_EVERY_S)

"""A batch of operations, each judged alone: those that can be kept are kept together."""

from collections.abc import Sequence

import msgspec

from strongstride.accounts.models import Athlete
from strongstride.training.session_log.actions import Answer, Outcome, record
from strongstride.training.session_log.operations import Checked


def keep(athlete: Athlete, batch: Sequence[Checked | Answer]) -> list[Answer]:
    """Keep what passed its check; an answer for each of the batch, in its order."""
    good = [each.operation for each in batch if isinstance(each, Checked)]
    kept = iter(record(athlete, good) if good else ())
    return [
        _with_remark(next(kept), each.remark) if isinstance(each, Checked) else each
        for each in batch
    ]


def _with_remark(answer: Answer, remark: str) -> Answer:
    if not remark or answer.outcome is Outcome.REJECTED:
        return answer
    return msgspec.structs.replace(answer, reason=remark)

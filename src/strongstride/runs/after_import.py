"""Who wants to know that an import brought something.

Strength sessions of a watch belong into the training log, and a new plan is worth making at once;
both are rooms above this one. They leave their function here when the app starts
(`TrainingConfig.ready`), so that runs need not know them.
"""

from collections.abc import Callable

from strongstride.accounts.models import Athlete

AfterImport = Callable[[Athlete], object]

_listeners: list[AfterImport] = []


def listen(listener: AfterImport) -> None:
    """Call `listener` with the athlete after each import that brought a run or strength session.

    It is called in the worker, outside a transaction. It must bear being called twice for the same
    import: a worker that dies is begun again.
    """
    if listener not in _listeners:
        _listeners.append(listener)


def tell(athlete: Athlete) -> None:
    """Call everybody who listens."""
    for listener in tuple(_listeners):
        listener(athlete)

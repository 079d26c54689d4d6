"""Which rows belong to a user: found from the models themselves, so that none is forgotten."""

from collections import deque
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models

from strongstride.accounts.models import User

_outliving: "dict[type[models.Model], str]" = {}


def also_own(model: type[models.Model], lookup: str) -> None:
    """Rows that are a user's own while there is one, and stay without a name afterwards.

    For rooms above this one, when the app starts; `lookup` is the way to the user's key. What
    hangs on such rows is found by itself.
    """
    _outliving[model] = lookup


class Owned(NamedTuple):
    """A model whose rows belong to users; `lookup` is the way from a row to its user's key."""

    model: type[models.Model]
    lookup: str

    def of(self, user: User) -> "models.QuerySet[Any]":
        """The rows of this user."""
        return _rows(self.model).filter(**{self.lookup: user.pk})

    @property
    def label(self) -> str:
        """The model's name, such as `runs.run`."""
        return str(_options(self.model).label_lower)

    @property
    def columns(self) -> list[str]:
        """The names of its columns, as attributes."""
        return [field.attname for field in _options(self.model).concrete_fields]


def _rows(model: type[models.Model]) -> "models.QuerySet[Any]":
    return model._default_manager.all()  # noqa: SLF001 Django documents it by this name


def _options(model: type[models.Model]) -> Any:
    return model._meta  # noqa: SLF001 Django documents it by this name


def owned_models() -> tuple[Owned, ...]:
    """Every model whose rows go with their user, each by its shortest way, users first.

    A row belongs to what it cannot exist without: foreign keys that cascade. With them come the
    rows that `also_own` named.
    """
    found: dict[type[models.Model], Owned] = {User: Owned(User, "pk")}
    found |= {model: Owned(model, lookup) for model, lookup in _outliving.items()}
    waiting: deque[type[models.Model]] = deque(found)
    while waiting:
        owner = waiting.popleft()
        for model, field in _belonging_to(owner):
            if model not in found:
                way = found[owner].lookup
                found[model] = Owned(model, f"{field}__{way}" if way != "pk" else f"{field}_id")
                waiting.append(model)
    return tuple(found.values())


def _belonging_to(owner: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    return [
        (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in _options(model).get_fields()
        if isinstance(field, models.ForeignKey)
        and field.related_model is owner
        and field.remote_field.on_delete is models.CASCADE
    ]

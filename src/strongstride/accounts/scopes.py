"""What a token may do: each word opens one area of the API, for reading or for writing."""

from collections.abc import Iterable
from enum import StrEnum


class Scope(StrEnum):
    """One permission of a token. Writing does not include reading: both are said."""

    RUNS_READ = "runs:read"
    RUNS_WRITE = "runs:write"
    TRAINING_READ = "training:read"
    TRAINING_WRITE = "training:write"
    PROFILE_READ = "profile:read"
    PROFILE_WRITE = "profile:write"
    CLUBS_READ = "clubs:read"
    CLUBS_WRITE = "clubs:write"

    @property
    def meaning(self) -> str:
        """The permission in plain words."""
        return _MEANINGS[self]


_MEANINGS = {
    Scope.RUNS_READ: "see your runs",
    Scope.RUNS_WRITE: "add, change and remove runs",
    Scope.TRAINING_READ: "see your plan, your log and your progress",
    Scope.TRAINING_WRITE: "log sets and change the plan",
    Scope.PROFILE_READ: "see your profile: equipment, goal, health answers",
    Scope.PROFILE_WRITE: "change your profile",
    Scope.CLUBS_READ: "see your clubs and challenges as you see them",
    Scope.CLUBS_WRITE: "join and leave challenges",
}


def read_scopes(words: str) -> frozenset[Scope]:
    """The scopes in words apart by blanks; a word that is no scope (any more) opens nothing."""
    known = {scope.value for scope in Scope}
    return frozenset(Scope(word) for word in words.split() if word in known)


def write_scopes(scopes: Iterable[Scope]) -> str:
    """The scopes as words apart by blanks, always in the same order."""
    chosen = set(scopes)
    return " ".join(scope.value for scope in Scope if scope in chosen)

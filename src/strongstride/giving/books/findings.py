"""What `strongstride ledger check` says."""

from msgspec import Struct


class Finding(Struct, frozen=True):
    """Something that should not be: `where` it is, and what, as a sentence."""

    where: str
    says: str

    def __str__(self) -> str:
        return f"{self.where}: {self.says}"

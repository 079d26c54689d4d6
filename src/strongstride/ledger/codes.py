"""References people copy by hand onto bank transfers, and finding them in statements again.

Nine letters: two that are always the same, six drawn, one that checks. No two letters of the
alphabet are easily taken for one another. The scheme is that of Wikimedia Germany's donations
(wmde/fundraising-payments); the checksum is ours.
"""

import re
from collections.abc import Sequence

ALPHABET = "ACDEFKLMNPRTWXYZ349"
PREFIX = "RN"
DRAWS = 6

_SIZE = len(ALPHABET)  # a prime: so one wrong letter, or two swapped, never check
_FIRST_WEIGHT = 2  # the checking letter has 1
_BETWEEN = r"[\s\-_./]*"
_REF = re.compile(
    _BETWEEN.join([*PREFIX, *([f"[{ALPHABET}]"] * (DRAWS + 1))]),
)


def make_ref(draws: Sequence[int]) -> str:
    """The reference for six numbers drawn from 0 to 18."""
    if len(draws) != DRAWS or not all(0 <= draw < _SIZE for draw in draws):
        raise ValueError(f"draw {DRAWS} numbers below {_SIZE}")
    letters = PREFIX + "".join(ALPHABET[draw] for draw in draws)
    return letters + ALPHABET[-_weighed(letters) % _SIZE]


def find_refs(text: str) -> tuple[str, ...]:
    """Every reference in what somebody or a bank wrote, once, in order.

    Spaces, dashes and small letters do no harm; one wrong letter, or two swapped, and it is none.
    """
    found: dict[str, None] = {}
    upper, at = text.upper(), 0
    while hit := _REF.search(upper, at):
        ref = re.sub(_BETWEEN, "", hit[0])
        if checks(ref):
            found[ref] = None
        at = hit.start() + 1  # what checks by chance must not hide the real one it overlaps
    return tuple(found)


def checks(ref: str) -> bool:
    """Whether nine letters of the alphabet are a reference."""
    return (_weighed(ref[:-1]) + ALPHABET.index(ref[-1])) % _SIZE == 0


def _weighed(letters: str) -> int:
    return sum(
        weight * ALPHABET.index(letter) for weight, letter in enumerate(letters, _FIRST_WEIGHT)
    )

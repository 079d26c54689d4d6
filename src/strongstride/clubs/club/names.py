"""How members are named on boards and public pages: as they chose, and never more."""

import unicodedata

from strongstride.clubs.models import ShownAs

LONGEST = 60  # the column's
_MOST_INITIALS = 2
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # controls, marks of direction
_JOINERS = frozenset({"\u200c", "\u200d"})  # Persian and Indic names need them


def clean_name(text: str) -> str:
    """A name on one line, without what cannot be seen: it must not turn the row around it."""
    seen = "".join(_visible(letter) for letter in unicodedata.normalize("NFC", text))
    return " ".join(seen.split())[:LONGEST].strip()


def initials(name: str) -> str:
    """`Robin van Hale` → `RH`, `Mo` → `M`: of the first and the last word, where letters begin it.

    Empty when the name has no letter or digit.
    """
    letters = [letter for letter in map(_first_letter, name.split()) if letter]
    return "".join([*letters[:1], *letters[1:][-1:]]).upper()


def shown_name(name: str, shown_as: str) -> str:
    """What a board writes for somebody of this name; empty for whom it has no row."""
    if shown_as == ShownAs.HIDDEN:
        return ""
    return name if shown_as == ShownAs.NAME else initials(name)


def mark_of(shown: str) -> str:
    """The letters in the round mark beside a name: of initials, these themselves."""
    return shown if len(shown) <= _MOST_INITIALS and shown.isupper() else initials(shown)


def _visible(letter: str) -> str:
    if letter in _JOINERS or letter.isspace():
        return letter
    return "" if unicodedata.category(letter) in _INVISIBLE else letter


def _first_letter(word: str) -> str:
    return next((letter for letter in word if letter.isalnum()), "")

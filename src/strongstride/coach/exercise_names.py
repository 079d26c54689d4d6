"""Exercise names as people and apps write them, brought to one key so that they can be compared."""

import re
import unicodedata

_WORD = re.compile(r"[a-z0-9]+")

# One spelling per word, after plural endings are off. Words on the right may be several, or none.
_SPELLINGS = {
    "pushup": "push up",
    "pressup": "push up",
    "pullup": "pull up",
    "chinup": "chin up",
    "situp": "sit up",
    "stepup": "step up",
    "stepdown": "step down",
    "pulldown": "pull down",
    "pushdown": "push down",
    "deadbug": "dead bug",
    "birddog": "bird dog",
    "flye": "fly",
    "flie": "fly",
    "db": "dumbbell",
    "dumbell": "dumbbell",
    "bb": "barbell",
    "kb": "kettlebell",
    "rdl": "romanian deadlift",
    "ohp": "overhead press",
    "tricep": "triceps",
    "bicep": "biceps",
    "legged": "leg",
    "armed": "arm",
    "one": "single",
    "1": "single",
    "ghr": "glute ham raise",
    "bodyweight": "body weight",
}
_SHORT_WORDS = frozenset({"a", "an", "the", "s"})
_KEPT_ENDINGS = ("ss", "us", "is")


def name_key(text: str) -> str:
    """The key of a name: case, accents, punctuation, word order and plain plurals do not count.

    `"Squat (Barbell)"`, `"barbell squats"` and `"BARBELL_SQUAT"` share one key; "" when no letter
    or digit is left.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    words: list[str] = []
    for word in _WORD.findall(plain.replace("'", "")):
        base = _singular(word)
        words += _SPELLINGS.get(base, base).split()
    return " ".join(sorted(word for word in words if word not in _SHORT_WORDS))


def _singular(word: str) -> str:
    if len(word) > 2 and word.endswith("s") and not word.endswith(_KEPT_ENDINGS):
        return word[:-1]
    return word

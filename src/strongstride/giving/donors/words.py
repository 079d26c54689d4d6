"""Taking names out of what others wrote."""

import re
from collections.abc import Collection
from typing import Any

SOMEBODY = "a donor"


def without(told: Any, names: Collection[str], *, in_capitals_too: bool = False) -> Any:
    """Text, or JSON of it, with `SOMEBODY` in the place of whole names.

    Banks write names in capitals: `in_capitals_too` finds them in any.
    """
    if isinstance(told, str):
        flags = re.IGNORECASE if in_capitals_too else 0
        for name in sorted(names, key=len, reverse=True):
            told = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", SOMEBODY, told, flags=flags)
        return told
    if isinstance(told, dict):
        return {key: without(each, names) for key, each in told.items()}
    if isinstance(told, list):
        return [without(each, names) for each in told]
    return told

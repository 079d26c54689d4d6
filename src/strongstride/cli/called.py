"""How the user called us, so that a command we name can be typed as it stands."""

import sys
from pathlib import Path


def called() -> str:
    """`strongstride` where that is found, else the way this command was started."""
    from shutil import which  # imported late: JSON needs no such name

    started = sys.argv[0]
    if Path(started).name == "__main__.py":
        return "python -m strongstride"
    return "strongstride" if which("strongstride") == started else started

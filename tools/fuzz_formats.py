"""Coverage-guided fuzzing of every reader: `python tools/fuzz_formats.py -max_total_time=600`.

Begins from one small valid file of every kind. Anything that leaves the readers but a Recording or
a Refusal, and any Recording with an impossible value, is a crash; so is a file that takes 20 s.
"""

import sys
import tempfile
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))

with atheris.instrument_imports(include=["strongstride.formats"]):
    from tests.formats.damaging import offer, seeds


def one_input(data: bytes) -> None:
    """One try; the checks are those of the tests."""
    offer(data)


def main() -> None:
    """Fuzz until the time given is over."""
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(seeds()):
            Path(corpus, f"seed-{number}").write_bytes(seed)
        atheris.Setup([*sys.argv, "-timeout=20", "-max_len=8192", corpus], one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()

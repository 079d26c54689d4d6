"""`python -m bench [--quick] [NAME ...]`: every promise with a number, measured here and now.

Each bench module has `rows(quick)`; a row is (name, value, unit, target, reached).
"""

import argparse
import importlib
import sys

NAMES = (
    "planning",
    "placement",
    "imports",
    "app",
    "app_imports",
    "app_api",
    "forecast",
    "simulation",
    "clubs",
    "giving",
    "giving_webhooks",
)
Row = tuple[str, float, str, str, bool | None]


def main() -> int:
    """Print the table; exit code 1 when a target was missed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repeats and smaller samples")
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], help="which benches; all if none")
    asked = parser.parse_args()
    missed = 0
    for name in asked.names or NAMES:
        print(f"\n{name}")
        rows: list[Row] = importlib.import_module(f"bench.{name}").rows(asked.quick)
        for row in rows:
            print(_line(row), flush=True)
            missed += row[4] is False
    print(f"\n{missed} targets missed" if missed else "\nevery target reached")
    return 1 if missed else 0


def _line(row: Row) -> str:
    name, value, unit, target, reached = row
    mark = {True: "reached", False: "MISSED", None: ""}[reached]
    return f"  {name:<62} {value:>12.3f} {unit:<10} {target:<12} {mark}"


if __name__ == "__main__":
    sys.exit(main())

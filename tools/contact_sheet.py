"""One HTML page with every exercise's figure, still and moving, for whoever draws them.

python tools/contact_sheet.py sheet.html [part of an id ...]
"""

import sys
from base64 import b64encode
from html import escape
from pathlib import Path

from strongstride.coach.catalogue import catalogue
from strongstride.coach.figures import figure, has_figure, still

STYLE = """body{font:13px system-ui;margin:8px;background:#faf6f0;color:#1c1f27}
main{display:grid;grid-template-columns:repeat(auto-fill,230px);gap:8px}
figure{margin:0;background:#fff;border:1px solid #e8dfd3;border-radius:10px;padding:6px}
img{width:100%;display:block}img.small{width:58px;height:46px;float:right;background:#faf6f0}
@media(prefers-color-scheme:dark){body{background:#13151a;color:#f2ede6}
figure{background:#1c1f27;border-color:#2c303b}img.small{background:#13151a}}"""


def cell(exercise_id: str, name: str) -> str:
    """One figure with its name; a figure that cannot be drawn says why."""
    try:
        moving, quiet = figure(exercise_id), still(exercise_id)
    except (KeyError, ValueError) as error:
        return f"<figure><b>{escape(exercise_id)}</b><p>{escape(str(error))}</p></figure>"
    return (
        f'<figure><img alt="" src="{_inline(moving)}"><figcaption>'
        f'<img class="small" alt="" src="{_inline(quiet)}">{escape(name)}<br>'
        f"{escape(exercise_id)} · {len(moving)} B</figcaption></figure>"
    )


def _inline(svg: str) -> str:
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def page(parts: list[str]) -> str:
    """The sheet of every exercise whose id contains one of the parts; all without parts."""
    chosen = [
        exercise
        for exercise in catalogue().exercises.values()
        if has_figure(exercise.id) and (not parts or any(part in exercise.id for part in parts))
    ]
    cells = "".join(cell(exercise.id, exercise.name) for exercise in chosen)
    return f"<!doctype html><title>Figures</title><style>{STYLE}</style><main>{cells}</main>"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(sys.argv[2:]), "utf-8")
    print(f"wrote {sys.argv[1]}")

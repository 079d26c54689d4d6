"""Draw the app's icon as PNG for phones that take no SVG: `python -m tools.make_icons`.

Run it after `icon.svg` was changed, and commit what it writes. It needs Chromium.
"""

from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).parent.parent / "src/strongstride/web/static/img"
GROUND = "#c2452c"
# name: (pixels, how much of the edge the drawing leaves to the phone's own mask)
ICONS = {
    "icon-192.png": (192, None),
    "icon-512.png": (512, None),
    "icon-maskable-512.png": (512, 0.08),
    "icon-apple-180.png": (180, 0.0),
}


def main() -> None:
    """Write every icon."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        for name, (pixels, edge) in ICONS.items():
            _draw(page, pixels, edge)
            page.screenshot(path=IMAGES / name, omit_background=True)
        browser.close()


def _draw(page: Page, pixels: int, edge: float | None) -> None:
    """Without an edge as it is, its corners round and clear; else on a ground that fills all."""
    inner = round(pixels * (1 - 2 * (edge or 0)))
    ground = "transparent" if edge is None else GROUND
    page.set_viewport_size({"width": pixels, "height": pixels})
    page.set_content(
        f"<body style='margin:0;display:grid;place-items:center;height:100vh;background:{ground}'>"
        f"<div style='width:{inner}px;height:{inner}px'>{(IMAGES / 'icon.svg').read_text()}</div>"
    )


if __name__ == "__main__":
    main()

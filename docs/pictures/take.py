"""Take the pictures of these pages: `PYTHONPATH=src:tests python docs/pictures/take.py`.

A demonstration is built in a temporary folder and visited with chromium; `motion.png` is a motion in debate,
as a member who is signed in sees it on a desk.
"""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from journeys.browser import CHROMIUM_FLAGS, DESK, Visitor, build_once, opened

HERE = Path(__file__).resolve().parent
MOTION = "Open the branch on the first Sunday"


def main() -> None:
    chromium = shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as stage:
        browser = stage.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        source = build_once(Path(folder) / "built")
        with opened(Path(folder) / "site", source) as site:
            member = Visitor(browser, site, viewport=DESK, color_scheme="light").signs_in("bettan")
            member.go("/motions/")
            member.follow(MOTION)
            member.page.screenshot(path=HERE / "motion.png")
            member.in_good_order()
        browser.close()


if __name__ == "__main__":
    main()

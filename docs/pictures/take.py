"""Take the pictures of these pages: `PYTHONPATH=src:tests python docs/pictures/take.py`.

A demonstration is built in a temporary folder and visited with chromium. As a member who is signed in sees it
on a desk, `motion.png` is a motion in debate, and `plan.png` a text with amendments in place.
"""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import FloatRect, sync_playwright

from journeys.browser import CHROMIUM_FLAGS, DESK, Visitor, build_once, opened

HERE = Path(__file__).resolve().parent
MOTION = "Open the branch on the first Sunday"
TEXT = "What a new member can count on"
SECTIONS = 590  # pixels: two sections of the text


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
            member.go("/plans/")
            member.follow(TEXT)
            member.follow("With amendments", exact=True)
            member.follow("The whole text on one page")
            place = member.page.locator(".opened").bounding_box()
            assert place is not None, "the page shows no text"
            shown = FloatRect(x=place["x"], y=place["y"], width=place["width"], height=SECTIONS)
            member.page.screenshot(path=HERE / "plan.png", full_page=True, clip=shown)
            member.in_good_order()
        browser.close()


if __name__ == "__main__":
    main()

"""Hostile files are looked at in a real browser: what is shown was drawn here, and nothing in them runs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from journeys.browser import HOUSE, PHONE, Enter, Site, surroundings
from journeys.looking import LOOKS, faults_of

HAND_IN = """
import json
import folkmoot.site, django
django.setup()
import hostile_files
from folkmoot.site.evidence import acts
from folkmoot.site.members import address
from folkmoot.site.members.models import Person

def person(key):
    return Person.objects.get(email_index=address.index_of(f"{key}@commons.example"))

words = "On Monday at nine the lock was whole.\\n\\nAt eleven it was broken.\\n\\n"
words += hostile_files.HTML.decode()
pages = [f"Page {n} of the minutes" for n in range(1, 13)]
files = {
    "text": ("What I saw on Monday", words, "text/plain", "monday.txt"),
    "pdf": ("Minutes of the house meeting", hostile_files.pdf(*pages, script="app.alert('run')"),
            "application/pdf", "minutes.pdf"),
    "picture": ("The broken lock", hostile_files.picture("JPEG", (1600, 1200)), "image/jpeg", "lock.jpg"),
    "mail": ("What the treasurer was sent", hostile_files.MARKED_MAIL, "message/rfc822", "treasurer.eml"),
    "broken": ("A file that does not open", b"%PDF-1.7 and no more", "application/pdf", "broken.pdf"),
}
made = {}
for name, (title, data, media, filename) in files.items():
    item = acts.keep(person=person("wren"), on="case/7", kind="evidence", title=title, data=data,
                     media_type=media, filename=filename, role="the complainant", at=1_800_000_000)
    acts.sealed_by([item], 3)
    acts.share(item, [person("finn")], 1_800_000_000, 3)
    made[name] = item.pk
item = acts.keep(person=person("finn"), on="case/8", kind="note", title="Gone", data="Gone", at=5)
acts.erase(person("finn"), "case/8", 1_800_000_000)
print(json.dumps(made | {"gone": item.pk}))
"""


@pytest.fixture(scope="module")
def items(site: Site) -> dict[str, str]:
    """What Wren has handed in and Finn was served: the id of each, by a name for it."""
    env = surroundings(
        FOLKMOOT_DIR=str(site.folder),
        DJANGO_SETTINGS_MODULE="folkmoot.site.settings",
        PYTHONPATH=f"{HOUSE / 'src'}:{HOUSE / 'tests'}",
    )
    done = subprocess.run([sys.executable, "-c", HAND_IN], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_who_was_served_reads_each_item_and_nothing_in_it_runs(enter: Enter, items: dict[str, str]) -> None:
    finn = enter("finn")
    finn.go(f"/evidence/{items['text']}/")
    finn.sees("Handed in by the complainant")
    finn.sees("<script>alert(1)</script>")
    finn.go(f"/evidence/{items['pdf']}/")
    finn.sees("Page 1 of the minutes")
    finn.follow("Next page")
    finn.sees("Page 2 of the minutes")
    finn.write("Go to page", "12")
    finn.press("Go", exact=True)
    finn.sees("Page 12 of the minutes")
    drawing = finn.page.get_by_role("img", name="Page 12 of 12")
    expect(drawing).to_be_visible()
    assert drawing.evaluate("image => image.naturalWidth") == 1240
    finn.go(f"/evidence/{items['mail']}/")
    finn.sees("Come at nine.")
    finn.sees("plan.pdf")
    assert finn.part("main img, main script, main iframe, main object, main embed").count() == 0
    finn.go(f"/evidence/{items['broken']}/")
    finn.sees("This file does not open")


def test_the_original_is_saved_and_never_opened(enter: Enter, items: dict[str, str], tmp_path: Path) -> None:
    finn = enter("finn")
    finn.go(f"/evidence/{items['pdf']}/")
    with finn.page.expect_download() as saving:
        finn.page.get_by_role("link", name="Save the original").click()
    assert saving.value.suggested_filename == "minutes.pdf"
    saving.value.save_as(tmp_path / "minutes.pdf")
    assert (tmp_path / "minutes.pdf").read_bytes().startswith(b"%PDF-")
    assert finn.path == f"/evidence/{items['pdf']}/"


def test_whoever_was_not_served_finds_nothing_there(enter: Enter, items: dict[str, str]) -> None:
    assert enter("ola").go(f"/evidence/{items['text']}/") == 404
    visitor = enter()
    visitor.go(f"/evidence/{items['text']}/")
    assert visitor.path == "/sign-in/"


def test_its_pages_can_be_read_by_everybody_on_a_phone_and_at_a_desk(
    enter: Enter, items: dict[str, str]
) -> None:
    finn = enter("finn", viewport=PHONE)
    faults = list[str]()
    for name, item in items.items():
        finn.go(f"/evidence/{item}/")
        faults += [f"{name}: {fault}" for fault in faults_of(finn, *LOOKS)]
    assert faults == []

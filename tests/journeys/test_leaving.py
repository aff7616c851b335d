"""Leaving with one's data, being erased; and that no ruling rests on what can be erased."""

import json
import sqlite3
import zipfile
from pathlib import Path

from journeys.browser import Enter, Site


def acts_in(site: Site) -> dict[str, bytes]:
    """The published entries, byte for byte, by the file in which they lie."""
    folder = site.folder / "record" / "tile" / "entries"
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def good(report: str) -> list[str]:
    """What an audit says of the acts and their results, without what it says of texts taken away."""
    return [line for line in report.splitlines() if " acts of " in line or "results recomputed" in line]


def told_in(download: Path) -> object:
    """What is kept about somebody: a file, or a ZIP with the papers of cases into which the lot took them."""
    if not zipfile.is_zipfile(download):
        return json.loads(download.read_text())
    with zipfile.ZipFile(download) as packed:
        return json.loads(packed.read("my-data.json"))


def test_somebody_leaves_takes_their_data_along_and_is_erased(enter: Enter, site: Site) -> None:
    brid = enter("brid")
    brid.go("/you/")
    brid.follow("Leave the organisation")
    brid.press("Leave")
    brid.sees("You have left")
    with brid.page.expect_download() as coming:
        brid.follow("All that is kept about you")
    data = told_in(Path(coming.value.path()))
    assert "brid@commons.example" in json.dumps(data) and "Brid C." in json.dumps(data)
    brid.press("Erase my data")
    brid.sees("Your data have been destroyed")
    greta = enter("greta")
    greta.go("/members/")
    greta.sees_not("Brid C.")
    brid.go("/motions/15/")
    brid.proves("brid@commons.example")
    assert brid.path == "/join/you/", "nobody is known by that address any more"
    site.audit()


def test_an_audit_finds_the_same_rulings_when_everything_personal_is_gone(site: Site) -> None:
    site.close()
    before, acts = good(site.audit(str(site.folder / "record"))), acts_in(site)
    with sqlite3.connect(site.folder / "folkmoot.sqlite3") as tables:
        kept = ("record_sealed", "notices_letter", "debate_draft", "members_signincode", "members_passkey")
        for table in kept:
            tables.execute(f"DELETE FROM {table}")
        tables.execute("UPDATE debate_speech SET box = x''")
        tables.execute("UPDATE members_person SET key_box = x'', email_box = x'', email_index = NULL")
    tables.close()
    assert "good:" in site.run("verify")
    assert good(site.audit(str(site.folder / "record"))) == before and len(before) == 2
    assert acts_in(site) == acts
    site.open()
    assert good(site.audit())[1] == before[1]

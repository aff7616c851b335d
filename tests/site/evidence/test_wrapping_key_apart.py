"""The key that wraps the keys of the cases lies in no backup; the host's commands rotate and copy it."""

import subprocess
import sys
from pathlib import Path

import pytest

from site_commands import environment, fill, folkmoot

FILL = """
import folkmoot.site, django
django.setup()
from folkmoot.site.evidence import acts
from folkmoot.site.members.models import Branch, Person
branch = Branch.objects.create(id="harbour", title="Harbour")
person = Person.objects.create(branch=branch, key_box=b"x")
acts.keep(person=person, on="case/1", kind="note", title="T", data="Words", at=5)
"""
READ = """
import folkmoot.site, django
django.setup()
from folkmoot.site.evidence import reading
from folkmoot.site.evidence.models import Item
try:
    print(reading.words(Item.objects.get()))
except reading.Locked as fault:
    print("locked:", fault)
"""


def run(folder: Path, *words: str, ends: int = 0) -> str:
    """What a program says about the site in a folder."""
    command = [sys.executable, *words]
    env = environment(FOLKMOOT_DIR=str(folder))
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    assert done.returncode == ends, done.stderr
    return (done.stdout + done.stderr).strip()


def manage(folder: Path, *words: str, ends: int = 0) -> str:
    return run(folder, "-m", "folkmoot.site", "manage", *words, ends=ends)


@pytest.fixture(scope="module")
def living(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with one item in one case."""
    folder = tmp_path_factory.mktemp("living") / "site"
    fill(folder, "published")
    run(folder, "-c", FILL)
    return folder


def test_a_backup_holds_no_wrapping_key_and_what_was_restored_opens_once_it_is_put_back(
    living: Path, tmp_path: Path
) -> None:
    kept, copy, new = tmp_path / "kept.tar", tmp_path / "apart", tmp_path / "new"
    done = folkmoot("backup", "--dir", living, "--to", kept)
    assert done.returncode == 0, done.stderr
    assert "left out the key of the case files" in done.stderr
    key = (living / "keys" / "wrapping" / "000001").read_text().strip()
    for file in (kept, tmp_path / "kept.tar.keys"):
        assert key.encode() not in file.read_bytes()
        assert bytes.fromhex(key) not in file.read_bytes()
    manage(living, "copy_wrapping_key", str(copy))
    assert folkmoot("restore", kept, "--dir", new).returncode == 0
    assert run(new, "-c", READ).startswith("locked: ")
    place = new / "keys" / "wrapping" / "000001"
    assert str(place) in run(new, "-c", READ)
    place.parent.mkdir()
    copy.rename(place)
    assert run(new, "-c", READ) == "Words"


def test_the_host_rotates_and_keeps_a_copy_of_the_newest_key_only(living: Path, tmp_path: Path) -> None:
    copy = tmp_path / "apart"
    copy.write_text("an older copy")
    said = manage(living, "rotate_case_keys", "--copy-to", str(copy))
    number = int(said.split("made generation ")[1].split()[0])
    assert f"destroyed generation {number - 1}" in said
    assert copy.read_text() == (living / "keys" / "wrapping" / f"{number:06d}").read_text()
    assert copy.stat().st_mode & 0o777 == 0o600
    assert run(living, "-c", READ) == "Words"


def test_a_copy_is_not_laid_beside_the_data(living: Path) -> None:
    said = manage(living, "copy_wrapping_key", str(living / "copy"), ends=1)
    assert "somewhere else" in said
    assert not (living / "copy").exists()


def test_before_anything_is_handed_in_there_is_no_key_to_copy(tmp_path: Path) -> None:
    fill(tmp_path / "site")
    assert "there is no wrapping key yet" in manage(
        tmp_path / "site", "copy_wrapping_key", str(tmp_path / "copy"), ends=1
    )


@pytest.mark.parametrize(
    ("value", "ends"),
    [
        ("", 0),
        ("unix:/run/clamav/clamd.ctl", 0),
        ("tcp://127.0.0.1:3310", 0),
        ("tcp://[::1]:3310", 0),
        ("tcp://192.0.2.1:3310", 1),
        ("tcp://127.0.0.1", 1),
        ("http://127.0.0.1:3310", 1),
        ("clamd", 1),
    ],
)
def test_the_scanner_is_on_this_machine_or_the_site_does_not_start(
    value: str, ends: int, tmp_path: Path
) -> None:
    program = "import folkmoot.site.settings as s; print(s.FOLKMOOT_SCANNER)"
    env = environment(FOLKMOOT_SCANNER=value, FOLKMOOT_DIR=str(tmp_path))
    done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True)
    assert done.returncode == ends, done.stderr
    assert done.stdout.strip() == ("" if ends else value)
    assert ("FOLKMOOT_SCANNER" in done.stderr) == bool(ends)

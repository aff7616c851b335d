"""A rotation that is killed between any two steps loses no key, and the next one ends what it began."""

import subprocess
import sys
from pathlib import Path

import pytest

from site_commands import environment

PROGRAM = """
import os, signal, sys
import folkmoot.site, django
django.setup()
from folkmoot.site.evidence import acts, keys, reading, wrapping
from folkmoot.site.evidence.models import Item
from folkmoot.site.members.models import Branch, Person
if sys.argv[1] == "fill":
    branch = Branch.objects.create(id="harbour", title="Harbour")
    person = Person.objects.create(branch=branch, key_box=b"x")
    for n in range(7):
        acts.keep(person=person, on=f"case/{n}", kind="note", title="T", data=f"No. {n}", at=5)
elif sys.argv[1] == "kill":
    for number, step in enumerate(keys.rotation(batch=3)):
        if number == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
elif sys.argv[1] == "kill-inside":  # in the middle of a transaction, or of destroying a file
    if sys.argv[2] == "bulk_update":
        from folkmoot.site.evidence.models import CaseKey
        wrapped = keys.close_box
        made = []
        def close_box(*args):
            made.append(1)
            if len(made) == 5:
                os.kill(os.getpid(), signal.SIGKILL)
            return wrapped(*args)
        keys.close_box = close_box
    elif sys.argv[2] == "unlink":
        wrapping.Path.unlink = lambda self, **_: os.kill(os.getpid(), signal.SIGKILL)
    else:
        os.link = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    keys.rotate()
elif sys.argv[1] == "rotate":
    keys.rotate()
elif sys.argv[1] == "rotate often":
    for _ in range(10):
        keys.rotate()
elif sys.argv[1] == "keep often":
    person = Person.objects.get()
    for n in range(7, 60):
        acts.keep(person=person, on=f"case/{n}", kind="note", title="T", data=f"No. {n}", at=5)
words = {reading.words(item) for item in Item.objects.all()}
print(words == {f"No. {n}" for n in range(len(words))})
print(wrapping.generations(), sorted(each.name for each in wrapping.folder().iterdir()))
"""


def run(folder: Path, *words: str, ends: int = 0) -> list[str]:
    env = environment(FOLKMOOT_DIR=str(folder))
    done = subprocess.run([sys.executable, "-c", PROGRAM, *words], env=env, capture_output=True, text=True)
    assert done.returncode == ends, done.stderr
    return done.stdout.splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with seven items under seven keys."""
    found = tmp_path / "site"
    found.mkdir()
    env = environment(FOLKMOOT_DIR=str(found))
    subprocess.run([sys.executable, "-m", "folkmoot.site", "manage", "migrate", "-v0"], env=env, check=True)
    assert run(found, "fill")[0] == "True"
    return found


def test_after_a_kill_at_each_step_every_key_opens_and_the_next_rotation_ends_it(folder: Path) -> None:
    for step in range(5):  # made; wrapped 3, 3 and 1; destroyed
        run(folder, "kill", str(step), ends=-9)
        assert run(folder, "look")[0] == "True", f"killed after step {step}"
    assert run(folder, "rotate") == ["True", "[7] ['000007']"]


@pytest.mark.parametrize("place", ["bulk_update", "unlink", "link"])
def test_after_a_kill_inside_a_step_every_key_opens_and_the_next_rotation_ends_it(
    folder: Path, place: str
) -> None:
    run(folder, "kill-inside", place, ends=-9)
    assert run(folder, "look")[0] == "True"
    opens, left = run(folder, "rotate")
    assert opens == "True"
    generation = {"bulk_update": 3, "unlink": 3, "link": 2}[place]
    assert left == f"[{generation}] ['{generation:06d}']"


def test_keys_made_while_another_process_rotates_all_open(folder: Path) -> None:
    env = environment(FOLKMOOT_DIR=str(folder))
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "keep often"], env=env, stdout=subprocess.PIPE, text=True
    ) as keeper:
        run(folder, "rotate often")
        assert keeper.stdout is not None
        assert keeper.stdout.readline() == "True\n"
    assert keeper.returncode == 0
    assert run(folder, "rotate")[0] == "True"

"""A process that is killed in the middle of its acts leaves no act half done."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from folkmoot.cli.auditing import audit
from folkmoot.cli.source import open_source

PROGRAM = Path(__file__).with_name("thousand_acts.py")
SOURCE = Path(__file__).parents[3] / "src"
KILLS = 8
ACTS = 1001  # the founding, and a thousand who join


def environment(folder: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("FOLKMOOT_")}
    return {**kept, "PYTHONPATH": str(SOURCE), "FOLKMOOT_DIR": str(folder)}


def migrated(folder: Path) -> Path:
    command = [sys.executable, "-m", "folkmoot.site", "manage", "migrate", "-v0"]
    folder.mkdir()
    subprocess.run(command, env=environment(folder), check=True)
    return folder


def test_after_every_kill_the_record_is_whole_and_the_audit_passes(tmp_path: Path) -> None:
    folder = migrated(tmp_path / "site")
    killed, sizes, dice = 0, [0], random.Random(7)
    last = ""
    for turn in range(KILLS + 1):
        with subprocess.Popen(
            [sys.executable, PROGRAM, folder], env=environment(folder), stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            sizes.append(whole(folder, process.stdout.readline()))
            assert sizes[-1] >= sizes[-2], "what was entered stays"
            if turn < KILLS:
                time.sleep(dice.uniform(0.02, 0.15))
                process.kill()
            last = process.stdout.readline()
        killed += process.returncode == -9
    assert killed == KILLS
    assert len(set(sizes)) > KILLS // 2, f"the kills fell in between acts: {sizes}"
    assert whole(folder, last) == ACTS
    assert audited(folder) == ACTS


def whole(folder: Path, line: str) -> int:
    """Hold what a process found on its start against itself and against an audit; the number of acts."""
    size, last, rows, covered = map(int, line.split())
    assert last == size - 1, "entries are numbered without a gap"
    assert rows == max(size - 1, 0), "each act has its row, and no row is without its act"
    assert covered <= size
    if covered:
        assert audited(folder) >= covered
    return size


HOLD = """
import sys
import folkmoot.site, django
django.setup()
from folkmoot.site.record import writer
writer.hold()
print("held", flush=True)
sys.stdin.read()
"""


def audited(folder: Path) -> int:
    source = open_source(str(folder / "record"))
    return int(audit(source, kept=None, vkey=None, policy=None, progress=lambda *_: None).size)


@pytest.mark.parametrize("command", [["publish"], ["serve", "--port", "1"]])
def test_a_second_process_that_would_write_is_refused_in_one_line(tmp_path: Path, command: list[str]) -> None:
    folder = migrated(tmp_path / "site")
    with subprocess.Popen(
        [sys.executable, "-c", HOLD],
        env={**environment(folder), "DJANGO_SETTINGS_MODULE": "folkmoot.site.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        second = subprocess.run(
            [sys.executable, "-m", "folkmoot.site", *command],
            env=environment(folder),
            capture_output=True,
            text=True,
        )
        assert second.returncode == 1
        assert second.stderr == "folkmoot: another process writes this record\n"
        holder.communicate(timeout=10)

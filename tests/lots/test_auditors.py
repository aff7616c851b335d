"""An auditor by other means, in JavaScript, draws the same seats and refuses the same forgeries."""

import hashlib
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from folkmoot.lots.announcement import Quota
from folkmoot.lots.sources import Source
from lots.vectors_of_draws import kept
from lots.world import ALL, IN_A_HALL, people

PROGRAM = Path(__file__).parent / "js" / "draw.js"
Audit = Callable[[dict[str, bytes]], tuple[int, str]]
FORGERIES = (
    "announcement-case",
    "handles-exchanged",
    "handles-left-out",
    "strata-moved",
    "reveal-left-out",
    "reveal-strange",
    "source-thrown-again",
    "quotas-least",
    "quotas-most",
    "result-swapped",
    "result-stranger",
    "result-short",
    "result-seed",
    "result-ranking",
)


@pytest.fixture
def node(tmp_path: Path) -> Audit:
    """The JavaScript auditor: a function of the files of a draw."""
    if shutil.which("node") is None:
        pytest.skip("the JavaScript auditor needs node")

    def audit(files: dict[str, bytes]) -> tuple[int, str]:
        file = tmp_path / "draw.json"
        file.write_bytes(kept(files))
        return run(file)

    return audit


def run(file: Path) -> tuple[int, str]:
    done = subprocess.run(["node", str(PROGRAM), str(file)], capture_output=True, text=True)
    assert done.stderr == ""
    return done.returncode, done.stdout.strip()


@pytest.mark.parametrize("world", ALL.values(), ids=ALL)
def test_node_draws_what_we_draw(node: Audit, world):
    assert node(world.files) == (0, f"ok {world.seed.hex()}")


@pytest.mark.parametrize("throw", range(8))
def test_node_meets_the_same_quotas_in_the_same_way(node: Audit, throw):
    figures = "".join(str(byte % 6 + 1) for byte in hashlib.sha256(b"%d" % throw).digest()[:24])
    dice = Source("dice", figures.encode())
    names = ("east", "east", "east", "north", "south", "east", "west", "east")
    quotas = (Quota("east", 0, 3), Quota("north", 1, 2), Quota("south", 2, 4), Quota("west", 1, 1))
    world = replace(IN_A_HALL, pool=people(60), seats=8, quotas=quotas, names=names, source=dice)
    assert node(world.files) == (0, f"ok {world.seed.hex()}")


@pytest.mark.parametrize("name", FORGERIES)
def test_node_refuses_what_we_refuse(node: Audit, name, tmp_path):
    vector = PROGRAM.parents[3] / "spec" / "vectors" / "lots" / "draw" / f"bad-{name}"
    file = tmp_path / "forged.json"
    file.write_bytes(vector.read_bytes().partition(b"\n\n")[2])
    status, said = run(file)
    assert (status, said.split(":")[0]) == (1, "refused"), said

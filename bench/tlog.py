"""Measure the transparency log against floors in the same run.

    python bench/tlog.py [LEAVES]

Append: the time to append leaves to a tree, over the time of the bare SHA-256 calls that no tree can do
without (one a leaf, and one a node). Limit: 4.
Proofs: our inclusion and consistency proofs, over those of PyPI `pymerkle` on the same entries. Limit: 1/2.
The two sides take turns, so that a busy machine slows both; what is printed are ratios of medians. Exits 1 if
a limit is missed.
"""

import hashlib
import random
import statistics
import sys
import time
from collections.abc import Callable

from folkmoot.tlog.leaf import By, Leaf
from folkmoot.tlog.tiles import bundles_between, read_log, tiles_between
from folkmoot.tlog.tree import Tree

LEAVES = 100_000
ROUNDS = 7
PROOFS = 300


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def a_leaf(index: int) -> bytes:
    return Leaf(
        index=index,
        time=1_780_000_000 + index,
        act="motion.second",
        rule="motions/3.2",
        rulebook="5e" * 32,
        by=By("member", "mfzgk3tboi4dsnrq"),
        on=f"motion/{index % 97}",
        facts={"seconds": index % 7},
        relies_on=(index - 1,) if index else (),
    ).encode()


def bare(entries: list[bytes]) -> None:
    """Hash every leaf and as many nodes as a tree has, and keep nothing."""
    sha256, node = hashlib.sha256, b"\x01" + bytes(64)
    for entry in entries:
        sha256(b"\x00" + entry).digest()
        sha256(node).digest()


def grown(entries: list[bytes]) -> Tree:
    tree = Tree()
    for entry in entries:
        tree.append(entry)
    return tree


def turns(ours: Callable[[], object], floor: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Return the medians of both, in seconds."""
    pairs = [(seconds(ours), seconds(floor)) for _ in range(rounds)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def kept(what: str, ours: float, floor: float, limit: float) -> bool:
    """Print a measurement beside its floor, in microseconds; return whether it keeps its limit."""
    ratio = ours / floor
    print(f"{what}: {ours * 1e6:.2f} us, floor {floor * 1e6:.2f} us; ratio {ratio:.2f}, limit {limit:.2f}")
    return ratio <= limit


def compare_proofs(tree: Tree, entries: list[bytes]) -> list[bool]:
    try:
        import pymerkle
    except ImportError:
        print("proofs: pymerkle is not installed, so there is nothing to compare with")
        return []
    theirs, size, pick = pymerkle.InmemoryTree(algorithm="sha256"), len(entries), random.Random(1)
    for entry in entries:
        theirs.append_entry(entry)
    indexes = [pick.randrange(1, size) for _ in range(PROOFS)]
    pairs = {
        "inclusion": (
            lambda: [tree.inclusion(index, size) for index in indexes],
            lambda: [theirs.prove_inclusion(index + 1, size) for index in indexes],
        ),
        "consistency": (
            lambda: [tree.consistency(index, size) for index in indexes],
            lambda: [theirs.prove_consistency(index, size) for index in indexes],
        ),
    }
    outcomes = []
    for name, (ours, other) in pairs.items():
        mine, his = turns(ours, other, ROUNDS)
        outcomes.append(kept(f"{name} proof at {size}, against pymerkle", mine / PROOFS, his / PROOFS, 0.5))
    return outcomes


def main() -> int:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else LEAVES
    entries = [a_leaf(index) for index in range(size)]
    ours, floor = turns(lambda: grown(entries), lambda: bare(entries), ROUNDS)
    outcomes = [kept(f"append to {size}, each, against bare SHA-256", ours / size, floor / size, 4)]
    tree = grown(entries)
    outcomes += compare_proofs(tree, entries)
    files = dict(tiles_between(tree, 0, size))
    files |= dict(bundles_between(lambda start, end: entries[start:end], 0, size))
    reading = seconds(lambda: sum(1 for _ in read_log(files.__getitem__, size, tree.root())))
    print(f"read {size} entries from tiles against the signed root: {reading:.2f} s (no limit)")
    print(
        f"decode {size} leaves: {seconds(lambda: [Leaf.decode(entry) for entry in entries]):.2f} s (no limit)"
    )
    return 0 if all(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())

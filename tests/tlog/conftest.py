"""One large log, made once; tests publish as much of it as they need."""

import pytest

from folkmoot.tlog.tree import Tree
from tlog.world import Log, a_leaf

LARGEST = 70_000


@pytest.fixture(scope="session")
def entries() -> list[bytes]:
    return [a_leaf(index).encode() for index in range(LARGEST)]


@pytest.fixture(scope="session")
def tree(entries: list[bytes]) -> Tree:
    tree = Tree()
    for entry in entries:
        tree.append(entry)
    return tree


@pytest.fixture
def log(entries: list[bytes], tree: Tree) -> Log:
    """A log of 600 acts: two full tiles, one partial, and a level above."""
    return Log.of(entries, 600, tree)

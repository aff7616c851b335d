"""Saying what was done to a log that does not fit its checkpoint.

Nothing here decides whether a log is good: `folkmoot.tlog.reading` has found that it is not. These functions
look for the first entry concerned and the plainest name for the damage.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from folkmoot.tlog.tree import Tree


class BadLog(ValueError):
    """The files are not the log that the checkpoint covers. The text is one line.

    `kind` is one of: missing (a file), cut (a file has a wrong length), drop, swap, flip, extra (entries),
    tile (a hash tile is not that of the entries), fork (another history), older (rolled back).
    `index` is the first entry concerned, where one can be named.
    """

    def __init__(self, kind: str, reason: str, index: int | None = None) -> None:
        super().__init__(reason)
        self.kind = kind
        self.index = index


def what_is_wrong(
    path: str, tree: Tree, start: int, width: int, found: Sequence[bytes], whole: bool
) -> BadLog:
    """Name the damage in a bundle whose leaf hashes `found` are not those the signed tree has from `start`.

    `whole` is false if the bytes of the bundle end inside an entry.
    """
    leaves = tree.nodes(0, start, start + width)
    first = _first_difference(found, leaves)
    index = start + first
    if first == len(found) and not whole:
        return BadLog("cut", f"{path} is cut short inside entry {index}", index)
    if first == len(found):
        return BadLog("drop", f"{path} ends before entry {index}: {width - first} dropped at its end", index)
    if first == width:
        return BadLog("extra", f"{path} goes on after its {width} entries", index)
    lacking = width - len(found)
    if whole and lacking > 0 and found[first] in leaves[first + 1 :]:
        return BadLog("drop", f"entry {index} was dropped from {path}, which lacks {lacking}", index)
    everywhere = tree.nodes(0, 0, tree.size)
    if found[first] in everywhere:
        other = everywhere.index(found[first])
        return BadLog("swap", f"{path} has at entry {index} what the signed tree has at {other}", index)
    return BadLog("flip", f"entry {index} in {path} is not the one that was signed", index)


def why_not_this_root(
    tree: Tree, root: bytes, entry_hashes: Iterable[bytes], level_above: Iterable[bytes]
) -> BadLog:
    """Name the damage where the leaf hashes in the tiles (`tree`) do not lead to the signed root.

    `entry_hashes` are the leaf hashes of the entries themselves, `level_above` those in the level-1 tiles.
    """
    entries = Tree()
    for leaf in entry_hashes:
        entries.append_leaf_hash(leaf)
    leaves = tree.nodes(0, 0, tree.size)
    first = _first_difference(entries.nodes(0, 0, entries.size), leaves)
    if entries.root() == root:
        return BadLog("tile", f"the hash of entry {first} in its tile is not that of the entry signed", first)
    if first < tree.size:
        return BadLog("flip", f"entry {first} is not what its tile has, and neither leads to the root", first)
    above = list(level_above)
    block = _first_difference(tree.nodes(8, 0, tree.size >> 8), above)
    if block < len(above):
        start = block << 8
        return BadLog("flip", f"entries {start} to {start + 255} are not those under their tile above", start)
    return BadLog("fork", f"entries and tiles agree, but are not the {tree.size} entries that were signed")


def _first_difference(found: Sequence[bytes], due: Sequence[bytes]) -> int:
    """Return the first place where two lists differ, or the length of both if they do not."""
    for place, (left, right) in enumerate(zip_longest(found, due)):
        if left != right:
            return place
    return len(due)

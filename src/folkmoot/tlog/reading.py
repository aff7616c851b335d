"""Reading a log from its tiles, trusting nothing but the signed root.

First the leaf hashes are read and hashed up to the signed root; then every entry is held against its leaf
hash before it is handed out. So a reader sees no entry that the checkpoint does not cover. Where something
does not fit, `folkmoot.tlog.diagnosis` uses the rest of the files to say what.
"""

from collections.abc import Callable, Iterator

from folkmoot.tlog.bundles import split_bundle
from folkmoot.tlog.checkpoint import Checkpoint
from folkmoot.tlog.diagnosis import BadLog, what_is_wrong, why_not_this_root
from folkmoot.tlog.tilepaths import WIDTH, bundle_path, tile_path, widths
from folkmoot.tlog.tree import HASH_SIZE, Tree, leaf_hash

Fetch = Callable[[str], bytes]
"""Returns the bytes of the file at a path; raises OSError or LookupError where there is none."""


def read_tree(fetch: Fetch, size: int, root: bytes) -> Tree:
    """Return the tree of `size` leaves whose root is the signed one, read from the level-0 tiles.

    Checks: 1. every tile is there and has its length; 2. the leaf hashes lead to the signed root; 3. every
    higher tile holds what that tree has in its place. The caller owes the signature on the root.
    Raises BadLog.
    """
    tree = Tree()
    for index, width in widths(size):
        for leaf in _tile(fetch, 0, index, width):
            tree.append_leaf_hash(leaf)
    if tree.root() != root:
        raise why_not_this_root(tree, root, _entry_hashes(fetch, tree), _level_above(fetch, tree))
    for level in range(1, 8):
        for index, width in widths(size, level):
            start = index * WIDTH
            if _tile(fetch, level, index, width) != tree.nodes(8 * level, start, start + width):
                reason = f"{tile_path(level, index, width)} is not what the signed tree has there"
                raise BadLog("tile", reason, start << 8 * level)
    return tree


def read_log(fetch: Fetch, size: int, root: bytes | None = None, tree: Tree | None = None) -> Iterator[bytes]:
    """Yield the entries of a log of `size`, each checked against the tree before it is handed out.

    Give the signed `root`, or the `tree` that `read_tree` returned (which spares a second reading).
    Raises BadLog, naming the first entry that is not the signed one; ValueError if given neither.
    """
    if tree is None:
        if root is None:
            raise ValueError("a log is read against a signed root or a tree")
        tree = read_tree(fetch, size, root)
    for index, width in widths(size):
        entries, whole = _bundle(fetch, index, width)
        start = index * WIDTH
        found = [leaf_hash(entry) for entry in entries]
        if not whole or found != tree.nodes(0, start, start + width):
            raise what_is_wrong(bundle_path(index, width), tree, start, width, found, whole)
        yield from entries


def check_kept(tree: Tree, kept: Checkpoint) -> None:
    """Hold a log against a checkpoint of it that the reader kept earlier. Raises BadLog, older or fork."""
    if kept.size > tree.size:
        reason = f"the log shows {tree.size} entries but has signed {kept.size} before: it was rolled back"
        raise BadLog("older", reason, tree.size)
    if tree.root(kept.size) != kept.root:
        reason = f"the first {kept.size} entries are not those signed before: the log has two histories"
        raise BadLog("fork", reason)


def _entry_hashes(fetch: Fetch, tree: Tree) -> Iterator[bytes]:
    """Yield the leaf hashes of the entries themselves, stopping at a bundle that is not whole."""
    for index, width in widths(tree.size):
        entries, whole = _bundle(fetch, index, width)
        yield from (leaf_hash(entry) for entry in entries)
        if not whole or len(entries) != width:
            return


def _level_above(fetch: Fetch, tree: Tree) -> Iterator[bytes]:
    for index, width in widths(tree.size, 1):
        yield from _tile(fetch, 1, index, width)


def _tile(fetch: Fetch, level: int, index: int, width: int) -> list[bytes]:
    path = tile_path(level, index, width)
    data, full = _file(fetch, path, tile_path(level, index), width)
    due = HASH_SIZE * (WIDTH if full else width)
    if len(data) != due:
        raise BadLog("cut", f"{path} has {len(data)} bytes, not {due}", index * WIDTH << 8 * level)
    return [data[at : at + HASH_SIZE] for at in range(0, width * HASH_SIZE, HASH_SIZE)]


def _bundle(fetch: Fetch, index: int, width: int) -> tuple[list[bytes], bool]:
    """Return the entries of a bundle, and whether its bytes end where an entry ends."""
    data, full = _file(fetch, bundle_path(index, width), bundle_path(index), width)
    entries, whole = split_bundle(data)
    replaced = full and width < WIDTH and len(entries) >= width  # what follows is not ours to judge
    return (entries[:width], True) if replaced else (entries, whole)


def _file(fetch: Fetch, path: str, full_path: str, width: int) -> tuple[bytes, bool]:
    """Return a file's bytes, and whether it is full (a full file may have replaced the part)."""
    for candidate in dict.fromkeys((path, full_path)):
        try:
            return fetch(candidate), candidate == full_path
        except (OSError, LookupError):
            continue
    raise BadLog("missing", f"{path} is missing")

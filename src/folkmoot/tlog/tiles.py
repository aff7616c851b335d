"""Tiles (C2SP tlog-tiles): the log as static files, written once and never changed.

A full tile holds 256 hashes of one level; a full bundle holds 256 entries. Paths are relative to the folder
that holds `checkpoint`. Reading lives in `folkmoot.tlog.reading`; `read_log` can be had from both.
"""

from collections.abc import Callable, Iterator, Sequence

from folkmoot.tlog.bundles import BadBundle, decode_bundle, encode_bundle
from folkmoot.tlog.diagnosis import BadLog
from folkmoot.tlog.reading import Fetch, check_kept, read_log, read_tree
from folkmoot.tlog.tilepaths import WIDTH, bundle_path, paths_for, tile_path
from folkmoot.tlog.tree import Tree

__all__ = [
    "WIDTH",
    "BadBundle",
    "BadLog",
    "Fetch",
    "bundle_path",
    "bundles_between",
    "check_kept",
    "decode_bundle",
    "encode_bundle",
    "paths_for",
    "read_log",
    "read_tree",
    "tile_path",
    "tiles_between",
]


def tiles_between(tree: Tree, old_size: int, new_size: int) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every hash tile that a checkpoint of `new_size` needs and `old_size` did not.

    Raises IndexError unless old_size <= new_size <= tree.size. Write them before the checkpoint.
    """
    if not 0 <= old_size <= new_size <= tree.size:
        raise IndexError(f"no tiles between {old_size} and {new_size} in a tree of {tree.size}")
    level = 0
    while new := new_size >> (8 * level):
        for index, width in _changed(old_size >> (8 * level), new):
            start = index * WIDTH
            yield tile_path(level, index, width), b"".join(tree.nodes(8 * level, start, start + width))
        level += 1


def bundles_between(
    entries: Callable[[int, int], Sequence[bytes]], old_size: int, new_size: int
) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every entry bundle that a checkpoint of `new_size` needs and `old_size` did not.

    `entries(start, end)` returns the entries start..end-1. Raises BadBundle for an entry over 65,535 bytes.
    """
    for index, width in _changed(old_size, new_size):
        start = index * WIDTH
        yield bundle_path(index, width), encode_bundle(entries(start, start + width))


def _changed(old: int, new: int) -> Iterator[tuple[int, int]]:
    """Yield (index, width) of the tiles that `new` hashes at one level need and `old` hashes did not."""
    for index in range(old // WIDTH, new // WIDTH):
        yield index, WIDTH
    if new % WIDTH and new != old:
        yield new // WIDTH, new % WIDTH

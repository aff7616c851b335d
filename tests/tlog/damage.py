"""Ways to damage a log, each with the names that our reader and the Go auditor must give it.

A damage takes a Log of at least 300 entries and changes its files in place.
"""

from collections.abc import Callable
from dataclasses import dataclass

from folkmoot.tlog.bundles import decode_bundle, encode_bundle
from folkmoot.tlog.checkpoint import sign_checkpoint
from folkmoot.tlog.tiles import bundle_path, tile_path
from tlog.world import Log, a_leaf


@dataclass(frozen=True)
class Damage:
    """What is done, what our reader calls it (and at which entry), what the Go auditor calls it."""

    name: str
    do: Callable[[Log], None]
    ours: str
    index: int | None
    theirs: str


def _rewrite(log: Log, index: int, change: Callable[[list[bytes]], object]) -> None:
    """Change the entries of a full bundle and write it back."""
    path = bundle_path(index)
    entries = decode_bundle(log.files[path], 256)
    change(entries)
    log.files[path] = encode_bundle(entries)


def _turn_bit(log: Log, path: str, place: int) -> None:
    data = bytearray(log.files[path])
    data[place] ^= 1
    log.files[path] = bytes(data)


def flip(log: Log) -> None:
    _turn_bit(log, bundle_path(0), 2 + 40)


def flip_length(log: Log) -> None:
    _turn_bit(log, bundle_path(0), 0)


def flip_hash(log: Log) -> None:
    _turn_bit(log, tile_path(0, 0), 7 * 32)


def flip_upper(log: Log) -> None:
    _turn_bit(log, tile_path(1, 0, log.size // 256), 31)


def swap(log: Log) -> None:
    def change(entries: list[bytes]) -> None:
        entries[3], entries[9] = entries[9], entries[3]

    _rewrite(log, 0, change)


def drop(log: Log) -> None:
    _rewrite(log, 0, lambda entries: entries.pop(11))


def drop_last(log: Log) -> None:
    _rewrite(log, 0, lambda entries: entries.pop())


def extra(log: Log) -> None:
    _rewrite(log, 0, lambda entries: entries.append(b"{}"))


def truncate(log: Log) -> None:
    log.files[bundle_path(0)] = log.files[bundle_path(0)][:-5]


def truncate_tile(log: Log) -> None:
    log.files[tile_path(0, 0)] = log.files[tile_path(0, 0)][:-32]


def lose(log: Log) -> None:
    del log.files[bundle_path(0)]


def lose_tile(log: Log) -> None:
    del log.files[tile_path(0, 0)]


def forge(log: Log) -> None:
    """Change an entry and its leaf hash together; the tile above and the signature still tell."""
    other = Log.of([a_leaf(0, on="motion/forged").encode(), *log.entries[1 : log.size]])
    for path in (bundle_path(0), tile_path(0, 0)):
        log.files[path] = other.files[path]


def forge_and_flip(log: Log) -> None:
    flip(log)
    flip_hash(log)


FILES = [
    Damage("flip", flip, "flip", 0, "flip"),
    Damage("flip in a length", flip_length, "flip", 0, "truncate|flip|drop|extra"),
    Damage("flip in a leaf hash", flip_hash, "tile", 7, "tile"),
    Damage("flip in an upper tile", flip_upper, "tile", 0, "tile"),
    Damage("flip in an entry and in a leaf hash", forge_and_flip, "flip", 0, "tile"),
    Damage("forge an entry with its hash", forge, "flip", 0, "tile"),
    Damage("swap", swap, "swap", 3, "swap"),
    Damage("drop", drop, "drop", 11, "drop"),
    Damage("drop at the end of a bundle", drop_last, "drop", 255, "drop"),
    Damage("put one in", extra, "extra", 256, "extra"),
    Damage("truncate", truncate, "cut", 255, "truncate"),
    Damage("truncate a tile", truncate_tile, "cut", 0, "truncate"),
    Damage("lose a bundle", lose, "missing", None, "missing"),
    Damage("lose a tile", lose_tile, "missing", None, "missing"),
]


def resign_older(log: Log) -> Log:
    """The log signs a size that it had before, and forgets the rest."""
    return Log.of(log.entries, log.size - 50, log.tree)


def fork(log: Log) -> Log:
    """The log signs another history of the same length, with every file in order."""
    place = log.size // 2
    entries = list(log.entries[: log.size])
    entries[place] = a_leaf(place, on="motion/other").encode()
    return Log.of(entries)


def another_root(log: Log) -> None:
    """Keep every file, but sign a checkpoint of another history."""
    log.files["checkpoint"] = sign_checkpoint(fork(log).checkpoint(), log.signer)

"""Where tiles and bundles lie (C2SP tlog-tiles): `tile/<level>/<index>[.p/<width>]`."""

from collections.abc import Iterator

WIDTH = 256
"""Hashes in a full tile, entries in a full bundle."""


def tile_path(level: int, index: int, width: int = WIDTH) -> str:
    """Return the path of a tile; `width` below 256 makes it partial. Raises ValueError outside the format."""
    if not 0 <= level <= 63:
        raise ValueError("the level of a tile is 0 to 63")
    return f"tile/{level}/{_index(index)}{_part(width)}"


def bundle_path(index: int, width: int = WIDTH) -> str:
    """Return the path of an entry bundle. Raises ValueError outside the format."""
    return f"tile/entries/{_index(index)}{_part(width)}"


def widths(size: int, level: int = 0) -> Iterator[tuple[int, int]]:
    """Yield (index, width) of every tile at a level (or bundle, level 0) of a log of `size` entries."""
    hashes = size >> (8 * level)
    for index in range(hashes // WIDTH):
        yield index, WIDTH
    if hashes % WIDTH:
        yield hashes // WIDTH, hashes % WIDTH


def paths_for(size: int) -> Iterator[str]:
    """Yield the path of every tile and bundle that a checkpoint of this size needs."""
    for level in range(8):
        for index, width in widths(size, level):
            yield tile_path(level, index, width)
    for index, width in widths(size):
        yield bundle_path(index, width)


def _index(index: int) -> str:
    if index < 0:
        raise ValueError("the index of a tile is not negative")
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.append(f"x{index % 1000:03}")
    return "/".join(reversed(groups))


def _part(width: int) -> str:
    if not 1 <= width <= WIDTH:
        raise ValueError("the width of a tile is 1 to 256")
    return "" if width == WIDTH else f".p/{width}"
